#include "engines/consensus/group_report.hpp"
#include "engines/consensus/consensus_test_support.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace samatcha::consensus;

namespace {

/// Groups of these sizes, one after the other.
Grouping groups_of(const std::vector<int>& sizes, std::size_t participants) {
    Grouping grouping;
    for (std::size_t g = 0; g < sizes.size(); ++g) {
        grouping.names.push_back(std::to_string(g));
        grouping.of_participant.insert(grouping.of_participant.end(), static_cast<std::size_t>(sizes[g]), static_cast<int>(g));
    }
    grouping.of_participant.resize(participants, ungrouped);
    return grouping;
}

GroupReport reported(const Conversation& conversation, const Grouping& grouping) {
    return group_report(conversation, opinion_map(conversation), grouping, 1);
}

const std::vector<std::string_view> two_camps = {"o+-o", "++-+", "++-.", "++-o", "++-+", "+-+o", "+-+-", "+-+.", "+-++", "+-+o"};

} // namespace

TEST_CASE("shares and tests are as the formulas say") {
    CHECK(smoothed_share(3, 4) == 4.0 / 6);
    CHECK(smoothed_share(0, 0) == 0.5);
    CHECK(one_share_test(7, 7) == doctest::Approx(std::sqrt(8)));
    CHECK(one_share_test(0, 0) == 1);
    CHECK(two_shares_test(3, 3, 1, 1) == 0);
    CHECK(two_shares_test(4, 4, 0, 4) == doctest::Approx((1 - 0.2) / std::sqrt(0.6 * 0.4 * 0.4)));
    CHECK(two_shares_test(0, 4, 4, 4) == doctest::Approx(-two_shares_test(4, 4, 0, 4)));
}

TEST_CASE("what speaks for a group is what it says and the others do not") {
    const auto conversation = conversation_of(votes_drawn(two_camps));
    const auto report = reported(conversation, groups_of({5, 5}, 10));
    const auto& first = report.representative[0];
    REQUIRE(first.size() == 2);
    CHECK(first[0].statement == 1);
    CHECK(first[0].direction == Vote::Agree);
    CHECK(first[0].is_best_agreed);
    CHECK(first[0].agreed == 5);
    CHECK(first[1].statement == 2);
    CHECK(first[1].direction == Vote::Disagree);
    CHECK(first[1].successes == 5);
}

TEST_CASE("agreed statements are told before disagreed ones, and none that was moderated out") {
    std::vector<StatementStatistics> of_group(4);
    const auto says = [](double ratio, double test) { return StatementStatistics{{8, 0, 9}, 0.8, 0.1, test, -test, ratio, 0.1, test, -test}; };
    of_group[0] = {{0, 8, 9}, 0.1, 0.9, -3, 3, 0.1, 9, -3, 3};
    of_group[1] = says(2, 2);
    of_group[2] = says(9, 9);
    of_group[3] = says(1.5, 1.5);
    std::vector<Moderation> moderation(4);
    moderation[2].decision = Decision::Rejected;
    std::vector<std::size_t> told;
    for (const auto& r : representative_statements(of_group, moderation))
        told.push_back(r.statement);
    CHECK(told == std::vector<std::size_t>{1, 3, 0});
}

TEST_CASE("what all agree on leads the majority and the group-aware consensus") {
    const auto conversation = conversation_of(votes_drawn(two_camps));
    const auto report = reported(conversation, groups_of({5, 5}, 10));
    REQUIRE(!report.majority.agreed.empty());
    CHECK(report.majority.agreed[0].statement == 0);
    CHECK(report.majority.disagreed.empty());
    CHECK(report.group_aware_agreement[0] == doctest::Approx(5.0 / 7 * 6 / 7));
    CHECK(report.group_aware_disagreement[0] == doctest::Approx(1.0 / 49));
}

TEST_CASE("who is in no group counts for the majority but not among a group's others") {
    const auto conversation = conversation_of(votes_drawn(two_camps));
    const auto report = reported(conversation, groups_of({5}, 10));
    CHECK(report.statistics[0][1].agree_ratio == doctest::Approx(6.0 / 7 / 0.5)); // nobody to compare with
    CHECK(report.counts.of_all[0] == VoteCounts{9, 0, 10});
}

TEST_CASE("a moderated statement speaks for nobody, yet its votes stay in the product") {
    auto conversation = conversation_of(votes_drawn(two_camps));
    conversation.moderate(0, {Decision::Rejected, false});
    conversation.moderate(1, {Decision::Undecided, true});
    const auto report = reported(conversation, groups_of({5, 5}, 10));
    CHECK(report.statistics[0][0].counts == VoteCounts{0, 0, 5});
    CHECK(report.majority.agreed.empty());
    for (const auto& representative : report.representative[0])
        CHECK(representative.statement > 1);
    CHECK(report.group_aware_agreement[0] == doctest::Approx(30.0 / 49));
    CHECK(report.priorities[1] == 49);
    CHECK(report.priorities[0] > 0);
}

TEST_CASE("the statement nobody has seen is asked before one everybody has passed") {
    const auto conversation = conversation_of(votes_drawn({"o.", "o.", "o.", "o."}));
    const auto priorities = reported(conversation, groups_of({4}, 4)).priorities;
    CHECK(priorities[1] == doctest::Approx(std::pow(0.25 * 9, 2)));
    CHECK(priorities[0] < priorities[1]);
}

TEST_CASE("the number of threads changes no count") {
    const auto conversation = conversation_of(invented_votes({{70, 50}, 30, 0.6}, 9));
    const auto grouping = groups_of({70, 50}, 120);
    CHECK(count_votes(conversation.votes(), grouping, 7).of_group == count_votes(conversation.votes(), grouping, 1).of_group);
}

TEST_CASE("standing tells how far from all, from one's own, and in which direction") {
    const std::vector<Point> places = {{2, 0}, {4, 0}, {-3, 0}};
    const auto standing = standings(places, groups_of({2}, 3));
    CHECK(standing[0].centricness == doctest::Approx(0));
    CHECK(standing[0].coreness == doctest::Approx(0));
    CHECK(standing[1].extremeness == doctest::Approx(1));
    CHECK(standing[0].extremeness == doctest::Approx(-1));
    CHECK(standing[2].coreness == 0);
}
