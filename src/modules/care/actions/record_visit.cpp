#include "base/json.hpp"
#include "modules/access/records.hpp"
#include "modules/care/actions.hpp"
#include "modules/situation/actions.hpp"

namespace samatcha::care {

namespace {

std::optional<situation::Finding> finding_of(CaseVerb outcome) {
    switch (outcome) {
    case CaseVerb::FindInSchool:
        return situation::Finding::InSchool;
    case CaseVerb::FindMoved:
        return situation::Finding::Moved;
    case CaseVerb::FindDied:
        return situation::Finding::Died;
    default:
        return std::nullopt;
    }
}

/// The other province's list: a candidate of its own, sealed for it; no query knows both. Nothing
/// of who found out goes along.
void hand_over(const Occasion& occasion, const CareCase& care_case, const CaseChild& child,
               const VisitForm& visit) {
    const auto to = visit.moved_to_province.value_or("");
    if (to == occasion.province() || !access::records::find_province(occasion.db, to))
        return;
    CareCase there;
    there.id = CareCaseId{new_id()};
    there.origin = CaseOrigin::OtherProvince;
    const auto subdistrict = visit.moved_to_subdistrict.value_or("");
    there.subdistrict_code = subdistrict.starts_with(to) ? subdistrict : to;
    there.birth_year = care_case.birth_year;
    there.sex = care_case.sex;
    there.due = due_of(there);
    there.due_at = due_at_of(there.due, occasion.now);
    there.opened_at = there.changed_at = occasion.now;
    auto known = child;
    known.house_no = known.village_no = known.village_name = {};
    insert_case(occasion.db, to, occasion.keys, there, known);
    insert_event(occasion.db, to, occasion.keys, there.id,
                 {CareEventId{new_id()},
                  occasion.now,
                  occasion.now,
                  {},
                  CaseVerb::Open,
                  there.state,
                  there.state,
                  {},
                  {}});
}

} // namespace

Result<CareCase> record_visit(const Occasion& occasion, CareCaseId id, const VisitForm& visit) {
    TRY(check_visit(visit));
    auto seen = TRY(seen_case(occasion, id));
    const auto before = seen.care_case;
    if (visit.client_key && has_event(occasion.db, occasion.province(), id, *visit.client_key))
        return before;
    auto said = visit;
    said.child.reset(); // What was corrected stands in the case; how it was before, in the event.
    const auto child = TRY(child_of_case(occasion.db, occasion.province(), occasion.keys, id));
    if (visit.child && *visit.child != child)
        said.child = child;
    auto after = TRY(do_deed(occasion, std::move(seen.care_case), seen.part,
                             {visit.outcome,
                              json::to_text(said),
                              visit.visited_at,
                              visit.client_key,
                              visit.version,
                              {}}));
    if (visit.child && *visit.child != child)
        update_child(occasion.db, occasion.province(), occasion.keys, id, *visit.child);
    if (const auto finding = finding_of(visit.outcome); finding && before.person)
        situation::record_finding(
            occasion.db, occasion.province(),
            {*before.person, *finding, id.value, occasion.actor.account, occasion.now});
    if (visit.outcome == CaseVerb::FindMoved)
        hand_over(occasion, before, visit.child.value_or(child), visit);
    return after;
}

Result<std::vector<CareCase>> record_visits(const Occasion& occasion,
                                            const std::vector<VisitOfCase>& visits) {
    std::vector<CareCase> after;
    for (const auto& one : visits)
        after.push_back(TRY(record_visit(occasion, one.case_id, one.visit)));
    return after;
}

} // namespace samatcha::care
