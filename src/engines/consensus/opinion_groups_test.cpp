#include "engines/consensus/opinion_groups.hpp"
#include "engines/consensus/consensus_test_support.hpp"
#include "engines/consensus/stability.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace samatcha::consensus;

namespace {

OpinionGroups grouped(const Conversation& conversation, std::uint64_t seed = 1) {
    const auto map = opinion_map(conversation);
    return opinion_groups(conversation, map, positions(conversation, map, 1), seed);
}

/// Share of participants whose group is the one most of their camp is in.
double found_again(const OpinionGroups& groups, const std::vector<int>& camp_of) {
    std::map<std::pair<int, int>, int> people;
    for (std::size_t p = 0; p < camp_of.size(); ++p)
        ++people[{camp_of[p], groups.grouping.of_participant[p]}];
    std::map<int, int> most;
    for (const auto& [key, count] : people)
        most[key.first] = std::max(most[key.first], count);
    const auto sum = std::accumulate(most.begin(), most.end(), 0, [](int s, const auto& m) { return s + m.second; });
    return sum / static_cast<double>(camp_of.size());
}

Grouping named(std::vector<std::string> names, std::vector<std::int32_t> of_participant) { return {std::move(names), std::move(of_participant)}; }

} // namespace

TEST_CASE("camps are found again, as many as there are") {
    for (const auto& sizes : {std::vector<int>{120, 60}, {80, 70, 60}}) {
        std::vector<int> camp_of;
        const auto groups = grouped(conversation_of(invented_votes({sizes, 60, 0.6}, 11, &camp_of)));
        CHECK(groups.count == sizes.size());
        CHECK(found_again(groups, camp_of) > 0.95);
        CHECK(groups.found == GroupsFound::Several);
    }
}

TEST_CASE("there are as many groups as people form, more than are tried in any case too") {
    for (const int camps : {5, 9, 14}) {
        CAPTURE(camps);
        std::vector<int> camp_of;
        const auto conversation = conversation_of(invented_votes({std::vector<int>(static_cast<std::size_t>(camps), 30)}, 3, &camp_of));
        const auto map = opinion_map(conversation);
        auto places = positions(conversation, map, 1);
        std::mt19937_64 random(2);
        for (std::size_t p = 0; p < places.size(); ++p) { // Each camp around a place of its own on a circle.
            const auto angle = 6.283185307 * camp_of[p] / camps;
            const auto away = [&] { return static_cast<double>(random() % 1000) / 1000; };
            places[p] = {20 * std::cos(angle) + away(), 20 * std::sin(angle) + away()};
        }
        const auto groups = opinion_groups(conversation, map, places, 1);
        CHECK(groups.count == static_cast<std::size_t>(camps));
        CHECK(found_again(groups, camp_of) == 1);
    }
}

TEST_CASE("votes at random have no groups") {
    VoteTable votes(60, 300);
    std::mt19937_64 random(4);
    for (ParticipantIndex p = 0; p < 300; ++p)
        for (StatementIndex j = 0; j < 60; ++j)
            if (random() % 2 == 0)
                votes.set(p, j, random() % 2 == 0 ? Vote::Agree : Vote::Disagree);
    const auto groups = grouped(conversation_of(std::move(votes)));
    CHECK(groups.count == 1);
    CHECK(groups.found == GroupsFound::NothingDivides);
    CHECK(group_sizes(groups.grouping) == std::vector<std::size_t>{300});
    CHECK(stability(groups, 1, 1).resamples == 0);
}

TEST_CASE("a group of a few is not told") {
    const auto groups = grouped(conversation_of(invented_votes({{100, 90, 3}, 60, 0.8}, 5)));
    for (const auto size : group_sizes(groups.grouping))
        CHECK(size >= group_size_min(193));
    CHECK(group_size_min(100) == 5);
    CHECK(group_size_min(1001) == 21);
    const auto few = grouped(conversation_of(invented_votes({{4, 4}, 30, 0.9}, 5)));
    CHECK(few.count == 1);
    CHECK(grouped(conversation_of(VoteTable(3, 2))).count == 1);
}

TEST_CASE("of nearly equal silhouettes the smaller number of groups is taken") {
    const auto tried = [](std::size_t count, double silhouette, bool is_admissible) {
        return TriedCount{count, 0, silhouette, {}, is_admissible};
    };
    CHECK(chosen_count({tried(2, 0.4, true), tried(3, 0.403, true)}) == 2);
    CHECK(chosen_count({tried(2, 0.4, true), tried(3, 0.42, true)}) == 3);
    CHECK(chosen_count({tried(2, 0.4, true), tried(3, 0.6, false)}) == 2);
    CHECK(chosen_count({tried(2, 0.4, false)}) == 1);
}

