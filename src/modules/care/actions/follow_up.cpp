#include "base/json.hpp"
#include "modules/care/actions_plan.hpp"
#include "modules/care/records_plan.hpp"
#include "modules/situation/actions.hpp"
#include "modules/situation/records.hpp"

#include <algorithm>

namespace samatcha::care {

namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;

bool is_finding(std::string_view key) {
    for (const auto& list : forms().picklists().lists)
        if (list.key == "follow_up")
            return std::any_of(list.options.begin(), list.options.end(),
                               [&](const FormOption& one) { return one.key == key; });
    return false;
}

std::optional<FollowUp> next_open(const std::vector<FollowUp>& all) {
    const auto open =
        std::find_if(all.begin(), all.end(), [](const FollowUp& one) { return !one.done_at; });
    return open == all.end() ? std::nullopt : std::optional(*open);
}

struct RegisterSaid {
    bool is_enrolled = false;
    PartialDate as_of;
};
BOOST_DESCRIBE_STRUCT(RegisterSaid, (), (is_enrolled, as_of))

bool is_of_school_since(const situation::RegisterUsed& used, std::int64_t day) {
    return used.kind == json::enum_name(registers::RegisterKind::School) &&
           used.snapshot_date.is_complete() && days_since_1970(used.snapshot_date) >= day;
}

/// What the school registers say of a child placed on that day; nothing, where all that could say
/// it are of before. The civil register comes once a year, the schools' each term.
std::optional<RegisterSaid> said_of(const situation::Situation& situation,
                                    const situation::Standing& standing, std::int64_t placed_day) {
    if (standing.enrolled_in >= 0 && standing.contribution < 0.5F) {
        const auto& used = situation.registers[static_cast<std::size_t>(standing.enrolled_in)];
        return is_of_school_since(used, placed_day)
                   ? std::optional(RegisterSaid{true, used.snapshot_date})
                   : std::nullopt;
    }
    std::optional<RegisterSaid> said;
    for (const auto& used : situation.registers)
        if (is_of_school_since(used, placed_day))
            said = {false, said ? std::max(said->as_of, used.snapshot_date) : used.snapshot_date};
    return said;
}

} // namespace

Result<CareCase> follow_up(const Occasion& occasion, CareCaseId id, const FollowUpForm& form) {
    if (!is_finding(form.finding))
        return failure(ErrorCode::InvalidInput, "care.finding_unknown");
    auto seen = TRY(seen_case(occasion, id));
    if (form.client_key && has_event(occasion.db, occasion.province(), id, *form.client_key))
        return std::move(seen.care_case);
    const auto& province = occasion.province();
    const auto said = json::to_text(form);
    if (form.finding == "not_reached")
        return do_deed(
            occasion, std::move(seen.care_case), seen.part,
            {CaseVerb::NotFind, said, {}, form.client_key, form.version, [&](CareCase& one) {
                 one.due_at = {occasion.now.unix_ms + 14 * day_ms};
             }});
    auto all = follow_ups_of_case(occasion.db, province, id);
    if (const auto open = next_open(all))
        finish_follow_up(occasion.db, province, id, open->id, form.finding, occasion.now);
    if (form.finding == "left")
        return do_deed(occasion, std::move(seen.care_case), seen.part,
                       {CaseVerb::Relapse, said, {}, form.client_key, form.version, {}});
    if (form.again_on && form.again_on->is_complete())
        insert_follow_up(occasion.db, province, id,
                         {FollowUpId{new_id()},
                          FollowUpKind::Planned,
                          {days_since_1970(*form.again_on) * day_ms},
                          {},
                          {}});
    all = follow_ups_of_case(occasion.db, province, id);
    return do_deed(
        occasion, std::move(seen.care_case), seen.part,
        {CaseVerb::FollowUp, said, {}, form.client_key, form.version, [&](CareCase& one) {
             const auto next = next_open(all);
             one.due = next ? Due::FollowUp : Due::Closing;
             one.due_at = next ? next->due_at : due_at_of(Due::Closing, occasion.now);
         }});
}

Result<int> check_placed(database::Connection& connection, const vault::KeyRing& keys,
                         std::string_view province, Instant now) {
    const auto latest = situation::latest_situation(connection, province);
    if (!latest)
        return 0;
    access::Actor nobody;
    nobody.province = province;
    const Occasion occasion{nobody, connection, keys, now};
    const auto standings = situation::standings(connection, province, latest->id);
    int looked_at = 0;
    for (auto& care_case : placed_cases(connection, province)) {
        const auto placed = placed_at(connection, province, care_case.id);
        if (!placed)
            continue;
        const auto standing =
            std::lower_bound(standings.begin(), standings.end(), care_case.person->value,
                             [](const situation::Standing& one, std::int64_t person) {
                                 return one.person < person;
                             });
        if (standing == standings.end() || standing->person != care_case.person->value)
            continue; // No register of this run knows the child.
        const auto said = said_of(*latest, *standing, placed->unix_ms / day_ms);
        if (!said)
            continue;
        TRY(database::transaction(connection, [&]() -> Result<void> {
            TRY(do_deed(occasion, std::move(care_case), CasePart::Program,
                        {CaseVerb::CheckRegister,
                         json::to_text(*said),
                         {},
                         "register-" + std::to_string(latest->id.value),
                         {},
                         [&](CareCase& one) {
                             if (!said->is_enrolled)
                                 one.due_at = now;
                         }}));
            return {};
        }));
        ++looked_at;
    }
    return looked_at;
}

} // namespace samatcha::care
