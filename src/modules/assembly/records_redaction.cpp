#include "modules/assembly/records_redaction.hpp"

#include "base/json.hpp"
#include "platform/documents/document.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace samatcha::assembly {

namespace {

/// A part of a kind of event, the member of its data that names the row, and the row's words: $3 in
/// place of what stands there.
struct StoredWords {
    std::string_view kind;
    std::string_view part;
    std::string_view row;
    std::string_view statement;
};

/// An answer stands in every test of a question about the whole.
constexpr std::string_view position_reason =
    "UPDATE consensus_position SET reason = $3 WHERE province = $1 AND reason <> '' AND EXISTS"
    " (SELECT 1 FROM consensus_position p WHERE p.province = $1 AND p.id = $2"
    " AND p.agency_id = consensus_position.agency_id AND p.taken_at = consensus_position.taken_at)";
constexpr std::string_view position_wording =
    "UPDATE consensus_position SET wording = $3 WHERE province = $1 AND wording <> '' AND EXISTS"
    " (SELECT 1 FROM consensus_position p WHERE p.province = $1 AND p.id = $2"
    " AND p.agency_id = consensus_position.agency_id AND p.taken_at = consensus_position.taken_at)";

constexpr std::array stored_words{
    StoredWords{"delegate_invited", "name", "delegate",
                "UPDATE delegate SET name = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"item_proposed", "reason", "proposal",
                "UPDATE agenda_proposal SET reason = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"item_proposed", "forum", "proposal",
                "UPDATE agenda_proposal SET forum = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"proposal_answered", "answer", "proposal",
                "UPDATE agenda_proposal SET answer = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"agenda_item_withdrawn", "reason", "item",
                "UPDATE agenda_item SET withdrawal_reason = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"paper_added", "filename", "paper",
                "UPDATE background_paper SET filename = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"amendment_proposed", "reason", "amendment",
                "UPDATE amendment SET reason = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"amendment_decided", "reason", "amendment",
                "UPDATE amendment SET decision_reason = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"amendments_merged", "reason", "amendment",
                "UPDATE amendment SET reason = CASE WHEN id = $2 THEN $3 ELSE reason END,"
                " decision_reason = $3 WHERE province = $1 AND (id = $2 OR merged_into = $2)"},
    StoredWords{"draft_commented", "comment", "id",
                "UPDATE draft_comment SET text = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"hearing_comment_made", "name", "hearing_comment",
                "UPDATE hearing_comment SET name = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"hearing_comment_made", "comment", "hearing_comment",
                "UPDATE hearing_comment SET text = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"hearing_comment_answered", "answer", "hearing_comment",
                "UPDATE hearing_comment SET answer = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"position_taken", "reason", "position", position_reason},
    StoredWords{"position_taken", "wording", "position", position_wording},
    StoredWords{"paper_position_entered", "reason", "position", position_reason},
    StoredWords{"paper_position_entered", "wording", "position", position_wording},
    StoredWords{"drafting_group_returned", "wording", "group",
                "UPDATE drafting_group SET wording = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"minutes_edited", "minutes_th", "edit",
                "UPDATE minutes_edit SET text_th = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"minutes_edited", "minutes_en", "edit",
                "UPDATE minutes_edit SET text_en = $3 WHERE province = $1 AND id = $2"},
    StoredWords{"resolution_followed", "reason", "resolution",
                "UPDATE resolution_succession SET reason = $3"
                " WHERE province = $1 AND resolution_id = $2"},
    StoredWords{"redaction_asked", "reason", "redaction",
                "UPDATE log_redaction SET reason = $3 WHERE province = $1 AND id = $2"}};

bool redact_paragraphs(std::vector<documents::Section>& sections, std::string_view words) {
    bool is_changed = false;
    for (auto& section : sections)
        for (auto& paragraph : section.paragraphs)
            for (auto at = paragraph.text.find(words); at != std::string::npos;
                 at = paragraph.text.find(words, at + redacted_words.size())) {
                paragraph.text.replace(at, words.size(), redacted_words);
                is_changed = true;
            }
    return is_changed;
}

} // namespace

void redact_in_tables(database::Connection& connection, std::string_view province,
                      const public_log::Entry& entry, std::string_view part) {
    const auto data = json::parse(entry.data).value().as_object();
    for (const auto& stored : stored_words)
        if (stored.kind == entry.kind && stored.part == part)
            connection.execute(stored.statement,
                               {province, data.at(stored.row).as_int64(), redacted_words});
}

void redact_in_documents(database::Connection& connection, std::string_view province, AssemblyId id,
                         std::string_view words, Instant now) {
    struct Kept {
        std::string hash;
        documents::Document content;
    };
    auto kept = connection.list(
        "SELECT hash, content FROM assembly_document WHERE province = $1 AND assembly_id = $2",
        {province, id}, [](const database::Row& row) {
            return Kept{row.text(0),
                        json::from_text<documents::Document>(row.text_view(1)).value()};
        });
    for (auto& document : kept)
        if (redact_paragraphs(document.content.annexes, words)) {
            const auto content = json::to_text(document.content);
            connection.execute("UPDATE assembly_document SET content = $3, redacted_at = $4"
                               " WHERE province = $1 AND hash = $2",
                               {province, document.hash, content, now});
        }
}

} // namespace samatcha::assembly
