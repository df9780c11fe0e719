#pragma once

#include "engines/consensus/statement_statistics.hpp"

#include <optional>
#include <vector>

namespace samatcha::consensus {

/// A claim needs as many votes in every group.
constexpr std::int64_t votes_of_a_claim = 7;
/// Of all claims made, at most this share is expected to be wrong.
constexpr double false_claims_max = 0.1;

/// How far a statement is agreed (or disagreed) with in every group, be they of opinion or of sectors.
struct Agreement {
    double product = 0;   ///< Over groups, of (A+1)/(S+2): Polis' group-aware consensus.
    double product_low = 0;
    double product_high = 0; ///< Nine times in ten it lies between.
    double root = 0;      ///< Of as many groups: comparable between numbers of groups.
    std::size_t worst_group = 0;
    double worst_share = 0; ///< Smoothed, of the group where it is lowest.
    double worst_low = 0;   ///< Nine times in ten that group's share is higher.
    std::size_t groups_heard = 0; ///< Groups with enough votes for a claim.
    double chance = 1;      ///< That in some group half or fewer agree, all the same.
    bool is_claimed = false;
};

struct StatementAgreement {
    Agreement agree;
    Agreement disagree;
};

/// By statement. A claim: in every group enough votes and a share surely above one half; corrected for how
/// many statements were looked at (Benjamini and Hochberg, 1995). Nothing is claimed of what was moderated out.
std::vector<StatementAgreement> common_ground(const CountTable&, const std::vector<Moderation>&);

/// Where two groups part most, and whether more than chance.
struct Division {
    std::size_t statement = 0;
    std::size_t agreeing_group = 0;
    std::size_t other_group = 0;
    double gap = 0;    ///< Between the two groups' shares that agree.
    double chance = 1; ///< Of such a gap where there is none, for all pairs of groups.
};

/// The widest gap first; those that pass the same correction. At most `statements_max` of them.
std::vector<Division> divisions(const CountTable&, const std::vector<Moderation>&, std::size_t statements_max);

/// Which chances are small enough that at most `false_max` of those taken are expected to be chance.
std::vector<bool> discoveries(const std::vector<double>& chances, double false_max);

} // namespace samatcha::consensus
