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

    // Four residents who all answered are four too few.
    auto four = state_of({{40, 40}});
    for (std::size_t p = 0; p < 4; ++p)
        four.participants[p].kind = ParticipantKind::Resident;
    for (const auto& statement : published(four, {}, 1, {})->results.statements)
        CHECK_FALSE(statement.residents);
}

TEST_CASE("what every sector's delegates agree on stands beside what every group agrees on") {
    // Twelve delegates of each of three sectors, residents and visitors: all agree to the first
    // statement; to the second all but the media.
    using partners::Sector;
    ForumState state;
    state.forum.phase = ForumPhase::Open;
    consensus::VoteTable votes(2, 0);
    const auto add = [&](ParticipantKind kind, std::optional<Sector> sector) {
        const auto p = static_cast<consensus::ParticipantIndex>(votes.participants());
        votes.add_participant();
        votes.set(p, 0, consensus::Vote::Agree);
        votes.set(p, 1,
                  sector == Sector::Media ? consensus::Vote::Disagree : consensus::Vote::Agree);
        state.participants.push_back({static_cast<std::int64_t>(p), kind, sector});
    };
    for (int i = 0; i < 12; ++i) {
        for (const auto sector : {Sector::State, Sector::Academia, Sector::Media})
            add(ParticipantKind::Delegate, sector);
        add(ParticipantKind::Resident, {});
        add(ParticipantKind::Visitor, {});
    }
    for (std::int64_t j = 0; j < 2; ++j)
        state.statements.push_back({j, "ข้อ", {}, StatementDecision::Accepted, false, "", {}});
    state.times.resize(state.participants.size(), {0, 10'000'000});
    state.conversation = consensus::conversation_of(votes);
    const auto results = published(state, {}, 1, {})->results;
    CHECK(results.delegates == 36);
    CHECK(results.residents == 12);
    REQUIRE(results.sectors);
    CHECK(results.sectors->sectors == std::vector{Sector::State, Sector::Academia, Sector::Media});
    CHECK(results.sectors->agreed == std::vector<std::int64_t>{0});
    REQUIRE(results.statements[1].sectors.size() == 3);
    CHECK(results.statements[1].sectors[0]->agree == 12);
    CHECK(results.statements[1].sectors[2]->disagree == 12);
    CHECK(results.statements[1].delegates->agree == 24);
    CHECK(results.statements[1].residents->agree == 12);

    // One delegate of a fourth sector: what is left of the delegates would be that one's vote.
    add(ParticipantKind::Delegate, Sector::CivilSociety);
    state.times.resize(state.participants.size(), {0, 10'000'000});
    state.conversation = consensus::conversation_of(votes);
    const auto one_more = published(state, {}, 1, {})->results;
    CHECK(one_more.sectors->sectors.size() == 3);
    CHECK(one_more.sectors->agreed == std::vector<std::int64_t>{0});
    for (const auto& sector : one_more.statements[0].sectors)
        CHECK_FALSE(sector);
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
