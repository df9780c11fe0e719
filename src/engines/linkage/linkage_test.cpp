#include "engines/linkage/identifier_lexicon.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/linkage_test_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace samatcha;
using namespace samatcha::linkage;

namespace {

Linkage linked(const std::vector<File>& files, Options options = {}) {
    auto result = link_records(files, options);
    REQUIRE(result.has_value());
    return std::move(result).value();
}

std::string key_of_failure(const std::vector<File>& files, const Options& options = {}) {
    const auto result = link_records(files, options);
    return result ? "" : result.error().key;
}

double probability(const Model& model, const std::string& field, const std::string& level, PairClass k) {
    for (const auto& comparison : model.comparisons)
        for (const auto& l : comparison.levels)
            if (comparison.field == field && l.name == level)
                return l.probability[static_cast<std::size_t>(k)];
    return -1;
}

const std::vector<std::pair<std::string, Meaning>> name_columns = {{"given", Meaning::GivenName},
                                                                   {"surname", Meaning::Surname}};

} // namespace

TEST_CASE("the estimate recovers the error rates the registers were made with") {
    const auto registers = invented_registers(1500, 7);
    const auto run = linked(registers.files);
    CHECK(run.report().expected_matches == doctest::Approx(registers.persons_in_both).epsilon(0.05));
    CHECK(probability(run.model(), "birth_date", "exact", PairClass::Match) == doctest::Approx(0.96).epsilon(0.02));
    CHECK(probability(run.model(), "given_name", "different", PairClass::Match) == doctest::Approx(0.04).epsilon(0.5));
}

TEST_CASE("persons by their number of records are all the persons, and their records all the records") {
    const auto run = linked(invented_registers(300, 4).files);
    std::uint64_t persons = 0;
    std::uint64_t records = 0;
    for (const auto& size : run.report().cluster_sizes) {
        persons += size.clusters;
        records += size.records * size.clusters;
    }
    CHECK(persons == run.report().clusters);
    CHECK(records == run.report().records);
}

TEST_CASE("how often levels are met sums to one, between records of one person and of two") {
    const auto run = linked(invented_registers(300, 4).files);
    for (const auto& comparison : run.model().comparisons) {
        double m = 0;
        double u = 0;
        for (const auto& shares : level_shares(run.model(), comparison)) {
            m += shares.m;
            u += shares.u;
        }
        CHECK(m == doctest::Approx(1));
        CHECK(u == doctest::Approx(1));
    }
}

TEST_CASE("brothers and sisters are not taken for one child") {
    const auto registers = invented_registers(1500, 8);
    const auto run = linked(registers.files);
    std::size_t right = 0;
    std::size_t siblings = 0;
    for (const auto& link : run.links()) {
        right += link.left.row == link.right.row;
        siblings += link.left.row != link.right.row && link.left.row / 2 == link.right.row / 2;
    }
    CHECK(right > registers.persons_in_both * 0.97);
    CHECK(siblings < registers.persons_in_both * 0.005);
}

TEST_CASE("the stated number of wrong and missed links holds") {
    const auto registers = invented_registers(2000, 9);
    const auto run = linked(registers.files);
    double wrong = 0;
    for (const auto& link : run.links())
        wrong += link.left.row != link.right.row;
    const double missed = registers.persons_in_both - (static_cast<double>(run.links().size()) - wrong);
    CHECK(std::abs(wrong - run.report().expected_false_links) < 25);
    CHECK(std::abs(missed - run.report().expected_missed_links) < 60);
}

TEST_CASE("any number of threads gives the same links, weights and clusters") {
    const auto registers = invented_registers(1200, 3);
    Options one;
    one.task = Task::LinkAndDeduplicate;
    auto four = one;
    four.threads = 4;
    const auto a = linked(registers.files, one);
    const auto b = linked(registers.files, four);
    REQUIRE(a.links().size() == b.links().size());
    for (std::size_t i = 0; i < a.links().size(); ++i) {
        CHECK(a.links()[i].left == b.links()[i].left);
        CHECK(a.links()[i].right == b.links()[i].right);
        CHECK(a.links()[i].weight == b.links()[i].weight);
    }
    CHECK(a.clusters() == b.clusters());
    CHECK(to_json(a.model()) == to_json(b.model()));
}

