#include "modules/referral/board.hpp"

#include "base/json.hpp"
#include "base/thai_time.hpp"
#include "modules/referral/records_board.hpp"
#include "modules/referral/referral_table.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace samatcha::referral {

namespace {

constexpr std::int64_t lately_ms = 90 * ms_in_day;
constexpr std::int64_t month_ms = 30 * ms_in_day;

/// How far a case got, as the funnel counts. Where a closed one stood before is told by its outcome.
int step_of(const care::CaseCount& count) {
    using enum care::CaseState;
    switch (count.state) {
    case Candidate:
        return 0;
    case Contacted:
    case Verified:
        return 1;
    case Assessed:
        return 2;
    case PlanApproved:
        return 3;
    case InService:
        return 4;
    case Placed:
    case Monitored:
        return 5;
    case Closed:
        return count.outcome == care::CaseOutcome::Livelihood ? 6
               : count.outcome == care::CaseOutcome::Completed ? 5
                                                               : 1;
    }
    return 0;
}

/// Not about a child that is out of school here: wrong from the start, gone, or dead.
bool is_no_loss(const care::CaseCount& count) {
    return count.outcome == care::CaseOutcome::FalsePositive || count.outcome == care::CaseOutcome::Moved ||
           count.outcome == care::CaseOutcome::Died;
}

template <class Word>
std::vector<NamedCount> named(const std::map<Word, std::int64_t>& counts) {
    std::vector<NamedCount> out;
    for (const auto& [word, count] : counts)
        out.push_back({json::enum_name(word), count});
    return out;
}

void add_cases(Board& board, std::map<AgencyId, AgencyLoad>& agencies, const std::vector<care::CaseCount>& counts) {
    constexpr std::array steps{"found", "met", "assessed", "planned", "in_service", "placed", "livelihood"};
    std::array<std::int64_t, steps.size()> reached{};
    std::map<std::string, DistrictLoad> districts;
    std::map<care::CaseState, std::int64_t> states;
    for (const auto& count : counts) {
        states[count.state] += count.cases;
        if (!is_no_loss(count))
            for (int step = step_of(count); step >= 0; --step)
                reached.at(static_cast<std::size_t>(step)) += count.cases;
        if (count.state == care::CaseState::Closed)
            continue;
        board.cases_open += count.cases;
        board.cases_urgent += count.urgent;
        auto& agency = agencies[count.agency];
        agency.cases += count.cases;
        agency.cases_overdue += count.overdue;
        agency.follow_ups_overdue += count.follow_ups_overdue;
        auto& district = districts[count.district];
        district.district_code = count.district;
        district.cases += count.cases;
        district.overdue += count.overdue;
        district.urgent += count.urgent;
    }
    for (std::size_t i = 0; i < steps.size(); ++i)
        board.funnel.push_back({steps.at(i), reached.at(i)});
    for (auto& [code, district] : districts)
        board.districts.push_back(std::move(district));
    board.states = named(states);
}

void add_referrals(Board& board, std::map<AgencyId, AgencyLoad>& agencies, database::Connection& db,
                   std::string_view province, Instant now) {
    for (const auto& at : referrals_at_agencies(db, province, now)) {
        auto& agency = agencies[at.agency];
        agency.referrals = at.open;
        agency.referrals_overdue = at.overdue;
        agency.waiting_since = at.waiting_since;
    }
    for (const auto& [agency, hours] : answer_hours(db, province, {now.unix_ms - lately_ms}))
        agencies[agency].answer_hours = hours;
    std::map<ReferralState, std::int64_t> states;
    for (const auto& [state, count] : referrals_by_state(db, province)) {
        states[state] = count;
        if (is_open(state))
            board.referrals_open += count;
        if (state == ReferralState::Expired)
            board.referrals_expired = count;
    }
    board.referral_states = named(states);
    board.reminders = steps_of(db, province, json::enum_name(ReferralVerb::Remind), {now.unix_ms - month_ms});
}

void add_unmet(Board& board, database::Connection& db, std::string_view province, Instant now) {
    std::map<ServiceKind, UnmetNeed> unmet;
    for (const auto& need : refused_needs(db, province, {now.unix_ms - lately_ms})) {
        unmet[need.kind].refused = need.refused;
        unmet[need.kind].waitlisted = need.waitlisted;
    }
    for (const auto& [service, goals] : care::unmet_goals(db, province))
        if (const auto kind = json::enum_from_name<ServiceKind>(service))
            unmet[*kind].goals = goals;
    for (auto& [kind, need] : unmet) {
        need.kind = kind;
        board.unmet.push_back(need);
    }
    std::stable_sort(board.unmet.begin(), board.unmet.end(), [](const UnmetNeed& a, const UnmetNeed& b) {
        return a.refused + a.waitlisted + a.goals > b.refused + b.waitlisted + b.goals;
    });
}

} // namespace

Board board(const access::Actor& actor, database::Connection& db, Instant now) {
    const auto& province = actor.province;
    Board board;
    board.as_of = now;
    std::map<AgencyId, AgencyLoad> agencies;
    add_cases(board, agencies, care::case_counts(db, province, now));
    add_referrals(board, agencies, db, province, now);
    add_unmet(board, db, province, now);
    for (auto& [cause, count] : care::cause_counts(db, province))
        board.causes.push_back({cause, count});
    board.tasks = open_tasks(db, province);

    const bool sees_all = actor.role == access::Role::Secretariat;
    for (auto& [id, load] : agencies)
        if (sees_all || id == actor.agency) {
            load.agency_id = id;
            board.agencies.push_back(load);
        }
    if (!sees_all)
        std::erase_if(board.tasks,
                      [&](const LeadUnitTask& task) { return task.form.agency_id != actor.agency; });
    std::stable_sort(board.agencies.begin(), board.agencies.end(), [](const AgencyLoad& a, const AgencyLoad& b) {
        return a.cases_overdue + a.referrals_overdue > b.cases_overdue + b.referrals_overdue;
    });
    return board;
}

} // namespace samatcha::referral
