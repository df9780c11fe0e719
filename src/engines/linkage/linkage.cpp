#include "engines/linkage/linkage.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/candidates.hpp"
#include "engines/linkage/estimate.hpp"
#include "engines/linkage/linkage_impl.hpp"
#include "engines/linkage/match_kinds.hpp"
#include "engines/linkage/self_weight.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace samatcha::linkage {

namespace {

constexpr std::array<std::string_view, 6> stage_words = {"normalise", "block", "compare",
                                                         "estimate",  "score", "cluster"};

auto cancelled() { return failure(ErrorCode::Cancelled, "linkage.cancelled"); }

std::uint64_t candidate_budget(const Records& records) {
    return std::max<std::uint64_t>(2'000'000, 12ULL * records.size());
}

/// How much of the machine a run may take.
struct MemoryPlan {
    std::uint64_t held = 0; ///< Beside keys and pairs, while rules are run.
    std::uint64_t for_keys_and_pairs = UINT64_MAX;
    std::size_t keys = SIZE_MAX; ///< Carried for a record.
    std::uint64_t links_max = UINT64_MAX;
    std::uint64_t pairs_kept(std::uint64_t bytes_of_keys) const;
};

/// Bytes a record costs beyond its values and keys while one rule is run: its entry, and its place in a block.
constexpr std::uint64_t bytes_of_an_entry = 22;
/// And when all rules are done and the keys gone: its component and its cluster.
constexpr std::uint64_t bytes_in_a_cluster = 12;
/// A link, beside what it is made from and what orders it; while rules are run, less.
constexpr std::uint64_t bytes_of_a_link = 96;
constexpr std::uint64_t bytes_of_a_link_found = 40;
/// Memos, buffers, the program.
constexpr std::uint64_t bytes_at_least = 48ULL << 20U;
/// Kept, and once more among the links if it is one.
constexpr std::uint64_t bytes_of_a_pair = 60;
/// What is learnt from fewer depends on which they are.
constexpr std::uint64_t pairs_min = 300'000;
constexpr std::uint64_t pairs_kept_max = 64'000'000;
constexpr std::uint64_t bytes_of_a_key = 4;

std::uint64_t MemoryPlan::pairs_kept(std::uint64_t bytes_of_keys) const {
    return std::min(pairs_kept_max, (for_keys_and_pairs - std::min(for_keys_and_pairs, bytes_of_keys)) / bytes_of_a_pair);
}

Result<void> fits(std::uint64_t needed, const Options& options) {
    needed += options.memory_bytes_elsewhere;
    if (options.memory_bytes_max != 0 && needed > options.memory_bytes_max)
        return failure(ErrorCode::TooLarge, "linkage.memory_too_small",
                       {{"given", std::to_string(options.memory_bytes_max >> 20U)},
                        {"needed", std::to_string((needed >> 20U) + 1)}});
    return {};
}

/// What the columns take, and their values once they are normalised.
std::uint64_t bytes_to_read(std::span<const File> files) {
    constexpr std::uint64_t bytes_of_a_value = 130; // its entry, and its text three times
    constexpr std::uint64_t bytes_of_a_number = 20; // its digits, and its place in a table a third full
    auto sum = bytes_at_least;
    for (const auto& file : files)
        for (const auto& column : file.columns) {
            const bool is_number = column.meaning() == Meaning::NationalId && !file.encoding;
            sum += column.bytes() + column.size() * 4 + column.distinct() * (is_number ? bytes_of_a_number : bytes_of_a_value);
        }
    return sum;
}

/// More links than one and a half for each record of the smaller file are no links of persons.
std::uint64_t links_expected(const Records& records, const Options& options) {
    const std::uint64_t n = records.size();
    if (options.task != Task::Link)
        return n + n / 2;
    std::uint64_t linked = 0;
    for (std::size_t a = 0; a < records.files(); ++a)
        for (std::size_t b = a + 1; b < records.files(); ++b)
            linked += std::min(records.file_starts[a + 1] - records.file_starts[a],
                               records.file_starts[b + 1] - records.file_starts[b]);
    return std::min(n, linked) + std::min(n, linked) / 2;
}

/// When all rules are done and their keys are gone.
std::uint64_t bytes_to_cluster(const Records& records, std::uint64_t links) {
    return records.bytes() + bytes_at_least + records.size() * bytes_in_a_cluster + links * bytes_of_a_link;
}

/// Fewer pairs are kept and fewer keys are carried where the ceiling is low; fails where even that
/// does not fit.
Result<MemoryPlan> plan_memory(const Records& records, const Options& options) {
    MemoryPlan plan;
    if (options.memory_bytes_max == 0)
        return plan;
    constexpr std::size_t rules_min = 4;
    const std::uint64_t n = records.size();
    const auto links = links_expected(records, options);
    plan.held = records.bytes() + bytes_at_least + n * bytes_of_an_entry + links * bytes_of_a_link_found;
    TRY(fits(std::max(plan.held + n * bytes_of_a_key * rules_min + pairs_min * bytes_of_a_pair, bytes_to_cluster(records, links)), options));
    const auto allowed = options.memory_bytes_max - options.memory_bytes_elsewhere;
    plan.links_max = (allowed - bytes_to_cluster(records, 0)) / bytes_of_a_link;
    const auto free = plan.for_keys_and_pairs = allowed - plan.held;
    // Rules come before pairs: these can be met twice.
    const auto for_keys = free - std::max(pairs_min, std::min(free / 2 / bytes_of_a_pair, Candidates::learnt_pairs)) * bytes_of_a_pair;
    plan.keys = std::max<std::size_t>(for_keys / (bytes_of_a_key * n + 1), rules_min);
    return plan;
}

/// Matches to begin the estimate with; it ends where the data lead.
double matches_to_begin(const Records& records, Task task) {
    if (task == Task::Deduplicate || records.files() == 1)
        return std::max(2.0, 0.2 * records.size());
    double matches = 0;
    for (std::size_t a = 0; a < records.files(); ++a)
        for (std::size_t b = a + 1; b < records.files(); ++b)
            matches += 0.5 * std::min(records.file_starts[a + 1] - records.file_starts[a],
                                      records.file_starts[b + 1] - records.file_starts[b]);
    return std::max(2.0, matches);
}

/// With two decimals, rounded down: what is not reached does not look so.
std::string percent_of(double share) {
    const auto hundredths = static_cast<std::uint64_t>(std::floor(share * 10000));
    const auto rest = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + '.' + (rest.size() < 2 ? "0" : "") + rest;
}

std::vector<ClusterSize> sizes_of(std::span<const std::vector<std::uint32_t>> clusters, std::uint32_t count) {
    std::vector<std::uint32_t> records_of(count);
    for (const auto& file : clusters)
        for (const auto cluster : file)
            ++records_of[cluster];
    std::vector<std::uint64_t> clusters_of;
    for (const auto records : records_of) {
        if (records >= clusters_of.size())
            clusters_of.resize(records + 1);
        ++clusters_of[records];
    }
    std::vector<ClusterSize> sizes;
    for (std::size_t records = 0; records < clusters_of.size(); ++records)
        if (clusters_of[records] > 0)
            sizes.push_back({records, clusters_of[records]});
    return sizes;
}

} // namespace

