#include "modules/persons/routes_link_run_charts.hpp"

#include "modules/persons/actions.hpp"
#include "modules/persons/evidence_words.hpp"

namespace samatcha::persons {

struct LevelShareView {
    std::string level;
    std::string words;
    double m = 0;
    double u = 0;
};
BOOST_DESCRIBE_STRUCT(LevelShareView, (), (level, words, m, u))

struct FieldLevelsView {
    std::string field;
    std::vector<LevelShareView> levels;
};
BOOST_DESCRIBE_STRUCT(FieldLevelsView, (), (field, levels))

struct LinkRunChartsView {
    std::vector<PairWeights> weights;
    std::vector<BlockingRuleCount> rules;
    std::optional<double> recall;
    std::vector<PersonSize> person_sizes;
    std::int64_t records_weighed = 0;
    std::int64_t unlinkable = 0;
    std::vector<SelfWeightCount> self_weights;
    std::vector<FieldLevelsView> fields;
};
BOOST_DESCRIBE_STRUCT(LinkRunChartsView, (),
                      (weights, rules, recall, person_sizes, records_weighed, unlinkable, self_weights, fields))

void add_link_run_charts_route(access::Api& api) {
    using access::Call;
    api.get(
        "/link-runs/{id}/charts", access::Right::ReadLinkRuns,
        [](Call& call) -> Result<LinkRunChartsView> {
            auto charts = TRY(link_run_charts(call.db, call.actor.province, TRY(call.id<LinkRunId>("id"))));
            LinkRunChartsView view{std::move(charts.weights), std::move(charts.rules), charts.recall, std::move(charts.person_sizes),
                                   charts.records_weighed, charts.unlinkable, std::move(charts.self_weights), {}};
            for (const auto& field : charts.fields) {
                FieldLevelsView levels{register_field(field.field), {}};
                for (const auto& share : field.levels)
                    levels.levels.push_back({share.level, level_in_words(share.level, call.messages, call.language), share.m, share.u});
                view.fields.push_back(std::move(levels));
            }
            return view;
        },
        {.summary = "What the charts of a link run are drawn from"});
}

} // namespace samatcha::persons
