#pragma once

// What is taken out of the log is taken out of the tables too, and of the documents that are kept.

#include "modules/assembly/log_redaction.hpp"
#include "platform/database/connection.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

/// Wherever events keep what their parts tell: names, reasons, answers, comments, wordings. What a
/// drafting group came back with, too, unless its amendment is or may become a text. Of all
/// assemblies of the province; people and evidence of an agenda item stand in its JSON, see
/// redact_log.cpp.
void redact_in_tables(database::Connection&, std::string_view province, std::string_view words);

/// Of the documents that are kept, those with the words in an annex.
std::int64_t count_documents_with(database::Connection&, std::string_view province,
                                  std::string_view words);
/// Out of their annexes; they keep their hashes.
void redact_in_documents(database::Connection&, std::string_view province, std::string_view words,
                         Instant);
/// What people said in a forum, out of the notes on the paragraphs of documents.
void redact_statement_in_documents(database::Connection&, std::string_view province,
                                   std::string_view statement, Instant);

/// Of whoever is a delegate or a chair in an assembly of the province.
std::vector<access::AccountId> accounts_taking_part(database::Connection&,
                                                    std::string_view province);

} // namespace samatcha::assembly