std::string_view stage_name(Stage stage) { return stage_words[static_cast<std::size_t>(stage)]; }

std::vector<LabelledPair> Linkage::Impl::labelled_pairs(const Options& options, const PairScope& scope,
                                                        const Blocking& blocking) const {
    std::vector<LabelledPair> labelled;
    if (!options.learn_from_decided)
        return labelled;
    CompareMemo memo;
    std::set<std::pair<std::uint32_t, std::uint32_t>> taken;
    for (const auto& pair : options.decided) {
        const auto [left, right] = std::minmax({number(pair.left), number(pair.right)});
        if (scope.holds(records.file_of(left), records.file_of(right)) &&
            blocking.met(blocking.keys(left), blocking.keys(right)) && taken.insert({left, right}).second)
            labelled.push_back({comparer.pattern(records.record(left), records.record(right), memo),
                                *decided.of(left, right), pair.stands_for});
    }
    return labelled;
}

Result<void> Linkage::Impl::run(const Options& options, const Progress& progress) {
    const auto go_on = [&](Stage stage) {
        return [&progress, stage](double part) { return !progress || progress(stage, part); };
    };
    const PairScope scope{options.task};
    decided = TRY(DecidedPairs::create(records, options.decided));
    if (!go_on(Stage::Block)(0))
        return cancelled();
    const auto memory = TRY(plan_memory(records, options));
    const auto threads = std::max(1U, options.threads);
    auto& rules = blocking.emplace(TRY(Blocking::plan(records, scope, options.blocking,
                                                      {candidate_budget(records), memory.pairs_kept(0), memory.keys}, threads)));
    if (options.model) {
        model = *options.model;
        scorer = TRY(Scorer::create(comparer, model));
    }
    AllPairs all;
    std::optional<Coverage> coverage;
    std::optional<RuleRecall> recall; // of rules that are chosen, by what the others find too
    const auto learn_of_all_pairs = [&] {
        if (coverage)
            return;
        coverage.emplace(comparer, rules, threads);
        if (!rules.is_all_pairs())
            all = describe_all_pairs(comparer, scope, threads);
    };
    if (!rules.is_all_pairs() && options.blocking.empty()) {
        learn_of_all_pairs();
        std::vector<MatchKind> kinds;
        if (options.model) {
            kinds = {{1, match_levels(model, all)}};
        } else {
            const auto drawn = drawn_patterns(comparer, rules, scope, threads);
            const auto learnt = estimate_model(comparer, *coverage, all, drawn, {}, matches_to_begin(records, options.task), threads,
                                               go_on(Stage::Block));
            kinds = match_kinds(comparer, *coverage, match_levels(learnt.model, all), drawn, learnt.matches_of_pattern);
        }
        const auto needed = needed_rules(met_by(*coverage, kinds), rules, options.recall_wanted);
        rules.keep_rules(needed);
        coverage->keep_rules(needed);
        recall = recall_of(met_by(*coverage, kinds), rules.rules());
        report.recall_wanted = options.recall_wanted;
    }
    const auto bytes_of_keys = records.size() * bytes_of_a_key * rules.keys_carried();
    TRY(fits(memory.held + bytes_of_keys + (rules.is_all_pairs() ? 0 : pairs_min * bytes_of_a_pair), options));
    rules.make_keys();
    Candidates candidates(comparer, rules, scope, options.threads, rules.pairs_expected(),
                          memory.pairs_kept(bytes_of_keys));
    if (!candidates.collect(go_on(Stage::Compare)))
        return cancelled();

    if (!go_on(Stage::Estimate)(0))
        return cancelled();
    learn_of_all_pairs();
    if (!options.model) {
        const auto patterns = candidates.patterns();
        if (rules.is_all_pairs())
            all = describe_all_pairs(comparer, patterns);
        const auto labelled = labelled_pairs(options, scope, rules);
        report.decisions_learnt = labelled.size();
        auto estimate = estimate_model(comparer, *coverage, all, patterns, labelled,
                                       matches_to_begin(records, options.task), threads,
                                       go_on(Stage::Estimate));
        model = std::move(estimate.model);
        missed_unmet = estimate.matches_unmet;
        report.expected_matches = estimate.matches;
        if (!recall && !rules.is_all_pairs())
            recall = recall_of(met_by(*coverage, match_kinds(comparer, *coverage, match_levels(model, all), patterns, estimate.matches_of_pattern)),
                               rules.rules());
        scorer = TRY(Scorer::create(comparer, model));
    }
    if (!go_on(Stage::Score)(0))
        return cancelled();
    const double bound = weight_of(options.threshold);
    auto found = candidates.score(*scorer, bound, options.keep_pairs, memory.links_max, go_on(Stage::Score));
    if (!found)
        return cancelled();
    TRY(fits(bytes_to_cluster(records, found->held()), options));
    auto& scored = *found;
    report.rules = candidates.rules();
    report_recall(rules.is_all_pairs() ? RuleRecall{1, {{1, 1}}}
                  : recall             ? *recall
                           : recall_of(coverage->met_by(match_levels(model, all)), rules.rules()));
    report.pairs_scored = scored.pairs;
    report.histogram = std::move(scored.histogram);
    report.self_weights = self_weights(comparer, *scorer, bound, std::max(1U, options.threads));
    missed_below = scored.expected_below;
    report_missed(options.decided, options.threshold);
    if (options.keep_for_adding)
        above = scored.above;
    else
        blocking.reset();
    decided.weigh_links(scored.above);
    decided.weigh_all(scored.kept);
    for (const auto& pair : scored.kept)
        pairs.push_back(link(pair.left, pair.right, pair.weight));
    if (!go_on(Stage::Cluster)(0))
        return cancelled();
    bool stopped = false;
    const auto resolution = resolve(records, scope, decided, std::move(scored.above), make_weigh(),
                                    std::max(1U, options.threads), memory.links_max, [&](double part) {
                                        stopped = !go_on(Stage::Cluster)(part);
                                        return !stopped;
                                    });
    if (stopped)
        return cancelled();
    TRY(fits(bytes_to_cluster(records, resolution.links_made), options));
    make_links(resolution.links, one_to_one(records, resolution.links), options.threshold, std::max(1U, options.threads), links);
    parallel_parts(threads, 2, [&](std::size_t half) {
        half == 0 ? set_clusters(resolution.cluster_of, resolution.clusters) : report_links();
    });
    return {};
}

