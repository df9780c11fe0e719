#include "modules/persons/kept_run.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"
#include "modules/situation/test_province.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace samatcha;
using namespace samatcha::situation;
using persons::AnewReason;

namespace {

struct GrowingProvince : TestProvince {
    persons::LinkRun linked(std::vector<registers::SnapshotId> snapshots) {
        REQUIRE(link(std::move(snapshots)).state == jobs::JobState::Succeeded);
        return persons::latest_complete_link_run(db(), "40").value();
    }
    using Place = std::pair<std::int64_t, std::int64_t>; ///< Snapshot and row.
    std::map<Place, std::int64_t> person_of_record() {
        std::map<Place, std::int64_t> found;
        persons::each_person_record(db(), "40", persons::latest_complete_link_run(db(), "40")->id,
                                    [&](const persons::PersonRecordRow& row) {
                                        found[{row.snapshot.value, row.row_no}] = row.person.value;
                                    });
        return found;
    }
};

/// Which records are one person, whatever the persons are called.
std::set<std::set<GrowingProvince::Place>> groups_of(const std::map<GrowingProvince::Place, std::int64_t>& persons) {
    std::map<std::int64_t, std::set<GrowingProvince::Place>> by_person;
    for (const auto& [place, person] : persons)
        by_person[person].insert(place);
    std::set<std::set<GrowingProvince::Place>> groups;
    for (const auto& [person, places] : by_person)
        groups.insert(places);
    return groups;
}

} // namespace

TEST_CASE("a snapshot that comes later is linked to the persons that are there, who keep their ids") {
    GrowingProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 200));
    const auto school = t.import(t.school, from_to(0, 150));
    const auto first = t.linked({civil, school});
    CHECK(first.report.anew_because == AnewReason::NothingKept);
    CHECK(!first.report.records_added);
    const auto before = t.person_of_record();

    const auto later = t.import(t.school, from_to(140, 200));
    const auto second = t.linked({civil, school, later});
    CHECK(!second.report.anew_because);
    CHECK(second.report.records_added == 60);
    CHECK(second.report.records == 410);
    const auto after = t.person_of_record();
    for (const auto& [place, person] : before)
        CHECK(after.at(place) == person);

    // A second process knows nothing of the first, and links all anew.
    persons::handle_link_runs(t.jobs, t.keys, t.clock, count_after_linking(t.clock));
    const auto anew = t.linked({civil, school, later});
    CHECK(anew.report.anew_because == AnewReason::NothingKept);
    CHECK(anew.report.persons == second.report.persons);
    CHECK(t.person_of_record() == after);
}

TEST_CASE("without a register of the last run, or with too many new records, all are linked anew") {
    GrowingProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 100));
    const auto school = t.import(t.school, from_to(0, 80));
    t.linked({civil, school});
    CHECK(t.linked({civil}).report.anew_because == AnewReason::SnapshotsDiffer);
    t.linked({civil, school});
    const auto others = t.import(t.school, from_to(100, 180));
    CHECK(t.linked({civil, others}).report.anew_because == AnewReason::GrownTooMuch);
    CHECK(t.linked({civil, others, school}).report.anew_because == AnewReason::GrownTooMuch);
    const auto few = t.import(t.school, from_to(90, 100));
    CHECK(t.linked({civil, others, school, few}).report.records_added == 10);
}

TEST_CASE("next term's file takes the last one's place: only its new rows are linked, and persons are those of a full run") {
    GrowingProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 200));
    const auto school = t.import(t.school, from_to(0, 150));
    const auto first = t.linked({civil, school});
    const auto before = t.person_of_record();

    auto children = from_to(10, 160); // ten have left, ten have come
    std::reverse(children.begin(), children.end());
    const auto next_term = t.import(t.school, children);
    const auto second = t.linked({civil, next_term});
    CHECK(!second.report.anew_because);
    CHECK(second.report.records_added == 10);
    CHECK(second.report.records == 350);
    CHECK(second.report.splits == 0);
    CHECK(second.report.mergers == 0);
    const auto after = t.person_of_record();
    CHECK(after.size() == 350);
    for (const auto& [place, person] : before)
        if (place.first == civil.value)
            CHECK(after.at(place) == person);

    persons::handle_link_runs(t.jobs, t.keys, t.clock, count_after_linking(t.clock)); // a process that knows nothing
    const auto anew = t.linked({civil, next_term});
    CHECK(anew.report.anew_because == AnewReason::NothingKept);
    CHECK(anew.report.persons == second.report.persons);
    CHECK(t.person_of_record() == after);
}

TEST_CASE("what is decided of a row binds in next term's file, and a person parted by it is told") {
    GrowingProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 100));
    const auto school = t.import(t.school, from_to(0, 80));
    const auto run = t.linked({civil, school});
    const auto items = persons::review_items(t.db(), "40", run.id);
    const auto linked = std::find_if(items.begin(), items.end(), [](const persons::ReviewItem& item) {
        return item.left_person == item.right_person;
    });
    REQUIRE(linked != items.end());
    t.clock.advance_ms(1000);
    REQUIRE(persons::decide_review(t.db(), t.keys, t.clock, t.actor, linked->id, persons::Decision::Different).has_value());
    const auto next_term = t.import(t.school, from_to(0, 85));
    const auto parted = t.linked({civil, next_term});
    CHECK(parted.report.records_added == 5);
    CHECK(parted.report.splits == 1);
    const auto again = t.linked({civil, t.import(t.school, from_to(0, 83))});
    CHECK(again.report.records_added == 0);
    CHECK(again.report.splits == 0);
    CHECK(again.report.persons == parted.report.persons);
    const auto changes = persons::changes_of_person(t.db(), "40", linked->left_person);
    REQUIRE(changes.size() == 1);
    CHECK(changes.front().change.change == persons::IdentityChange::Split);
    CHECK(changes.front().change.reason == persons::ChangeReason::Review);
}

TEST_CASE("what is decided since binds records that are not read again, until it is undone") {
    GrowingProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 100));
    const auto school = t.import(t.school, from_to(0, 80));
    const auto run = t.linked({civil, school});
    const auto before = groups_of(t.person_of_record());
    const auto items = persons::review_items(t.db(), "40", run.id);
    const auto linked = std::find_if(items.begin(), items.end(), [](const persons::ReviewItem& item) {
        return item.left_person == item.right_person;
    });
    REQUIRE(linked != items.end());
    t.clock.advance_ms(1000);
    REQUIRE(persons::decide_review(t.db(), t.keys, t.clock, t.actor, linked->id, persons::Decision::Different).has_value());

    const auto parted = t.linked({civil, school});
    CHECK(parted.report.records_added == 0);
    CHECK(parted.report.splits == 1);
    const auto persons_now = t.person_of_record();
    CHECK(persons_now.at({linked->left_snapshot.value, linked->left_row_no}) !=
          persons_now.at({linked->right_snapshot.value, linked->right_row_no}));
    CHECK(groups_of(persons_now) != before);
}
