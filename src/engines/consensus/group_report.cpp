#include "engines/consensus/group_report.hpp"

#include "engines/consensus/routing.hpp"

namespace samatcha::consensus {

GroupReport group_report(const Conversation& conversation, const OpinionMap& map, const Grouping& grouping, unsigned threads) {
    GroupReport report;
    report.counts = count_votes(conversation.votes(), grouping, threads);
    const auto moderated = moderated_counts(report.counts, conversation, grouping);
    report.statistics = statement_statistics(moderated);
    for (const auto& of_group : report.statistics)
        report.representative.push_back(representative_statements(of_group, conversation.moderation()));
    report.group_aware_agreement = group_aware_agreement(report.counts);
    report.group_aware_disagreement = group_aware_disagreement(report.counts);
    report.majority = majority_statements(moderated.of_all, conversation.moderation());
    report.priorities = polis_priorities(conversation, map, report.counts);
    return report;
}

namespace {

/// Means, each of the positions added to it.
class MeanPoint {
public:
    void add(Point p) {
        m_sum.x += p.x;
        m_sum.y += p.y;
        ++m_count;
    }
    Point mean() const { return m_count > 0 ? Point{m_sum.x / m_count, m_sum.y / m_count} : Point{}; }

private:
    Point m_sum;
    double m_count = 0;
};

} // namespace

std::vector<Standing> standings(const std::vector<Point>& positions, const Grouping& grouping) {
    MeanPoint all;
    std::vector<MeanPoint> groups(grouping.groups());
    for (std::size_t p = 0; p < positions.size(); ++p) {
        all.add(positions[p]);
        if (const auto group = grouping.of_participant[p]; group != ungrouped)
            groups[static_cast<std::size_t>(group)].add(positions[p]);
    }
    const auto middle = all.mean();
    std::vector<Standing> found(positions.size());
    for (std::size_t p = 0; p < positions.size(); ++p) {
        const auto at = positions[p];
        found[p].centricness = 1 - distance(at, middle);
        const auto group = grouping.of_participant[p];
        if (group == ungrouped)
            continue;
        const auto own = groups[static_cast<std::size_t>(group)].mean();
        const auto outward = distance(own, middle);
        found[p].coreness = 1 - distance(at, own);
        if (outward > 0)
            found[p].extremeness = ((at.x - own.x) * (own.x - middle.x) + (at.y - own.y) * (own.y - middle.y)) / outward;
    }
    return found;
}

} // namespace samatcha::consensus