Result<DecidedPairs> Linkage::Impl::decided_inside(std::vector<DecidedPair> pairs_decided) const {
    for (auto& pair : pairs_decided)
        for (auto* side : {&pair.left, &pair.right}) {
            const auto record = number(*side);
            const auto file = records.file_of(record);
            *side = {file, record - records.file_starts[file]};
        }
    return DecidedPairs::create(records, pairs_decided);
}

MakeWeighPair Linkage::Impl::make_weigh() const {
    return [this]() -> WeighPair {
        return [this, memo = std::make_shared<std::pair<CompareMemo, ScoreMemo>>()](std::uint32_t a, std::uint32_t b) {
            if (const auto decision = decided.of(a, b))
                return DecidedPairs::weight_of(*decision);
            const auto* left = records.record(std::min(a, b));
            const auto* right = records.record(std::max(a, b));
            return scorer->weight(comparer.pattern(left, right, memo->first), left, right, memo->second);
        };
    };
}

void Linkage::Impl::report_recall(const RuleRecall& recall) {
    report.recall = recall.together;
    for (std::size_t r = 0; r < report.rules.size(); ++r) {
        report.rules[r].recall = recall.rules[r].recall;
        report.rules[r].recall_more = recall.rules[r].recall_more;
    }
    if (report.recall_wanted && report.recall + recall_told_apart < *report.recall_wanted)
        report.warnings.push_back({"linkage.warning_recall",
                                   {{"found", percent_of(report.recall)},
                                    {"wanted", percent_of(*report.recall_wanted)},
                                    {"pairs", std::to_string(candidate_budget(records))}}});
}

