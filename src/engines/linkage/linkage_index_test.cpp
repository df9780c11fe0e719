#include "engines/linkage/linkage_index.hpp"

#include "engines/linkage/candidates.hpp"
#include "engines/linkage/decided.hpp"
#include "engines/linkage/linkage_test_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

using namespace samatcha;
using namespace samatcha::linkage;

namespace {

const std::vector<std::pair<std::string, Meaning>> child_columns = {
    {"given", Meaning::GivenName}, {"surname", Meaning::Surname}, {"born", Meaning::BirthDate}, {"area", Meaning::AreaCode}};
const std::vector<BlockingRule> child_rules = {
    {{"birth_date"}}, {{"given_name:sound", "surname:sound"}}, {{"surname:sound", "area_code"}}};

using Row = std::vector<std::string>;

/// Families of two children, each child in one to four records with errors.
std::vector<Row> invented_rows(std::uint32_t families, std::uint64_t seed, std::uint32_t areas = 40) {
    Dice dice(seed);
    const auto date = [&] {
        return std::to_string(2006 + dice.below(12)) + "-0" + std::to_string(1 + dice.below(9)) + "-" +
               std::to_string(10 + dice.below(18));
    };
    std::vector<Row> rows;
    for (std::uint32_t family = 0; family < families; ++family) {
        const auto surname = invented_name(10000 + dice.below(4000));
        const auto area = std::to_string(400100 + dice.below(areas));
        for (int child = 0; child < 2; ++child) {
            const Row made{invented_name(dice.below(900)), surname, date(), area};
            for (auto copies = 1 + dice.below(4); copies > 0; --copies) {
                auto row = made;
                if (dice.hits(0.08))
                    row[0] = invented_name(dice.below(900));
                if (dice.hits(0.08))
                    row[2] = date();
                if (dice.hits(0.10))
                    row[1].clear();
                rows.push_back(row);
            }
        }
    }
    for (std::size_t i = rows.size(); i > 1; --i)
        std::swap(rows[i - 1], rows[dice.below(i)]);
    return rows;
}

/// The rows dealt out to files of these shares.
std::vector<File> files_of(const std::vector<Row>& rows, const std::vector<double>& shares) {
    std::vector<File> files;
    std::size_t at = 0;
    for (std::size_t f = 0; f < shares.size(); ++f) {
        const auto end = f + 1 == shares.size() ? rows.size()
                                                : at + static_cast<std::size_t>(shares[f] * static_cast<double>(rows.size()));
        files.push_back(file_of("file" + std::to_string(f), child_columns,
                                {rows.begin() + static_cast<std::ptrdiff_t>(at), rows.begin() + static_cast<std::ptrdiff_t>(end)}));
        at = end;
    }
    return files;
}

LinkageIndex built(const std::vector<File>& files, const Options& options) {
    auto index = LinkageIndex::build(files, options);
    REQUIRE(index.has_value());
    return std::move(index).value();
}

using Links = std::vector<std::tuple<RecordRef, RecordRef, float, bool, bool>>;

Links links_of(const std::vector<RecordLink>& links) {
    Links found;
    for (const auto& link : links)
        found.emplace_back(link.left, link.right, link.weight, link.one_to_one, link.by_closure);
    return found;
}

struct Outcome {
    Links links;
    std::vector<std::uint32_t> cluster_of;
};

/// Everything at once, by the parts of a full run, with a model and frequencies learnt before.
/// Pairs of records that are `gone`, by their numbers, are as if they had never been met.
Outcome full_run(const std::vector<File>& files, const Options& options, const Model& model, std::uint32_t learnt_from,
                 const std::set<std::uint32_t>& gone = {}) {
    std::vector<Warning> warnings;
    const auto records = prepare_records(files, options.task == Task::Link, {}, 1, warnings).value();
    const Comparer comparer(records, learnt_from);
    const PairScope scope{options.task};
    auto blocking = Blocking::plan(records, scope, options.blocking, {2'000'000, 2'000'000, SIZE_MAX}, 1).value();
    blocking.make_keys();
    Candidates candidates(comparer, blocking, scope, 1, blocking.pairs_expected(), 64'000'000);
    const auto go_on = [](double) { return true; };
    REQUIRE(candidates.collect(go_on));
    const auto scorer = Scorer::create(comparer, model).value();
    auto scored = candidates.score(scorer, weight_of(options.threshold), false, UINT64_MAX, go_on).value();
    std::erase_if(scored.above, [&](const WeightedPair& pair) { return gone.contains(pair.left) || gone.contains(pair.right); });
    const auto decided = DecidedPairs::create(records, options.decided).value();
    decided.weigh_links(scored.above);
    const auto make_weigh = [&]() -> WeighPair {
        return [&](std::uint32_t a, std::uint32_t b) {
            if (const auto decision = decided.of(a, b))
                return DecidedPairs::weight_of(*decision);
            CompareMemo memo;
            ScoreMemo scores;
            const auto* left = records.record(std::min(a, b));
            const auto* right = records.record(std::max(a, b));
            return scorer.weight(comparer.pattern(left, right, memo), left, right, scores);
        };
    };
    const auto resolution = resolve(records, scope, decided, scored.above, make_weigh, 1, UINT64_MAX, go_on);
    const auto single = one_to_one(records, resolution.links);
    Outcome outcome;
    outcome.cluster_of = resolution.cluster_of;
    const auto ref = [&](std::uint32_t r) {
        return RecordRef{records.file_of(r), r - records.file_starts[records.file_of(r)]};
    };
    for (std::size_t i = 0; i < resolution.links.size(); ++i) {
        const auto& pair = resolution.links[i];
        if (static_cast<float>(probability_of(pair.weight)) >= options.threshold)
            outcome.links.emplace_back(ref(pair.left), ref(pair.right), pair.weight, single[i], pair.by_closure);
    }
    return outcome;
}

std::vector<std::uint32_t> in_one_list(const std::vector<std::vector<std::uint32_t>>& clusters) {
    std::vector<std::uint32_t> all;
    for (const auto& file : clusters)
        all.insert(all.end(), file.begin(), file.end());
    return all;
}

void check_same(const LinkageIndex& index, const Outcome& full) {
    CHECK(links_of(index.linkage().links()) == full.links);
    CHECK(in_one_list(index.linkage().clusters()) == full.cluster_of);
}

} // namespace

