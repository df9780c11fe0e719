#pragma once

#include "engines/linkage/linkage.hpp"
#include "modules/persons/review.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

namespace samatcha::persons {

/// Two records of this run about which people have said something.
struct DecidedRecords {
    linkage::RecordRef left, right; ///< left < right.
    ReviewOutcome outcome = ReviewOutcome::Open;
    std::int64_t low_key = 0; ///< As ReviewItem has them.
    std::int64_t high_key = 0;
};

/// Finds the records that people decided about among those of a run, as they are read.
class DecidedRecordsFinder {
public:
    /// All standing decisions of the province, in any order.
    DecidedRecordsFinder(const vault::KeyRing&, std::string_view province,
                         const std::vector<ReviewDecision>&);

    /// Whether a record of this identity key may be one of them.
    bool may_know(std::int64_t identity_key) const { return m_pairs_of_key.contains(identity_key); }
    void look_at(linkage::RecordRef, std::int64_t identity_key, const LinkedSnapshot&,
                 const registers::PersonRecord&);

    /// By left, then right. A record that two rows claim to be is none of them.
    std::vector<DecidedRecords> found() const;

private:
    struct Side {
        RecordIdentity identity;
        linkage::RecordRef at{};
        int rows = 0;
    };
    struct Pair {
        Side low, high;
        std::vector<Decision> decisions; ///< One of each account.
    };
    const vault::KeyRing& m_keys;
    std::string m_province;
    std::vector<Pair> m_pairs;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> m_pairs_of_key;
};

/// What binds the engine, and what it may learn from. A pair that the run before had drawn by lot stands
/// for its share of the stratum it was drawn from, any other for itself.
std::vector<linkage::DecidedPair> binding(const std::vector<DecidedRecords>&,
                                          std::span<const ReviewItem> asked = {},
                                          std::span<const ReviewStratum> = {});

} // namespace samatcha::persons
