#include "modules/persons/link_run.hpp"

#include <algorithm>
#include <tuple>

namespace samatcha::persons {

std::vector<registers::Snapshot> latest_of_each_register(std::vector<registers::Snapshot> snapshots) {
    std::erase_if(snapshots, [](const registers::Snapshot& s) {
        return s.state != registers::SnapshotState::Complete;
    });
    const auto register_of = [](const registers::Snapshot& s) {
        return std::tuple(s.register_kind, s.agency_id, s.agreement_id);
    };
    std::sort(snapshots.begin(), snapshots.end(),
              [&](const registers::Snapshot& l, const registers::Snapshot& r) {
                  return std::tuple(register_of(l), r.snapshot_date, r.started_at, r.id) <
                         std::tuple(register_of(r), l.snapshot_date, l.started_at, l.id);
              });
    snapshots.erase(std::unique(snapshots.begin(), snapshots.end(),
                                [&](const registers::Snapshot& l, const registers::Snapshot& r) {
                                    return register_of(l) == register_of(r);
                                }),
                    snapshots.end());
    return snapshots;
}

} // namespace samatcha::persons
