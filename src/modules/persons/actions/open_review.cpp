#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>

namespace samatcha::persons {

namespace {

constexpr std::size_t records_shown_max = 6;

Result<OpenedRecord> opened_record(database::Connection& connection, const vault::KeyRing& keys,
                                   std::string_view province, const LinkRun& run,
                                   registers::SnapshotId snapshot, std::int64_t row_no) {
    const auto linked =
        std::find_if(run.snapshots.begin(), run.snapshots.end(),
                     [&](const LinkedSnapshot& s) { return s.snapshot_id == snapshot; });
    if (linked == run.snapshots.end())
        return failure(ErrorCode::NotFound, "persons.review_item_unknown");
    return OpenedRecord{
        *linked, TRY(registers::person_record(connection, keys, province, snapshot, row_no))};
}

bool is_shown(const OpenedReview& review, const PersonRecordRow& row) {
    return std::any_of(review.records.begin(), review.records.end(),
                       [&](const OpenedRecord& opened) {
                           return opened.snapshot.snapshot_id == row.snapshot &&
                                  opened.record.row_no == row.row_no;
                       });
}

} // namespace

Result<OpenedReview> open_review(database::Connection& connection, const vault::KeyRing& keys,
                                 std::string_view province, ReviewItemId id) {
    OpenedReview review;
    auto run = latest_complete_link_run(connection, province);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.no_link_run");
    review.run = std::move(*run);
    auto item = find_review_item(connection, province, review.run.id, id);
    if (!item)
        return failure(ErrorCode::NotFound, "persons.review_item_unknown");
    review.item = std::move(*item);
    const auto& asked = review.item;
    review.records.push_back(TRY(opened_record(connection, keys, province, review.run,
                                               asked.left_snapshot, asked.left_row_no)));
    review.records.push_back(TRY(opened_record(connection, keys, province, review.run,
                                               asked.right_snapshot, asked.right_row_no)));
    review.persons = {asked.left_person, asked.right_person};
    auto persons = review.persons;
    persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
    for (const auto person : persons) {
        for (const auto& row : records_of_person(connection, province, review.run.id, person)) {
            if (review.records.size() == records_shown_max || is_shown(review, row))
                continue;
            review.records.push_back(TRY(
                opened_record(connection, keys, province, review.run, row.snapshot, row.row_no)));
            review.persons.push_back(person);
        }
    }
    review.evidence = TRY(EvidenceWords(review.run.report.evidence_words).unpack(asked.evidence));
    for (const auto& neighbour : neighbours_of_item(connection, province, review.run.id, id))
        review.neighbours.push_back(
            {neighbour, TRY(opened_record(connection, keys, province, review.run,
                                          neighbour.snapshot, neighbour.row_no))});
    review.decisions =
        standing_decisions_of_pair(connection, province, asked.low_key, asked.high_key);
    std::vector<Decision> said;
    for (const auto& decision : review.decisions)
        said.push_back(decision.decision);
    review.outcome = outcome_of(said);
    return review;
}

} // namespace samatcha::persons
