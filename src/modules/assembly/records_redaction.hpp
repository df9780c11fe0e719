#pragma once

// What was taken out of the log is taken out of the tables too, and of the documents that are kept.

#include "modules/assembly/assembly_event.hpp"
#include "platform/database/connection.hpp"

#include <string_view>

namespace samatcha::assembly {

/// What stands in place of words that were taken out.
inline constexpr std::string_view redacted_words = "•••••";

/// Where an event of this kind keeps what its part tells: names, reasons, answers, comments,
/// wordings of minutes. Words of an agenda item stand in its JSON; see redact_log.cpp.
void redact_in_tables(database::Connection&, std::string_view province, const public_log::Entry&,
                      std::string_view part);

/// Out of the annexes of every printed document of the assembly, which keep their hashes.
void redact_in_documents(database::Connection&, std::string_view province, AssemblyId,
                         std::string_view words, Instant);

} // namespace samatcha::assembly
