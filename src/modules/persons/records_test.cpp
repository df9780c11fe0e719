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

PersonRecordRow record(std::int64_t person, std::int64_t row_no) { return {{person}, row_no, {7}, row_no, row_no}; }

/// Runs of which the later ones go on from the first.
struct Runs {
    database::TestDatabase db;
    LinkRun started(std::int64_t id, std::int64_t began_with) {
        auto run = running(id);
        run.began_with = {began_with};
        insert_link_run(db.connection(), "40", run);
        set_beginning(db.connection(), "40", run);
        return run;
    }
    void complete(const LinkRun& run) { REQUIRE(complete_link_run(db.connection(), "40", run.id, {run.id.value * 1000}, {})); }
    /// The rows of a person's records and links as a run has them.
    std::vector<std::int64_t> of(const LinkRun& run, std::int64_t person) {
        std::vector<std::int64_t> found;
        for (const auto& row : records_of_person(db.connection(), "40", run.id, {person}))
            found.push_back(row.row_no);
        for (const auto& link : links_of_person(db.connection(), "40", run.id, {person}))
            found.push_back(static_cast<std::int64_t>(link.weight));
        return found;
    }
    std::int64_t rows() {
        std::int64_t sum = 0;
        for (const auto* table : {"person_record", "record_link", "rewritten_person"})
            sum += db.connection().integer("SELECT count(*) FROM " + std::string(table));
        return sum;
    }
    LinkRun first_run() {
        auto run = started(1, 1);
        write_person_records(db.connection(), "40", run, std::vector{record(1, 2), record(1, 3), record(2, 4)});
        write_record_links(db.connection(), "40", run, std::vector<RecordLinkRow>{{{1}, 2, 3, 60, 0.9, {}}});
        complete(run);
        return run;
    }
    /// Person 1 loses two records and their link, and gains another record.
    LinkRun run_that_goes_on(std::int64_t id, std::int64_t row_of_person) {
        auto run = started(id, 1);
        end_rows_of_persons(db.connection(), "40", run, std::vector<std::int64_t>{1});
        write_person_records(db.connection(), "40", run, std::vector{record(1, row_of_person)});
        return run;
    }
};
using Rows = std::vector<std::int64_t>;

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

TEST_CASE("a run that goes on from another stores only who is another, and each sees its own") {
    Runs t;
    const auto first = t.first_run();
    const auto second = t.run_that_goes_on(2, 5);
    CHECK(t.of(first, 1) == Rows{2, 3, 60});
    CHECK(t.of(second, 1) == Rows{5});
    CHECK(t.of(first, 2) == Rows{4});
    CHECK(t.of(second, 2) == Rows{4});
}

TEST_CASE("of a newer snapshot the places change and nothing else") {
    Runs t;
    const auto first = t.first_run();
    const auto second = t.started(2, 1);
    end_records_of_snapshot(t.db.connection(), "40", second, {7}, std::vector<std::int64_t>{1, 2});
    auto moved = std::vector{record(1, 2), record(1, 3), record(2, 4)};
    for (auto& row : moved)
        row.row_no += 10;
    write_person_records(t.db.connection(), "40", second, moved);
    CHECK(t.of(first, 1) == Rows{2, 3, 60});
    CHECK(t.of(second, 1) == Rows{12, 13, 60});
    CHECK(t.of(second, 2) == Rows{14});
}

TEST_CASE("what a broken run ended stands again, and what it wrote is gone") {
    Runs t;
    const auto first = t.first_run();
    const auto rows = t.rows();
    remove_rows_of_broken_run(t.db.connection(), "40", t.run_that_goes_on(2, 5));
    CHECK(t.of(first, 1) == Rows{2, 3, 60});
    CHECK(t.rows() == rows);
    CHECK(find_link_run(t.db.connection(), "40", {2})->began_with.value == 2);
    t.complete(t.run_that_goes_on(3, 6));
    CHECK(t.of(running(3), 1) == Rows{6});
}

TEST_CASE("rows that neither of the two latest runs has are removed, those of runs that began anew at once") {
    Runs t;
    const auto first = t.first_run();
    const auto second = t.run_that_goes_on(2, 5);
    t.complete(second);
    remove_superseded_rows(t.db.connection(), "40");
    CHECK(t.of(first, 1) == Rows{2, 3, 60});
    const auto third = t.started(3, 1);
    end_rows_of_persons(t.db.connection(), "40", third, Rows{1});
    write_person_records(t.db.connection(), "40", third, std::vector{record(1, 6)});
    t.complete(third);
    remove_superseded_rows(t.db.connection(), "40");
    CHECK(t.of(first, 1).empty());
    CHECK(t.of(second, 1) == Rows{5});
    CHECK(t.of(third, 1) == Rows{6});
    const auto rows_of_anew = [&](std::int64_t id) {
        const auto run = t.started(id, id);
        write_person_records(t.db.connection(), "40", run, std::vector{record(1, 2)});
        t.complete(run);
        remove_superseded_rows(t.db.connection(), "40");
    };
    rows_of_anew(4);
    CHECK(t.of(third, 1) == Rows{6});
    rows_of_anew(5);
    CHECK(t.of(third, 1).empty());
    CHECK(t.rows() == 2); // two runs' record
    write_person_changes(t.db.connection(), "40", {5},
                         std::vector<PersonChange>{{5, 6, IdentityChange::Split, 1, ChangeReason::Evidence}});
    rows_of_anew(6);
    rows_of_anew(7);
    CHECK(t.db.connection().integer("SELECT count(*) FROM person_change") == 1);
}

TEST_CASE("a person's links come the surest first, with their evidence") {
    Runs t;
    const std::vector<RecordLinkRow> links{{{1}, 2, 5, 4.5, 0.7, {1, 2, 3, 4}}, {{1}, 2, 6, 12.25, 0.99, {}}};
    write_record_links(t.db.connection(), "40", t.started(1, 1), links);
    const auto read = links_of_person(t.db.connection(), "40", {1}, {1});
    REQUIRE(read.size() == 2);
    CHECK(read[0].right_record == 6);
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
