#include "base/json.hpp"
#include "modules/access/access_log.hpp"
#include "modules/care/account_names.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/records_plan.hpp"
#include "modules/care/records_worklist.hpp"

#include <fmt/core.h>

namespace samatcha::care {

namespace {

Result<std::vector<CaseSiblingView>> siblings_of(const Occasion& occasion,
                                                 const CareCase& care_case) {
    std::vector<CaseSiblingView> siblings;
    if (!care_case.household)
        return siblings;
    const auto scope = scope_of(occasion.db, occasion.actor);
    for (const auto& row :
         cases_of_household(occasion.db, occasion.province(), *care_case.household)) {
        const auto& other = row.care_case;
        if (other.id == care_case.id)
            continue;
        CaseSiblingView sibling{{}, {}, other.birth_year, other.sex, other.state, other.is_urgent};
        if (sees(scope, other)) {
            sibling.case_id = other.id;
            sibling.given_name =
                TRY(open_child(occasion.keys, occasion.province(), other.id, row.sealed_child))
                    .given_name;
        }
        siblings.push_back(std::move(sibling));
    }
    return siblings;
}

} // namespace

Result<CaseDetail> show_case(const Occasion& occasion, const Clock& clock, CareCaseId id) {
    const auto seen = TRY(seen_case(occasion, id));
    const auto& one = seen.care_case;
    AccountNames names(occasion.db, occasion.province());
    CaseDetail detail;
    detail.id = one.id;
    detail.person_id = one.person;
    detail.household_id = one.household;
    detail.origin = one.origin;
    detail.state = one.state;
    detail.outcome = one.outcome;
    detail.subdistrict_code = one.subdistrict_code;
    detail.agency_id = one.agency;
    detail.worker_id = one.worker;
    detail.worker_name = names.of(one.worker);
    detail.birth_year = one.birth_year;
    detail.sex = one.sex;
    detail.certainty = one.certainty;
    detail.is_urgent = one.is_urgent;
    detail.due = one.due;
    if (one.due_at < never)
        detail.due_at = one.due_at;
    detail.opened_at = one.opened_at;
    detail.changed_at = one.changed_at;
    detail.version = one.version;
    detail.child = TRY(child_of_case(occasion.db, occasion.province(), occasion.keys, id));
    detail.part = seen.part;
    detail.verbs = verbs_of(one.state, seen.part);
    for (const auto& event :
         TRY(events_of_case(occasion.db, occasion.province(), occasion.keys, id)))
        detail.events.push_back(
            {event.id, event.at, event.written_at, names.of(event.account), event.verb, event.from,
             event.to, event.said.empty() ? json::value() : TRY(json::parse(event.said))});
    detail.siblings = TRY(siblings_of(occasion, one));
    detail.assessments = TRY(answers_of_case(occasion.db, occasion.province(), occasion.keys, id));
    detail.goals = TRY(goals_of_case(occasion.db, occasion.province(), occasion.keys, id));
    detail.follow_ups = follow_ups_of_case(occasion.db, occasion.province(), id);
    for (auto& alert : TRY(alerts_of_case(occasion.db, occasion.province(), occasion.keys, id)))
        detail.alerts.push_back({alert.id, alert.case_id, std::move(alert.signs), alert.raised_at,
                                 names.of(alert.raised_by), alert.is_open, alert.answered_at});
    access::record_access(occasion.db, occasion.actor, clock, access::Access::CareCase,
                          one.person ? one.person->value : 0, fmt::format("case={}", one.id.value));
    return detail;
}

} // namespace samatcha::care
