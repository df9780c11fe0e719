#include "modules/persons/kept_run.hpp"

#include <algorithm>
#include <utility>

namespace samatcha::persons {

namespace {

/// Beyond so many new records for each one that the model was learnt from, it is learnt anew.
constexpr double growth_max = 0.25;

} // namespace

std::optional<AnewReason> why_anew(const std::optional<KeptRun>& kept, const std::optional<LinkRun>& last,
                                   const LinkRun& run, ReviewTeaches review_teaches) {
    if (!kept || !last || kept->run != last->id)
        return AnewReason::NothingKept;
    if (review_teaches == ReviewTeaches::Yes || kept->review_teaches == ReviewTeaches::Yes)
        return AnewReason::ModelDiffers;
    std::int64_t records = 0;
    for (const auto& snapshot : run.snapshots)
        records += snapshot.records;
    const bool holds_all = std::all_of(kept->snapshots.begin(), kept->snapshots.end(), [&](const LinkedSnapshot& known) {
        return std::any_of(run.snapshots.begin(), run.snapshots.end(),
                           [&](const LinkedSnapshot& s) { return s.snapshot_id == known.snapshot_id; });
    });
    if (!holds_all)
        return AnewReason::SnapshotsDiffer;
    if (static_cast<double>(records) > (1 + growth_max) * kept->index.records_learnt_from())
        return AnewReason::GrownTooMuch;
    return {};
}

std::optional<KeptRun> KeptRuns::take(std::string_view province) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_runs.find(province);
    if (found == m_runs.end())
        return {};
    std::optional<KeptRun> taken = std::move(found->second);
    m_runs.erase(found);
    return taken;
}

void KeptRuns::keep(std::string_view province, KeptRun&& run) {
    if (run.set.rows() > records_max)
        return;
    const std::scoped_lock lock(m_mutex);
    m_runs.insert_or_assign(std::string(province), std::move(run));
}

} // namespace samatcha::persons
