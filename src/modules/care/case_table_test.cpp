#include "modules/care/case_table.hpp"

#include "base/json.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace samatcha;
using namespace samatcha::care;

namespace {

template <class E>
std::vector<E> all() {
    std::vector<E> values;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto d) { values.push_back(d.value); });
    return values;
}

/// The same life cycle, said once more by another hand: what each state allows, and to whom
/// (v: volunteers too, w: case workers and above, l: coordinators and the lead unit; + the program
/// too, p only it).
struct Allowed {
    CaseState state;
    std::string verbs;
};
const Allowed allowed[] = {
    {CaseState::Candidate,
     "not_find:v contact:v find_out_of_school:v find_in_school:v find_moved:v find_died:v "
     "find_refusing:v assign:l mend:v alert:v answer_alert:w"},
    {CaseState::Contacted,
     "not_find:v contact:v find_out_of_school:v find_in_school:v find_moved:v find_died:v "
     "find_refusing:w assign:l mend:v alert:v answer_alert:w"},
    {CaseState::Verified,
     "not_find:v find_out_of_school:v find_in_school:v find_moved:v find_died:v "
     "find_refusing:w assign:l mend:v assess:w alert:v answer_alert:w"},
    {CaseState::Assessed,
     "not_find:v find_out_of_school:v find_moved:v find_died:v find_refusing:w assign:l mend:v "
     "assess:w plan:w approve_plan:l+ return_plan:l alert:v answer_alert:w"},
    {CaseState::PlanApproved,
     "not_find:v find_out_of_school:v find_moved:v find_died:v find_refusing:w assign:l "
     "mend:v assess:w plan:w begin_service:w+ place:w+ alert:v answer_alert:w"},
    {CaseState::InService,
     "not_find:v find_out_of_school:v find_moved:v find_died:v find_refusing:w assign:l mend:v "
     "assess:w plan:w begin_service:w+ place:w+ complete:w alert:v answer_alert:w"},
    {CaseState::Placed, "not_find:v find_moved:v find_died:v assign:l mend:v assess:w follow_up:v "
                        "check_register:p relapse:v alert:v "
                        "answer_alert:w"},
    {CaseState::Monitored, "not_find:v find_moved:v find_died:v assign:l mend:v assess:w "
                           "follow_up:v check_register:p relapse:v "
                           "complete:w reach_livelihood:w alert:v answer_alert:w"},
    {CaseState::Closed, "reopen:w answer_alert:w"},
};

bool is_allowed(CaseState state, CaseVerb verb, CasePart part) {
    const auto& row = *std::find_if(std::begin(allowed), std::end(allowed),
                                    [&](const Allowed& one) { return one.state == state; });
    const auto verbs = " " + row.verbs + " ";
    const auto at = verbs.find(" " + json::enum_name(verb) + ":");
    if (at == std::string::npos || part == CasePart::Stranger)
        return false;
    const auto who = std::string_view(verbs).substr(at + json::enum_name(verb).size() + 2, 2);
    if (part == CasePart::Program)
        return who[0] == 'p' || who[1] == '+';
    switch (who[0]) {
    case 'v':
        return true;
    case 'w':
        return part != CasePart::Volunteer;
    case 'p':
        return false;
    default:
        return part == CasePart::Coordinator || part == CasePart::Secretariat;
    }
}

} // namespace

TEST_CASE("every cell of state, verb and part is as the life cycle says") {
    for (const auto state : all<CaseState>())
        for (const auto verb : all<CaseVerb>())
            for (const auto part : all<CasePart>()) {
                CAPTURE(json::enum_name(state));
                CAPTURE(json::enum_name(verb));
                CAPTURE(json::enum_name(part));
                CHECK(cell_of(state, verb, part).has_value() == is_allowed(state, verb, part));
                const auto verbs = verbs_of(state, part);
                CHECK((std::find(verbs.begin(), verbs.end(), verb) != verbs.end()) ==
                      is_allowed(state, verb, part));
            }
}

TEST_CASE("a cell that closes a case has an outcome, and no other cell has one") {
    for (const auto& cell : case_table()) {
        CAPTURE(json::enum_name(cell.verb));
        CHECK((cell.to == CaseState::Closed && cell.from != cell.to) == (cell.outcome != CaseOutcome::None));
    }
}

TEST_CASE("every outcome can be reached, and each state from a candidate") {
    std::set<CaseOutcome> outcomes;
    std::set<CaseState> reached{CaseState::Candidate};
    for (std::size_t before = 0; before != reached.size();) {
        before = reached.size();
        for (const auto& cell : case_table())
            if (reached.contains(cell.from)) {
                reached.insert(cell.to);
                if (cell.outcome != CaseOutcome::None)
                    outcomes.insert(cell.outcome);
            }
    }
    CHECK(reached.size() == all<CaseState>().size());
    CHECK(outcomes.size() == all<CaseOutcome>().size() - 1);
}

TEST_CASE("no cell is written twice") {
    std::set<std::pair<CaseState, CaseVerb>> seen;
    for (const auto& cell : case_table())
        CHECK(seen.emplace(cell.from, cell.verb).second);
}
