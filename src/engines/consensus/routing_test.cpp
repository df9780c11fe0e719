#include "engines/consensus/routing.hpp"
#include "engines/consensus/consensus_test_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace samatcha::consensus;

namespace {

Grouping all_in_one(std::size_t participants) { return {{"0"}, std::vector<std::int32_t>(participants, 0)}; }

Router router_of(const Conversation& conversation, const Grouping& grouping, Router::Options options = {}) {
    return Router(conversation, opinion_map(conversation), grouping, count_votes(conversation.votes(), grouping, 1), std::move(options));
}

} // namespace

TEST_CASE("a participant is asked every statement once, and then nothing") {
    auto conversation = conversation_of(invented_votes({{20, 15}, 25, 0.5}, 8));
    const auto router = router_of(conversation, all_in_one(35));
    const auto newcomer = conversation.add_participant();
    std::set<StatementIndex> asked;
    while (const auto statement = router.next(conversation, newcomer)) {
        CHECK(asked.insert(*statement).second);
        CHECK(router.next(conversation, newcomer) == statement); // asked again, the same
        conversation.cast(newcomer, *statement, Vote::Agree);
    }
    CHECK(asked.size() == 25);
}

TEST_CASE("what is rejected or passed over is not asked, and seeds come first") {
    auto conversation = conversation_of(invented_votes({{20, 15}, 4, 0.9}, 8));
    conversation.moderate(1, {Decision::Rejected, false});
    const auto newcomer = conversation.add_participant();
    const auto router = router_of(conversation, all_in_one(35), {1, {3, 2}, {}});
    CHECK(router.next(conversation, newcomer) == StatementIndex{3});
    CHECK(router.next(conversation, newcomer, {3}) == StatementIndex{2});
    CHECK(router.next(conversation, newcomer, {3, 2}) == StatementIndex{0});
    CHECK(!router.next(conversation, newcomer, {3, 2, 0}));
}

TEST_CASE("statements about who one is are not among the first seven and at most one in three") {
    auto conversation = conversation_of(invented_votes({{20, 15}, 30, 0.5}, 8));
    for (StatementIndex j = 0; j < 10; ++j)
        conversation.moderate(j, {Decision::Undecided, true});
    const auto router = router_of(conversation, all_in_one(35));
    const auto newcomer = conversation.add_participant();
    std::size_t asked = 0;
    std::size_t meta = 0;
    while (const auto statement = router.next(conversation, newcomer)) {
        ++asked;
        meta += *statement < 10;
        CHECK((asked <= 7 ? meta == 0 : meta * 3 <= asked));
        conversation.cast(newcomer, *statement, Vote::Pass);
    }
    CHECK(meta > 0);
}

TEST_CASE("each group is asked what it has not seen yet") {
    std::vector<std::string_view> rows(10, "+-+-+-..");
    rows.insert(rows.end(), 10, "+-..+-+-");
    const auto conversation = conversation_of(votes_drawn(rows));
    Grouping grouping{{"0", "1"}, std::vector<std::int32_t>(20, 0)};
    std::fill(grouping.of_participant.begin() + 10, grouping.of_participant.end(), 1);
    const auto router = router_of(conversation, grouping);
    CHECK(router.wanted(0, 6) > 2 * router.wanted(1, 6));
    CHECK(router.wanted(1, 2) > 2 * router.wanted(0, 2));
}

TEST_CASE("who has said nothing yet is asked what their own group has not seen") {
    std::vector<std::string_view> rows(10, "+-+-+-..");
    rows.push_back("........");
    rows.insert(rows.end(), 10, "+-..+-+-");
    rows.push_back("........");
    const auto conversation = conversation_of(votes_drawn(rows));
    Grouping grouping{{"0", "1"}, std::vector<std::int32_t>(22, 0)};
    std::fill(grouping.of_participant.begin() + 11, grouping.of_participant.end(), 1);
    const auto asked_of = [&](ParticipantIndex silent, StatementIndex first) {
        int asked = 0;
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            const auto next = *router_of(conversation, grouping, {seed, {}, {}}).next(conversation, silent);
            asked += next == first || next == first + 1;
        }
        return asked;
    };
    CHECK(asked_of(10, 6) > 2 * asked_of(21, 6));
    CHECK(asked_of(21, 2) > 2 * asked_of(10, 2));
}

TEST_CASE("another seed draws otherwise") {
    auto conversation = conversation_of(invented_votes({{40, 30}, 12, 0.7}, 3));
    std::map<StatementIndex, int> asked;
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
        ++asked[*router_of(conversation, all_in_one(70), {seed, {}, {}}).next(conversation, 69)];
    CHECK(asked.size() > 1);
}

TEST_CASE("where someone stands is told by the votes that pull them there") {
    const auto conversation = conversation_of(votes_drawn({"++++.", "++++.", "----+", "----."}));
    const auto map = opinion_map(conversation);
    const auto places = positions(conversation, map, 1);
    const auto placing = placing_statements(conversation, map, 0, places[0], 3);
    CHECK(placing.size() == 3);
    CHECK(std::find(placing.begin(), placing.end(), 4) == placing.end());
}
