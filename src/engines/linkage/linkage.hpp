#pragma once

// Which records of these files are one person? Probabilistic record linkage after Fellegi and Sunter
// (1969), without a database, a clock or a global: plain columns in, links with their evidence out.

#include "base/result.hpp"
#include "engines/linkage/column.hpp"
#include "engines/linkage/model.hpp"
#include "engines/linkage/warning.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace samatcha::linkage {

enum class Task : std::uint8_t {
    Link,               ///< Pairs across files only; a file is taken to hold each person about once.
    Deduplicate,        ///< Pairs within each file only.
    LinkAndDeduplicate, ///< All pairs.
};

struct RecordRef {
    std::uint32_t file = 0; ///< Position in the list of files.
    std::uint32_t row = 0;
    friend auto operator<=>(const RecordRef&, const RecordRef&) = default;
};

/// What a person found out about two records, against which no evidence counts.
enum class Decision : std::uint8_t { Same, Different };

struct DecidedPair {
    RecordRef left, right; ///< In any order.
    Decision decision = Decision::Same;
    /// To learn from: how many pairs of which the model is about as sure it was drawn from by lot, itself
    /// included; 1 where nobody drew.
    double stands_for = 1;
};

/// Two records believed to be one person; left < right.
struct RecordLink {
    RecordRef left, right;
    float weight = 0;      ///< log2 of the odds that they are one person, prior included.
    float probability = 0; ///< The same as a probability.
    bool one_to_one = false; ///< Survives when each record may have one partner in the other file.
    bool by_closure = false; ///< No blocking rule met the pair; records between them carry it.
};

/// What one comparison says about one pair.
struct Evidence {
    std::string field;  ///< As ComparisonModel::field.
    std::string level;  ///< As LevelModel::name; "missing" if a side has no value.
    double weight = 0;  ///< Bits for (+) or against (-) one person, how common the value is included.
    Meaning meaning = Meaning::Text;
};

enum class Stage : std::uint8_t { Normalise, Block, Compare, Estimate, Score, Cluster };
std::string_view stage_name(Stage);

/// Called from the calling thread now and then with the part of the stage done, 0 to 1; false cancels.
/// The engine knows no clock: who wants seconds per stage takes them here.
using Progress = std::function<bool(Stage, double part_done)>;

/// Keys that must all agree, e.g. {"surname:sound", "birth_date"}. A key is a meaning, alone or with
/// a form after a colon: `sound` (phonetic key), `start` (first letters), `year`, `month_day`,
/// `prefix2`/`prefix4` (wider area).
struct BlockingRule {
    std::vector<std::string> keys;
};

struct Options {
    Task task = Task::Link;
    unsigned threads = 1;                     ///< The result is the same for any number.
    /// 0: no ceiling. Where it binds, pairs are met twice rather than kept, and fewer rules are chosen.
    std::uint64_t memory_bytes_max = 0;
    std::uint64_t memory_bytes_elsewhere = 0; ///< Of these, what the caller holds beside the files.
    double threshold = 0.5;                   ///< Links have at least this probability.
    std::vector<BlockingRule> blocking;       ///< Empty: chosen from meanings and data.
    double recall_wanted = 0.9999;            ///< Where rules are chosen: no more than find this share of the matches.
    std::vector<std::string> comparisons;     ///< Fields to compare; empty: all.
    std::optional<Model> model;               ///< Given: nothing is estimated.
    bool keep_pairs = false;                  ///< Keep every scored pair, not only the links.
    bool keep_for_adding = false;             ///< Keep what LinkageIndex needs, some 100 bytes a record.
    /// Binding: links of probability 1, and pairs that never share a cluster, not even by way of others.
    /// Of two that contradict each other the one that parts wins.
    std::vector<DecidedPair> decided;
    /// The model is learnt from what was decided too; not where one is given.
    bool learn_from_decided = false;
};

struct RuleReport {
    std::string rule;               ///< Its keys joined by " + ".
    std::uint64_t pairs = 0;        ///< Pairs that no earlier rule had met.
    std::uint64_t blocks_divided = 0; ///< Too large, divided by a further key.
    std::uint64_t pairs_dropped = 0;  ///< Left out although the keys agree: the block stayed too large.
    double recall = 0;      ///< Of the pairs of one person, the share that the rule meets, as Report::recall,
    double recall_more = 0; ///< and the share that it meets and no earlier rule.
    static auto parts(auto& own) {
        return std::tie(own.rule, own.pairs, own.blocks_divided, own.pairs_dropped, own.recall, own.recall_more);
    }
};

