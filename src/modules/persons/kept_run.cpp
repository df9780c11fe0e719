#include "modules/persons/kept_run.hpp"

#include <algorithm>
#include <utility>

namespace samatcha::persons {

namespace {

/// Beyond so many new records for each one that the model was learnt from, it is learnt anew.
constexpr double growth_max = 0.25;

bool holds(const std::vector<LinkedSnapshot>& snapshots, const LinkedSnapshot& wanted) {
    return std::any_of(snapshots.begin(), snapshots.end(),
                       [&](const LinkedSnapshot& s) { return s.snapshot_id == wanted.snapshot_id; });
}

} // namespace

std::map<std::size_t, LinkedSnapshot> successors(const std::vector<LinkedSnapshot>& before, const LinkRun& run) {
    std::map<std::size_t, LinkedSnapshot> found;
    for (const auto& snapshot : run.snapshots) {
        if (holds(before, snapshot))
            continue;
        for (std::size_t i = 0; i < before.size(); ++i)
            if (before[i].register_kind == snapshot.register_kind && before[i].agency_id == snapshot.agency_id &&
                !holds(run.snapshots, before[i]) && !found.contains(i)) {
                found.emplace(i, snapshot);
                break;
            }
    }
    return found;
}

bool has_grown_too_much(const linkage::LinkageIndex& index, std::int64_t records) {
    return static_cast<double>(records) > (1 + growth_max) * index.records_learnt_from();
}

std::optional<AnewReason> why_anew(const std::optional<KeptRun>& kept, const std::optional<LinkRun>& last,
                                   const LinkRun& run, ReviewTeaches review_teaches) {
    if (!kept || !last || kept->run != last->id)
        return AnewReason::NothingKept;
    if (review_teaches == ReviewTeaches::Yes || kept->review_teaches == ReviewTeaches::Yes)
        return AnewReason::ModelDiffers;
    std::int64_t records = 0;
    for (const auto& snapshot : run.snapshots)
        records += snapshot.records;
    const auto newer = successors(kept->snapshots, run);
    for (std::size_t i = 0; i < kept->snapshots.size(); ++i)
        if (!holds(run.snapshots, kept->snapshots[i]) && !newer.contains(i))
            return AnewReason::SnapshotsDiffer;
    if (has_grown_too_much(kept->index, records))
        return AnewReason::GrownTooMuch;
    return {};
}

} // namespace samatcha::persons
