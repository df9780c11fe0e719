#pragma once

#include "engines/linkage/linkage.hpp"
#include "modules/persons/link_run.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::persons {

struct PairWeights {
    double from = 0; ///< Bits; bins are one bit wide.
    std::int64_t pairs = 0;
    double expected_matches = 0; ///< Of them, expected to be one person.
};
BOOST_DESCRIBE_STRUCT(PairWeights, (), (from, pairs, expected_matches))

struct BlockingRuleCount {
    std::string rule; ///< Its keys joined by " + ".
    std::int64_t pairs = 0; ///< That no earlier rule had met.
    std::int64_t blocks_divided = 0;
    std::int64_t pairs_dropped = 0;
    std::optional<double> recall; ///< Of the pairs of one person, the share that it meets; none of runs of an older version.
    std::optional<double> recall_more; ///< And the share that no earlier rule does.
};
BOOST_DESCRIBE_STRUCT(BlockingRuleCount, (), (rule, pairs, blocks_divided, pairs_dropped, recall, recall_more))

struct PersonSize {
    std::int64_t records = 0; ///< Of one person.
    std::int64_t persons = 0;
};
BOOST_DESCRIBE_STRUCT(PersonSize, (), (records, persons))

struct SelfWeightCount {
    double from = 0;
    std::int64_t records = 0;
};
BOOST_DESCRIBE_STRUCT(SelfWeightCount, (), (from, records))

struct LevelShare {
    std::string level;
    double m = 0; ///< How often between two records of one person.
    double u = 0; ///< Between records of two.
};
BOOST_DESCRIBE_STRUCT(LevelShare, (), (level, m, u))

struct FieldLevels {
    std::string field; ///< As the engine calls it.
    std::vector<LevelShare> levels;
};
BOOST_DESCRIBE_STRUCT(FieldLevels, (), (field, levels))

/// What the charts of a link run are drawn from: counts and the model, nothing of any one record.
struct LinkRunCharts {
    std::vector<PairWeights> weights;
    std::vector<BlockingRuleCount> rules;
    std::optional<double> recall; ///< Of all rules together.
    std::vector<PersonSize> person_sizes;
    std::int64_t records_weighed = 0; ///< Against a copy of themselves; of very many only some.
    std::int64_t unlinkable = 0;      ///< Of them, those that stay below the threshold even so.
    std::vector<SelfWeightCount> self_weights;
    std::vector<FieldLevels> fields;
};
BOOST_DESCRIBE_STRUCT(LinkRunCharts, (),
                      (weights, rules, recall, person_sizes, records_weighed, unlinkable, self_weights, fields))

LinkRunCharts charts_of(const linkage::Linkage&);

} // namespace samatcha::persons
