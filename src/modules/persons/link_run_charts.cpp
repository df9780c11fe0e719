#include "modules/persons/link_run_charts.hpp"

namespace samatcha::persons {

LinkRunCharts charts_of(const linkage::Linkage& linked) {
    const auto whole = [](std::uint64_t count) { return static_cast<std::int64_t>(count); };
    const auto& report = linked.report();
    LinkRunCharts charts;
    for (const auto& bin : report.histogram)
        if (bin.pairs > 0)
            charts.weights.push_back({bin.from, whole(bin.pairs), bin.expected_matches});
    for (const auto& rule : report.rules)
        charts.rules.push_back({rule.rule, whole(rule.pairs), whole(rule.blocks_divided), whole(rule.pairs_dropped), rule.recall,
                                rule.recall_more});
    charts.recall = report.recall;
    for (const auto& size : report.cluster_sizes)
        charts.person_sizes.push_back({whole(size.records), whole(size.clusters)});
    charts.records_weighed = whole(report.self_weights.records);
    charts.unlinkable = whole(report.self_weights.unlinkable);
    for (const auto& bin : report.self_weights.histogram)
        charts.self_weights.push_back({bin.from, whole(bin.records)});
    for (const auto& comparison : linked.model().comparisons) {
        FieldLevels field{comparison.field, {}};
        for (const auto& shares : linkage::level_shares(linked.model(), comparison))
            field.levels.push_back({shares.level, shares.m, shares.u});
        charts.fields.push_back(std::move(field));
    }
    return charts;
}

} // namespace samatcha::persons
