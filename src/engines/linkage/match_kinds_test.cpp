#include "engines/linkage/match_kinds.hpp"

#include "engines/linkage/level_rules.hpp"
#include "engines/linkage/linkage_test_support.hpp"
#include "engines/linkage/rule_recall.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace samatcha;
using namespace samatcha::linkage;

namespace {

constexpr double all_matches = 100'000;

/// Pairs of one person whose fields are equal or different, and what rules of two fields each meet of them.
struct KnownMatches {
    std::vector<Warning> warnings;
    Records records = prepare_records(invented_registers(50, 3).files, true, {}, 1, warnings).value();
    Comparer comparer{records};
    Blocking blocking = Blocking::plan(records, PairScope{Task::Link},
                                       {{{"given_name", "surname"}},
                                        {{"surname", "birth_date"}},
                                        {{"given_name", "birth_date"}},
                                        {{"surname", "area_code"}}},
                                       {}, 1)
                            .value();
    Coverage coverage{comparer, blocking, 1};
    LevelProbabilities levels = LevelProbabilities(records.fields.size()); ///< Of all of them.
    std::vector<PatternCount> patterns;
    std::vector<double> matches; ///< By pattern, of those met.
    double met = 0;

    std::size_t field(std::string_view name) const {
        for (std::size_t f = 0; f < records.fields.size(); ++f)
            if (records.fields[f].name == name)
                return f;
        return SIZE_MAX;
    }

    /// Of so many, each field is wrong so often.
    explicit KnownMatches(const std::vector<std::pair<double, double>>& share_and_wrong) {
        const std::array fields = {field("given_name"), field("surname"), field("birth_date"), field("area_code")};
        for (unsigned wrong = 0; wrong < 16; ++wrong) {
            Pattern pattern = 0;
            for (unsigned i = 0; i < 4; ++i)
                pattern |= Pattern{(wrong >> i & 1U) != 0 ? level_names(records.fields[fields[i]].kind).size() : 1} << (4 * fields[i]);
            double share = 0;
            for (const auto& [of_kind, error] : share_and_wrong) {
                double product = of_kind;
                for (unsigned i = 0; i < 4; ++i)
                    product *= (wrong >> i & 1U) != 0 ? error : 1 - error;
                share += product;
            }
            for (std::size_t f = 0; f < levels.size(); ++f)
                levels[f][level_at(pattern, f)] += share;
            const auto agree = [&](unsigned a, unsigned b) { return (wrong >> a & 1U) == 0 && (wrong >> b & 1U) == 0; };
            if (!agree(0, 1) && !agree(1, 2) && !agree(0, 2) && !agree(1, 3))
                continue;
            met += share;
            patterns.push_back({pattern, static_cast<std::uint64_t>(all_matches * share)});
            matches.push_back(all_matches * share);
        }
    }

    RuleMasses met_by_kinds() const { return met_by(coverage, match_kinds(comparer, coverage, levels, patterns, matches)); }
    double found(const RuleMasses& masses) const { return recall_of(masses, blocking.rules()).together; }
};

} // namespace

TEST_CASE("where errors come together rules find less than if they came one by one, and that is seen") {
    const KnownMatches known({{0.8, 0.01}, {0.2, 0.4}});
    const double one_by_one = known.found(known.coverage.met_by(known.levels));
    const double found = known.found(known.met_by_kinds());
    CHECK(one_by_one > known.met + 0.04);
    CHECK(found < one_by_one - 0.01);
    CHECK(found > known.met - 0.005);
}

TEST_CASE("where errors come one by one, two kinds of matches say what one does") {
    const KnownMatches known({{1, 0.05}});
    CHECK(known.found(known.met_by_kinds()) == doctest::Approx(known.met).epsilon(0.003));
}