TEST_CASE("files added in any number of steps give what a full run that learnt from the first ones gives") {
    for (const auto task : {Task::LinkAndDeduplicate, Task::Link, Task::Deduplicate})
        for (std::uint64_t seed = 1; seed <= 4; ++seed) {
            CAPTURE(seed);
            Options options;
            options.task = task;
            options.blocking = child_rules;
            const auto files = files_of(invented_rows(500, seed), {0.4, 0.3, 0.05, 0.15, 0.1});
            auto stepwise = built({files[0], files[1]}, options);
            for (std::size_t f = 2; f < files.size(); ++f)
                REQUIRE(stepwise.add(std::span(&files[f], 1)).has_value());
            auto at_once = built({files[0], files[1]}, options);
            REQUIRE(at_once.add(std::span(files).subspan(2)).has_value());
            const auto full = full_run(files, options, stepwise.linkage().model(), stepwise.records_learnt_from());
            REQUIRE(!full.links.empty());
            check_same(stepwise, full);
            check_same(at_once, full);
        }
}

TEST_CASE("where every pair is a candidate, an added record is compared with all") {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    const auto files = files_of(invented_rows(80, 9), {0.5, 0.4, 0.1});
    auto index = built({files[0], files[1]}, options);
    REQUIRE(index.add(std::span(files).subspan(2)).has_value());
    check_same(index, full_run(files, options, index.linkage().model(), index.records_learnt_from()));
}

