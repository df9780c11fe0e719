#include "engines/resolution_text/comparison.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

namespace rt = resolution_text;

Result<DraftResolution> known_draft(const Occasion& occasion, DraftId id) {
    auto draft = find_draft(occasion.db, occasion.actor.province, id);
    if (!draft)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    return std::move(*draft);
}

Room plenary_of(const Occasion& occasion, AssemblyId id) {
    return rooms(occasion.db, occasion.actor.province, id).back();
}

Room room_of_draft(const Occasion& occasion, const DraftResolution& draft) {
    const auto item = find_agenda_item(occasion.db, occasion.actor.province, draft.agenda_item_id);
    return *find_room(occasion.db, occasion.actor.province, item->room_id);
}

bool is_among(AmendmentState state, std::initializer_list<AmendmentState> states) {
    return std::find(states.begin(), states.end(), state) != states.end();
}

std::vector<rt::Amendment> in_engine(const std::vector<Amendment>& amendments,
                                     const ResolutionText& text,
                                     std::initializer_list<AmendmentState> states) {
    std::vector<rt::Amendment> chosen;
    for (const auto& each : amendments)
        if (is_among(each.state, states) && !each.merged_into)
            if (auto operation = operation_of(each.operation, text))
                chosen.push_back({each.id, std::move(*operation)});
    return chosen;
}

bool is_undecided(const Amendment& amendment, const Room& plenary) {
    return amendment.state == AmendmentState::Open ||
           (amendment.state == AmendmentState::PassedUp && amendment.room_id == plenary.id);
}

Result<void> check_goes_with_accepted(const Occasion& occasion, const DraftResolution& draft,
                                      const Amendment& amendment) {
    const rt::WordBoundaries boundaries;
    auto accepted =
        in_engine(amendments(occasion.db, occasion.actor.province, draft.id, amendment.version),
                  draft.text, {AmendmentState::Accepted});
    accepted.push_back({amendment.id, TRY(operation_of(amendment.operation, draft.text))});
    if (!rt::conflicts(boundaries, draft.text, std::move(accepted)).empty())
        return failure(ErrorCode::Conflict, "assembly.amendment_conflicts");
    return {};
}

/// An amendment that was passed up, against the next version; words that changed meanwhile are
/// merged in. False when its paragraph is no more.
bool carry(const rt::WordBoundaries& boundaries, Amendment& amendment,
           const DraftResolution& before, const DraftResolution& after) {
    auto& form = amendment.operation;
    if (form.kind == OperationKind::Replace) {
        const auto* const old = rt::paragraph(before.text, *form.paragraph);
        const auto* const now = rt::paragraph(after.text, *form.paragraph);
        if (!old || !now)
            return false;
        form.text = rt::merged_text(boundaries, old->text, now->text, *form.text).text;
    }
    const auto operation = operation_of(form, after.text);
    if (!operation || !rt::check(after.text, *operation))
        return false;
    amendment.version = after.version;
    return true;
}

} // namespace

Result<Amendment> propose_amendment(const Occasion& occasion, DraftId id, NewAmendment input) {
    const auto unheld = TRY(known_draft(occasion, id));
    const auto assembly = TRY(hold_for(occasion, unheld.assembly_id, Deed::Amend));
    TRY(check_not_adopted(occasion, id));
    const auto draft = TRY(known_draft(occasion, id));
    if (input.version != draft.version)
        return failure(ErrorCode::Conflict, "assembly.version_old");
    auto& form = input.operation;
    if (form.kind == OperationKind::Insert || form.kind == OperationKind::Split)
        form.second = ParagraphId{new_id()};
    if (form.text && form.kind != OperationKind::Split)
        form.text = TRY(some_text(*form.text, paragraph_bytes_max));
    TRY(rt::check(draft.text, TRY(operation_of(form, draft.text))));
    Amendment amendment;
    amendment.id = AmendmentId{new_id()};
    amendment.draft_id = id;
    amendment.version = draft.version;
    amendment.agency_id = TRY(agency_spoken_for(occasion, assembly.id));
    amendment.room_id = room_of_draft(occasion, draft).id;
    amendment.operation = std::move(form);
    amendment.reason = TRY(some_text(input.reason, reason_bytes_max));
    amendment.proposed_at = occasion.now;
    insert_amendment(occasion.db, occasion.actor.province, amendment, occasion.actor.account);
    add_event(occasion, assembly.id, "amendment_proposed",
              {{"amendment", amendment.id.value},
               {"draft", id.value},
               {"version", amendment.version},
               {"agency", amendment.agency_id.value},
               {"room", amendment.room_id.value},
               {"operation", json::to_value(amendment.operation)}},
              Audience::Everyone, personal_parts({{reason_part, amendment.reason}}));
    return amendment;
}