void Linkage::Impl::report_missed(const std::vector<DecidedPair>& known, double threshold) {
    report.expected_missed_links = missed_unmet + missed_below;
    for (const auto& pair : known)
        if (const auto probability = score(pair.left, pair.right).probability; probability < threshold)
            report.expected_missed_links = std::max(0.0, report.expected_missed_links - probability);
}

void Linkage::Impl::make_links(const LargeVector<WeightedPair>& pairs_linked, const std::vector<bool>& single,
                               double threshold, unsigned threads, std::vector<RecordLink>& made) const {
    constexpr std::size_t pairs_of_a_part = 16384;
    const auto parts = (pairs_linked.size() + pairs_of_a_part - 1) / pairs_of_a_part;
    const auto before = made.size();
    made.resize(before + pairs_linked.size());
    std::vector<std::size_t> kept(parts, 0);
    parallel_parts(threads, parts, [&](std::size_t part) {
        const auto end = std::min(pairs_linked.size(), (part + 1) * pairs_of_a_part);
        auto* const own = made.data() + before + part * pairs_of_a_part;
        for (auto i = part * pairs_of_a_part; i < end; ++i) {
            auto one = link(pairs_linked[i].left, pairs_linked[i].right, pairs_linked[i].weight);
            one.by_closure = pairs_linked[i].by_closure;
            one.one_to_one = single[i];
            if (one.probability >= threshold)
                own[kept[part]++] = one;
        }
    });
    auto place = made.begin() + static_cast<std::ptrdiff_t>(before);
    for (std::size_t part = 0; part < parts; ++part) { // those that stay move together
        const auto own = made.begin() + static_cast<std::ptrdiff_t>(before + part * pairs_of_a_part);
        const auto end = own + static_cast<std::ptrdiff_t>(kept[part]);
        place = place == own ? end : std::move(own, end, place);
    }
    made.erase(place, made.end());
}

