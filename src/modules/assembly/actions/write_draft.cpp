#include "engines/resolution_text/comparison.hpp"
#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records_draft.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

namespace rt = resolution_text;

Result<ResolutionText> text_of(const DraftForm& form) {
    ResolutionText text{TRY(some_text(form.title, title_bytes_max))};
    for (const auto& each : form.paragraphs) {
        rt::Paragraph paragraph{each.id.value_or(ParagraphId{new_id()}), each.kind, each.depth,
                                TRY(some_text(each.text, paragraph_bytes_max))};
        for (const auto agency : each.addressees)
            paragraph.addressees.push_back({agency.value});
        std::sort(paragraph.addressees.begin(), paragraph.addressees.end());
        text.paragraphs.push_back(std::move(paragraph));
    }
    TRY(rt::check(text));
    return text;
}

/// Words written by amendments keep their authors where nobody wrote over them.
void keep_authorship(const rt::WordBoundaries& boundaries, const ResolutionText& before,
                     ResolutionText& after) {
    for (auto& now : after.paragraphs)
        if (const auto* const old = rt::paragraph(before, now.id); old && now.authorship.empty())
            now.authorship = rt::carried_authorship(boundaries, *old, now.text);
}

} // namespace

Result<void> check_owner(const Occasion& occasion, const AgendaItem& item) {
    if (occasion.actor.may(access::Right::ManageAssembly))
        return {};
    const auto agency = TRY(agency_spoken_for(occasion, item.assembly_id));
    if (agency == item.lead_agency_id ||
        std::find(item.co_owners.begin(), item.co_owners.end(), agency) != item.co_owners.end())
        return {};
    return failure(ErrorCode::Forbidden, "assembly.not_an_owner");
}

Result<WrittenDraft> write_draft(const Occasion& occasion, AgendaItemId id, DraftForm form) {
    const auto& province = occasion.actor.province;
    const auto item = find_agenda_item(occasion.db, province, id);
    if (!item)
        return failure(ErrorCode::NotFound, "assembly.item_unknown");
    TRY(hold_for(occasion, item->assembly_id, Deed::WriteDraft));
    TRY(check_owner(occasion, *item));
    TRY(check_on_agenda(*find_agenda_item(occasion.db, province, id)));
    auto mine = TRY(text_of(form));
    const auto current = find_draft_of_item(occasion.db, province, id);
    WrittenDraft written;
    written.draft = {current ? current->id : DraftId{new_id()},
                     item->assembly_id,
                     id,
                     current ? current->version + 1 : 1,
                     std::move(mine),
                     VersionOrigin::Written,
                     occasion.now};
    if (!current) {
        insert_draft(occasion.db, province, written.draft);
    } else {
        TRY(check_not_adopted(occasion, current->id));
        for (const auto& amendment :
             amendments(occasion.db, province, current->id, current->version))
            if (amendment.state == AmendmentState::Open ||
                amendment.state == AmendmentState::Accepted ||
                amendment.state == AmendmentState::PassedUp)
                return failure(ErrorCode::Conflict, "assembly.draft_is_amended");
        const auto base = find_draft_version(occasion.db, province, current->id, form.version);
        if (!base)
            return failure(ErrorCode::Conflict, "assembly.version_old");
        const rt::WordBoundaries boundaries;
        if (base->version != current->version) {
            auto both = rt::merged(boundaries, base->text, current->text, written.draft.text);
            written.draft.text = std::move(both.text);
            written.doubtful = std::move(both.doubtful);
        }
        keep_authorship(boundaries, current->text, written.draft.text);
        if (written.draft.text == current->text)
            return WrittenDraft{*current, {}};
        carry_comments(occasion, current->id,
                       rt::compared(boundaries, current->text, written.draft.text));
    }
    insert_draft_version(occasion.db, province, written.draft, occasion.actor.account);
    add_event(occasion, item->assembly_id, "draft_written",
              {{"draft", written.draft.id.value},
               {"item", id.value},
               {"version", written.draft.version},
               {"text", json::to_value(written.draft.text)}});
    return written;
}

} // namespace samatcha::assembly
