#pragma once

#include "engines/consensus/grouping.hpp"
#include "engines/consensus/k_means.hpp"
#include "engines/consensus/opinion_map.hpp"

#include <cstdint>
#include <vector>

namespace samatcha::consensus {

/// So many groups are tried in any case; more as long as one of the last three numbers is the best.
constexpr std::size_t counts_tried = 8;
constexpr std::size_t counts_further = 3;

/// Groups smaller than this are not told: five people, or two in a hundred.
std::size_t group_size_min(std::size_t grouped);

/// One number of groups, as it was tried.
struct TriedCount {
    std::size_t count = 0;
    double within_squares = 0; ///< Over participants, from the middle of the own group.
    double silhouette = 0;
    std::vector<std::size_t> sizes; ///< Largest first.
    bool is_admissible = false;     ///< No group is too small.
};

/// Why there is one group only, if there is.
enum class GroupsFound { Several, NothingDivides, TooSmall };

/// Groups as the votes alone tell them.
struct OpinionGroups {
    std::vector<ParticipantIndex> participants; ///< Who is grouped.
    std::vector<WeightedPoint> cells;           ///< Where they stand, near ones together if they are many.
    std::vector<TriedCount> tried;
    std::vector<Partition> partitions;          ///< Of the cells, one for each of `tried`.
    std::size_t count = 1;                      ///< Chosen.
    GroupsFound found = GroupsFound::Several;
    Grouping grouping; ///< Named from 0, the largest first.
};

/// For every number of groups from two the best of many starts, for as many as people support; the number with the largest silhouette of
/// those without a too small group, the smaller of nearly equal ones. One group when the first axis explains
/// no more than chance would.
OpinionGroups opinion_groups(const Conversation&, const OpinionMap&, const std::vector<Point>& positions, std::uint64_t seed);

/// The number that the rule above takes; 1 if none is admissible.
std::size_t chosen_count(const std::vector<TriedCount>&);

/// Whether the first axis explains more than it could if statements had nothing to do with each other: then
/// a sum of products has the variance N_ij s_i s_j, and no eigenvalue passes the largest diagonal by more than
/// twice the root of the largest row of variances.
bool something_divides(const Conversation&, const OpinionMap&);

/// New groups under the names of those groups before with which they share most people: a name stays with
/// its people. Computed after grouping, never before.
Grouping with_names_of(const Grouping& before, Grouping);

} // namespace samatcha::consensus