TEST_CASE("an added record goes where the block of its key was divided to") {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.blocking = {{{"area_code"}}, {{"birth_date"}}};
    const auto files = files_of(invented_rows(1200, 3, 2), {0.5, 0.4, 0.1});
    auto index = built({files[0], files[1]}, options);
    REQUIRE(index.linkage().report().rules[0].blocks_divided > 0);
    REQUIRE(index.add(std::span(files).subspan(2)).has_value());
    check_same(index, full_run(files, options, index.linkage().model(), index.records_learnt_from()));
}

TEST_CASE("in a block that nothing divides, added records stand after the last ones") {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.blocking = {{{"surname"}}};
    std::vector<Row> rows;
    for (int i = 0; i < 1200; ++i)
        rows.push_back({"", i % 3 == 0 ? "" : "kalomita", "", std::to_string(400100 + i % 2)});
    rows[5][1] = "sovinelo"; // or the column would be constant
    const auto files = files_of(rows, {0.5, 0.3, 0.1, 0.1});
    auto index = built({files[0], files[1]}, options);
    REQUIRE(index.linkage().report().rules[0].pairs_dropped > 0);
    const auto before = index.linkage().report().pairs_scored;
    REQUIRE(index.add(std::span(files).subspan(2)).has_value());
    Options all = options;
    all.model = index.linkage().model();
    CHECK(index.linkage().report().pairs_scored == link_records(files, all).value().report().pairs_scored);
    CHECK(index.linkage().report().pairs_scored > before);
}

TEST_CASE("adding gives the same at any number of threads") {
    const auto files = files_of(invented_rows(500, 5), {0.5, 0.3, 0.2});
    std::vector<Links> found;
    for (const unsigned threads : {1U, 4U}) {
        Options options;
        options.task = Task::LinkAndDeduplicate;
        options.blocking = child_rules;
        options.threads = threads;
        options.keep_pairs = true;
        auto index = built({files[0], files[1]}, options);
        REQUIRE(index.add(std::span(files).subspan(2)).has_value());
        found.push_back(links_of(index.linkage().links()));
        found.push_back(links_of(index.linkage().pairs()));
    }
    CHECK(found[0] == found[2]);
    CHECK(found[1] == found[3]);
}

namespace {

std::string bytes_of(const LinkageIndex& index) {
    std::string bytes;
    ValueWriter writer([&](std::span<const char> piece) { bytes.append(piece.data(), piece.size()); });
    index.write(writer);
    return bytes;
}

std::optional<LinkageIndex> index_of(std::string_view bytes, unsigned threads = 1) {
    ValueReader reader([&](std::span<char> piece) {
        if (piece.size() > bytes.size())
            return false;
        std::copy_n(bytes.data(), piece.size(), piece.data());
        bytes.remove_prefix(piece.size());
        return true;
    });
    return LinkageIndex::read(reader, threads);
}

/// All that is told of it.
void check_alike(const LinkageIndex& index, const LinkageIndex& other) {
    const auto& x = index.linkage();
    const auto& y = other.linkage();
    CHECK(links_of(x.links()) == links_of(y.links()));
    CHECK(links_of(x.pairs()) == links_of(y.pairs()));
    CHECK(x.clusters() == y.clusters());
    CHECK(to_json(x.model()) == to_json(y.model()));
    CHECK(x.report().expected_missed_links == y.report().expected_missed_links);
    CHECK(x.report().expected_false_links == y.report().expected_false_links);
    CHECK(x.report().pairs_scored == y.report().pairs_scored);
    CHECK(x.report().records == y.report().records);
    CHECK(index.records_held() == other.records_held());
    for (const auto& link : x.links()) {
        const auto told = x.evidence(link.left, link.right);
        const auto told_again = y.evidence(link.left, link.right);
        REQUIRE(told.size() == told_again.size());
        for (std::size_t i = 0; i < told.size(); ++i)
            REQUIRE(std::tie(told[i].level, told[i].weight) == std::tie(told_again[i].level, told_again[i].weight));
    }
}

} // namespace

