#include "modules/persons/review_accuracy.hpp"

#include <algorithm>
#include <cmath>

namespace samatcha::persons {

namespace {

constexpr double z_95 = 1.959964;

/// A sum of estimates of strata, its interval by the method of variance estimates recovery (Zou and
/// Donner 2008): each bound keeps the distance of the strata's own bounds.
struct Sum {
    double value = 0;
    double below_squared = 0;
    double above_squared = 0;

    void add(double estimate, double low, double high) {
        value += estimate;
        below_squared += (estimate - low) * (estimate - low);
        above_squared += (high - estimate) * (high - estimate);
    }
    double low() const { return std::max(0.0, value - std::sqrt(below_squared)); }
    double high() const { return value + std::sqrt(above_squared); }
};

/// The share of pairs of one person; nobody having looked: the model's, between 0 and 1.
Share share_same(const StratumReview& review) {
    const auto& stratum = review.stratum;
    const auto known = review.same + review.different;
    if (known == 0)
        return {stratum.pairs > 0 ? stratum.expected_same / static_cast<double>(stratum.pairs) : 0,
                0, 1};
    auto share = wilson(review.same, known, stratum.pairs);
    if (review.unsure > 0) { // whichever way they would have gone
        const auto all = known + review.unsure;
        share.low = std::min(share.low, wilson(review.same, all, stratum.pairs).low);
        share.high =
            std::max(share.high, wilson(review.same + review.unsure, all, stratum.pairs).high);
    }
    return share;
}

ErrorEstimate both(double model, const Sum& sample, bool is_looked_at) {
    ErrorEstimate error{model, sample.value,     sample.low(), sample.high(), model,
                        1,     model_relative_sd};
    if (!is_looked_at || model <= 0)
        return error;
    const double sd_sample = std::max(1e-9, (error.sample_high - error.sample_low) / (2 * z_95));
    double sd = sd_sample;
    error.value = error.sample;
    if (model >= error.sample_low && model <= error.sample_high) {
        const double sd_model = model_relative_sd * model;
        const double of_model = 1 / (sd_model * sd_model);
        const double of_sample = 1 / (sd_sample * sd_sample);
        error.value = (model * of_model + error.sample * of_sample) / (of_model + of_sample);
        sd = std::sqrt(1 / (of_model + of_sample));
    }
    error.factor = error.value / model;
    error.relative_sd = error.value > 0 ? sd / error.value : model_relative_sd;
    return error;
}

} // namespace

Share wilson(std::int64_t hits, std::int64_t looked_at, std::int64_t all) {
    if (looked_at <= 0)
        return {0, 0, 1};
    const auto n = static_cast<double>(looked_at);
    const double p = static_cast<double>(hits) / n;
    // Of a finite number of pairs those looked at are known (Cochran 1977, 2.17).
    const double left = std::max(0.0, 1 - n / static_cast<double>(std::max(all, looked_at)));
    const double z2 = z_95 * z_95 * left;
    const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    const double half = std::sqrt(z2 * (p * (1 - p) / n + z2 / (4 * n * n))) / (1 + z2 / n);
    return {p, std::min(p, std::max(0.0, middle - half)),
            std::max(p, std::min(1.0, middle + half))};
}

double missed_unseen(std::span<const ReviewStratum> strata, double expected_missed) {
    for (const auto& stratum : strata)
        if (!stratum.is_linked)
            expected_missed -= stratum.expected_same;
    return std::max(0.0, expected_missed);
}

ReviewAccuracy measure_accuracy(std::span<const ReviewStratum> strata,
                                const std::map<std::int64_t, std::vector<ReviewOutcome>>& outcomes,
                                double missed_unseen) {
    ReviewAccuracy accuracy;
    Sum wrong, missed;               // that remain in the result
    Sum number_wrong, number_missed; // by the engine alone, among pairs that move the number
    double links = 0;
    double model_wrong = 0;
    double model_missed = 0;
    bool is_looked_at = false;
    for (const auto& stratum : strata) {
        StratumReview review{stratum, 0, 0, 0, 0};
        if (const auto said = outcomes.find(stratum.number); said != outcomes.end()) {
            for (const auto outcome : said->second) {
                ++review.drawn;
                review.same += outcome == ReviewOutcome::Same;
                review.different += outcome == ReviewOutcome::Different;
                review.unsure +=
                    outcome == ReviewOutcome::Unsure || outcome == ReviewOutcome::Disputed;
            }
        }
        const auto share = share_same(review);
        const auto pairs = static_cast<double>(stratum.pairs);
        const auto undecided = static_cast<double>(stratum.pairs - stratum.pairs_decided);
        const auto same = static_cast<double>(stratum.pairs_same);
        const auto different = static_cast<double>(stratum.pairs_decided - stratum.pairs_same);
        links += same;
        const auto remaining = [&](double all, double known) {
            return std::clamp(all - known, 0.0, undecided);
        };
        if (stratum.is_linked) {
            links += undecided;
            wrong.add(remaining(pairs * (1 - share.value), different),
                      remaining(pairs * (1 - share.high), different),
                      remaining(pairs * (1 - share.low), different));
        } else {
            missed.add(remaining(pairs * share.value, same), remaining(pairs * share.low, same),
                       remaining(pairs * share.high, same));
        }
        if (stratum.moves_number && stratum.is_linked) {
            model_wrong += pairs - stratum.expected_same;
            number_wrong.add(pairs * (1 - share.value), pairs * (1 - share.high),
                             pairs * (1 - share.low));
        } else if (stratum.moves_number) {
            model_missed += stratum.expected_same;
            number_missed.add(pairs * share.value, pairs * share.low, pairs * share.high);
        }
        accuracy.drawn += review.drawn;
        accuracy.reviewed += review.same + review.different;
        accuracy.unsure += review.unsure;
        is_looked_at |= stratum.moves_number && review.same + review.different > 0;
        accuracy.strata.push_back(review);
    }
    missed.add(missed_unseen, missed_unseen * std::max(0.0, 1 - z_95 * model_relative_sd),
               missed_unseen * (1 + z_95 * model_relative_sd));
    if (links > 0) {
        const double right = links - std::min(links, wrong.value);
        const double right_low = links - std::min(links, wrong.high());
        const double right_high = links - std::min(links, wrong.low());
        accuracy.precision = {right / links, right_low / links, right_high / links};
        accuracy.recall = {right / std::max(1e-9, right + missed.value),
                           right_low / std::max(1e-9, right_low + missed.high()),
                           right_high / std::max(1e-9, right_high + missed.low())};
    }
    accuracy.false_links = both(model_wrong, number_wrong, is_looked_at);
    accuracy.missed_links = both(model_missed, number_missed, is_looked_at);
    return accuracy;
}

} // namespace samatcha::persons
