#include "modules/persons/records.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::persons;

namespace {

LinkRun running(std::int64_t id) {
    LinkRun run;
    run.id = {id};
    run.job_id = {id + 1000};
    run.created_at = {1000};
    run.snapshots = {{{7}, registers::RegisterKind::Civil, {3}, {2023, 11, 10}, 12}};
    return run;
}

PersonRecordRow record(std::int64_t person, std::int64_t row_no) { return {{person}, {7}, row_no, row_no}; }

} // namespace

TEST_CASE("a run is the latest complete one only once it is complete") {
    database::TestDatabase db;
    insert_link_run(db.connection(), "40", running(1));
    CHECK_FALSE(latest_complete_link_run(db.connection(), "40").has_value());
    LinkReport report;
    report.links = 5;
    CHECK(complete_link_run(db.connection(), "40", {1}, {2000}, report));
    const auto latest = latest_complete_link_run(db.connection(), "40");
    REQUIRE(latest);
    CHECK(latest->report.links == 5);
    CHECK(latest->snapshots.at(0).records == 12);
    CHECK(latest->snapshots.at(0).snapshot_date == PartialDate{2023, 11, 10});
    CHECK_FALSE(latest_complete_link_run(db.connection(), "41").has_value());
}

TEST_CASE("a run that ended is not completed again") {
    database::TestDatabase db;
    insert_link_run(db.connection(), "40", running(1));
    end_link_run(db.connection(), "40", {1}, LinkRunState::Cancelled, {2000});
    CHECK_FALSE(complete_link_run(db.connection(), "40", {1}, {3000}, {}));
    CHECK(find_link_run(db.connection(), "40", {1})->state == LinkRunState::Cancelled);
}

TEST_CASE("removing a run's rows leaves another run's") {
    database::TestDatabase db;
    const std::vector<PersonRecordRow> rows{record(1, 2), record(1, 3), record(2, 4)};
    const std::vector<SearchKeyRow> keys{{11, 21}, {12, 21}};
    for (const std::int64_t run : {1, 2}) {
        write_person_records(db.connection(), "40", {run}, rows);
        write_search_keys(db.connection(), "40", {run}, keys);
        write_person_words(db.connection(), "40", {run}, std::vector<PersonWordRow>{{21, 1}});
    }
    remove_rows_of_run(db.connection(), "40", {1}, Removal::Everything);
    CHECK(records_of_person(db.connection(), "40", {1}, {1}).empty());
    CHECK(words_of_key(db.connection(), "40", {1}, 11).empty());
    CHECK(records_of_person(db.connection(), "40", {2}, {1}).size() == 2);
    CHECK(words_of_key(db.connection(), "40", {2}, 11) == std::vector<std::int64_t>{21});
    remove_rows_of_run(db.connection(), "40", {2}, Removal::SearchKeys);
    CHECK(words_of_key(db.connection(), "40", {2}, 11).empty());
    CHECK(records_of_person(db.connection(), "40", {2}, {1}).size() == 2);
    write_person_changes(db.connection(), "40", {2},
                         std::vector<PersonChange>{{5, 6, IdentityChange::Split, 1, ChangeReason::Evidence}});
    remove_rows_of_run(db.connection(), "40", {2}, Removal::Superseded);
    CHECK(records_of_person(db.connection(), "40", {2}, {1}).empty());
    CHECK(db.connection().integer("SELECT count(*) FROM person_change") == 1);
}

TEST_CASE("a person's links come the surest first, with their evidence") {
    database::TestDatabase db;
    const std::vector<RecordLinkRow> links{{{1}, {7}, 2, {8}, 5, 4.5, 0.7, {1, 2, 3, 4}},
                                           {{1}, {7}, 2, {9}, 6, 12.25, 0.99, {}}};
    write_record_links(db.connection(), "40", {1}, links);
    const auto read = links_of_person(db.connection(), "40", {1}, {1});
    REQUIRE(read.size() == 2);
    CHECK(read[0].right_snapshot.value == 9);
    CHECK(read[0].weight == 12.25);
    CHECK(read[1].evidence == Bytes{1, 2, 3, 4});
}

TEST_CASE("a person's history tells the changes of complete runs, from both sides") {
    database::TestDatabase db;
    insert_link_run(db.connection(), "40", running(1));
    const std::vector<PersonChange> changes{{5, 6, IdentityChange::Merged, 2, ChangeReason::Review}};
    write_person_changes(db.connection(), "40", {1}, changes);
    CHECK(changes_of_person(db.connection(), "40", {6}).empty());
    complete_link_run(db.connection(), "40", {1}, {2000}, {});
    REQUIRE(changes_of_person(db.connection(), "40", {6}).size() == 1);
    CHECK(changes_of_person(db.connection(), "40", {5}).at(0).change == changes[0]);
    CHECK(changes_of_person(db.connection(), "40", {5}).at(0).at.unix_ms == 2000);
}

TEST_CASE("of each register the latest complete snapshot is linked") {
    registers::Snapshot old;
    old.id = {1};
    old.agency_id = {3};
    old.snapshot_date = {2023, 6, 10};
    old.state = registers::SnapshotState::Complete;
    auto newer = old;
    newer.id = {2};
    newer.snapshot_date = {2023, 11, 10};
    auto unfinished = newer;
    unfinished.id = {4};
    unfinished.snapshot_date = {2024, 1, 1};
    unfinished.state = registers::SnapshotState::Importing;
    auto other = old;
    other.id = {3};
    other.agency_id = {9};
    const auto chosen = latest_of_each_register({old, newer, unfinished, other});
    REQUIRE(chosen.size() == 2);
    CHECK(chosen[0].id.value == 2);
    CHECK(chosen[1].id.value == 3);
}