TEST_CASE("many participants are grouped on a grid, and each stands in the group whose middle is nearest") {
    std::vector<int> camp_of;
    const auto conversation = conversation_of(invented_votes({{3000, 2500}, 30, 0.6}, 6, &camp_of));
    const auto groups = grouped(conversation);
    CHECK(groups.cells.size() < 2304);
    CHECK(groups.count == 2);
    CHECK(found_again(groups, camp_of) > 0.95);
    CHECK(group_sizes(groups.grouping)[0] > group_sizes(groups.grouping)[1]);
}

TEST_CASE("k-means with many starts is never worse than one start, and leaves no group empty") {
    std::vector<WeightedPoint> points;
    for (int i = 0; i < 90; ++i)
        points.push_back({{i % 3 * 10.0 + i * 0.01, i % 5 * 3.0}, 1.0 + i % 2});
    const auto one = many_start_k_means(points, 6, 1, 1);
    const auto many = many_start_k_means(points, 6, 20, 1);
    CHECK(many.cost <= one.cost);
    std::vector<int> sizes(6);
    for (const auto group : many.group_of)
        ++sizes[group];
    CHECK(std::count(sizes.begin(), sizes.end(), 0) == 0);
    CHECK(many_start_k_means(points, 6, 20, 1).group_of == many.group_of);
    // As many groups as there are points, and more than there are distinct ones.
    CHECK(many_start_k_means(std::vector<WeightedPoint>(5, {{1, 1}, 1}), 3, 4, 1).cost == 0);
}

TEST_CASE("a point of weight two counts in the silhouette like two people") {
    const std::vector<WeightedPoint> people = {{{0, 0}, 1}, {{0, 0}, 1}, {{1, 0}, 1}, {{9, 0}, 1}, {{10, 0}, 1}};
    const std::vector<WeightedPoint> cells = {{{0, 0}, 2}, {{1, 0}, 1}, {{9, 0}, 1}, {{10, 0}, 1}};
    const std::vector<Partition> of_people = {{{{0, 0}, {9, 0}}, {0, 0, 0, 1, 1}, 0}};
    const std::vector<Partition> of_cells = {{{{0, 0}, {9, 0}}, {0, 0, 1, 1}, 0}};
    CHECK(silhouettes(people, of_people)[0] == doctest::Approx(silhouettes(cells, of_cells)[0]));
    // By hand for the point at 1: within (1+1)/2 = 1, to the others (8+9)/2 = 8.5.
    CHECK(silhouettes(people, of_people)[0] > 0.8);
}

TEST_CASE("partitions looked at together have the silhouettes that each has alone") {
    std::vector<WeightedPoint> points;
    for (int i = 0; i < 60; ++i)
        points.push_back({{i % 4 * 5.0 + i * 0.03, i % 7 * 1.5}, 1.0 + i % 3});
    std::vector<Partition> partitions;
    for (std::size_t count = 2; count <= 5; ++count)
        partitions.push_back(many_start_k_means(points, count, 4, 1));
    const auto together = silhouettes(points, partitions);
    for (std::size_t k = 0; k < partitions.size(); ++k)
        CHECK(together[k] == doctest::Approx(silhouettes(points, std::span(partitions).subspan(k, 1))[0]));
}

TEST_CASE("clear camps are stable, and threads change nothing") {
    const auto groups = grouped(conversation_of(invented_votes({{90, 70}, 60, 0.7}, 2)));
    const auto one = stability(groups, 1, 1);
    const auto eight = stability(groups, 1, 8);
    CHECK(one.resamples >= 50);
    CHECK(one.count_probability[1] > 0.9);
    CHECK(one.group_overlap.size() == 2);
    CHECK(one.group_overlap[0] > 0.95);
    CHECK(one.group_overlap_low[0] <= one.group_overlap[0]);
    CHECK(one.group_overlap == eight.group_overlap);
    CHECK(one.count_probability == eight.count_probability);
}

TEST_CASE("a name stays with its people, and new groups get new names") {
    const auto before = named({"0", "1"}, {0, 0, 0, 1, 1, ungrouped});
    CHECK(with_names_of(before, named({"0", "1"}, {1, 1, 1, 0, 0, 0})).names == std::vector<std::string>{"1", "0"});
    CHECK(with_names_of(before, named({"0", "1", "2"}, {1, 1, 2, 2, 0, 0})).names == std::vector<std::string>{"1", "0", "2"});
    CHECK(with_names_of(named({}, {}), named({"0"}, {0})).names == std::vector<std::string>{"0"});
}
