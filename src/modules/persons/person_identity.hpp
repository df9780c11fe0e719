#pragma once

#include "engines/linkage/linkage.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace samatcha::persons {

/// A record of this run that stood, the same or recognisably the same, in the run before.
struct KnownRecord {
    std::uint32_t cluster = 0; ///< Of this run.
    std::int64_t person = 0;   ///< Of the run before.
    linkage::RecordRef record{}; ///< Of this run.
};

/// What happened to a person between two runs, beside gaining and losing records.
BOOST_DEFINE_ENUM_CLASS(IdentityChange,
                        Split, ///< Some of the person's records are now another person, `other`.
                        Merged) ///< The person is gone: her records are now of person `other`.

/// What brought it about.
BOOST_DEFINE_ENUM_CLASS(ChangeReason,
                        Review,    ///< Somebody decided about two of the records.
                        Registers, ///< Other snapshots are linked than in the run before.
                        Evidence)  ///< The same records, weighed anew.

struct PersonChange {
    std::int64_t person = 0;
    std::int64_t other = 0;
    IdentityChange change = IdentityChange::Split;
    std::uint32_t records = 0; ///< How many went.
    ChangeReason reason = ChangeReason::Evidence;
    friend bool operator==(const PersonChange&, const PersonChange&) = default;
};

struct Identities {
    std::vector<std::int64_t> person_of_cluster;
    std::vector<PersonChange> changes; ///< By person, then other.
    std::uint64_t inherited = 0;
};

/// Persons keep their ids from run to run. Each cluster takes the id of the person with whom it shares
/// the most records, each id going to one cluster: the largest share first, then the older (lower) id,
/// then the lower cluster. All others are new. Depends on the records only, not on their order.
Identities inherit_identities(std::size_t clusters, std::vector<KnownRecord> known,
                              const std::function<std::int64_t()>& next_id);

} // namespace samatcha::persons
