#include "modules/persons/actions.hpp"
#include "modules/persons/records.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace samatcha::persons {

Result<void> read_persons(
    database::Connection& connection, const vault::KeyRing& keys, std::string_view province, const LinkRun& run,
    const std::function<database::Reading(PersonId, const LinkedSnapshot&, const registers::PersonRecord&)>& visit) {
    std::map<registers::SnapshotId, std::vector<std::pair<std::int64_t, PersonId>>> persons_by_row;
    each_person_record(connection, province, run.id, [&](const PersonRecordRow& row) {
        persons_by_row[row.snapshot].emplace_back(row.row_no, row.person);
    });
    bool is_stopped = false;
    for (const auto& snapshot : run.snapshots) {
        auto& persons = persons_by_row[snapshot.snapshot_id];
        std::sort(persons.begin(), persons.end());
        auto next = persons.begin();
        TRY(registers::read_snapshot(connection, keys, province, snapshot.snapshot_id,
                                     [&](const registers::PersonRecord& record) {
                                         while (next != persons.end() && next->first < record.row_no)
                                             ++next;
                                         if (next == persons.end() || next->first != record.row_no)
                                             return database::Reading::Continue;
                                         const auto answer = visit(next->second, snapshot, record);
                                         is_stopped = answer == database::Reading::Stop;
                                         return answer;
                                     }));
        if (is_stopped)
            return {};
        persons = {};
    }
    return {};
}

} // namespace samatcha::persons
