#include "modules/referral/referral_table.hpp"

#include "base/json.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace samatcha;
using namespace samatcha::referral;

namespace {

template <class E>
std::vector<E> all_of() {
    std::vector<E> values;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) { values.push_back(d.value); });
    return values;
}

/// Each cell as spec-children.md and the rules of a referral have it, in words of its own: who may, from where.
/// s: sender, l: lead unit, r: recipient, p: program.
const std::map<std::pair<ReferralState, ReferralVerb>, std::pair<std::string, ReferralState>>& told() {
    using enum ReferralState;
    using V = ReferralVerb;
    static const std::map<std::pair<ReferralState, ReferralVerb>, std::pair<std::string, ReferralState>> cells = [] {
        std::map<std::pair<ReferralState, ReferralVerb>, std::pair<std::string, ReferralState>> all{
            {{Draft, V::CheckBasis}, {"sl", BasisChecked}},
            {{BasisChecked, V::CheckBasis}, {"sl", BasisChecked}},
            {{BasisChecked, V::Send}, {"sl", Sent}},
            {{Expired, V::Send}, {"sl", Sent}},
            {{Sent, V::Receive}, {"r", Received}},
            {{Expired, V::Receive}, {"r", Received}},
            {{Received, V::Accept}, {"r", Accepted}},
            {{Received, V::Waitlist}, {"r", Waitlisted}},
            {{Received, V::RequireAssessment}, {"r", AssessmentRequired}},
            {{Received, V::Reject}, {"r", Rejected}},
            {{Received, V::PassOn}, {"r", PassedOn}},
            {{Waitlisted, V::Accept}, {"r", Accepted}},
            {{Waitlisted, V::Reject}, {"r", Rejected}},
            {{Waitlisted, V::PassOn}, {"r", PassedOn}},
            {{AssessmentRequired, V::AnswerAssessment}, {"sl", Received}},
            {{AssessmentRequired, V::Reject}, {"r", Rejected}},
            {{Accepted, V::Start}, {"r", Started}},
            {{Accepted, V::Reject}, {"r", Rejected}},
            {{Started, V::Finish}, {"r", Done}},
            {{Done, V::Acknowledge}, {"sl", Acknowledged}},
            {{Rejected, V::Acknowledge}, {"sl", Acknowledged}},
        };
        for (const auto state : {Draft, BasisChecked, Sent, Received, Waitlisted, AssessmentRequired, Accepted,
                                 Started, Expired})
            all[{state, V::Revoke}] = {"slp", Revoked};
        for (const auto state : {Sent, Received, Waitlisted, AssessmentRequired, Accepted})
            all[{state, V::Expire}] = {"p", Expired};
        for (const auto state : all_of<ReferralState>())
            if (is_open(state))
                all[{state, V::Remind}] = {"p", state};
        return all;
    }();
    return cells;
}

} // namespace

TEST_CASE("each state, verb and part leads where the life cycle says, and all others are refused") {
    const std::map<char, ReferralPart> parts{{'s', ReferralPart::Sender},
                                             {'l', ReferralPart::LeadUnit},
                                             {'r', ReferralPart::Recipient},
                                             {'p', ReferralPart::Program}};
    for (const auto state : all_of<ReferralState>())
        for (const auto verb : all_of<ReferralVerb>())
            for (const auto& [letter, part] : parts) {
                const auto word = json::enum_name(state) + " " + json::enum_name(verb) + " " + letter;
                CAPTURE(word);
                const auto cell = cell_of(state, verb, bit_of(part));
                const auto expected = told().find({state, verb});
                if (expected == told().end()) {
                    REQUIRE_FALSE(cell);
                    CHECK(cell.error().key == "referral.verb_out_of_turn");
                } else if (expected->second.first.find(letter) == std::string::npos) {
                    REQUIRE_FALSE(cell);
                    CHECK(cell.error().key == "referral.verb_not_yours");
                } else {
                    REQUIRE(cell);
                    CHECK(cell->to == expected->second.second);
                }
            }
}

TEST_CASE("from every open state the program goes on by itself, so that nothing is forgotten") {
    for (const auto state : all_of<ReferralState>()) {
        CHECK(is_open(state) == !verbs_of(state, bit_of(ReferralPart::Program)).empty());
        CHECK(is_open(state) == (days_in(state) > 0));
    }
}

TEST_CASE("whoever's turn it is can go on, and nobody is shown a verb that is refused") {
    for (const auto state : all_of<ReferralState>()) {
        if (turn_of(state) == Turn::Sender)
            CHECK_FALSE(verbs_of(state, bit_of(ReferralPart::Sender)).empty());
        if (turn_of(state) == Turn::Recipient)
            CHECK_FALSE(verbs_of(state, bit_of(ReferralPart::Recipient)).empty());
        for (const auto verb : verbs_of(state, bit_of(ReferralPart::Recipient)))
            CHECK(cell_of(state, verb, bit_of(ReferralPart::Recipient)));
    }
}

TEST_CASE("every state is reached from a draft, and an end from every state") {
    std::set<ReferralState> reached{ReferralState::Draft};
    for (std::size_t before = 0; before != reached.size();) {
        before = reached.size();
        for (const auto& cell : referral_table())
            if (reached.contains(cell.from))
                reached.insert(cell.to);
    }
    CHECK(reached.size() == all_of<ReferralState>().size());
    std::set<ReferralState> ends{ReferralState::Acknowledged, ReferralState::Revoked, ReferralState::PassedOn};
    for (std::size_t before = 0; before != ends.size();) {
        before = ends.size();
        for (const auto& cell : referral_table())
            if (ends.contains(cell.to))
                ends.insert(cell.from);
    }
    CHECK(ends.size() == all_of<ReferralState>().size());
}
