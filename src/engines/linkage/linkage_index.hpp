#pragma once

// Persons that are there, and files that come later, more of them or newer ones: only the new records are
// normalised, met, scored, and only the persons that they, or the records that are gone, touch are made anew.

#include "base/value_stream.hpp"
#include "engines/linkage/linkage.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace samatcha::linkage {

/// A finished run that can be added to. What it learnt stays as it was: the model, how common each value
/// is, the blocking rules, and how large blocks were divided. A value that comes later is as rare as one
/// that was seen once. So adding files gives the same links and clusters as a full run over all of them
/// would that had learnt from the first files only; in how many steps they come makes no difference.
class LinkageIndex {
public:
    /// A newer file in the place of one that is there.
    struct Replacement {
        static constexpr std::uint32_t is_added = ~0U;
        std::uint32_t file = 0;          ///< The one that gives way, by its number.
        std::vector<std::uint32_t> rows; ///< By row of the newer file: the row of the older one that it is, or is_added.
        File added;                      ///< The rows that are added, in their order.
    };

    /// A full run. Fails as link_records().
    static Result<LinkageIndex> build(std::span<const File>, Options, const Progress& = {});

    struct Change {
        std::uint64_t pairs_scored = 0;
        /// The clusters, by their numbers in linkage().clusters(), that did not exist with the same records before.
        std::vector<std::uint32_t> clusters;
        /// As the files are numbered now; by left, then right. Those of a record that is gone are not told.
        std::vector<RecordLink> links_gone;
        std::vector<RecordLink> links_new;
    };
    /// Links the records of some more files, numbered after those that are there, to all. `decided` is all
    /// that stands now, over old records and new ones; what is not in it any more no longer binds.
    /// Fails with InvalidInput as link_records(), with Conflict (linkage.index_outgrown) if the rules no longer
    /// suit what has come, or Cancelled: the index is then of no use any more.
    Result<Change> add(std::span<const File>, const std::vector<DecidedPair>& decided = {}, const Progress& = {});

    /// The same, and files give way to newer ones, whose rows stand then in their places. A record that stays keeps
    /// its links unless others come or go; persons are as if those that are gone had never been met. Only where
    /// records of all files are linked with each other (Task::LinkAndDeduplicate) and every pair was kept.
    Result<Change> replace(std::span<const Replacement>, std::span<const File> added,
                           const std::vector<DecidedPair>& decided = {}, const Progress& = {});

    /// For the same program to go on with later (base/value_stream.hpp). Of clear values only.
    void write(ValueWriter&) const;
    /// What write() wrote; nothing if that does not come to its end.
    static std::optional<LinkageIndex> read(ValueReader&, unsigned threads);

    const Linkage& linkage() const { return m_linkage; }
    /// Of the records, those that the run was learnt from.
    std::uint32_t records_learnt_from() const { return m_records_learnt_from; }
    /// All that ever were in it.
    std::uint32_t records_held() const { return static_cast<std::uint32_t>(m_parent.size()); }

private:
    explicit LinkageIndex(Linkage&& linkage) : m_linkage(std::move(linkage)) {}
    LinkageIndex(Linkage&&, const Options&, const File& first);
    static auto parts(auto& own) {
        return std::tie(own.m_task, own.m_threshold, own.m_keep_pairs, own.m_first.name, own.m_records_learnt_from,
                        own.m_decided, own.m_parent, own.m_cluster_of);
    }
    struct Touched;
    std::uint32_t component(std::uint32_t record);
    void unite(std::uint32_t, std::uint32_t);
    Result<void> admit(std::span<const Replacement>, std::span<const File>);
    void place(std::span<const Replacement>, std::span<const File> added, std::uint32_t first_added);
    void forget_gone(std::vector<std::uint32_t>& touched);
    void forget_pair(const RecordLink&);
    void follow_places(const std::vector<std::vector<std::uint32_t>>& records_before);
    Result<std::vector<std::uint64_t>> pairs_of(const std::vector<DecidedPair>&) const;
    Result<void> decide(const std::vector<DecidedPair>&, const std::vector<std::uint64_t>& spoken_of_before,
                        std::vector<std::uint32_t>& spoken_of);
    bool is_gone(std::uint32_t record) const;
    Result<void> score_from(std::uint32_t first, const Progress&, Change&, std::vector<std::uint32_t>& linked);
    Touched touched_by(std::span<const std::uint32_t> records);
    Result<void> resolve_anew(const Touched&, const Progress&, Change&);
    void exchange_links(const Touched&, std::vector<RecordLink> made, Change&);
    std::vector<std::uint32_t> regroup(const Touched&, std::span<const std::uint32_t> cluster_of, std::uint32_t clusters);
    void number_clusters(std::span<const std::uint32_t> changed, Change&);

    Linkage m_linkage;
    Task m_task = Task::Link;
    double m_threshold = 0;
    bool m_keep_pairs = false;
    unsigned m_threads = 1;
    File m_first; ///< Its name and encoding.
    std::uint32_t m_records_learnt_from = 0;
    std::vector<DecidedPair> m_decided;
    std::vector<std::uint32_t> m_parent;     ///< Records that links connect, in a forest; see component().
    std::vector<std::uint32_t> m_cluster_of; ///< By record: one record of its cluster, the same for all; or no_cluster.
    std::vector<std::uint32_t> m_shrunk;     ///< While rows are replaced: such records of clusters that lost some.
};

} // namespace samatcha::linkage
