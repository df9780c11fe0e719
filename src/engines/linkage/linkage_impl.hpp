#pragma once

#include "engines/linkage/blocking.hpp"
#include "engines/linkage/compare.hpp"
#include "engines/linkage/decided.hpp"
#include "engines/linkage/estimate.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/records.hpp"
#include "engines/linkage/resolve.hpp"
#include "engines/linkage/rule_recall.hpp"
#include "engines/linkage/score.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace samatcha::linkage {

/// What a run knows while it goes, and after.
struct Linkage::Impl {
    /// How common values are is learnt from the first `learnt_from` records.
    Impl(Records r, std::uint32_t learnt_from, unsigned threads)
        : records(std::move(r)), comparer(records, learnt_from, threads) {}
    /// To be read.
    explicit Impl(Records r) : records(std::move(r)), comparer(records, Comparer::Uncounted()) {}

    RecordRef ref(std::uint32_t record) const {
        if (places)
            return places->of_record[record];
        const auto file = records.file_of(record);
        return {file, record - records.file_starts[file]};
    }
    std::uint32_t number(RecordRef r) const {
        return places ? places->records[r.file][r.row] : records.file_starts[r.file] + r.row;
    }
    std::size_t files() const { return places ? places->records.size() : records.files(); }
    std::uint32_t rows(std::size_t file) const {
        return places ? static_cast<std::uint32_t>(places->records[file].size())
                      : records.file_starts[file + 1] - records.file_starts[file];
    }

    /// Where each record stands in the files as they are known outside, once rows were replaced. Inside, a record
    /// keeps its number, and one that is gone is nowhere.
    struct Places {
        static constexpr RecordRef nowhere{~0U, ~0U};
        std::vector<RecordRef> of_record;
        std::vector<std::vector<std::uint32_t>> records; ///< By file and row.
        static auto parts(auto& own) { return std::tie(own.of_record, own.records); }
    };

    Records records;
    std::optional<Places> places;
    Comparer comparer;
    Model model;
    std::optional<Scorer> scorer;
    DecidedPairs decided;
    std::vector<RecordLink> links;
    std::vector<RecordLink> pairs;
    std::vector<std::vector<std::uint32_t>> clusters;
    Report report;
    double missed_unmet = 0; ///< Matches expected where no rule met them;
    double missed_below = 0; ///< and below the threshold, as if nothing was decided.
    std::optional<Blocking> blocking; ///< Until all pairs are scored; with Options::keep_for_adding after that too.
    LargeVector<WeightedPair> above;  ///< With keep_for_adding: pairs that the model alone holds for one person.

    RecordLink link(std::uint32_t left, std::uint32_t right, float weight) const {
        const auto [first, second] = std::minmax({ref(left), ref(right)});
        return {first, second, weight, static_cast<float>(probability_of(static_cast<double>(weight))), false, false};
    }

    /// Told by where records stand outside.
    Result<DecidedPairs> decided_inside(std::vector<DecidedPair>) const;
    /// By the model alone.
    RecordLink score(RecordRef a, RecordRef b) const {
        CompareMemo memo;
        const auto left = number(std::min(a, b));
        const auto right = number(std::max(a, b));
        const auto* x = records.record(left);
        const auto* y = records.record(right);
        ScoreMemo scores;
        return link(left, right, static_cast<float>(scorer->weight(comparer.pattern(x, y, memo), x, y, scores)));
    }

    /// Decided pairs that some rule met, and each once; none where the model does not learn from them.
    std::vector<LabelledPair> labelled_pairs(const Options&, const PairScope&, const Blocking&) const;
    Result<void> run(const Options&, const Progress&);
    /// By the model and what was decided; one for a thread.
    MakeWeighPair make_weigh() const;
    /// What the rules find of the pairs of one person.
    void report_recall(const RuleRecall&);
    /// What is decided is not missed.
    void report_missed(const std::vector<DecidedPair>&, double threshold);
    /// The links at or above the threshold, added to `made`.
    void make_links(const LargeVector<WeightedPair>&, const std::vector<bool>& single, double threshold, unsigned threads,
                    std::vector<RecordLink>& made) const;
    void report_links();
    /// Cluster numbers by record, in order of first appearance.
    void set_clusters(std::span<const std::uint32_t> cluster_of, std::uint32_t count);
    void report_clusters(std::uint32_t count);
};

} // namespace samatcha::linkage
