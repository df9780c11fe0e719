#include "engines/consensus/polis_groups.hpp"
#include "engines/consensus/consensus_test_support.hpp"
#include "engines/consensus/opinion_map.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace samatcha::consensus;

namespace {

std::vector<std::string_view> of_equal_rows(std::size_t rows, std::string_view row) { return std::vector<std::string_view>(rows, row); }

} // namespace

TEST_CASE("who voted on seven statements is grouped, and the busiest until there are fifteen") {
    auto rows = of_equal_rows(16, "+++++++.");
    rows.push_back("++......");
    auto votes = votes_drawn(rows);
    CHECK(in_conversation(votes, order_of_appearance(votes)).size() == 16);
    rows.resize(3);
    rows.insert(rows.end(), 14, "+.......");
    votes = votes_drawn(rows);
    CHECK(in_conversation(votes, order_of_appearance(votes)).size() == 15);
    // With fewer statements than seven, all of them are enough.
    votes = votes_drawn(of_equal_rows(20, "+-"));
    CHECK(in_conversation(votes, order_of_appearance(votes)).size() == 20);
}

TEST_CASE("participants appear in the order of their first statement") {
    const auto votes = votes_drawn({"..+", "+..", "...", ".+.", "+.."});
    CHECK(order_of_appearance(votes) == std::vector<ParticipantIndex>{1, 4, 3, 0});
}

TEST_CASE("camps of one mind each are the groups") {
    auto rows = of_equal_rows(20, "+++++-----");
    rows.insert(rows.end(), 12, "-----+++++");
    const auto conversation = conversation_of(votes_drawn(rows));
    const auto map = opinion_map(conversation);
    const auto order = order_of_appearance(conversation.votes());
    const auto found = polis_groups(conversation.votes(), positions(conversation, map, 1), order);
    CHECK(found.base.size() == 2); // of equal places, one
    const auto grouping = grouping_of(found, rows.size());
    CHECK(group_sizes(grouping) == std::vector<std::size_t>{20, 12});
    CHECK(grouping.of_participant[0] != grouping.of_participant[31]);
}

TEST_CASE("an empty conversation and one of a single mind have no groups to tell apart") {
    const auto nobody = conversation_of(VoteTable(3, 2));
    const auto map = opinion_map(nobody);
    const auto none = polis_groups(nobody.votes(), positions(nobody, map, 1), order_of_appearance(nobody.votes()));
    CHECK(!none.best);
    CHECK(grouping_of(none, 2).groups() == 0);
    const auto agreed = conversation_of(votes_drawn(of_equal_rows(20, "++++++++")));
    const auto one = polis_groups(agreed.votes(), positions(agreed, opinion_map(agreed), 1), order_of_appearance(agreed.votes()));
    CHECK(grouping_of(one, 20).groups() == 1);
}
