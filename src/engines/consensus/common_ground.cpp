#include "engines/consensus/common_ground.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/trigamma.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace samatcha::consensus {

namespace {

constexpr double nine_in_ten_each_side = 1.6449;

Agreement agreement_of(const CountTable& counts, std::size_t statement, std::int64_t VoteCounts::*successes) {
    Agreement agreement;
    double log_mean = 0;
    double log_variance = 0;
    agreement.product = 1;
    agreement.chance = 0;
    agreement.worst_share = 2;
    for (std::size_t g = 0; g < counts.of_group.size(); ++g) {
        const auto& votes = counts.of_group[g][statement];
        const auto a = static_cast<double>(votes.*successes + 1);
        const auto n = static_cast<double>(votes.seen + 2);
        agreement.product *= a / n;
        // A share from a uniform prior is Beta(a, n - a); the mean and variance of its logarithm are known.
        log_mean += boost::math::digamma(a) - boost::math::digamma(n);
        log_variance += boost::math::trigamma(a) - boost::math::trigamma(n);
        agreement.groups_heard += votes.seen >= votes_of_a_claim;
        agreement.chance = std::max(agreement.chance, boost::math::ibeta(a, n - a, 0.5));
        if (a / n < agreement.worst_share) {
            agreement.worst_share = a / n;
            agreement.worst_group = g;
            agreement.worst_low = boost::math::ibeta_inv(a, n - a, 0.1);
        }
    }
    const auto reach = nine_in_ten_each_side * std::sqrt(log_variance);
    agreement.product_low = std::exp(log_mean - reach);
    agreement.product_high = std::min(1.0, std::exp(log_mean + reach));
    agreement.root = std::pow(agreement.product, 1 / std::max(1.0, static_cast<double>(counts.of_group.size())));
    return agreement;
}

bool may_be_claimed(const Agreement& agreement, std::size_t groups) {
    return agreement.groups_heard == groups && agreement.worst_low > 0.5;
}

/// Both sides of a statement are looked at, so both are corrected for.
void claim(std::vector<StatementAgreement>& ground, const std::vector<Moderation>& moderation, std::size_t groups) {
    std::vector<Agreement*> asked;
    std::vector<double> chances;
    for (std::size_t j = 0; j < ground.size(); ++j)
        for (auto* side : {&ground[j].agree, &ground[j].disagree})
            if (!moderation[j].is_out() && side->groups_heard == groups) {
                asked.push_back(side);
                chances.push_back(side->chance);
            }
    const auto found = discoveries(chances, false_claims_max);
    for (std::size_t i = 0; i < asked.size(); ++i)
        asked[i]->is_claimed = found[i] && may_be_claimed(*asked[i], groups);
}

/// Of a difference as large, on either side, where there is none.
double two_sided_chance(double test) { return boost::math::erfc(std::abs(test) / std::sqrt(2)); }

} // namespace

std::vector<bool> discoveries(const std::vector<double>& chances, double false_max) {
    std::vector<std::size_t> order(chances.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return chances[a] < chances[b]; });
    std::size_t taken = 0;
    for (std::size_t i = 0; i < order.size(); ++i)
        if (chances[order[i]] <= false_max * static_cast<double>(i + 1) / static_cast<double>(order.size()))
            taken = i + 1;
    std::vector<bool> found(chances.size());
    for (std::size_t i = 0; i < taken; ++i)
        found[order[i]] = true;
    return found;
}

std::vector<StatementAgreement> common_ground(const CountTable& counts, const std::vector<Moderation>& moderation) {
    std::vector<StatementAgreement> ground;
    if (counts.of_group.empty())
        return std::vector<StatementAgreement>(counts.of_all.size());
    for (std::size_t j = 0; j < counts.of_all.size(); ++j)
        ground.push_back({agreement_of(counts, j, &VoteCounts::agree), agreement_of(counts, j, &VoteCounts::disagree)});
    claim(ground, moderation, counts.of_group.size());
    return ground;
}

std::vector<Division> divisions(const CountTable& counts, const std::vector<Moderation>& moderation, std::size_t statements_max) {
    std::vector<Division> asked;
    std::vector<double> chances;
    const auto groups = counts.of_group.size();
    for (std::size_t j = 0; j < counts.of_all.size(); ++j) {
        if (moderation[j].is_out())
            continue;
        Division widest{j, 0, 0, 0, 1};
        for (std::size_t g = 0; g < groups; ++g)
            for (std::size_t h = 0; h < groups; ++h) {
                const auto& left = counts.of_group[g][j];
                const auto& right = counts.of_group[h][j];
                const auto gap = smoothed_share(left.agree, left.seen) - smoothed_share(right.agree, right.seen);
                if (left.seen < votes_of_a_claim || right.seen < votes_of_a_claim || gap <= widest.gap)
                    continue;
                const auto test = two_shares_test(left.agree, left.seen, right.agree, right.seen);
                const auto pairs = static_cast<double>(groups * (groups - 1) / 2);
                widest = {j, g, h, gap, std::min(1.0, two_sided_chance(test) * pairs)};
            }
        if (widest.gap > 0) {
            asked.push_back(widest);
            chances.push_back(widest.chance);
        }
    }
    const auto found = discoveries(chances, false_claims_max);
    std::vector<Division> divided;
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (found[i])
            divided.push_back(asked[i]);
    std::stable_sort(divided.begin(), divided.end(), [](const auto& a, const auto& b) { return a.gap > b.gap; });
    divided.resize(std::min(divided.size(), statements_max));
    return divided;
}

} // namespace samatcha::consensus
