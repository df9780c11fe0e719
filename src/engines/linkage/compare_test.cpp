#include "engines/linkage/compare.hpp"
#include "engines/linkage/level_rules.hpp"
#include "engines/linkage/linkage_test_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace samatcha;
using namespace samatcha::linkage;

namespace {

const std::vector<std::pair<std::string, Meaning>> person_columns = {
    {"given", Meaning::GivenName}, {"surname", Meaning::Surname}, {"born", Meaning::BirthDate}};

/// A hundred bear the common name, one the rare one; the last four rows are these two, each with a
/// letter wrong beside it.
struct NamedRecords {
    static constexpr std::uint32_t common = 400, common_misspelt = 401, rare = 402,
                                   rare_misspelt = 403;
    Records records;

    explicit NamedRecords(std::vector<std::string> wanted = {}) {
        Dice dice(31);
        std::vector<std::vector<std::string>> rows;
        for (std::uint32_t row = 0; row < common; ++row)
            rows.push_back({row < 100 ? "marutane" : invented_name(row),
                            invented_name(10000 + dice.below(300)),
                            std::to_string(1990 + dice.below(30)) + "-05-17"});
        for (const auto* given : {"marutane", "marutani", "wichianpo", "wichianpu"})
            rows.push_back({given, "lomitaso", "2001-02-13"});
        std::vector<Warning> warnings;
        records = prepare_records(std::vector{file_of("persons", person_columns, rows)}, false,
                                  wanted, 1, warnings)
                      .value();
    }

    Commonness commonness(std::uint32_t left, std::uint32_t right) const {
        const Comparer comparer(records);
        CompareMemo memo;
        const auto pattern = comparer.pattern(records.record(left), records.record(right), memo);
        REQUIRE(level_at(pattern, 0) == name_levels::close);
        return comparer.commonness(pattern & 15U, records.record(left),
                                   records.record(right)); // of the given name alone
    }
};

} // namespace

TEST_CASE("a common name with a letter wrong is met by accident as often as it is common, a rare "
          "one seldom") {
    const NamedRecords named;
    const auto common = named.commonness(NamedRecords::common, NamedRecords::common_misspelt);
    const auto rare = named.commonness(NamedRecords::rare, NamedRecords::rare_misspelt);
    CHECK(common.all > 1);
    CHECK(rare.all < 1);
    CHECK(common.all / rare.all == doctest::Approx(101)); // records that bear them
    CHECK(common.household == common.all);
    CHECK(named.commonness(NamedRecords::common_misspelt, NamedRecords::common).all == common.all);
}

TEST_CASE("among relatives names are alike for a reason, however common they are") {
    const NamedRecords named;
    CHECK(named.commonness(NamedRecords::common, NamedRecords::common_misspelt).personal == 1);
    CHECK(named.commonness(NamedRecords::rare, NamedRecords::rare_misspelt).personal == 1);
}

TEST_CASE("some pairs at once have the commonness that each has alone") {
    const NamedRecords named;
    const Comparer comparer(named.records);
    CompareMemo memo;
    std::vector<ValuePair> pairs;
    for (std::uint32_t r = 0; r < Comparer::pairs_at_once; ++r)
        pairs.push_back(
            {named.records.record(NamedRecords::common + r % 4), named.records.record(r * 13)});
    std::vector<Compared> compared(pairs.size());
    comparer.compare(pairs, compared, memo);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto alone = comparer.commonness(compared[i].pattern, pairs[i].left, pairs[i].right);
        CHECK(compared[i].common.personal == alone.personal);
        CHECK(compared[i].common.household == alone.household);
        CHECK(compared[i].common.all == alone.all);
    }
}

namespace {

/// Of two texts in a field that is compared by letter pairs.
unsigned level_by_letter_pairs(const std::string& column, Meaning meaning, const std::string& left,
                               const std::string& right) {
    std::vector<Warning> warnings;
    const std::vector<std::string> wanted{column + ":pairs"};
    const auto records =
        prepare_records(std::vector{file_of("things", {{"x", meaning}, {"n", Meaning::Number}},
                                            {{left, "1"}, {right, "2"}})},
                        false, wanted, 1, warnings)
            .value();
    REQUIRE(records.fields.size() == 1);
    CompareMemo memo;
    return level_at(Comparer(records).pattern(records.record(0), records.record(1), memo), 0);
}

} // namespace

TEST_CASE("a SPEC may ask for a name or text to be compared by the letter pairs in common") {
    CHECK(level_by_letter_pairs("surname", Meaning::Surname, "somchaidee", "deesomchai") ==
          name_levels::similar);
    CHECK(level_by_letter_pairs("surname", Meaning::Surname, "somchaidee", "somchaimee") ==
          name_levels::close);
    CHECK(level_by_letter_pairs("surname", Meaning::Surname, "somchaidee", "prawitporn") ==
          name_levels::different);
    CHECK(level_by_letter_pairs("place", Meaning::Place, "wang nam khiao", "nam khiao wang") ==
          text_levels::similar);
    CHECK(level_by_letter_pairs("place", Meaning::Place, "wang nam khiao", "phu wiang") ==
          text_levels::different);
    CHECK(level_by_letter_pairs("text", Meaning::Text, "linking records of person",
                                "linking records of persons") == text_levels::close);
}

TEST_CASE("what has no letters is not compared by pairs of them") {
    std::vector<Warning> warnings;
    const std::vector<std::string> wanted{"birth_date:pairs"};
    const auto refused =
        prepare_records(std::vector{file_of("persons", person_columns,
                                            {{"a", "b", "2001-02-03"}, {"c", "d", "2002-03-04"}})},
                        false, wanted, 1, warnings);
    REQUIRE(!refused);
    CHECK(refused.error().key == "linkage.comparison_unknown");
}
