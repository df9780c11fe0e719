#include "engines/consensus/conversation.hpp"
#include "engines/consensus/consensus_test_support.hpp"
#include "engines/consensus/opinion_map.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace samatcha::consensus;

namespace {

Vote drawn_vote(std::mt19937_64& random) { return static_cast<Vote>(static_cast<int>(random() % 3) - 1); }

/// The same votes and moderation, counted from nothing.
Conversation rebuilt(const Conversation& conversation) {
    return Conversation(conversation.votes(), conversation.moderation(), 1);
}

void check_same_map(const Conversation& a, const Conversation& b) {
    const auto left = opinion_map(a);
    const auto right = opinion_map(b);
    CHECK(left.center == right.center);
    CHECK(left.loading == right.loading);
    CHECK(positions(a, left, 1) == positions(b, right, 1));
}

} // namespace

TEST_CASE("after any votes, changed votes and moderation the state is that of a rebuild") {
    std::mt19937_64 random(20);
    Conversation live;
    for (int i = 0; i < 5; ++i) {
        live.add_statement();
        live.add_participant();
    }
    for (int operation = 0; operation < 12'000; ++operation) {
        if (operation % 400 == 0 && live.votes().statements() < 30)
            live.add_statement();
        if (operation % 100 == 0)
            live.add_participant();
        const auto statement = static_cast<StatementIndex>(random() % live.votes().statements());
        if (random() % 50 == 0)
            live.moderate(statement, {static_cast<Decision>(static_cast<int>(random() % 3) - 1), random() % 10 == 0});
        else
            live.cast(static_cast<ParticipantIndex>(random() % live.votes().participants()), statement, drawn_vote(random));
        if (operation % 1000 == 0)
            check_same_map(live, rebuilt(live));
        if (operation % 100 == 0)
            REQUIRE(live.co_votes() == rebuilt(live).co_votes());
    }
    CHECK(live.co_votes() == rebuilt(live).co_votes());
    check_same_map(live, rebuilt(live));
}

TEST_CASE("counts do not depend on the order of votes, on threads, or on being counted apart") {
    const auto votes = invented_votes({{60, 40}, 50, 0.4}, 3);
    std::vector<std::pair<ParticipantIndex, CastVote>> cast;
    for (ParticipantIndex p = 0; p < votes.participants(); ++p)
        for (const auto vote : votes.row(p))
            cast.emplace_back(p, vote);
    std::shuffle(cast.begin(), cast.end(), std::mt19937_64(5));
    auto live = conversation_of(VoteTable(votes.statements(), votes.participants()));
    for (const auto& [p, vote] : cast)
        live.cast(p, vote.statement(), vote.vote());
    const auto counted = CoVotes::of(votes, 1);
    CHECK(live.co_votes() == counted);
    CHECK(CoVotes::of(votes, 8) == counted);

    VoteTable first(votes.statements(), 50);
    VoteTable second(votes.statements(), votes.participants());
    for (ParticipantIndex p = 0; p < votes.participants(); ++p)
        for (const auto vote : votes.row(p))
            (p < 50 ? first : second).set(p, vote.statement(), vote.vote());
    auto merged = CoVotes::of(first, 1);
    merged.merge(CoVotes::of(second, 1));
    CHECK(merged == counted);
    // Counted before the last statement was written.
    auto shorter = CoVotes(votes.statements() - 1);
    shorter.merge(counted);
    CHECK(shorter == counted);
}

TEST_CASE("a participant has one vote on a statement, the last") {
    auto live = conversation_of(VoteTable(2, 1));
    live.cast(0, 1, Vote::Agree);
    live.cast(0, 1, Vote::Disagree);
    CHECK(live.votes().votes() == 1);
    CHECK(live.votes().vote(0, 1) == Vote::Disagree);
    CHECK(live.votes().vote(0, 0) == std::nullopt);
    CHECK(live.co_votes().of_statement(1) == PairCounts{1, -1, -1, 1});
}
