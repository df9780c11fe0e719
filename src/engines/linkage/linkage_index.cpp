#include "engines/linkage/linkage_index.hpp"

#include "base/parallel.hpp"
#include "engines/linkage/candidates.hpp"
#include "engines/linkage/linkage_impl.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

namespace samatcha::linkage {

namespace {

constexpr std::uint32_t no_cluster = ~0U;

auto stopped() { return failure(ErrorCode::Cancelled, "linkage.cancelled"); }

std::uint32_t rows_of(const File& file) {
    return file.columns.empty() ? 0 : static_cast<std::uint32_t>(file.columns.front().size());
}

std::uint64_t pair_key(std::uint32_t a, std::uint32_t b) {
    return std::uint64_t{std::min(a, b)} << 32U | std::max(a, b);
}

bool is_before(const RecordLink& x, const RecordLink& y) {
    return x.left != y.left ? x.left < y.left : x.right < y.right;
}

bool is_same(const RecordLink& x, const RecordLink& y) {
    return x.left == y.left && x.right == y.right && x.weight == y.weight && x.one_to_one == y.one_to_one &&
           x.by_closure == y.by_closure;
}

} // namespace

/// The records of some components, numbered anew in the same order, and the pairs among them.
struct LinkageIndex::Touched {
    std::vector<std::uint8_t> is_touched;    ///< By record.
    std::vector<std::uint32_t> records;      ///< By their new numbers.
    Records numbered;                        ///< Their files only.
    LargeVector<WeightedPair> pairs;         ///< By new numbers.
    DecidedPairs decided;
};

LinkageIndex::LinkageIndex(Linkage&& linkage, const Options& options, const File& first)
    : m_linkage(std::move(linkage)), m_task(options.task), m_threshold(options.threshold),
      m_keep_pairs(options.keep_pairs), m_threads(std::max(1U, options.threads)),
      m_first{first.name, {}, first.encoding}, m_decided(options.decided) {
    auto& run = *m_linkage.m_impl;
    const auto count = run.records.size();
    m_records_learnt_from = count;
    const auto room = count + count / 8;
    run.blocking->make_room(room);
    run.records.slots.reserve(room * run.records.stride);
    run.above.reserve(run.above.size() + run.above.size() / 8);
    run.links.reserve(run.links.size() + run.links.size() / 8);
    m_parent.reserve(room);
    m_parent.resize(count);
    std::iota(m_parent.begin(), m_parent.end(), 0U);
    for (const auto& pair : run.above)
        unite(pair.left, pair.right);
    for (const auto& [left, right] : run.decided.joined())
        unite(left, right);
    std::vector<std::uint32_t> first_of(run.report.clusters, ~0U);
    m_cluster_of.reserve(room);
    for (const auto& file : run.clusters)
        for (const auto cluster : file) {
            if (first_of[cluster] == ~0U)
                first_of[cluster] = static_cast<std::uint32_t>(m_cluster_of.size());
            m_cluster_of.push_back(first_of[cluster]);
        }
}

Result<LinkageIndex> LinkageIndex::build(std::span<const File> files, Options options, const Progress& progress) {
    options.keep_for_adding = true;
    auto linkage = TRY(link_records(files, options, progress));
    return LinkageIndex(std::move(linkage), options, files.front());
}

std::uint32_t LinkageIndex::component(std::uint32_t record) {
    while (m_parent[record] != record)
        record = m_parent[record] = m_parent[m_parent[record]];
    return record;
}

/// A link is taken out only with a record that is gone; what else was connected once is made anew together, which
/// changes nothing.
void LinkageIndex::unite(std::uint32_t x, std::uint32_t y) {
    const auto a = component(x);
    const auto b = component(y);
    m_parent[std::max(a, b)] = std::min(a, b);
}

Result<LinkageIndex::Change> LinkageIndex::add(std::span<const File> files, const std::vector<DecidedPair>& decided,
                                               const Progress& progress) {
    return replace({}, files, decided, progress);
}

Result<LinkageIndex::Change> LinkageIndex::replace(std::span<const Replacement> replacements, std::span<const File> files,
                                                   const std::vector<DecidedPair>& decided, const Progress& progress) {
    assert(replacements.empty() || (m_task == Task::LinkAndDeduplicate && m_keep_pairs));
    const auto first_added = m_linkage.m_impl->records.size();
    Change change;
    std::vector<std::uint32_t> touched;
    if (progress && !progress(Stage::Normalise, 0))
        return stopped();
    const auto spoken_of_before = TRY(pairs_of(m_decided));
    TRY(admit(replacements, files));
    if (!replacements.empty() || m_linkage.m_impl->places)
        place(replacements, files, first_added);
    if (!replacements.empty())
        forget_gone(touched);
    TRY(decide(decided, spoken_of_before, touched));
    TRY(score_from(first_added, progress, change, touched));
    TRY(resolve_anew(touched_by(touched), progress, change));
    return change;
}

Result<void> LinkageIndex::admit(std::span<const Replacement> replacements, std::span<const File> files) {
    auto& run = *m_linkage.m_impl;
    const auto append = [&](const File& file) -> Result<void> {
        if (rows_of(file) > 0)
            append_records(run.records, TRY(prepare_added_file(run.records.fields, m_first, file, m_threads, run.report.warnings)),
                           m_threads);
        return {};
    };
    for (const auto& replacement : replacements)
        TRY(append(replacement.added));
    for (const auto& file : files)
        TRY(append(file));
    run.comparer.admit_values();
    run.blocking->admit_records();
    for (auto r = static_cast<std::uint32_t>(m_parent.size()); r < run.records.size(); ++r) {
        m_parent.push_back(r);
        m_cluster_of.push_back(no_cluster);
    }
    return {};
}

bool LinkageIndex::is_gone(std::uint32_t record) const {
    const auto& places = m_linkage.m_impl->places;
    return places && places->of_record[record] == Linkage::Impl::Places::nowhere;
}

/// The records admitted last begin with `first_added`: those of the replacements, then those of the added files.
void LinkageIndex::place(std::span<const Replacement> replacements, std::span<const File> added, std::uint32_t first_added) {
    auto& run = *m_linkage.m_impl;
    Linkage::Impl::Places places;
    auto next = first_added;
    if (run.places)
        places.records = run.places->records;
    else
        for (std::size_t f = 0; run.records.file_starts[f] < first_added; ++f) {
            places.records.emplace_back(run.rows(f));
            std::iota(places.records.back().begin(), places.records.back().end(), run.records.file_starts[f]);
        }
    const auto records_before = places.records;
    for (const auto& replacement : replacements) {
        auto& records = places.records[replacement.file];
        records.clear();
        for (const auto row : replacement.rows)
            records.push_back(row == Replacement::is_added ? next++ : records_before[replacement.file][row]);
    }
    for (const auto& file : added) {
        places.records.emplace_back(rows_of(file));
        std::iota(places.records.back().begin(), places.records.back().end(), next);
        next += rows_of(file);
    }
    places.of_record.assign(run.records.size(), Linkage::Impl::Places::nowhere);
    for (std::uint32_t f = 0; f < places.records.size(); ++f)
        for (std::uint32_t row = 0; row < places.records[f].size(); ++row)
            places.of_record[places.records[f][row]] = {f, row};
    run.places = std::move(places);
    follow_places(records_before);
}

/// Links and pairs, which are told by places.
void LinkageIndex::follow_places(const std::vector<std::vector<std::uint32_t>>& records_before) {
    auto& run = *m_linkage.m_impl;
    const auto goes = [&](RecordLink& link) {
        const auto left = records_before[link.left.file][link.left.row];
        const auto right = records_before[link.right.file][link.right.row];
        if (is_gone(left) || is_gone(right))
            return true;
        std::tie(link.left, link.right) = std::minmax({run.places->of_record[left], run.places->of_record[right]});
        return false;
    };
    std::erase_if(run.links, goes);
    if (!std::is_sorted(run.links.begin(), run.links.end(), is_before))
        std::sort(run.links.begin(), run.links.end(), is_before);
    const auto expected = [&] {
        return std::accumulate(run.report.histogram.begin(), run.report.histogram.end(), 0.0,
                               [](double sum, const WeightBin& bin) { return sum + bin.expected_matches; });
    };
    const auto before = expected();
    std::erase_if(run.pairs, [&](RecordLink& pair) {
        if (!goes(pair))
            return false;
        forget_pair(pair);
        return true;
    });
    const auto left_over = before > 0 ? expected() / before : 1;
    run.missed_unmet *= left_over; // as when files are added
    run.report.expected_matches *= left_over;
}

/// One that had been scored: as if it had not.
void LinkageIndex::forget_pair(const RecordLink& pair) {
    auto& run = *m_linkage.m_impl;
    auto& bins = run.report.histogram;
    const auto weight = static_cast<double>(pair.weight);
    const auto bin = std::clamp(std::floor(weight) - bins.front().from, 0.0, static_cast<double>(bins.size() - 1));
    auto& at = bins[static_cast<std::size_t>(bin)];
    at.pairs -= std::min<std::uint64_t>(at.pairs, 1);
    const auto probability = probability_of(weight);
    at.expected_matches = std::max(0.0, at.expected_matches - probability);
    if (weight < weight_of(m_threshold))
        run.missed_below = std::max(0.0, run.missed_below - probability);
    run.report.pairs_scored -= std::min<std::uint64_t>(run.report.pairs_scored, 1);
}

/// `touched`: the records that were connected with one that is gone.
void LinkageIndex::forget_gone(std::vector<std::uint32_t>& touched) {
    auto& run = *m_linkage.m_impl;
    const auto count = static_cast<std::uint32_t>(m_parent.size());
    std::vector<std::uint8_t> has_lost(count, 0); // by component
    m_shrunk.clear();
    for (std::uint32_t r = 0; r < count; ++r)
        if (is_gone(r) && m_cluster_of[r] != no_cluster) {
            has_lost[component(r)] = 1;
            m_shrunk.push_back(m_cluster_of[r]);
            m_cluster_of[r] = no_cluster;
        }
    for (std::uint32_t r = 0; r < count; ++r)
        if (!is_gone(r) && has_lost[component(r)] != 0)
            touched.push_back(r);
    std::erase_if(run.above, [&](const WeightedPair& pair) { return is_gone(pair.left) || is_gone(pair.right); });
    std::iota(m_parent.begin(), m_parent.end(), 0U);
    for (const auto& pair : run.above)
        unite(pair.left, pair.right);
}

/// By record numbers, the lower one in the upper half.
Result<std::vector<std::uint64_t>> LinkageIndex::pairs_of(const std::vector<DecidedPair>& decided) const {
    const auto& run = *m_linkage.m_impl;
    const auto is_there = [&](RecordRef r) { return r.file < run.files() && r.row < run.rows(r.file); };
    std::vector<std::uint64_t> pairs;
    for (const auto& pair : decided) {
        if (!is_there(pair.left) || !is_there(pair.right))
            return failure(ErrorCode::InvalidInput, "linkage.decided_unknown");
        pairs.push_back(pair_key(run.number(pair.left), run.number(pair.right)));
    }
    return pairs;
}

/// `spoken_of`: the records about which something else stands now.
Result<void> LinkageIndex::decide(const std::vector<DecidedPair>& decided,
                                  const std::vector<std::uint64_t>& spoken_of_before, std::vector<std::uint32_t>& spoken_of) {
    auto& run = *m_linkage.m_impl;
    const auto spoken_of_now = TRY(pairs_of(decided));
    auto now = TRY(run.decided_inside(decided));
    std::vector<std::uint64_t> changed;
    for (const auto* list : {&spoken_of_before, &spoken_of_now})
        for (const auto pair : *list) {
            const auto left = static_cast<std::uint32_t>(pair >> 32U);
            const auto right = static_cast<std::uint32_t>(pair);
            if (!is_gone(left) && !is_gone(right) && run.decided.of(left, right) != now.of(left, right))
                changed.push_back(pair);
        }
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    for (const auto pair : changed)
        spoken_of.insert(spoken_of.end(), {static_cast<std::uint32_t>(pair >> 32U), static_cast<std::uint32_t>(pair)});
    if (!changed.empty())
        for (auto& pair : run.pairs) {
            const auto left = run.number(pair.left);
            const auto right = run.number(pair.right);
            if (!std::binary_search(changed.begin(), changed.end(), pair_key(left, right)))
                continue;
            const auto decision = now.of(left, right);
            pair = decision ? run.link(left, right, static_cast<float>(DecidedPairs::weight_of(*decision)))
                            : run.score(pair.left, pair.right);
        }
    for (const auto& [left, right] : now.joined())
        unite(left, right);
    run.decided = std::move(now);
    m_decided = decided;
    return {};
}

/// `linked`: the records of pairs that the model holds for one person.
Result<void> LinkageIndex::score_from(std::uint32_t first, const Progress& progress, Change& change,
                                      std::vector<std::uint32_t>& linked) {
    auto& run = *m_linkage.m_impl;
    if (progress && !progress(Stage::Block, 0))
        return stopped();
    auto pairs = run.blocking->pairs_of_added(first);
    if (!pairs)
        return failure(ErrorCode::Conflict, "linkage.index_outgrown");
    if (run.places)
        std::erase_if(*pairs, [&](const RecordPair& pair) { return is_gone(pair.left) || is_gone(pair.right); });
    auto scored = Candidates::score_pairs(run.comparer, *run.scorer, *pairs, weight_of(m_threshold), m_keep_pairs, m_threads,
                                          [&](double part) { return !progress || progress(Stage::Score, part); });
    if (!scored)
        return stopped();
    for (const auto& pair : scored->above) {
        unite(pair.left, pair.right);
        linked.insert(linked.end(), {pair.left, pair.right});
    }
    run.above.insert(run.above.end(), scored->above.begin(), scored->above.end());
    run.decided.weigh_all(scored->kept);
    for (const auto& pair : scored->kept)
        run.pairs.push_back(run.link(pair.left, pair.right, pair.weight));
    change.pairs_scored = scored->pairs;
    run.report.pairs_scored += scored->pairs;
    double before = 0;
    double after = 0;
    for (std::size_t i = 0; i < scored->histogram.size(); ++i) {
        auto& bin = run.report.histogram[i];
        before += bin.expected_matches;
        bin.pairs += scored->histogram[i].pairs;
        bin.expected_matches += scored->histogram[i].expected_matches;
        after += bin.expected_matches;
    }
    run.missed_below += scored->expected_below;
    // No rule meets them, so nobody counts them: they grow as the others do.
    const double growth = before > 0 ? after / before : 1;
    run.missed_unmet *= growth;
    run.report.expected_matches *= growth;
    return {};
}

LinkageIndex::Touched LinkageIndex::touched_by(std::span<const std::uint32_t> records) {
    const auto& run = *m_linkage.m_impl;
    const auto count = run.records.size();
    Touched touched;
    touched.is_touched.assign(count, 0);
    std::vector<std::uint8_t> is_touched_component(count, 0);
    for (const auto r : records) {
        touched.is_touched[r] = 1;
        is_touched_component[component(r)] = 1;
    }
    constexpr std::size_t pairs_of_a_part = 1U << 16U;
    std::vector<LargeVector<WeightedPair>> parts((run.above.size() + pairs_of_a_part - 1) / pairs_of_a_part);
    parallel_parts(m_threads, parts.size(), [&](std::size_t part) {
        const auto end = std::min(run.above.size(), (part + 1) * pairs_of_a_part);
        for (auto i = part * pairs_of_a_part; i < end; ++i) {
            constexpr std::size_t ahead = 16;
            __builtin_prefetch(&m_parent[run.above[std::min(i + ahead, end - 1)].left]);
            auto r = run.above[i].left;
            while (m_parent[r] != r) // nobody makes the way shorter: others are on it
                r = m_parent[r];
            if (is_touched_component[r] != 0)
                parts[part].push_back(run.above[i]);
        }
    });
    for (const auto& part : parts)
        for (const auto& pair : part) {
            touched.is_touched[pair.left] = touched.is_touched[pair.right] = 1;
            touched.pairs.push_back(pair);
        }
    for (const auto& [left, right] : run.decided.joined())
        if (is_touched_component[component(left)] != 0)
            touched.is_touched[left] = touched.is_touched[right] = 1;
    std::vector<std::uint32_t> new_number(count, 0);
    for (std::uint32_t f = 0; f < run.files(); ++f) {
        touched.numbered.file_starts.push_back(static_cast<std::uint32_t>(touched.records.size()));
        for (std::uint32_t row = 0; row < run.rows(f); ++row)
            if (const auto r = run.number({f, row}); touched.is_touched[r] != 0) {
                new_number[r] = static_cast<std::uint32_t>(touched.records.size());
                touched.records.push_back(r);
            }
    }
    touched.numbered.file_starts.push_back(static_cast<std::uint32_t>(touched.records.size()));
    for (auto& pair : touched.pairs)
        std::tie(pair.left, pair.right) = std::minmax({new_number[pair.left], new_number[pair.right]});
    std::vector<DecidedPair> decided;
    const auto renumbered = [&](RecordRef r) {
        return RecordRef{r.file, new_number[run.number(r)] - touched.numbered.file_starts[r.file]};
    };
    for (const auto& pair : m_decided)
        if (touched.is_touched[run.number(pair.left)] != 0 && touched.is_touched[run.number(pair.right)] != 0)
            decided.push_back({renumbered(pair.left), renumbered(pair.right), pair.decision});
    touched.numbered.holds_copies = run.records.holds_copies;
    touched.numbered.holds_copies.resize(run.files());
    touched.decided = DecidedPairs::create(touched.numbered, decided).value();
    touched.decided.weigh_links(touched.pairs);
    return touched;
}

Result<void> LinkageIndex::resolve_anew(const Touched& touched, const Progress& progress, Change& change) {
    auto& run = *m_linkage.m_impl;
    bool is_stopped = false;
    const auto go_on = [&](double part) {
        is_stopped = progress && !progress(Stage::Cluster, part);
        return !is_stopped;
    };
    const auto make_weigh = [&, make = run.make_weigh()]() -> WeighPair {
        return [&, weigh = make()](std::uint32_t a, std::uint32_t b) { return weigh(touched.records[a], touched.records[b]); };
    };
    auto resolution = resolve(touched.numbered, PairScope{m_task}, touched.decided, touched.pairs, make_weigh, m_threads, UINT64_MAX, go_on);
    if (is_stopped)
        return stopped();
    const auto single = one_to_one(touched.numbered, resolution.links);
    for (auto& pair : resolution.links) {
        pair.left = touched.records[pair.left];
        pair.right = touched.records[pair.right];
    }
    std::vector<RecordLink> made;
    run.make_links(resolution.links, single, m_threshold, m_threads, made);
    run.report_missed(m_decided, m_threshold);
    parallel_parts(m_threads, 2, [&](std::size_t half) {
        if (half == 0) {
            exchange_links(touched, std::move(made), change);
            run.report_links();
        } else {
            number_clusters(regroup(touched, resolution.cluster_of, resolution.clusters), change);
        }
    });
    return {};
}

void LinkageIndex::exchange_links(const Touched& touched, std::vector<RecordLink> made, Change& change) {
    auto& run = *m_linkage.m_impl;
    std::vector<RecordLink> gone;
    std::erase_if(run.links, [&](const RecordLink& link) {
        const bool goes = touched.is_touched[run.number(link.left)] != 0;
        if (goes)
            gone.push_back(link);
        return goes;
    });
    std::size_t g = 0;
    for (const auto& link : made) {
        while (g < gone.size() && is_before(gone[g], link))
            change.links_gone.push_back(gone[g++]);
        const bool was_there = g < gone.size() && !is_before(link, gone[g]);
        if (was_there && is_same(gone[g], link)) {
            ++g;
            continue;
        }
        if (was_there)
            change.links_gone.push_back(gone[g++]);
        change.links_new.push_back(link);
    }
    change.links_gone.insert(change.links_gone.end(), gone.begin() + static_cast<std::ptrdiff_t>(g), gone.end());
    const auto kept = static_cast<std::ptrdiff_t>(run.links.size());
    run.links.insert(run.links.end(), made.begin(), made.end());
    std::inplace_merge(run.links.begin(), run.links.begin() + kept, run.links.end(), is_before);
}

/// The first records of the clusters that are not what they were.
std::vector<std::uint32_t> LinkageIndex::regroup(const Touched& touched, std::span<const std::uint32_t> cluster_of,
                                                 std::uint32_t clusters) {
    std::vector<std::uint32_t> size_before(m_cluster_of.size(), 0); // as m_cluster_of has them
    for (const auto r : touched.records)
        if (m_cluster_of[r] != no_cluster)
            ++size_before[m_cluster_of[r]];
    for (const auto cluster : std::exchange(m_shrunk, {}))
        ++size_before[cluster];
    struct Group {
        std::uint32_t first = ~0U, size = 0;
        std::uint32_t was = no_cluster; ///< Of which all are, if they are of one.
        bool is_changed = false;
    };
    std::vector<Group> groups(clusters);
    for (std::size_t i = 0; i < touched.records.size(); ++i) {
        const auto r = touched.records[i];
        auto& group = groups[cluster_of[i]];
        const auto was = m_cluster_of[r];
        if (group.size++ == 0) {
            group.first = r;
            group.was = was;
        }
        group.is_changed |= was == no_cluster || was != group.was;
        m_cluster_of[r] = group.first;
    }
    std::vector<std::uint32_t> changed;
    for (const auto& group : groups)
        if (group.is_changed || size_before[group.was] != group.size)
            changed.push_back(group.first);
    for (std::uint32_t r = 0; r < m_cluster_of.size(); ++r)
        if (m_cluster_of[r] == no_cluster && !is_gone(r)) {
            m_cluster_of[r] = r;
            changed.push_back(r);
        }
    return changed;
}

void LinkageIndex::number_clusters(std::span<const std::uint32_t> changed, Change& change) {
    auto& run = *m_linkage.m_impl;
    std::vector<std::uint32_t> number_of(m_cluster_of.size(), no_cluster); // as m_cluster_of has them
    std::uint32_t count = 0;
    run.clusters.resize(run.files());
    for (std::uint32_t f = 0; f < run.files(); ++f) {
        run.clusters[f].resize(run.rows(f));
        for (std::uint32_t row = 0; row < run.rows(f); ++row) {
            auto& number = number_of[m_cluster_of[run.number({f, row})]];
            if (number == no_cluster)
                number = count++;
            run.clusters[f][row] = number;
        }
    }
    for (const auto cluster : changed)
        change.clusters.push_back(number_of[cluster]);
    std::sort(change.clusters.begin(), change.clusters.end());
    run.report_clusters(count);
}

} // namespace samatcha::linkage
