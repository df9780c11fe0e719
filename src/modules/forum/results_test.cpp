#include "modules/forum/results.hpp"

#include "engines/consensus/consensus_test_support.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace samatcha;
using namespace samatcha::forum;

namespace {

/// Camps of known sizes in a forum whose statements are all shown.
ForumState state_of(const consensus::InventedCamps& camps, std::vector<int>* camp_of = nullptr) {
    ForumState state;
    state.forum.phase = ForumPhase::Open;
    state.conversation = consensus::conversation_of(consensus::invented_votes(camps, 7, camp_of));
    for (std::size_t j = 0; j < camps.statements; ++j)
        state.statements.push_back(
            {static_cast<std::int64_t>(j), "ข้อ", {}, StatementDecision::Accepted, false, "", {}});
    for (std::size_t p = 0; p < state.conversation.votes().participants(); ++p)
        state.participants.push_back({static_cast<std::int64_t>(p)});
    state.times.resize(state.participants.size(), {0, 10'000'000});
    return state;
}

} // namespace

TEST_CASE("camps that vote in ways of their own are found as groups") {
    std::vector<int> camp_of;
    const auto publication = published(state_of({{120, 80, 60}}, &camp_of), {}, 1, {});
    const auto& results = publication->results;
    REQUIRE(results.groups.size() == 3);
    CHECK(results.groups_reason == GroupsReason::Several);
    std::set<std::pair<std::int32_t, int>> together;
    for (std::size_t p = 0; p < camp_of.size(); ++p)
        together.insert({publication->grouping.of_participant[p], camp_of[p]});
    CHECK(together.size() == 3);
    CHECK(results.participants == 260);
}

TEST_CASE("nobody is told alone: no count of fewer than three, no kind of fewer than five") {
    auto state = state_of({{40, 40}, 20, 0.1});
    state.participants[0].kind = ParticipantKind::Resident;
    const auto& results = published(state, {}, 1, {})->results;
    for (const auto& statement : results.statements) {
        CHECK_FALSE(statement.residents);
        for (const auto& group : statement.groups)
            if (group)
                CHECK(group->agree + group->disagree + group->pass >= 3);
    }
    for (const auto& cell : results.map)
        CHECK(cell.people >= 3);
}

TEST_CASE("a forum that nobody has voted in has results too") {
    for (const std::size_t statements : {0, 1, 5}) {
        ForumState state = state_of({{}, statements});
        const auto& results = published(state, {}, 1, {})->results;
        CHECK(results.groups.empty());
        CHECK(results.groups_reason == GroupsReason::TooFewVotes);
        CHECK(results.statements.size() == statements);
    }
}

TEST_CASE("a rejected statement is told to nobody and asked of nobody") {
    auto state = state_of({{40, 40}, 10});
    state.statements[3].decision = StatementDecision::Rejected;
    state.conversation.moderate(3, {consensus::Decision::Rejected, false});
    const auto publication = published(state, {}, 1, {});
    for (const auto& statement : publication->results.statements)
        CHECK(statement.number != 3);
    CHECK(publication->router.wanted(0, 3) == 0);
}

TEST_CASE("the same votes give the same results, byte for byte") {
    const auto state = state_of({{50, 50}});
    CHECK(*published(state, {}, 1, {})->text == *published(state, {}, 1, {})->text);
}
