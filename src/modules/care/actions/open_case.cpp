#include "base/json.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/child_of_record.hpp"
#include "modules/care/household.hpp"
#include "modules/persons/actions.hpp"

#include <algorithm>

namespace samatcha::care {

namespace {

struct OpenedBecause {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(OpenedBecause, (), (note))

/// The registers' word on a person, the civil one's first.
Result<CaseChild> child_of_person(const Occasion& occasion, persons::PersonId person,
                                  std::string& sex, std::string& subdistrict_code) {
    auto opened =
        TRY(persons::open_person(occasion.db, occasion.keys, occasion.province(), person));
    std::stable_sort(opened.records.begin(), opened.records.end(),
                     [](const auto& l, const auto& r) {
                         return l.snapshot.register_kind < r.snapshot.register_kind;
                     });
    CaseChild child;
    for (const auto& one : opened.records) {
        fill_gaps(child, one.record);
        if (sex.empty())
            sex = one.record.value(registers::Field::Sex);
        if (subdistrict_code.empty())
            subdistrict_code = one.record.value(registers::Field::SubdistrictCode);
    }
    call_by_only_name(child);
    return child;
}

} // namespace

Result<CareCase> open_case(const Occasion& occasion, const NewCase& input) {
    const auto& actor = occasion.actor;
    // A case tells what the registers know: who may not read them opens none from them.
    if (input.person_id && !actor.may(access::Right::ReadChild))
        return failure(ErrorCode::Forbidden, "access.right_missing");
    if (input.client_key)
        if (auto earlier =
                find_case_opened(occasion.db, actor.province, actor.account, *input.client_key))
            return std::move(*earlier);
    CareCase made;
    made.sex = input.sex.value_or("");
    made.subdistrict_code = input.subdistrict_code;
    auto child =
        input.person_id
            ? TRY(child_of_person(occasion, *input.person_id, made.sex, made.subdistrict_code))
            : input.child.value_or(CaseChild{});
    if (child.given_name.empty())
        return failure(ErrorCode::InvalidInput, "care.child_unnamed");
    if (made.subdistrict_code.size() != 6 || !made.subdistrict_code.starts_with(actor.province))
        return failure(ErrorCode::InvalidInput, "care.area_wrong");
    if (actor.role == access::Role::Volunteer &&
        !walks_in(occasion.db, actor.province, actor.account, made.subdistrict_code))
        return failure(ErrorCode::Forbidden, "care.not_your_area");

    made.id = CareCaseId{new_id()};
    made.person = input.person_id;
    made.origin = input.origin == CaseOrigin::Situation && !input.person_id ? CaseOrigin::ByHand
                                                                            : input.origin;
    if (actor.role != access::Role::Secretariat)
        made.worker = actor.account;
    made.agency = actor.agency.value_or(access::AgencyId{});
    made.birth_year = child.birth_date.year_ce;
    made.due = due_of(made);
    made.due_at = due_at_of(made.due, occasion.now);
    made.opened_at = made.changed_at = occasion.now;
    made.household = household_of(occasion.keys, actor.province, made.subdistrict_code, child);
    if (!insert_case(occasion.db, actor.province, occasion.keys, made, child))
        return failure(ErrorCode::Conflict, "care.case_exists");
    insert_event(occasion.db, actor.province, occasion.keys, made.id,
                 {CareEventId{new_id()},
                  occasion.now,
                  occasion.now,
                  actor.account,
                  CaseVerb::Open,
                  made.state,
                  made.state,
                  input.note ? json::to_text(OpenedBecause{input.note}) : std::string(),
                  input.client_key});
    return made;
}

} // namespace samatcha::care
