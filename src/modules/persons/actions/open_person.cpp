#include "modules/persons/actions.hpp"
#include "modules/persons/records.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>

namespace samatcha::persons {

namespace {

/// In the order of the run's snapshots, which is that of the registers' kinds.
Result<std::vector<OpenedRecord>> opened_records(database::Connection& connection,
                                                 const vault::KeyRing& keys, std::string_view province,
                                                 const LinkRun& run, const std::vector<PersonRecordRow>& rows) {
    std::vector<OpenedRecord> records;
    for (const auto& snapshot : run.snapshots)
        for (const auto& row : rows)
            if (row.snapshot == snapshot.snapshot_id)
                records.push_back({snapshot, TRY(registers::person_record(connection, keys, province,
                                                                          row.snapshot, row.row_no))});
    return records;
}

Result<LinkRun> latest_run(database::Connection& connection, std::string_view province) {
    auto run = latest_complete_link_run(connection, province);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.no_link_run");
    return std::move(*run);
}

} // namespace

Result<OpenedPerson> open_person(database::Connection& connection, const vault::KeyRing& keys,
                                 std::string_view province, PersonId id) {
    OpenedPerson person;
    person.id = id;
    person.run = TRY(latest_run(connection, province));
    const auto rows = records_of_person(connection, province, person.run.id, id);
    person.records = TRY(opened_records(connection, keys, province, person.run, rows));
    if (person.records.empty())
        return failure(ErrorCode::NotFound, "persons.person_unknown");
    const EvidenceWords words(person.run.report.evidence_words);
    const auto row = [&](std::int64_t record_no) {
        return std::find_if(rows.begin(), rows.end(), [&](const PersonRecordRow& r) { return r.record_no == record_no; });
    };
    for (const auto& link : links_of_person(connection, province, person.run.id, id))
        if (const auto left = row(link.left_record), right = row(link.right_record); left != rows.end() && right != rows.end())
            person.links.push_back({left->snapshot, left->row_no, right->snapshot, right->row_no, link.weight,
                                    link.probability, TRY(words.unpack(link.evidence))});
    return person;
}

} // namespace samatcha::persons