TEST_CASE("one-to-one gives each record at most one partner in the other file") {
    const auto registers = invented_registers(400, 5);
    const auto run = linked(registers.files);
    std::set<RecordRef> taken;
    for (const auto& link : run.links())
        if (link.one_to_one) {
            CHECK(taken.insert(link.left).second);
            CHECK(taken.insert(link.right).second);
        }
    CHECK(!taken.empty());
}

TEST_CASE("the evidence of a pair sums to its weight") {
    const auto registers = invented_registers(300, 6);
    const auto run = linked(registers.files);
    for (std::size_t i = 0; i < run.links().size(); i += 50) {
        const auto& link = run.links()[i];
        double sum = 0;
        for (const auto& evidence : run.evidence(link.left, link.right))
            sum += evidence.weight;
        CHECK(sum == doctest::Approx(run.score(link.left, link.right).weight).epsilon(0.001));
    }
}

TEST_CASE("a saved model links again without being learnt") {
    const auto registers = invented_registers(500, 4);
    const auto first = linked(registers.files);
    Options options;
    options.model = model_from_json(to_json(first.model())).value();
    CHECK(linked(registers.files, options).links().size() == first.links().size());
    options.model->comparisons.pop_back();
    CHECK(key_of_failure(registers.files, options) == "linkage.model_does_not_fit");
}

TEST_CASE("a model that cannot be read is told where and why") {
    constexpr std::string_view shares = R"({"match":1,"chance":0,"neighbour":0,"household":0,"twin":0})";
    const auto model = [&](std::string_view comparisons) {
        return R"({"version":)" + std::to_string(Model().version) + R"(,"class_share":)" + std::string(shares) +
               R"(,"comparisons":)" + std::string(comparisons) + '}';
    };
    const auto comparison = [&](std::string_view levels) {
        return model(R"([{"field":"sex","meaning":"sex","levels":)" + std::string(levels) + "}]");
    };
    CHECK(model_from_json(comparison(R"([{"name":"exact","probability":)" + std::string(shares) + "}]")));
    const auto told = [](const std::string& json) {
        const auto error = model_from_json(json).error();
        return error.key + (error.arguments.empty() ? "" : " " + error.arguments[0].second);
    };
    CHECK(told("PK") == "linkage.model_unreadable");
    CHECK(told("[]") == "linkage.model_unreadable");
    CHECK(told("{}") == "linkage.model_value_missing /version");
    CHECK(told(R"({"version":0})") == "linkage.model_version_unknown");
    CHECK(told(model("{}")) == "linkage.model_list_needed /comparisons");
    CHECK(told(model("[1]")) == "linkage.model_object_needed /comparisons/0");
    CHECK(told(model(R"([{"field":1}])")) == "linkage.model_text_needed /comparisons/0/field");
    CHECK(told(model(R"([{"field":"sex","meaning":"shoe"}])")) == "linkage.model_meaning_unknown /comparisons/0/meaning");
    CHECK(told(comparison(R"([{"name":"exact","probability":{"match":2}}])")) ==
          "linkage.model_probability_needed /comparisons/0/levels/0/probability/match");
}

TEST_CASE("numbers of persons are expected to take what they take") {
    // Just after the table has grown it is emptiest, and they take the most.
    constexpr std::uint64_t count = 1'398'200;
    const auto file_of_numbers = [](std::uint64_t numbers) {
        std::vector<File> files(1);
        auto& column = files[0].columns.emplace_back(Meaning::NationalId, "number");
        for (std::uint64_t i = 0; i < numbers; ++i)
            column.append(std::to_string(1'000'000'000'000 + 7 * i));
        column.close();
        return files;
    };
    const auto needed = [](const std::vector<File>& files) {
        Options options;
        options.task = Task::Deduplicate;
        options.memory_bytes_max = 1;
        const auto run = link_records(files, options);
        REQUIRE(run.error().key == "linkage.memory_too_small");
        return std::stod(run.error().arguments[1].second) * (1U << 20U);
    };
    const auto files = file_of_numbers(count);
    const auto& column = files[0].columns[0];
    const auto expected = needed(files) - needed(file_of_numbers(1)) - static_cast<double>(column.bytes() + 4 * count);
    IdentifierLexicon ids;
    std::vector<std::uint32_t> codes(1);
    for (std::uint32_t code = 1; code <= count; ++code) {
        const IdentifierValue value{packed_digits(column.text(code)), {}};
        ids.find_codes({&value, 1}, codes.data());
    }
    REQUIRE(codes[0] == count);
    CHECK(expected >= 0.95 * static_cast<double>(ids.bytes()));
    CHECK(expected <= 1.1 * static_cast<double>(ids.bytes()));
}