TEST_CASE("an index that was written and read goes on as one that was not, whatever comes") {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.blocking = {{{"area_code"}}, {{"birth_date"}}, {{"given_name:sound", "surname:sound"}}};
    options.keep_pairs = true;
    const auto files = files_of(invented_rows(1200, 3, 2), {0.5, 0.3, 0.1, 0.05, 0.05});
    auto index = built({files[0], files[1]}, options);
    REQUIRE(index.linkage().report().rules[0].blocks_divided > 0);
    const auto first = index.linkage().links().front();
    const std::vector<DecidedPair> said = {{first.left, first.right, Decision::Different}, {{0, 3}, {1, 1}, Decision::Same}};
    const auto replaced = [&](std::uint32_t file, const File& newer) {
        LinkageIndex::Replacement replacement{file, std::vector<std::uint32_t>(newer.rows(), LinkageIndex::Replacement::is_added), newer};
        replacement.rows.insert(replacement.rows.end(), {4, 2, 9});
        return replacement;
    };
    const std::vector<std::function<Result<LinkageIndex::Change>(LinkageIndex&)>> steps = {
        [&](LinkageIndex& i) { return i.add(std::span(&files[2], 1), said); },
        [&](LinkageIndex& i) { return i.replace(std::vector{replaced(1, files[3])}, {}, {said[1]}); },
        [&](LinkageIndex& i) { return i.add(std::span(&files[4], 1)); },
        [&](LinkageIndex& i) { return i.add({}, {{{0, 5}, {2, 1}, Decision::Same}, {{0, 9}, {3, 2}, Decision::Different}}); }};
    for (const auto& step : steps) {
        auto read = index_of(bytes_of(index), 3);
        REQUIRE(read);
        check_alike(index, *read);
        const auto change = step(index);
        const auto change_again = step(*read);
        REQUIRE((change && change_again));
        CHECK(change->pairs_scored == change_again->pairs_scored);
        CHECK(change->clusters == change_again->clusters);
        CHECK(links_of(change->links_new) == links_of(change_again->links_new));
        CHECK(links_of(change->links_gone) == links_of(change_again->links_gone));
        check_alike(index, *read);
        index = std::move(*read);
    }
}

TEST_CASE("an index that was not written to its end is none, wherever it ends") {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.blocking = child_rules;
    options.keep_pairs = true;
    const auto bytes = bytes_of(built(files_of(invented_rows(20, 4), {0.5, 0.5}), options));
    REQUIRE(index_of(bytes));
    for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 64)
        REQUIRE(!index_of(std::string_view(bytes).substr(0, size)));
    CHECK(!index_of(std::string_view(bytes).substr(0, bytes.size() - 1)));
}

TEST_CASE("what is decided binds when files are added, and no longer when it is withdrawn") {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.blocking = child_rules;
    options.keep_pairs = true;
    const auto files = files_of(invented_rows(300, 6), {0.5, 0.3, 0.2});
    auto index = built({files[0], files[1]}, options);
    const auto model = index.linkage().model();
    const auto first = index.linkage().links().front();
    const std::vector<DecidedPair> said = {{first.left, first.right, Decision::Different},
                                           {{0, 3}, {2, 1}, Decision::Same},
                                           {{0, 7}, {1, 9}, Decision::Same}};
    REQUIRE(index.add(std::span(files).subspan(2), said).has_value());
    auto decided = options;
    decided.decided = said;
    check_same(index, full_run(files, decided, model, index.records_learnt_from()));
    CHECK(index.linkage().clusters()[0][3] == index.linkage().clusters()[2][1]);

    REQUIRE(index.add({}, {said[1]}).has_value());
    decided.decided = {said[1]};
    check_same(index, full_run(files, decided, model, index.records_learnt_from()));
    for (const auto& pair : index.linkage().pairs())
        if (pair.left == first.left && pair.right == first.right)
            CHECK(pair.weight == index.linkage().score(first.left, first.right).weight);
}