Result<Amendment> decide_amendment(const Occasion& occasion, AmendmentId id,
                                   AmendmentDecision input) {
    const auto& province = occasion.actor.province;
    auto found = find_amendment(occasion.db, province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "assembly.amendment_unknown");
    const auto draft = TRY(known_draft(occasion, found->draft_id));
    const bool is_withdrawal = input.state == AmendmentState::Withdrawn;
    TRY(hold_for(occasion, draft.assembly_id, is_withdrawal ? Deed::Amend : Deed::DecideAmendment));
    auto amendment = *find_amendment(occasion.db, province, id);
    const auto plenary = plenary_of(occasion, draft.assembly_id);
    if (is_withdrawal) {
        if (TRY(agency_spoken_for(occasion, draft.assembly_id)) != amendment.agency_id)
            return failure(ErrorCode::Forbidden, "assembly.not_its_agency");
    } else {
        TRY(check_chair(occasion, *find_room(occasion.db, province, amendment.room_id)));
        if (!is_among(input.state, {AmendmentState::Accepted, AmendmentState::Rejected,
                                    AmendmentState::PassedUp}) ||
            (input.state == AmendmentState::PassedUp && amendment.room_id == plenary.id))
            return failure(ErrorCode::InvalidInput, "assembly.decision_wrong");
    }
    if (!is_undecided(amendment, plenary))
        return failure(ErrorCode::Conflict, "assembly.amendment_decided");
    if (input.state == AmendmentState::Accepted)
        TRY(check_goes_with_accepted(occasion, draft, amendment));
    amendment.state = input.state;
    amendment.decision_reason = TRY(some_text(input.reason, reason_bytes_max));
    amendment.decided_at = occasion.now;
    const auto room = amendment.room_id;
    if (input.state == AmendmentState::PassedUp)
        amendment.room_id = plenary.id;
    update_amendment(occasion.db, province, amendment, occasion.actor.account);
    add_event(occasion, draft.assembly_id, "amendment_decided",
              {{"amendment", id.value},
               {"draft", draft.id.value},
               {"room", room.value},
               {"state", json::enum_name(amendment.state)}},
              Audience::Everyone, personal_parts({{reason_part, amendment.decision_reason}}));
    return amendment;
}

namespace {

/// The paragraph that an amendment could be united with others on; of those that move or cut it,
/// none.
std::optional<ParagraphId> subject_of(const OperationForm& form) {
    switch (form.kind) {
    case OperationKind::Replace:
    case OperationKind::Delete:
        return form.paragraph;
    case OperationKind::Insert:
        return form.after;
    case OperationKind::Move:
    case OperationKind::Split:
    case OperationKind::Merge:
        break;
    }
    return std::nullopt;
}

bool is_all(const std::vector<Amendment>& parts, OperationKind kind) {
    return std::all_of(parts.begin(), parts.end(),
                       [&](const Amendment& part) { return part.operation.kind == kind; });
}

/// What parts on one paragraph become: new words of it; or, if all would put words after it, one
/// new paragraph. Fails with InvalidInput (assembly.merge_wrong).
Result<OperationForm> united(const std::vector<Amendment>& parts, MergedAmendment& input) {
    const auto subject = subject_of(parts[0].operation);
    for (const auto& part : parts)
        if (!subject || subject_of(part.operation) != subject || part.room_id != parts[0].room_id)
            return failure(ErrorCode::InvalidInput, "assembly.merge_wrong");
    if (is_all(parts, OperationKind::Delete))
        return failure(ErrorCode::InvalidInput, "assembly.merge_wrong");
    OperationForm form;
    if (is_all(parts, OperationKind::Insert)) {
        form = parts[0].operation;
        form.second = ParagraphId{new_id()};
    } else {
        form.paragraph = subject;
    }
    form.text = TRY(some_text(input.text, paragraph_bytes_max));
    form.addressees = std::move(input.addressees);
    return form;
}

} // namespace

