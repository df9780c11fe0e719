#include "engines/consensus/representative.hpp"

#include <algorithm>
#include <optional>

// docs/consensus.md, "What speaks for a group" and "What most people say".

namespace samatcha::consensus {

namespace {

bool is_significant(double test) { return test > significant_test; }

bool is_sufficient(const StatementStatistics& s) {
    return (is_significant(s.agree_ratio_test) && is_significant(s.agree_test)) ||
           (is_significant(s.disagree_ratio_test) && is_significant(s.disagree_test));
}

double larger_ratio_test(const StatementStatistics& s) { return std::max(s.agree_ratio_test, s.disagree_ratio_test); }

bool is_better_agreed(const StatementStatistics& s, const StatementStatistics* incumbent) {
    if (s.counts.agree == 0 && s.counts.disagree == 0)
        return false;
    if (incumbent == nullptr)
        return is_significant(s.agree_test) || (s.agree_ratio > 1 && s.agree_share > 0.5);
    const auto agreement = [](const StatementStatistics& x) { return x.agree_share * x.agree_test; };
    const auto distinction = [](const StatementStatistics& x) {
        return x.agree_ratio * x.agree_ratio_test * x.agree_share * x.agree_test;
    };
    return incumbent->agree_ratio > 1 ? distinction(s) > distinction(*incumbent) : agreement(s) > agreement(*incumbent);
}

RepresentativeStatement told(std::size_t statement, const StatementStatistics& s) {
    if (s.agree_ratio_test > s.disagree_ratio_test)
        return {statement, Vote::Agree, s.counts.agree, s.counts.seen, s.agree_share, s.agree_test, s.agree_ratio, s.agree_ratio_test};
    return {statement, Vote::Disagree, s.counts.disagree, s.counts.seen, s.disagree_share, s.disagree_test, s.disagree_ratio, s.disagree_ratio_test};
}

double rank_of(const RepresentativeStatement& r) { return r.ratio * r.ratio_test * r.share * r.test; }

} // namespace

std::vector<RepresentativeStatement> representative_statements(const std::vector<StatementStatistics>& of_group,
                                                              const std::vector<Moderation>& moderation) {
    std::vector<RepresentativeStatement> sufficient;
    std::optional<std::size_t> best;
    std::optional<std::size_t> best_agreed;
    for (std::size_t j = 0; j < of_group.size(); ++j) {
        if (moderation[j].is_out())
            continue;
        const auto& s = of_group[j];
        if (is_sufficient(s))
            sufficient.push_back(told(j, s));
        else if (sufficient.empty() && (!best || larger_ratio_test(s) > larger_ratio_test(of_group[*best])))
            best = j;
        if (is_better_agreed(s, best_agreed ? &of_group[*best_agreed] : nullptr))
            best_agreed = j;
    }
    std::vector<RepresentativeStatement> chosen;
    if (best_agreed) {
        chosen.push_back(told(*best_agreed, of_group[*best_agreed]));
        chosen[0].is_best_agreed = true;
        chosen[0].agreed = of_group[*best_agreed].counts.agree;
    }
    if (sufficient.empty()) {
        if (chosen.empty() && best)
            chosen.push_back(told(*best, of_group[*best]));
        return chosen;
    }
    std::erase_if(sufficient, [&](const auto& r) { return best_agreed && r.statement == *best_agreed; });
    std::stable_sort(sufficient.begin(), sufficient.end(), [](const auto& a, const auto& b) { return rank_of(a) > rank_of(b); });
    chosen.insert(chosen.end(), sufficient.begin(), sufficient.end());
    chosen.resize(std::min(chosen.size(), statements_told));
    std::stable_partition(chosen.begin(), chosen.end(), [](const auto& r) { return r.direction == Vote::Agree; });
    return chosen;
}

namespace {

std::vector<MajorityStatement> majority_of(const std::vector<VoteCounts>& of_all, const std::vector<Moderation>& moderation,
                                           std::int64_t VoteCounts::*successes) {
    std::vector<MajorityStatement> found;
    for (std::size_t j = 0; j < of_all.size(); ++j) {
        const auto s = of_all[j].*successes;
        const MajorityStatement statement{j, s, of_all[j].seen, smoothed_share(s, of_all[j].seen), one_share_test(s, of_all[j].seen)};
        if (!moderation[j].is_out() && statement.share > 0.5 && is_significant(statement.test))
            found.push_back(statement);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.share * a.test > b.share * b.test; });
    found.resize(std::min(found.size(), statements_told));
    return found;
}

} // namespace

MajorityStatements majority_statements(const std::vector<VoteCounts>& of_all, const std::vector<Moderation>& moderation) {
    return {majority_of(of_all, moderation, &VoteCounts::agree), majority_of(of_all, moderation, &VoteCounts::disagree)};
}

} // namespace samatcha::consensus