TEST_CASE("the clusters and links told as changed are the ones that differ") {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.blocking = child_rules;
    const auto files = files_of(invented_rows(400, 8), {0.5, 0.4, 0.1});
    auto index = built({files[0], files[1]}, options);
    using Members = std::set<std::pair<std::uint32_t, std::uint32_t>>;
    const auto members = [](const std::vector<std::vector<std::uint32_t>>& clusters) {
        std::map<std::uint32_t, Members> found;
        for (std::uint32_t f = 0; f < clusters.size(); ++f)
            for (std::uint32_t r = 0; r < clusters[f].size(); ++r)
                found[clusters[f][r]].insert({f, r});
        return found;
    };
    std::set<Members> before;
    for (const auto& [number, records] : members(index.linkage().clusters()))
        before.insert(records);
    const auto links_before = links_of(index.linkage().links());
    const auto change = index.add(std::span(files).subspan(2)).value();
    std::vector<std::uint32_t> changed;
    for (const auto& [number, records] : members(index.linkage().clusters()))
        if (!before.contains(records))
            changed.push_back(number);
    CHECK(change.clusters == changed);
    const auto after = links_of(index.linkage().links());
    Links gone;
    Links come;
    std::set_difference(links_before.begin(), links_before.end(), after.begin(), after.end(), std::back_inserter(gone));
    std::set_difference(after.begin(), after.end(), links_before.begin(), links_before.end(), std::back_inserter(come));
    CHECK(links_of(change.links_gone) == gone);
    CHECK(links_of(change.links_new) == come);
    CHECK(change.clusters.size() < 400);
}

namespace {

/// A newer file: some rows of the older are gone, the others stand in `order`; the rows of `added` come after them.
LinkageIndex::Replacement newer_file(std::uint32_t file, std::vector<std::uint32_t> rows_kept, const File& added) {
    LinkageIndex::Replacement newer{file, std::move(rows_kept), added};
    newer.rows.resize(newer.rows.size() + added.columns.front().size(), LinkageIndex::Replacement::is_added);
    return newer;
}

struct Succession {
    std::vector<File> files;
    File added;
    std::vector<std::uint32_t> rows_kept; ///< Of the last file.
    std::set<std::uint32_t> gone;         ///< By number.
};

/// One row in five of the last file is gone, and as many come.
Succession invented_succession(std::uint64_t seed) {
    Succession made;
    made.files = files_of(invented_rows(400, seed), {0.4, 0.3, 0.25, 0.05});
    made.added = made.files.back();
    made.files.pop_back();
    std::uint32_t first = 0;
    for (const auto& file : {made.files[0], made.files[1]})
        first += static_cast<std::uint32_t>(file.columns.front().size());
    for (std::uint32_t row = 0; row < made.files[2].columns.front().size(); ++row) {
        if (row % 5 == 2)
            made.gone.insert(first + row);
        else
            made.rows_kept.push_back(row);
    }
    return made;
}

Options child_options() {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.blocking = child_rules;
    options.keep_pairs = true;
    return options;
}

std::set<std::set<std::pair<std::uint32_t, std::uint32_t>>> persons_of(const LinkageIndex& index) {
    std::map<std::uint32_t, std::set<std::pair<std::uint32_t, std::uint32_t>>> members;
    const auto& clusters = index.linkage().clusters();
    for (std::uint32_t f = 0; f < clusters.size(); ++f)
        for (std::uint32_t row = 0; row < clusters[f].size(); ++row)
            members[clusters[f][row]].insert({f, row});
    std::set<std::set<std::pair<std::uint32_t, std::uint32_t>>> persons;
    for (const auto& [number, records] : members)
        persons.insert(records);
    return persons;
}

} // namespace