Result<Amendment> merge_amendments(const Occasion& occasion, DraftId id, MergedAmendment input) {
    const auto& province = occasion.actor.province;
    const auto unheld = TRY(known_draft(occasion, id));
    TRY(hold_for(occasion, unheld.assembly_id, Deed::DecideAmendment));
    const auto draft = TRY(known_draft(occasion, id));
    const auto plenary = plenary_of(occasion, draft.assembly_id);
    if (!check_chair(occasion, plenary))
        TRY(check_chair(occasion, room_of_draft(occasion, draft)));
    TRY(check_not_adopted(occasion, id));
    std::vector<Amendment> parts;
    for (const auto& each : amendments(occasion.db, province, id, draft.version))
        if (std::find(input.amendments.begin(), input.amendments.end(), each.id) !=
            input.amendments.end())
            parts.push_back(each);
    if (parts.size() < 2 || parts.size() != input.amendments.size())
        return failure(ErrorCode::InvalidInput, "assembly.merge_wrong");
    for (const auto& part : parts)
        if (!is_undecided(part, plenary))
            return failure(ErrorCode::Conflict, "assembly.amendment_decided");
    auto operation = TRY(united(parts, input));
    TRY(check_chair(occasion, *find_room(occasion.db, province, parts[0].room_id)));

    Amendment made = parts[0];
    made.id = AmendmentId{new_id()};
    made.operation = std::move(operation);
    made.reason = TRY(some_text(input.reason, reason_bytes_max));
    made.proposed_at = occasion.now;
    TRY(rt::check(draft.text, TRY(operation_of(made.operation, draft.text))));
    TRY(check_goes_with_accepted(occasion, draft, made));
    made.state = AmendmentState::Accepted;
    made.decision_reason = made.reason;
    made.decided_at = occasion.now;
    insert_amendment(occasion.db, province, made, occasion.actor.account);
    update_amendment(occasion.db, province, made, occasion.actor.account);
    boost::json::array merged;
    for (auto& part : parts) {
        part.state = AmendmentState::Accepted;
        part.decision_reason = made.reason;
        part.decided_at = occasion.now;
        part.merged_into = made.id;
        update_amendment(occasion.db, province, part, occasion.actor.account);
        merged.emplace_back(part.id.value);
    }
    add_event(occasion, draft.assembly_id, "amendments_merged",
              {{"amendment", made.id.value},
               {"draft", id.value},
               {"version", draft.version},
               {"room", made.room_id.value},
               {"merged", std::move(merged)},
               {"operation", json::to_value(made.operation)}},
              Audience::Everyone, personal_parts({{reason_part, made.reason}}));
    return made;
}

Result<DraftResolution> consolidate_draft(const Occasion& occasion, DraftId id) {
    const auto& province = occasion.actor.province;
    const auto unheld = TRY(known_draft(occasion, id));
    TRY(hold_for(occasion, unheld.assembly_id, Deed::DecideAmendment));
    TRY(check_not_adopted(occasion, id));
    const auto draft = TRY(known_draft(occasion, id));
    const auto plenary = plenary_of(occasion, draft.assembly_id);
    if (!check_chair(occasion, plenary))
        TRY(check_chair(occasion, room_of_draft(occasion, draft)));
    auto all = amendments(occasion.db, province, id, draft.version);
    for (const auto& each : all)
        if (each.state == AmendmentState::Open)
            return failure(ErrorCode::Conflict, "assembly.amendments_open");
    const rt::WordBoundaries boundaries;
    auto accepted = in_engine(all, draft.text, {AmendmentState::Accepted});
    if (accepted.empty())
        return failure(ErrorCode::Conflict, "assembly.nothing_accepted");
    auto consolidation = rt::consolidate(boundaries, draft.text, std::move(accepted));
    TRY(rt::check(consolidation.text));
    auto next = draft;
    next.version = draft.version + 1;
    next.text = std::move(consolidation.text);
    next.came_from = VersionOrigin::Consolidated;
    next.made_at = occasion.now;
    insert_draft_version(occasion.db, province, next, occasion.actor.account);
    carry_comments(occasion, id, consolidation.trace);
    for (auto& each : all) {
        if (each.state == AmendmentState::Accepted) {
            each.state = AmendmentState::Made;
        } else if (each.state != AmendmentState::PassedUp ||
                   !carry(boundaries, each, draft, next)) {
            continue;
        }
        update_amendment(occasion.db, province, each, occasion.actor.account);
    }
    add_event(occasion, draft.assembly_id, "draft_consolidated",
              {{"draft", id.value},
               {"version", next.version},
               {"text", json::to_value(next.text)},
               {"trace", json::to_value(consolidation.trace)}});
    return next;
}

Result<AmendedDraft> amended_draft(const Occasion& occasion, DraftId id,
                                   std::optional<std::int64_t> version) {
    const auto current = TRY(known_draft(occasion, id));
    auto draft = find_draft_version(occasion.db, occasion.actor.province, id,
                                    version.value_or(current.version));
    if (!draft)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    AmendedDraft view{std::move(*draft), amendments(occasion.db, occasion.actor.province, id,
                                                    version.value_or(current.version))};
    const rt::WordBoundaries boundaries;
    auto consolidation =
        rt::consolidate(boundaries, view.draft.text,
                        in_engine(view.amendments, view.draft.text,
                                  {AmendmentState::Open, AmendmentState::Accepted,
                                   AmendmentState::PassedUp, AmendmentState::Made}));
    view.conflicts = std::move(consolidation.conflicts);
    view.trace = std::move(consolidation.trace);
    return view;
}

} // namespace samatcha::assembly
