#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_log.hpp"
#include "modules/assembly/records_redaction.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

/// The entry, if it has such a part that still says something.
Result<public_log::Entry> entry_with(const Occasion& occasion, AssemblyId id, std::int64_t sequence,
                                     std::string_view part) {
    auto found = events_after(occasion.db, occasion.actor.province, id, sequence - 1, 1);
    if (found.empty() || found.front().entry.sequence != sequence)
        return failure(ErrorCode::NotFound, "assembly.entry_unknown");
    auto& entry = found.front().entry;
    const auto named =
        std::find_if(entry.personal.begin(), entry.personal.end(),
                     [&](const public_log::PersonalPart& one) { return one.name == part; });
    if (named == entry.personal.end())
        return failure(ErrorCode::NotFound, "assembly.entry_unknown");
    if (named->is_redacted())
        return failure(ErrorCode::Conflict, "assembly.entry_redacted");
    return std::move(entry);
}

/// An item's people and evidence stand in its row as JSON.
void take_out_of_item(const Occasion& occasion, AgendaItemId id, const std::string& words) {
    auto item = find_agenda_item(occasion.db, occasion.actor.province, id);
    if (!item)
        return;
    for (auto& member : item->working_group)
        if (member.name == words)
            member.name = redacted_words;
    for (auto& evidence : item->evidence)
        if (evidence.text == words)
            evidence.text = redacted_words;
    update_agenda_item(occasion.db, occasion.actor.province, *item);
}

/// What the part tells stands in tables and printed documents too.
void take_out_of_house(const Occasion& occasion, AssemblyId id, const public_log::Entry& entry,
                       std::string_view part) {
    const auto& province = occasion.actor.province;
    const auto words =
        std::find_if(entry.personal.begin(), entry.personal.end(), [&](const auto& one) {
            return one.name == part;
        })->value;
    redact_in_tables(occasion.db, province, entry, part);
    if (entry.kind == "agenda_item_added" || entry.kind == "agenda_item_changed")
        take_out_of_item(occasion, {json::parse(entry.data).value().at("item").as_int64()}, words);
    redact_in_documents(occasion.db, province, id, words, occasion.now);
}

} // namespace

Result<LogRedaction> ask_redaction(const Occasion& occasion, AssemblyId id, RedactionForm form) {
    TRY(hold(occasion, id));
    TRY(entry_with(occasion, id, form.sequence, form.part));
    for (const auto& earlier : log_redactions(occasion.db, occasion.actor.province, id))
        if (earlier.state == RedactionState::Asked && earlier.sequence == form.sequence &&
            earlier.part == form.part)
            return failure(ErrorCode::Conflict, "assembly.redaction_asked");
    LogRedaction redaction{RedactionId{new_id()},
                           id,
                           form.sequence,
                           form.part,
                           TRY(some_text(form.reason, reason_bytes_max)),
                           occasion.actor.account,
                           occasion.now};
    insert_log_redaction(occasion.db, occasion.actor.province, redaction);
    add_event(occasion, id, "redaction_asked",
              {{"redaction", redaction.id.value},
               {"sequence", redaction.sequence},
               {"part", redaction.part}},
              Audience::Everyone, personal_parts({{reason_part, redaction.reason}}));
    return redaction;
}

Result<LogRedaction> answer_redaction(const Occasion& occasion, RedactionId id,
                                      RedactionAnswer answer) {
    const auto& province = occasion.actor.province;
    const auto unheld = find_log_redaction(occasion.db, province, id);
    if (!unheld)
        return failure(ErrorCode::NotFound, "assembly.redaction_unknown");
    TRY(hold(occasion, unheld->assembly_id));
    auto redaction = *find_log_redaction(occasion.db, province, id);
    if (redaction.state != RedactionState::Asked)
        return failure(ErrorCode::Conflict, "assembly.redaction_answered");
    if (redaction.asked_by == occasion.actor.account)
        return failure(ErrorCode::Forbidden, "assembly.redaction_needs_another");
    redaction.state = answer.is_agreed ? RedactionState::Done : RedactionState::Declined;
    redaction.answered_at = occasion.now;
    if (answer.is_agreed) {
        auto entry =
            TRY(entry_with(occasion, redaction.assembly_id, redaction.sequence, redaction.part));
        take_out_of_house(occasion, redaction.assembly_id, entry, redaction.part);
        set_personal_parts(occasion.db, province, redaction.assembly_id,
                           public_log::redacted(std::move(entry), redaction.part));
    }
    answer_log_redaction(occasion.db, province, redaction, occasion.actor.account);
    add_event(
        occasion, redaction.assembly_id, answer.is_agreed ? "redaction_done" : "redaction_declined",
        {{"redaction", id.value}, {"sequence", redaction.sequence}, {"part", redaction.part}});
    return redaction;
}

} // namespace samatcha::assembly
