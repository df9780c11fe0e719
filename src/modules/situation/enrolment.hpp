#pragma once

#include "engines/linkage/linkage.hpp"
#include "modules/persons/register_set.hpp"
#include "modules/situation/estimate.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace samatcha::situation {

/// What a link run found, as views of its result: so that small cases can be written by hand.
struct LinkedRecords {
    std::span<const linkage::RecordLink> links; ///< Accepted.
    /// Scored pairs, accepted or not; those of high enough probability are candidates for a missed link.
    std::span<const linkage::RecordLink> pairs;
    std::span<const std::vector<std::uint32_t>> clusters; ///< By register and row.
    std::span<const linkage::FilePairReport> file_pairs;
    double match_share = 0.5; ///< Of all comparable pairs, the prior in the pairs' probabilities.
};

/// Persons as the situation counts them.
struct LinkedChildren {
    std::vector<Child> children;             ///< Who stands in a civil register, in order of cluster.
    std::vector<std::uint32_t> clusters;     ///< Of each child.
    std::vector<PersonWithoutCivilStatus> without_civil_status;
    std::vector<std::uint32_t> their_clusters;
    std::vector<std::int64_t> persons_by_register; ///< Distinct persons in the age window.
    double missed_beyond_candidates = 0; ///< Expected civil-school links that no scored pair holds.
    double civil_missed_beyond_candidates = 0; ///< Likewise civil with neither civil nor school.
};

/// One child of each cluster with a civil record; `person_of_cluster` gives ids and may be empty.
///
/// The probability that a child is enrolled is, with an education record in the cluster, that at least
/// one of them is hers: each by its best link, directly or by way of a record between. Without one, it
/// is that some candidate that was not accepted is hers after all and no other child's.
LinkedChildren children_of(const Definition&, const persons::RegisterSet&, const LinkedRecords&,
                           const PartialDate& as_of, std::span<const std::int64_t> person_of_cluster);

} // namespace samatcha::situation
