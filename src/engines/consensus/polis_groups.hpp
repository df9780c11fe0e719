#pragma once

#include "engines/consensus/conversation.hpp"
#include "engines/consensus/grouping.hpp"
#include "engines/consensus/plane.hpp"

#include <map>
#include <optional>
#include <vector>

namespace samatcha::consensus {

/// Participants of Polis' "in conversation": who voted on enough statements, or are among the fifteen who
/// voted most.
constexpr std::size_t votes_to_be_grouped = 7;
constexpr std::size_t grouped_min = 15;

/// As Polis' rows: by the first statement a participant voted on, then by participant. Who never voted is
/// not among them.
std::vector<ParticipantIndex> order_of_appearance(const VoteTable&);

/// Of `order`, those who are grouped, in that order.
std::vector<ParticipantIndex> in_conversation(const VoteTable&, const std::vector<ParticipantIndex>& order);

struct Cluster {
    int id = 0;
    Point center;
    std::vector<std::size_t> members; ///< Numbers of the points that were clustered.
};

/// Level 2 for one number of groups: members are numbers of base clusters.
struct GroupsOfCount {
    int count = 0; ///< Wanted; there are fewer where points coincide.
    double silhouette = 0;
    std::vector<Cluster> groups;
};

/// A conversation grouped by Polis' two levels of k-means from a cold start.
struct PolisGroups {
    std::vector<ParticipantIndex> participants; ///< Who is grouped.
    std::vector<Cluster> base;                  ///< Members are numbers into `participants`.
    std::vector<GroupsOfCount> by_count;
    std::optional<std::size_t> best; ///< Into by_count; nothing when nobody is grouped.
};

PolisGroups polis_groups(const VoteTable&, const std::vector<Point>& positions, const std::vector<ParticipantIndex>& order);

/// The best of by_count as group of each participant of the conversation.
Grouping grouping_of(const PolisGroups&, std::size_t participants);

} // namespace samatcha::consensus