struct WeightBin {
    double from = 0; ///< Bits; bins are one bit wide.
    std::uint64_t pairs = 0;
    double expected_matches = 0;
};

struct SelfWeightBin {
    double from = 0; ///< Bits; bins are one bit wide.
    std::uint64_t records = 0;
};

/// How much records could say at best: the weight each has against an exact copy of itself. One that
/// stays below the threshold cannot be linked with certainty to anything.
struct SelfWeights {
    std::uint64_t records = 0;    ///< Looked at: all, or of very many some at even steps.
    std::uint64_t unlinkable = 0; ///< Of them, below the threshold.
    std::vector<SelfWeightBin> histogram;
    static auto parts(auto& own) { return std::tie(own.records, own.unlinkable, own.histogram); }
};

struct ClusterSize {
    std::uint64_t records = 0; ///< Of one cluster.
    std::uint64_t clusters = 0;
};

/// What became of one pair of files (left == right: within one file).
struct FilePairReport {
    std::uint32_t left = 0, right = 0;
    std::uint64_t links = 0;
    std::uint64_t one_to_one = 0;
    double expected_false = 0;  ///< Links that are wrong, from the probabilities.
    double expected_missed = 0; ///< Scored pairs below the threshold that are right, and matches no rule met.
};

struct Report {
    std::uint64_t records = 0;
    std::uint64_t pairs_scored = 0;
    std::uint64_t clusters = 0;
    std::vector<RuleReport> rules;
    /// Of the pairs of one person, the share that all rules meet: where they were chosen, by what
    /// all that were considered find; of given ones by what they find themselves, so that of a
    /// single one little is known.
    double recall = 0;
    std::optional<double> recall_wanted; ///< Where rules were chosen.
    std::vector<FilePairReport> file_pairs;
    std::vector<WeightBin> histogram;
    SelfWeights self_weights;
    std::vector<ClusterSize> cluster_sizes; ///< The smallest first.
    std::uint64_t decisions_learnt = 0; ///< Decided pairs that some rule met and the model was learnt from.
    double expected_matches = 0;
    double expected_false_links = 0;
    double expected_missed_links = 0;
    std::vector<Warning> warnings; ///< A constant column, an empty one, ...
    static auto parts(auto& own) {
        return std::tie(own.records, own.pairs_scored, own.clusters, own.rules, own.recall, own.recall_wanted, own.file_pairs, own.histogram,
                        own.self_weights, own.cluster_sizes, own.decisions_learnt, own.expected_matches,
                        own.expected_false_links, own.expected_missed_links, own.warnings);
    }
};

class LinkageRun;

/// A finished run. It keeps the normalised records, so that evidence can be told for any pair.
class Linkage {
public:
    Linkage(Linkage&&) noexcept;
    Linkage& operator=(Linkage&&) noexcept;
    ~Linkage();

    const std::vector<RecordLink>& links() const; ///< By left, then right.
    const std::vector<RecordLink>& pairs() const; ///< With Options::keep_pairs every scored pair.
    /// For each file and row the number of its cluster, 0, 1, ... in order of first appearance.
    const std::vector<std::vector<std::uint32_t>>& clusters() const;
    const Model& model() const;
    const Report& report() const;

    /// Field by field why (not); the weights and the prior sum to the weight of the pair, but for the
    /// part that households explain away. A decided pair has one entry more, of field "review".
    std::vector<Evidence> evidence(RecordRef, RecordRef) const;
    /// The weight of any pair, met by blocking or not, by the model alone: as if nothing was decided.
    RecordLink score(RecordRef, RecordRef) const;

private:
    struct Impl;
    explicit Linkage(std::unique_ptr<Impl>);
    friend class LinkageRun;
    friend class LinkageIndex;
    std::unique_ptr<Impl> m_impl;
};

/// Fails with InvalidInput (linkage.no_files, linkage.lengths_differ, linkage.nothing_to_compare, linkage.all_alike,
/// linkage.rule_unknown, linkage.model_does_not_fit, linkage.decided_unknown), TooLarge
/// (linkage.memory_too_small) or Cancelled (linkage.cancelled). The files are read only during the call.
Result<Linkage> link_records(std::span<const File>, const Options&, const Progress& = {});
/// The same; gives the files back to the system as soon as they are read.
Result<Linkage> link_records(std::vector<File>&&, const Options&, const Progress& = {});

} // namespace samatcha::linkage
