#pragma once

#include "modules/persons/review.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace samatcha::persons {

/// A number between 0 and 1 with its 95 % interval.
struct Share {
    double value = 0;
    double low = 0;
    double high = 1;
};
BOOST_DESCRIBE_STRUCT(Share, (), (value, low, high))

/// The score interval of Wilson (1927), narrowed when a good part of all has been looked at.
Share wilson(std::int64_t hits, std::int64_t looked_at, std::int64_t all);

/// What was said of the drawn pairs of one stratum.
struct StratumReview {
    ReviewStratum stratum;
    std::int64_t drawn = 0;
    std::int64_t same = 0;
    std::int64_t different = 0;
    std::int64_t unsure = 0; ///< Or disputed.
};

/// Wrong pairs of one kind among those that move the number: what the model expects of them, what
/// the drawn pairs say, and what both come to.
struct ErrorEstimate {
    double model = 0;
    double sample = 0;
    double sample_low = 0;
    double sample_high = 0;
    double value = 0;  ///< The two weighted by how sure each is; where they contradict, the sample.
    double factor = 1; ///< value / model: by what the model's own expectation is to be corrected.
    double relative_sd = 0.5; ///< Of value.
};
BOOST_DESCRIBE_STRUCT(ErrorEstimate, (),
                      (model, sample, sample_low, sample_high, value, factor, relative_sd))

/// How well the latest link run did, by a random sample that people looked at (docs/adr/0005).
struct ReviewAccuracy {
    std::vector<StratumReview> strata;
    std::int64_t drawn = 0;
    std::int64_t reviewed = 0; ///< Same or different.
    std::int64_t unsure = 0;
    Share precision; ///< Of the links, those between records of one person.
    Share recall;    ///< Of the pairs of records of one person, those that are links.
    ErrorEstimate false_links;
    ErrorEstimate missed_links;
};

/// How much of its own expected errors the model may be off before anybody looks (ADR 0004).
inline constexpr double model_relative_sd = 0.5;

/// Of all the matches that the engine expects to have missed, those that no stratum holds.
double missed_unseen(std::span<const ReviewStratum>, double expected_missed);

/// `outcomes` by stratum, one of each drawn pair; `missed_unseen`: pairs of one person that the
/// engine expects where it never compared.
ReviewAccuracy measure_accuracy(std::span<const ReviewStratum>,
                                const std::map<std::int64_t, std::vector<ReviewOutcome>>& outcomes,
                                double missed_unseen);

} // namespace samatcha::persons
