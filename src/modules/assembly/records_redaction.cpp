#include "modules/assembly/records_redaction.hpp"

#include "base/json.hpp"
#include "modules/assembly/draft_resolution.hpp"
#include "platform/documents/document.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace samatcha::assembly {

namespace {

#define SAMATCHA_WITHOUT_WORDS(table, column)                                                      \
    "UPDATE " table " SET " column " = replace(" column ", $2, $3)"                                \
    " WHERE province = $1 AND replace(" column ", $2, $3) <> " column

constexpr std::array<std::string_view, 20> without_words{
    SAMATCHA_WITHOUT_WORDS("delegate", "name"),
    SAMATCHA_WITHOUT_WORDS("agenda_proposal", "reason"),
    SAMATCHA_WITHOUT_WORDS("agenda_proposal", "forum"),
    SAMATCHA_WITHOUT_WORDS("agenda_proposal", "answer"),
    SAMATCHA_WITHOUT_WORDS("agenda_item", "withdrawal_reason"),
    SAMATCHA_WITHOUT_WORDS("background_paper", "filename"),
    SAMATCHA_WITHOUT_WORDS("amendment", "reason"),
    SAMATCHA_WITHOUT_WORDS("amendment", "decision_reason"),
    SAMATCHA_WITHOUT_WORDS("draft_comment", "text"),
    SAMATCHA_WITHOUT_WORDS("hearing_comment", "name"),
    SAMATCHA_WITHOUT_WORDS("hearing_comment", "text"),
    SAMATCHA_WITHOUT_WORDS("hearing_comment", "answer"),
    SAMATCHA_WITHOUT_WORDS("consensus_position", "reason"),
    SAMATCHA_WITHOUT_WORDS("consensus_position", "wording"),
    SAMATCHA_WITHOUT_WORDS("drafting_group", "wording"),
    SAMATCHA_WITHOUT_WORDS("minutes_edit", "text_th"),
    SAMATCHA_WITHOUT_WORDS("minutes_edit", "text_en"),
    SAMATCHA_WITHOUT_WORDS("resolution_succession", "reason"),
    SAMATCHA_WITHOUT_WORDS("log_redaction", "reason"),
    SAMATCHA_WITHOUT_WORDS("log_redaction", "words")};

/// An amendment that a drafting group came back with and that was not taken up.
void redact_group_amendments(database::Connection& connection, std::string_view province,
                             std::string_view words) {
    auto amendments = connection.list(
        "SELECT a.id, a.operation FROM amendment a JOIN drafting_group g"
        " ON g.province = a.province AND g.amendment_id = a.id"
        " WHERE a.province = $1 AND a.state IN ('rejected', 'withdrawn')",
        {province}, [](const database::Row& row) {
            return std::pair{row.integer(0),
                             json::from_text<OperationForm>(row.text_view(1)).value()};
        });
    for (auto& [id, operation] : amendments)
        if (operation.text && take_out(*operation.text, words)) {
            const auto text = json::to_text(operation);
            connection.execute(
                "UPDATE amendment SET operation = $3 WHERE province = $1 AND id = $2",
                {province, id, text});
        }
}

bool take_out_of_sections(std::vector<documents::Section>& sections, std::string_view words) {
    bool is_changed = false;
    for (auto& section : sections) {
        for (auto& paragraph : section.paragraphs)
            for (auto* const text : {&paragraph.text, &paragraph.note})
                is_changed |= take_out(*text, words);
        for (auto& row : section.table.rows)
            for (auto& cell : row)
                is_changed |= take_out(cell, words);
    }
    return is_changed;
}

struct KeptDocument {
    std::string hash;
    documents::Document content;
};

/// Those from which something was taken out, without it.
template <class TakeOut>
std::vector<KeptDocument> documents_after(database::Connection& connection,
                                          std::string_view province, TakeOut take_out_of) {
    auto kept = connection.list(
        "SELECT hash, content FROM assembly_document WHERE province = $1", {province},
        [](const database::Row& row) {
            return KeptDocument{row.text(0),
                                json::from_text<documents::Document>(row.text_view(1)).value()};
        });
    std::erase_if(kept, [&](KeptDocument& one) { return !take_out_of(one.content); });
    return kept;
}

/// Those that held the words in an annex.
std::vector<KeptDocument> documents_without(database::Connection& connection,
                                            std::string_view province, std::string_view words) {
    return documents_after(connection, province, [&](documents::Document& document) {
        return take_out_of_sections(document.annexes, words);
    });
}

void keep_redacted(database::Connection& connection, std::string_view province,
                   const std::vector<KeptDocument>& redacted, Instant now) {
    for (const auto& document : redacted) {
        const auto content = json::to_text(document.content);
        connection.execute("UPDATE assembly_document SET content = $3, redacted_at = $4"
                           " WHERE province = $1 AND hash = $2",
                           {province, document.hash, content, now});
    }
}

} // namespace

void redact_in_tables(database::Connection& connection, std::string_view province,
                      std::string_view words) {
    for (const auto statement : without_words)
        connection.execute(statement, {province, words, redacted_words});
    redact_group_amendments(connection, province, words);
}

std::int64_t count_documents_with(database::Connection& connection, std::string_view province,
                                  std::string_view words) {
    return static_cast<std::int64_t>(documents_without(connection, province, words).size());
}

void redact_in_documents(database::Connection& connection, std::string_view province,
                         std::string_view words, Instant now) {
    keep_redacted(connection, province, documents_without(connection, province, words), now);
}

void redact_statement_in_documents(database::Connection& connection, std::string_view province,
                                   std::string_view statement, Instant now) {
    const auto quoted = "“" + std::string(statement) + "”";
    const auto redacted = documents_after(connection, province, [&](documents::Document& document) {
        bool is_changed = false;
        for (auto& section : document.body)
            for (auto& paragraph : section.paragraphs)
                is_changed |= take_out(paragraph.note, quoted);
        return is_changed;
    });
    keep_redacted(connection, province, redacted, now);
}

std::vector<access::AccountId> accounts_taking_part(database::Connection& connection,
                                                    std::string_view province) {
    return connection.list(
        "SELECT account_id FROM delegate WHERE province = $1 AND account_id IS NOT NULL"
        " UNION SELECT chair_account_id FROM room"
        " WHERE province = $1 AND chair_account_id IS NOT NULL",
        {province}, [](const database::Row& row) { return row.id<access::AccountId>(0); });
}

} // namespace samatcha::assembly
