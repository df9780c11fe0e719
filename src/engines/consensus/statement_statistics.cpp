#include "engines/consensus/statement_statistics.hpp"

#include "base/parallel.hpp"

#include <algorithm>
#include <cmath>

// docs/consensus.md, "Statistics of a statement".

namespace samatcha::consensus {

VoteCounts& VoteCounts::operator+=(const VoteCounts& other) {
    agree += other.agree;
    disagree += other.disagree;
    seen += other.seen;
    return *this;
}

VoteCounts& VoteCounts::operator-=(const VoteCounts& other) {
    agree -= other.agree;
    disagree -= other.disagree;
    seen -= other.seen;
    return *this;
}

namespace {

void count_row(std::span<const CastVote> row, std::vector<VoteCounts>& counts) {
    for (const auto cast : row) {
        auto& count = counts[cast.statement()];
        ++count.seen;
        count.agree += cast.vote() == Vote::Agree;
        count.disagree += cast.vote() == Vote::Disagree;
    }
}

} // namespace

CountTable count_votes(const VoteTable& votes, const Grouping& grouping, unsigned threads) {
    const std::size_t parts = std::max(1U, threads);
    // One table a thread: sums of whole numbers are the same however the participants are divided.
    std::vector<std::vector<std::vector<VoteCounts>>> tables(
        parts, std::vector<std::vector<VoteCounts>>(grouping.groups() + 1, std::vector<VoteCounts>(votes.statements())));
    parallel_parts(threads, parts, [&](std::size_t part) {
        for (auto p = votes.participants() * part / parts; p < votes.participants() * (part + 1) / parts; ++p) {
            const auto group = grouping.of_participant[p];
            const auto place = group == ungrouped ? grouping.groups() : static_cast<std::size_t>(group);
            count_row(votes.row(static_cast<ParticipantIndex>(p)), tables[part][place]);
        }
    });
    CountTable table{{}, std::vector<VoteCounts>(votes.statements())};
    for (std::size_t g = 0; g <= grouping.groups(); ++g)
        for (std::size_t j = 0; j < votes.statements(); ++j) {
            for (std::size_t part = 1; part < parts; ++part)
                tables[0][g][j] += tables[part][g][j];
            table.of_all[j] += tables[0][g][j];
        }
    tables[0].pop_back();
    table.of_group = std::move(tables[0]);
    return table;
}

CountTable moderated_counts(const CountTable& counts, const Conversation& conversation, const Grouping& grouping) {
    auto moderated = counts;
    const auto sizes = group_sizes(grouping);
    for (std::size_t j = 0; j < counts.of_all.size(); ++j) {
        if (!conversation.moderation()[j].is_out())
            continue;
        for (std::size_t g = 0; g < sizes.size(); ++g)
            moderated.of_group[g][j] = {0, 0, static_cast<std::int64_t>(sizes[g])};
        moderated.of_all[j] = {0, 0, static_cast<std::int64_t>(conversation.votes().participants())};
    }
    return moderated;
}

double smoothed_share(std::int64_t successes, std::int64_t trials) {
    return static_cast<double>(successes + 1) / static_cast<double>(trials + 2);
}

double one_share_test(std::int64_t successes, std::int64_t trials) {
    const auto n = static_cast<double>(trials + 1);
    return 2 * std::sqrt(n) * (static_cast<double>(successes + 1) / n - 0.5);
}

double two_shares_test(std::int64_t successes, std::int64_t trials, std::int64_t other_successes, std::int64_t other_trials) {
    const auto s1 = static_cast<double>(successes + 1);
    const auto n1 = static_cast<double>(trials + 1);
    const auto s2 = static_cast<double>(other_successes + 1);
    const auto n2 = static_cast<double>(other_trials + 1);
    const auto together = (s1 + s2) / (n1 + n2);
    if (s1 + s2 == n1 + n2)
        return 0;
    return (s1 / n1 - s2 / n2) / std::sqrt(together * (1 - together) * (1 / n1 + 1 / n2));
}

std::vector<std::vector<StatementStatistics>> statement_statistics(const CountTable& counts) {
    const auto groups = counts.of_group.size();
    const auto statements = counts.of_all.size();
    std::vector<std::vector<StatementStatistics>> table(groups, std::vector<StatementStatistics>(statements));
    for (std::size_t j = 0; j < statements; ++j) {
        VoteCounts grouped; // who is in no group is not among the others
        for (std::size_t g = 0; g < groups; ++g)
            grouped += counts.of_group[g][j];
        for (std::size_t g = 0; g < groups; ++g) {
            const auto own = counts.of_group[g][j];
            auto others = grouped;
            others -= own;
            auto& s = table[g][j];
            s.counts = own;
            s.agree_share = smoothed_share(own.agree, own.seen);
            s.disagree_share = smoothed_share(own.disagree, own.seen);
            s.agree_test = one_share_test(own.agree, own.seen);
            s.disagree_test = one_share_test(own.disagree, own.seen);
            s.agree_ratio = s.agree_share / smoothed_share(others.agree, others.seen);
            s.disagree_ratio = s.disagree_share / smoothed_share(others.disagree, others.seen);
            s.agree_ratio_test = two_shares_test(own.agree, own.seen, others.agree, others.seen);
            s.disagree_ratio_test = two_shares_test(own.disagree, own.seen, others.disagree, others.seen);
        }
    }
    return table;
}

namespace {

std::vector<double> product_over_groups(const CountTable& counts, std::int64_t VoteCounts::*successes) {
    std::vector<double> products(counts.of_all.size(), 1.0);
    for (const auto& group : counts.of_group)
        for (std::size_t j = 0; j < products.size(); ++j)
            products[j] *= smoothed_share(group[j].*successes, group[j].seen);
    return products;
}

} // namespace

std::vector<double> group_aware_agreement(const CountTable& counts) { return product_over_groups(counts, &VoteCounts::agree); }

std::vector<double> group_aware_disagreement(const CountTable& counts) {
    return product_over_groups(counts, &VoteCounts::disagree);
}

} // namespace samatcha::consensus