void Linkage::Impl::report_links() {
    std::map<std::pair<std::uint32_t, std::uint32_t>, FilePairReport> by_files;
    report.expected_false_links = 0;
    FilePairReport* last = nullptr;
    for (const auto& made : links) {
        if (last == nullptr || last->left != made.left.file || last->right != made.right.file) {
            last = &by_files[{made.left.file, made.right.file}];
            last->left = made.left.file;
            last->right = made.right.file;
        }
        auto& files = *last;
        ++files.links;
        files.one_to_one += made.one_to_one;
        files.expected_false += 1 - static_cast<double>(made.probability);
        report.expected_false_links += 1 - static_cast<double>(made.probability);
    }
    report.file_pairs.clear();
    for (auto& [key, files] : by_files) {
        files.expected_missed = report.expected_missed_links * static_cast<double>(files.links) /
                                std::max(1.0, static_cast<double>(links.size()));
        report.file_pairs.push_back(files);
    }
}

void Linkage::Impl::set_clusters(std::span<const std::uint32_t> cluster_of, std::uint32_t count) {
    clusters.assign(files(), {});
    for (std::uint32_t f = 0; f < files(); ++f) {
        const auto of_file = cluster_of.subspan(records.file_starts[f], rows(f));
        clusters[f].assign(of_file.begin(), of_file.end());
    }
    report_clusters(count);
}

void Linkage::Impl::report_clusters(std::uint32_t count) {
    report.records = 0;
    for (const auto& file : clusters)
        report.records += file.size();
    report.clusters = count;
    report.cluster_sizes = sizes_of(clusters, count);
}

Linkage::Linkage(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Linkage::Linkage(Linkage&&) noexcept = default;
Linkage& Linkage::operator=(Linkage&&) noexcept = default;
Linkage::~Linkage() = default;

const std::vector<RecordLink>& Linkage::links() const { return m_impl->links; }
const std::vector<RecordLink>& Linkage::pairs() const { return m_impl->pairs; }
const std::vector<std::vector<std::uint32_t>>& Linkage::clusters() const { return m_impl->clusters; }
const Model& Linkage::model() const { return m_impl->model; }
const Report& Linkage::report() const { return m_impl->report; }

std::vector<Evidence> Linkage::evidence(RecordRef a, RecordRef b) const {
    CompareMemo memo;
    const auto numbers = std::minmax({m_impl->number(a), m_impl->number(b)});
    const auto* left = m_impl->records.record(numbers.first);
    const auto* right = m_impl->records.record(numbers.second);
    auto evidence = m_impl->scorer->evidence(m_impl->comparer.pattern(left, right, memo), left, right);
    if (const auto decision = m_impl->decided.of(numbers.first, numbers.second))
        evidence.push_back({"review", *decision == Decision::Same ? "decided_same" : "decided_different",
                            DecidedPairs::weight_of(*decision) - static_cast<double>(score(a, b).weight),
                            Meaning::Text});
    return evidence;
}

RecordLink Linkage::score(RecordRef a, RecordRef b) const { return m_impl->score(a, b); }

/// The two halves of a run: what needs the files, and what does not.
class LinkageRun {
public:
    LinkageRun(const Options& options, const Progress& progress) : m_options(options), m_progress(progress) {}

    Result<void> read(std::span<const File> files, const ColumnDone& done = {}) {
        if (files.empty() || (m_options.task == Task::Link && files.size() < 2))
            return failure(ErrorCode::InvalidInput, "linkage.no_files");
        if (m_progress && !m_progress(Stage::Normalise, 0))
            return cancelled();
        TRY(fits(bytes_to_read(files), m_options));
        m_records = TRY(prepare_records(files, m_options.task == Task::Link, m_options.comparisons,
                                        std::max(1U, m_options.threads), m_warnings, done));
        return {};
    }

    Result<Linkage> link() {
        const auto count = m_records.size();
        auto impl = std::make_unique<Linkage::Impl>(std::move(m_records), count, std::max(1U, m_options.threads));
        impl->report.warnings = std::move(m_warnings);
        TRY(impl->run(m_options, m_progress));
        return Linkage(std::move(impl));
    }

private:
    const Options& m_options;
    const Progress& m_progress;
    Records m_records;
    std::vector<Warning> m_warnings;
};

Result<Linkage> link_records(std::span<const File> files, const Options& options, const Progress& progress) {
    LinkageRun run(options, progress);
    TRY(run.read(files));
    return run.link();
}

Result<Linkage> link_records(std::vector<File>&& files, const Options& options, const Progress& progress) {
    LinkageRun run(options, progress);
    TRY(run.read(files, [&](std::size_t file, std::size_t column) {
        auto& done = files[file].columns[column];
        done = Column(done.meaning(), done.name());
    }));
    files.clear();
    files.shrink_to_fit();
    return run.link();
}

} // namespace samatcha::linkage
