#include "modules/care/occasion.hpp"

#include "base/json.hpp"
#include "modules/care/records_plan.hpp"

#include <algorithm>

namespace samatcha::care {

Result<SeenCase> seen_case(const Occasion& occasion, CareCaseId id) {
    auto found = find_case(occasion.db, occasion.province(), id);
    const auto scope = scope_of(occasion.db, occasion.actor);
    if (!found || !sees(scope, *found))
        return failure(ErrorCode::NotFound, "care.case_unknown");
    const auto part = part_in(scope, occasion.actor.role, *found);
    return SeenCase{std::move(*found), part};
}

Result<CareCase> do_deed(const Occasion& occasion, CareCase care_case, CasePart part,
                         const Deed& deed) {
    if (deed.client_key &&
        has_event(occasion.db, occasion.province(), care_case.id, *deed.client_key))
        return care_case;
    if (deed.version && *deed.version != care_case.version)
        return failure(ErrorCode::Conflict, "care.case_changed");
    const auto cell = TRY(cell_of(care_case.state, deed.verb, part));
    CareEvent event{CareEventId{new_id()},
                    std::min(deed.at.value_or(occasion.now), occasion.now),
                    occasion.now,
                    part == CasePart::Program ? access::AccountId{} : occasion.actor.account,
                    deed.verb,
                    cell.from,
                    cell.to,
                    deed.said,
                    deed.client_key};
    const auto due_before = care_case.due;
    care_case.state = cell.to;
    if (cell.from != cell.to)
        care_case.outcome = cell.outcome;
    care_case.changed_at = occasion.now;
    if (cell.to == CaseState::Closed)
        care_case.is_urgent = false;
    care_case.due = due_of(care_case);
    if (care_case.due != due_before || deed.verb == CaseVerb::NotFind)
        care_case.due_at = due_at_of(care_case.due, occasion.now);
    if (deed.verb == CaseVerb::Place || deed.verb == CaseVerb::Relapse ||
        cell.to == CaseState::Closed)
        remove_open_follow_ups(occasion.db, occasion.province(), care_case.id);
    if (deed.verb == CaseVerb::Place) {
        const auto planned = follow_ups_after(occasion.now);
        for (const auto& one : planned)
            insert_follow_up(occasion.db, occasion.province(), care_case.id, one);
        care_case.due_at = planned.front().due_at;
    }
    if (deed.change)
        deed.change(care_case);
    if (!update_case(occasion.db, occasion.province(), care_case))
        return failure(ErrorCode::Conflict, "care.case_changed");
    insert_event(occasion.db, occasion.province(), occasion.keys, care_case.id, event);
    return care_case;
}

Result<CareCase> do_deed(const Occasion& occasion, CareCaseId id, const Deed& deed) {
    auto seen = TRY(seen_case(occasion, id));
    return do_deed(occasion, std::move(seen.care_case), seen.part, deed);
}

} // namespace samatcha::care