TEST_CASE("a rule that is given is used, and one that is unknown is refused") {
    const auto registers = invented_registers(400, 4);
    Options options;
    options.blocking = {{{"surname:sound", "birth_date"}}, {{"given_name:sound", "birth_date"}}};
    const auto run = linked(registers.files, options);
    REQUIRE(run.report().rules.size() == 2);
    CHECK(run.report().rules[0].rule == "surname:sound + birth_date");
    CHECK(run.report().rules[0].pairs > 0);
    options.blocking = {{{"shoe_size"}}};
    CHECK(key_of_failure(registers.files, options) == "linkage.rule_unknown");
}

TEST_CASE("keys of deletions and of letter pairs meet names that are not equal") {
    const auto columns = name_columns;
    std::vector<std::vector<std::string>> left;
    std::vector<std::vector<std::string>> right;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        left.push_back({invented_name(i), "q" + invented_name(40'000 + i)});
        right.push_back({invented_name(i), "x" + invented_name(40'000 + i)});
    }
    const std::vector<File> files{file_of("civil", columns, left), file_of("school", columns, right)};
    const auto pairs_met = [&](const std::string& key, std::uint64_t memory = 0) {
        Options options;
        options.blocking = {{{"given_name", key}}};
        options.memory_bytes_max = memory;
        return linked(files, options).report().rules[0].pairs;
    };
    CHECK(pairs_met("surname") == 0);
    CHECK(pairs_met("surname:sound") == 0);
    CHECK(pairs_met("surname:deletions") >= 3000);
    CHECK(pairs_met("surname:pairs") > 1500);
    CHECK(pairs_met("surname:deletions", std::uint64_t{80} << 20U) == pairs_met("surname:deletions"));
}

TEST_CASE("rules that take more memory than is allowed are refused before it is taken") {
    const auto registers = invented_registers(10'000, 3);
    Options options;
    options.memory_bytes_max = std::uint64_t{80} << 20U;
    CHECK(linked(registers.files, options).links().size() > 10'000);
    for (int rule = 0; rule < 12; ++rule)
        options.blocking.push_back({{"surname:deletions", "given_name:deletions"}});
    CHECK(key_of_failure(registers.files, options) == "linkage.memory_too_small");
}

TEST_CASE("given name and surname in each other's column still meet") {
    auto registers = invented_registers(800, 11);
    auto rows = std::vector<std::vector<std::string>>{};
    const auto& school = registers.files[1];
    for (std::size_t r = 0; r < school.rows(); ++r) {
        std::vector<std::string> row;
        for (const auto& column : school.columns)
            row.emplace_back(column.value(r));
        if (r < 40)
            std::swap(row[0], row[1]);
        rows.push_back(row);
    }
    registers.files[1] = file_of("school", {{"given", Meaning::GivenName}, {"surname", Meaning::Surname}, {"born", Meaning::BirthDate}, {"area", Meaning::AreaCode}}, rows);
    const auto run = linked(registers.files);
    std::size_t found = 0;
    for (const auto& link : run.links())
        found += link.left.row < 40 && link.left.row == link.right.row;
    CHECK(found > 25);
}

TEST_CASE("father and mother are compared as a set") {
    const std::vector<std::pair<std::string, Meaning>> columns = {{"father", Meaning::GuardianName}, {"mother", Meaning::GuardianName}, {"given", Meaning::GivenName}};
    const std::vector<File> files = {
        file_of("a", columns, {{"kalo mita", "rune sovi", "pade"}, {"x y", "z w", "vivi"}}),
        file_of("b", columns, {{"rune sovi", "kalo mita", "pade"}, {"q r", "s t", "loka"}})};
    const auto evidence = linked(files).evidence({0, 0}, {1, 0});
    REQUIRE(evidence.size() == 3);
    CHECK(evidence[2].field == "guardian_name");
    CHECK(evidence[2].level == "both");
}

TEST_CASE("input without sense is refused with a reason") {
    CHECK(key_of_failure({}) == "linkage.no_files");
    const auto a = file_of("a", name_columns, {{"ka", "lo"}});
    CHECK(key_of_failure({a}) == "linkage.no_files");
    CHECK(key_of_failure({a, file_of("b", {{"sex", Meaning::Sex}}, {{"M"}})}) == "linkage.nothing_to_compare");
    auto uneven = a;
    uneven.columns[1].append("x");
    CHECK(key_of_failure({a, uneven}) == "linkage.lengths_differ");
    Options options;
    options.comparisons = {"phone"};
    CHECK(key_of_failure({a, a}, options) == "linkage.comparison_unknown");
}

TEST_CASE("where given names and surnames are the same few, names in each other's place say little, and it is known how little") {
    Dice dice(1);
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < 15'000; ++i)
        if (i % 10 == 9)
            rows.push_back({rows.back()[0] + "n", rows.back()[1], rows.back()[2]});
        else
            rows.push_back({invented_name(dice.below(200)), invented_name(dice.below(200)),
                            std::to_string(2006 + dice.below(12)) + "-0" + std::to_string(1 + dice.below(9)) + "-" +
                                std::to_string(10 + dice.below(18))});
    Options options;
    options.task = Task::Deduplicate;
    const auto run = linked({file_of("a", {{"given", Meaning::GivenName}, {"surname", Meaning::Surname}, {"born", Meaning::BirthDate}}, rows)},
                            options);
    const auto right = std::count_if(run.links().begin(), run.links().end(), [](const RecordLink& link) {
        return link.right.row == link.left.row + 1 && link.right.row % 10 == 9;
    });
    CHECK(right > 1450);
    const auto wrong = static_cast<double>(run.links().size()) - static_cast<double>(right);
    CHECK(wrong < 60);
    CHECK(wrong == doctest::Approx(run.report().expected_false_links).epsilon(0.5).scale(20));
}

TEST_CASE("empty and constant columns are left out and named") {
    auto registers = invented_registers(200, 2);
    for (auto& file : registers.files) {
        file.columns.emplace_back(Meaning::NationalId, "pid");
        file.columns.emplace_back(Meaning::Category, "country");
        for (std::size_t r = 0; r < file.columns[0].size(); ++r) {
            file.columns[4].append("");
            file.columns[5].append("TH");
        }
    }
    const auto run = linked(registers.files);
    CHECK(run.report().warnings.size() == 3);
    CHECK(run.links().size() > 300);
}

TEST_CASE("under a low ceiling pairs are met twice, and the links are the same") {
    const auto registers = invented_registers(20'000, 11);
    Options options;
    options.blocking = {{{"given_name:sound", "birth_date"}}, {{"surname:sound"}}, {{"area_code", "birth_date:year"}}};
    const auto free_run = linked(registers.files, options);
    options.model = free_run.model();
    options.memory_bytes_max = 1;
    int refused = 0;
    for (; refused < 5; ++refused) { // reading asks for less than linking
        const auto run = link_records(registers.files, options);
        if (run)
            break;
        REQUIRE(run.error().key == "linkage.memory_too_small");
        options.memory_bytes_max = std::stoull(run.error().arguments[1].second) << 20U;
    }
    CHECK(refused > 0);
    const auto bound_run = linked(registers.files, options);
    CHECK(bound_run.report().pairs_scored == free_run.report().pairs_scored);
    REQUIRE(bound_run.report().pairs_scored > 150'000); // more than fit
    REQUIRE(bound_run.links().size() == free_run.links().size());
    for (std::size_t i = 0; i < free_run.links().size(); ++i) {
        CHECK(bound_run.links()[i].left == free_run.links()[i].left);
        CHECK(bound_run.links()[i].right == free_run.links()[i].right);
    }
    options.model.reset();
    const auto learnt = linked(registers.files, options); // from a part of the pairs
    CHECK(std::abs(static_cast<double>(learnt.links().size()) - static_cast<double>(free_run.links().size())) <
          0.01 * static_cast<double>(free_run.links().size()));
}

TEST_CASE("ten thousand records that are all alike end soon, and say what was left out") {
    std::vector<std::vector<std::string>> rows(10'000, {"kalo", "mita"});
    rows.push_back({"rune", "sovi"});
    Options options;
    options.task = Task::Deduplicate;
    const auto run = linked({file_of("a", name_columns, rows)}, options);
    std::uint64_t dropped = 0;
    for (const auto& rule : run.report().rules)
        dropped += rule.pairs_dropped;
    CHECK(dropped > 1'000'000);
    CHECK(run.report().pairs_scored < 4'000'000);
}

TEST_CASE("files without a single row link nothing") {
    const std::vector<File> files = {file_of("a", name_columns, {}), file_of("b", name_columns, {})};
    CHECK(key_of_failure(files) == "linkage.nothing_to_compare");
}

TEST_CASE("a file that holds copies has its persons more than once, and each is linked") {
    auto registers = invented_registers(600, 25);
    auto& school = registers.files[1];
    const auto first_copy = school.rows();
    for (auto& column : school.columns)
        for (std::size_t r = 0; r < 200; ++r)
            column.append(std::string(column.value(r)));
    const auto run = linked(registers.files);
    std::size_t twice = 0;
    for (const auto& link : run.links())
        twice += link.right.row >= first_copy && link.left.row == link.right.row - first_copy;
    CHECK(twice > 150);
}

TEST_CASE("records that nothing tells apart are not guessed about") {
    const auto alike = file_of("a", name_columns, {{"ka", "lo"}, {"ka", "lo"}});
    Options options;
    options.task = Task::Deduplicate;
    CHECK(key_of_failure({alike}, options) == "linkage.all_alike");
    CHECK(key_of_failure({alike, alike}) == "linkage.all_alike");
}

TEST_CASE("a town where nearly all live makes nobody neighbours, and families stay apart from matches") {
    auto registers = invented_registers(1500, 24);
    for (auto& file : registers.files) {
        file.columns.emplace_back(Meaning::Place, "town");
        for (std::size_t r = 0; r < file.columns[0].size(); ++r)
            file.columns.back().append(r % 50 == 7 ? "anytwn" : r % 60 == 9 ? "anyton" : "anytown");
        file.columns.erase(file.columns.begin() + 3); // the subdistrict
    }
    const auto run = linked(registers.files);
    CHECK(run.report().expected_matches == doctest::Approx(registers.persons_in_both).epsilon(0.1));
    std::size_t right = 0;
    for (const auto& link : run.links())
        right += link.left.row == link.right.row;
    CHECK(static_cast<double>(right) > 0.98 * static_cast<double>(run.links().size()));
    CHECK(static_cast<double>(right) > 0.9 * static_cast<double>(registers.persons_in_both));
}

TEST_CASE("a run can be cancelled at any stage") {
    const auto registers = invented_registers(300, 2);
    for (const auto stage : {Stage::Normalise, Stage::Block, Stage::Compare, Stage::Estimate, Stage::Score, Stage::Cluster}) {
        const auto run = link_records(registers.files, {}, [&](Stage now, double) { return now != stage; });
        REQUIRE(!run.has_value());
        CHECK(run.error().code == ErrorCode::Cancelled);
    }
}

TEST_CASE("a brother's number entered for the other makes no link") {
    auto registers = invented_registers(1500, 12);
    for (std::size_t f = 0; f < 2; ++f) {
        registers.files[f].columns.emplace_back(Meaning::NationalId, "pid");
        for (std::size_t r = 0; r < registers.files[0].columns[0].size(); ++r) {
            const auto owner = f == 1 && r % 60 == 1 ? r - 1 : r; // its elder's
            registers.files[f].columns[4].append(std::to_string(1400000000000 + mix(owner) % 100000000000));
        }
    }
    const auto run = linked(registers.files);
    std::size_t siblings = 0;
    for (const auto& link : run.links())
        siblings += link.left.row != link.right.row && link.left.row / 2 == link.right.row / 2;
    CHECK(siblings <= 5);
}

TEST_CASE("what was decided is a link of probability one, or none, whatever the evidence says") {
    const auto registers = invented_registers(400, 13);
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.keep_pairs = true;
    const RecordRef left{0, 10};
    const RecordRef its_own{1, 10};
    const RecordRef stranger{1, 500};
    options.decided = {{its_own, left, Decision::Different}, {left, stranger, Decision::Same}};
    const auto run = linked(registers.files, options);
    const auto cluster = [&](RecordRef r) { return run.clusters()[r.file][r.row]; };
    CHECK(cluster(left) != cluster(its_own));
    CHECK(cluster(left) == cluster(stranger));
    std::size_t found = 0;
    for (const auto& link : run.links()) {
        CHECK_FALSE((link.left == left && link.right == its_own));
        if (link.left == left && link.right == stranger) {
            ++found;
            CHECK(link.probability == 1);
            CHECK(link.one_to_one);
        }
    }
    CHECK(found == 1);
    for (const auto& pair : run.pairs())
        if (pair.left == left && pair.right == its_own)
            CHECK(pair.probability < 1e-6F);
    CHECK(run.score(left, its_own).probability > 0.5F);
    CHECK(run.evidence(left, stranger).back().level == "decided_same");
    CHECK(run.evidence(its_own, left).back().level == "decided_different");
    double sum = 0;
    for (const auto& evidence : run.evidence(left, stranger))
        sum += evidence.weight;
    CHECK(sum == doctest::Approx(40).epsilon(0.001));
}

TEST_CASE("records decided to be two persons never meet by way of a third") {
    const std::vector<File> files = {
        file_of("a", name_columns, {{"kalo", "rune"}, {"mita", "sovi"}}),
        file_of("b", name_columns, {{"kalo", "rune"}, {"mita", "sovi"}}),
        file_of("c", name_columns, {{"kalo", "rune"}, {"mita", "sovi"}})};
    Options options;
    options.decided = {{{0, 0}, {1, 0}, Decision::Different},
                       {{0, 0}, {2, 0}, Decision::Same},
                       {{1, 0}, {2, 0}, Decision::Same}};
    const auto run = linked(files, options);
    const auto& clusters = run.clusters();
    CHECK(clusters[0][0] != clusters[1][0]);
    CHECK(clusters[0][0] == clusters[2][0]);
}

TEST_CASE("a decision about a record that is not there is refused") {
    const auto registers = invented_registers(20, 14);
    Options options;
    options.decided = {{{0, 0}, {1, 40}, Decision::Same}};
    CHECK(key_of_failure(registers.files, options) == "linkage.decided_unknown");
    options.decided = {{{0, 0}, {0, 0}, Decision::Same}};
    CHECK(key_of_failure(registers.files, options) == "linkage.decided_unknown");
}

TEST_CASE("one file alone is linked as it is deduplicated") {
    auto registers = invented_registers(300, 4);
    std::vector<File> one = {registers.files[1]};
    Options options;
    options.task = Task::Deduplicate;
    const auto deduplicated = linked(one, options);
    options.task = Task::LinkAndDeduplicate;
    CHECK(linked(one, options).clusters() == deduplicated.clusters());
    CHECK(to_json(linked(one, options).model()) == to_json(deduplicated.model()));
}

namespace {

/// Pairs that the model holds for likely at least so far, and what they are.
std::vector<DecidedPair> decided_of(const Linkage& run, float probability_min, double stands_for) {
    std::vector<DecidedPair> decided;
    for (const auto& pair : run.pairs())
        if (pair.probability >= probability_min)
            decided.push_back({pair.left, pair.right,
                               pair.left.row == pair.right.row ? Decision::Same : Decision::Different, stands_for});
    return decided;
}

} // namespace

TEST_CASE("what people say of names that differ is learnt: said the same, they speak less against") {
    const auto registers = invented_registers(1500, 21);
    Options options;
    options.learn_from_decided = true;
    const auto before = linked(registers.files, options);
    const auto other_name = [](const Linkage& run) {
        return probability(run.model(), "given_name", "different", PairClass::Match);
    };
    for (const auto decision : {Decision::Same, Decision::Different}) {
        options.decided.clear();
        for (std::uint32_t row = 0; row < registers.files[0].rows(); ++row)
            if (const auto level = before.evidence({0, row}, {1, row})[1].level; level == "different")
                options.decided.push_back({{0, row}, {1, row}, decision});
        REQUIRE(options.decided.size() > 20);
        const auto after = linked(registers.files, options);
        CHECK((other_name(after) > other_name(before)) == (decision == Decision::Same));
    }
}

TEST_CASE("the model is what it was where nothing was decided, and where it shall not learn") {
    const auto registers = invented_registers(400, 22);
    Options options;
    options.keep_pairs = true;
    const auto before = linked(registers.files, options);
    options.learn_from_decided = true;
    CHECK(to_json(linked(registers.files, options).model()) == to_json(before.model()));
    options.decided = decided_of(before, 0.001F, 1);
    CHECK(to_json(linked(registers.files, options).model()) != to_json(before.model()));
    options.learn_from_decided = false;
    CHECK(to_json(linked(registers.files, options).model()) == to_json(before.model()));
}

TEST_CASE("decided pairs never stand for more pairs than there are") {
    const auto registers = invented_registers(800, 23);
    Options options;
    options.keep_pairs = true;
    options.learn_from_decided = true;
    const auto before = linked(registers.files, options);
    options.decided = decided_of(before, 0.5F, 1e6);
    const auto after = linked(registers.files, options);
    CHECK(after.report().expected_matches ==
          doctest::Approx(before.report().expected_matches).epsilon(0.05));
    CHECK(after.links().size() == doctest::Approx(static_cast<double>(before.links().size())).epsilon(0.05));
}
