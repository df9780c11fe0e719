#include "engines/linkage/linkage.hpp"
#include "engines/linkage/linkage_test_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace samatcha;
using namespace samatcha::linkage;

namespace {

constexpr double wanted_of_nearly_all = 0.9999;

Linkage linked_with_pairs(const InventedRegisters& registers, Options options) {
    options.keep_pairs = true;
    return std::move(link_records(registers.files, options)).value();
}

/// Of the pairs of one person, the share that was compared.
double found(const Linkage& run, const InventedRegisters& registers) {
    const auto right =
        std::count_if(run.pairs().begin(), run.pairs().end(),
                      [](const RecordLink& pair) { return pair.left.row == pair.right.row; });
    return static_cast<double>(right) / registers.persons_in_both;
}

Linkage linked_to_find(const InventedRegisters& registers, double recall) {
    Options options;
    options.recall_wanted = recall;
    return linked_with_pairs(registers, options);
}

bool warns_of_recall(const Linkage& run) {
    const auto& warnings = run.report().warnings;
    return std::any_of(warnings.begin(), warnings.end(),
                       [](const Warning& w) { return w.key == "linkage.warning_recall"; });
}

/// Two registers of few names and areas, each value of the other another one in three of twenty.
InventedRegisters poor_registers(std::uint32_t persons) {
    Dice dice(11);
    const auto value = [&](std::size_t column) {
        switch (column) {
        case 0:
            return invented_name(487 * dice.below(20));
        case 1:
            return invented_name(487 * (20 + dice.below(20)));
        case 2:
            return std::to_string(400100 + dice.below(20));
        default:
            return std::to_string(2006 + dice.below(12)) + "-0" +
                   std::to_string(1 + dice.below(9)) + "-" + std::to_string(10 + dice.below(18));
        }
    };
    std::vector<std::vector<std::string>> left;
    std::vector<std::vector<std::string>> right;
    for (std::uint32_t person = 0; person < persons; ++person) {
        left.push_back({value(0), value(1), value(2), value(3)});
        right.push_back(left.back());
        for (std::size_t column = 0; column < 4; ++column)
            if (dice.hits(0.15))
                right.back()[column] = value(column);
    }
    const std::vector<std::pair<std::string, Meaning>> columns = {{"given", Meaning::GivenName},
                                                                  {"surname", Meaning::Surname},
                                                                  {"area", Meaning::AreaCode},
                                                                  {"born", Meaning::BirthDate}};
    return {{file_of("civil", columns, left), file_of("school", columns, right)}, persons};
}

} // namespace

TEST_CASE(
    "what rules find of the pairs of one person, together and each, is known without the truth") {
    const auto registers = invented_registers(600, 21);
    Options options;
    options.blocking = {
        {{"given_name", "area_code"}}, {{"surname", "birth_date"}}, {{"given_name", "birth_date"}}};
    const auto run = linked_with_pairs(registers, options);
    double before = 0;
    for (std::size_t r = 0; r < options.blocking.size(); ++r) {
        const auto& rule = run.report().rules[r];
        auto alone = options;
        alone.blocking = {options.blocking[r]};
        auto up_to = options;
        up_to.blocking.resize(r + 1);
        const double together = found(linked_with_pairs(registers, up_to), registers);
        CHECK(rule.recall ==
              doctest::Approx(found(linked_with_pairs(registers, alone), registers)).epsilon(0.02));
        CHECK(rule.recall_more == doctest::Approx(together - before).epsilon(0.15));
        before = together;
    }
    CHECK(run.report().recall == doctest::Approx(before).epsilon(0.01));
    CHECK(!run.report().recall_wanted);
}

TEST_CASE("rules are chosen that find the share that is wanted, and no more of them") {
    const auto registers = invented_registers(750, 22);
    std::uint64_t pairs_before = 0;
    std::size_t rules_before = 0;
    for (const double wanted : {0.8, 0.95, 0.99, wanted_of_nearly_all}) {
        const auto run = linked_to_find(registers, wanted);
        CAPTURE(wanted);
        CHECK(run.report().recall_wanted == wanted);
        CHECK(run.report().recall > wanted - 0.005);
        CHECK(run.report().recall == doctest::Approx(found(run, registers)).epsilon(0.01));
        CHECK(run.report().pairs_scored >= pairs_before);
        CHECK(run.report().rules.size() >= rules_before);
        CHECK(!warns_of_recall(run));
        pairs_before = run.report().pairs_scored;
        rules_before = run.report().rules.size();
    }
    CHECK(rules_before > linked_to_find(registers, 0.8).report().rules.size());
}

TEST_CASE(
    "where the pairs that may be compared do not allow the share that is wanted, it is said") {
    const auto registers = poor_registers(3300);
    const auto run = linked_to_find(registers, wanted_of_nearly_all);
    CHECK(run.report().recall == doctest::Approx(found(run, registers)).epsilon(0.01));
    CHECK(run.report().recall < 0.9995);
    CHECK(warns_of_recall(run));
    CHECK(!warns_of_recall(linked_to_find(registers, 0.5)));
}

TEST_CASE("where all pairs are compared every pair of one person is found") {
    const auto run = linked_to_find(invented_registers(100, 23), wanted_of_nearly_all);
    CHECK(run.report().recall == 1);
    CHECK(run.report().rules.front().recall == 1);
    CHECK(!warns_of_recall(run));
}

TEST_CASE("the rules chosen and what they find are the same at any number of threads") {
    const auto registers = invented_registers(750, 24);
    Options options;
    options.recall_wanted = 0.99;
    const auto one = linked_with_pairs(registers, options);
    options.threads = 4;
    const auto four = linked_with_pairs(registers, options);
    REQUIRE(four.report().rules.size() == one.report().rules.size());
    for (std::size_t r = 0; r < one.report().rules.size(); ++r) {
        CHECK(four.report().rules[r].rule == one.report().rules[r].rule);
        CHECK(four.report().rules[r].recall_more == one.report().rules[r].recall_more);
    }
}

TEST_CASE("a model that is given says what rules find without learning") {
    const auto registers = invented_registers(750, 25);
    Options options;
    options.recall_wanted = 0.99;
    const auto learnt = linked_with_pairs(registers, options);
    options.model = learnt.model();
    const auto given = linked_with_pairs(registers, options);
    CHECK(given.report().recall > 0.985);
    CHECK(given.report().recall == doctest::Approx(found(given, registers)).epsilon(0.01));
}
