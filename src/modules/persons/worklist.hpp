#pragma once

#include "engines/linkage/linkage.hpp"
#include "modules/persons/decided_records.hpp"
#include "modules/persons/register_set.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace samatcha::persons {

inline constexpr std::size_t doubtful_max = 2000;
inline constexpr std::size_t suspicious_max = 500;

/// Two records to ask people about, while a run is in memory; see ReviewItem.
struct WorklistItem {
    linkage::RecordRef left{}, right{};
    double weight = 0;
    double probability = 0;
    std::optional<std::int64_t> doubtful_rank;
    std::optional<std::int64_t> suspicious_rank;
    std::optional<Suspicion> suspicion;
    std::optional<std::int64_t> sample_rank;
    std::optional<std::int64_t> stratum;
};

struct WorklistNeighbour {
    std::size_t item = 0; ///< Position in Worklist::items.
    linkage::RecordRef record{};
    Relation relation = Relation::Address;
};

/// What a link run leaves to people.
struct Worklist {
    std::vector<WorklistItem> items;
    std::vector<WorklistNeighbour> neighbours; ///< By item; each person once.
    std::vector<ReviewStratum> strata;
};

/// Pairs on which reviewers disagree, and doubtful ones, the most informative first: 4 p (1 - p) times what the answer moves. Suspicious
/// persons, the worst first. And of every stratum a random sample by permanent lots, so that the
/// same pairs are drawn again next time and what was said of them stays of use; decided pairs stand
/// in it by what the model alone says.
Worklist make_worklist(const RegisterSet&, const linkage::Linkage&,
                       std::span<const DecidedRecords>);

} // namespace samatcha::persons