TEST_CASE("a newer file in the place of an older one gives what a full run without the rows that are gone gives") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        CAPTURE(seed);
        const auto made = invented_succession(seed);
        const auto options = child_options();
        auto index = built(made.files, options);
        const auto newer = newer_file(2, made.rows_kept, made.added);
        REQUIRE(index.replace(std::span(&newer, 1), {}).has_value());
        auto files = made.files;
        files.push_back(made.added);
        const auto full = full_run(files, options, index.linkage().model(), index.records_learnt_from(), made.gone);
        const auto inside = [&](RecordRef r) {
            if (r.file != 2)
                return r;
            const auto kept = static_cast<std::uint32_t>(made.rows_kept.size());
            return r.row < kept ? RecordRef{2, made.rows_kept[r.row]} : RecordRef{3, r.row - kept};
        };
        Links found;
        for (const auto& link : index.linkage().links())
            found.emplace_back(inside(link.left), inside(link.right), link.weight, false, link.by_closure);
        Links wanted;
        for (const auto& [left, right, weight, single, by_closure] : full.links)
            wanted.emplace_back(left, right, weight, false, by_closure);
        CHECK(found == wanted);
        CHECK(index.linkage().report().records == full.cluster_of.size() - made.gone.size());
        CHECK(index.linkage().clusters()[2].size() == newer.rows.size());
    }
}

TEST_CASE("a newer file that says the same in another order changes no person, link or estimate") {
    const auto made = invented_succession(5);
    auto index = built(made.files, child_options());
    const auto persons = persons_of(index);
    const auto report = index.linkage().report();
    const auto rows = static_cast<std::uint32_t>(made.files[1].columns.front().size());
    LinkageIndex::Replacement newer{1, {}, file_of("same", child_columns, {})};
    for (std::uint32_t row = rows; row > 0; --row)
        newer.rows.push_back(row - 1);
    const auto change = index.replace(std::span(&newer, 1), {}).value();
    CHECK(change.clusters.empty());
    CHECK(change.links_new.empty());
    std::set<std::set<std::pair<std::uint32_t, std::uint32_t>>> as_before;
    for (const auto& person : persons_of(index)) {
        std::set<std::pair<std::uint32_t, std::uint32_t>> records;
        for (const auto& [file, row] : person)
            records.insert({file, file == 1 ? rows - 1 - row : row});
        as_before.insert(records);
    }
    CHECK(as_before == persons);
    for (const auto& link : index.linkage().links())
        CHECK(link.left < link.right);
    CHECK(std::is_sorted(index.linkage().links().begin(), index.linkage().links().end(),
                         [](const RecordLink& a, const RecordLink& b) { return std::tie(a.left, a.right) < std::tie(b.left, b.right); }));
    CHECK(index.linkage().report().pairs_scored == report.pairs_scored);
    CHECK(index.linkage().report().expected_missed_links == doctest::Approx(report.expected_missed_links));
}

TEST_CASE("rows that are gone and come back give the persons that were there") {
    const auto made = invented_succession(6);
    auto index = built(made.files, child_options());
    const auto persons = persons_of(index);
    const auto pairs = index.linkage().report().pairs_scored;
    const auto rows = static_cast<std::uint32_t>(made.files[2].columns.front().size());
    LinkageIndex::Replacement fewer{2, made.rows_kept, file_of("nobody", child_columns, {})};
    REQUIRE(index.replace(std::span(&fewer, 1), {}).has_value());
    CHECK(index.linkage().report().records + made.gone.size() == index.records_held());
    CHECK(persons_of(index) != persons);
    std::vector<Row> back;
    LinkageIndex::Replacement all{2, {}, {}};
    for (std::uint32_t row = 0, kept = 0; row < rows; ++row) {
        if (kept < made.rows_kept.size() && made.rows_kept[kept] == row) {
            all.rows.push_back(kept++);
            continue;
        }
        all.rows.push_back(LinkageIndex::Replacement::is_added);
        back.emplace_back();
        for (const auto& column : made.files[2].columns)
            back.back().emplace_back(column.value(row));
    }
    all.added = file_of("back", child_columns, back);
    const auto change = index.replace(std::span(&all, 1), {}).value();
    CHECK(!change.clusters.empty());
    CHECK(persons_of(index) == persons);
    CHECK(index.linkage().report().pairs_scored == pairs);
}

