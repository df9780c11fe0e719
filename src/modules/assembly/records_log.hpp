#pragma once

// The table of redactions, and the log read backwards; see migrations/1112.

#include "modules/assembly/log_redaction.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

/// The latest first, before a sequence number; at most so many.
std::vector<AssemblyEvent> events_before(database::Connection&, std::string_view province,
                                         AssemblyId, std::int64_t sequence, std::int64_t count_max);

/// Those that wait first, then the latest.
std::vector<LogRedaction> log_redactions(database::Connection&, std::string_view province,
                                         AssemblyId);
std::optional<LogRedaction> find_log_redaction(database::Connection&, std::string_view province,
                                               RedactionId);
void insert_log_redaction(database::Connection&, std::string_view province, const LogRedaction&);
void answer_log_redaction(database::Connection&, std::string_view province, const LogRedaction&,
                          access::AccountId by);

} // namespace samatcha::assembly
