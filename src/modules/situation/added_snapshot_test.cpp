#include "modules/persons/kept_run.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/review_actions.hpp"
#include "modules/situation/test_province.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace samatcha;
using namespace samatcha::situation;
using persons::AnewReason;

namespace {

struct GrowingProvince : TestProvince {
    persons::LinkRun linked(std::vector<registers::SnapshotId> snapshots) {
        REQUIRE(link(std::move(snapshots)).state == jobs::JobState::Succeeded);
        return persons::latest_complete_link_run(db(), "40").value();
    }
    std::filesystem::path kept_file() const { return folder / "linkage" / "40-1.sealed"; }
    void forget_kept() { std::filesystem::remove(kept_file()); }
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

    t.forget_kept();
    const auto anew = t.linked({civil, school, later});
    CHECK(anew.report.anew_because == AnewReason::NothingKept);
    CHECK(anew.report.persons == second.report.persons);
    CHECK(t.person_of_record() == after);
}

namespace {

/// A run added to, and what it is told when the file of the run before was changed in between.
struct AddedAfter {
    persons::LinkRun run;
    std::vector<std::string> unused;
    std::set<std::set<GrowingProvince::Place>> groups;
    AddedAfter(GrowingProvince& t, const std::function<void()>& change) {
        const auto civil = t.import(t.agreement, from_to(0, 200));
        const auto school = t.import(t.school, from_to(0, 150));
        t.linked({civil, school});
        const auto later = t.import(t.school, from_to(140, 200));
        change();
        run = t.linked({civil, school, later});
        unused = t.unused;
        groups = groups_of(t.person_of_record());
    }
};

} // namespace

TEST_CASE("what a run kept lies sealed on the disk, and another process goes on from it") {
    GrowingProvince t;
    const AddedAfter added(t, [&] {
        CHECK((std::filesystem::status(t.kept_file()).permissions() & std::filesystem::perms::others_all) ==
              std::filesystem::perms::none);
        persons::KeptRuns of_another_process(t.folder / "linkage", t.keys, [](auto, auto, auto) {});
        const auto last = persons::latest_complete_link_run(t.db(), "40")->id;
        const auto found = of_another_process.find("40", last);
        REQUIRE(found);
        CHECK(found->run == last);
        CHECK(found->set.rows() == 350);
        CHECK(!of_another_process.find("41", last));
    });
    CHECK(!added.run.report.anew_because);
    CHECK(added.run.report.records_added == 60);
    CHECK(added.unused.empty());
}

TEST_CASE("a kept file that is damaged, cut short, of another run or another key is refused, and all is linked anew") {
    const auto changed_byte = [](GrowingProvince& t, std::uintmax_t at) {
        std::fstream file(t.kept_file(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(static_cast<std::streamoff>(at));
        const auto byte = static_cast<char>(file.get() ^ 1);
        file.seekp(static_cast<std::streamoff>(at));
        file.put(byte);
    };
    struct Change {
        const char* why;
        std::function<void(GrowingProvince&)> make;
    };
    constexpr auto unreadable = "damaged, or sealed with another key";
    const std::vector<Change> changes = {
        {unreadable, [&](GrowingProvince& t) { changed_byte(t, 0); }},
        {unreadable, [&](GrowingProvince& t) { changed_byte(t, 60); }},
        {unreadable, [&](GrowingProvince& t) { changed_byte(t, std::filesystem::file_size(t.kept_file()) - 1); }},
        {unreadable,
         [](GrowingProvince& t) { std::filesystem::resize_file(t.kept_file(), std::filesystem::file_size(t.kept_file()) / 2); }},
        {unreadable, [](GrowingProvince& t) { std::filesystem::resize_file(t.kept_file(), 0); }},
        {unreadable,
         [](GrowingProvince& t) {
             auto found = t.kept.find("40", persons::latest_complete_link_run(t.db(), "40")->id);
             const auto other = vault::KeyRing::ephemeral();
             const persons::KeptRuns foreign(t.folder / "linkage", other, [](auto, auto, auto) {});
             REQUIRE(foreign.write("40", *found));
             foreign.publish("40");
         }},
        {"of another link run than the last one",
         [](GrowingProvince& t) {
             auto found = t.kept.find("40", persons::latest_complete_link_run(t.db(), "40")->id);
             found->run.value += 1;
             REQUIRE(t.kept.write("40", *found));
             t.kept.publish("40");
         }},
    };
    GrowingProvince whole;
    const auto expected = AddedAfter(whole, [] {}).groups;
    for (const auto& change : changes) {
        CAPTURE(change.why);
        GrowingProvince t;
        const AddedAfter added(t, [&] { change.make(t); });
        CHECK(added.run.report.anew_because == AnewReason::NothingKept);
        CHECK(added.unused == std::vector<std::string>{change.why});
        CHECK(added.groups.size() == expected.size());
        // The next one goes on from what this one kept.
        CHECK(!t.linked({added.run.snapshots[0].snapshot_id, added.run.snapshots[1].snapshot_id, added.run.snapshots[2].snapshot_id})
                   .report.anew_because);
    }
}

TEST_CASE("a disk that takes no file is told to the log, and the link run is complete") {
    GrowingProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 60));
    std::filesystem::create_directory(t.folder / "linkage" / "40-1.part"); // where the file would begin
    const auto run = t.linked({civil});
    CHECK(run.state == persons::LinkRunState::Complete);
    REQUIRE(t.unused.size() == 1);
    CHECK(!std::filesystem::exists(t.kept_file()));
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

    t.forget_kept();
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