TEST_CASE("what is decided of a record binds while it stays and ends with it") {
    const auto made = invented_succession(7);
    auto options = child_options();
    auto index = built(made.files, options);
    const auto stays = made.rows_kept[4];
    const std::vector<DecidedPair> said = {{{0, 3}, {2, stays}, Decision::Same}, {{0, 5}, {2, 2}, Decision::Same}};
    REQUIRE(index.add({}, said).has_value());
    const auto cluster = [&](RecordRef r) { return index.linkage().clusters()[r.file][r.row]; };
    CHECK(cluster({0, 3}) == cluster({2, stays}));
    CHECK(cluster({0, 5}) == cluster({2, 2}));
    const auto newer = newer_file(2, made.rows_kept, made.added); // without row 2
    const std::vector<DecidedPair> left_over = {{{0, 3}, {2, 4}, Decision::Same}};
    REQUIRE(index.replace(std::span(&newer, 1), {}, left_over).has_value());
    CHECK(cluster({0, 3}) == cluster({2, 4}));
    const std::vector<DecidedPair> unknown = {{{0, 3}, {2, static_cast<std::uint32_t>(newer.rows.size())}, Decision::Same}};
    CHECK(index.add({}, unknown).error().key == "linkage.decided_unknown");
}

TEST_CASE("files may be added after rows were replaced") {
    const auto made = invented_succession(8);
    const auto more = files_of(invented_rows(60, 9), {1.0});
    auto index = built(made.files, child_options());
    const auto newer = newer_file(2, made.rows_kept, made.added);
    REQUIRE(index.replace(std::span(&newer, 1), {}).has_value());
    REQUIRE(index.add(more).has_value());
    auto at_once = built(made.files, child_options());
    REQUIRE(at_once.replace(std::span(&newer, 1), more).has_value());
    CHECK(links_of(index.linkage().links()) == links_of(at_once.linkage().links()));
    CHECK(index.linkage().clusters() == at_once.linkage().clusters());
    CHECK(index.linkage().clusters().size() == 4);
}

TEST_CASE("records that are all alike are refused rather than compared each with each") {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.blocking = child_rules;
    auto index = built(files_of(invented_rows(300, 2), {0.5, 0.5}), options);
    const std::vector<Row> alike(3000, Row{"kalo", "mita", "2010-01-15", "400101"});
    const auto file = file_of("alike", child_columns, alike);
    const auto change = index.add(std::span(&file, 1));
    REQUIRE(!change.has_value());
    CHECK(change.error().key == "linkage.index_outgrown");
}

TEST_CASE("codes are not added to clear values, and a column that nothing is compared with is told") {
    Options options;
    options.task = Task::LinkAndDeduplicate;
    options.blocking = child_rules;
    auto index = built(files_of(invented_rows(300, 2), {0.5, 0.5}), options);
    auto coded = file_of("coded", child_columns, {{"a", "b", "c", "d"}});
    coded.encoding.emplace();
    CHECK(index.add(std::span(&coded, 1)).error().key == "linkage.encoded_beside_clear");
    auto columns = child_columns;
    columns.push_back({"telephone", Meaning::Phone});
    const auto more = file_of("more", columns, {{"kalo", "mita", "2010-01-15", "400101", "0812345678"}});
    REQUIRE(index.add(std::span(&more, 1)).has_value());
    CHECK(index.linkage().report().warnings.back() ==
          Warning{"linkage.warning_not_compared", {{"file", "more"}, {"column", "telephone"}}});
}
