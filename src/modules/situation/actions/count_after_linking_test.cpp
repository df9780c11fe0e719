#include "modules/situation/test_province.hpp"
#include "platform/jobs/test_run.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace samatcha;
using namespace samatcha::situation;

TEST_CASE("registers are linked and the children in none of the schools' are counted and listed") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 200));
    const auto school = t.import(t.school, from_to(0, 150));
    REQUIRE(t.link({civil, school}).state == jobs::JobState::Succeeded);

    const auto s = latest(t.db(), "40");
    REQUIRE(s);
    CHECK(s->population == 200);
    CHECK(std::abs(s->value - 50) <= 1);
    CHECK(s->low <= 50);
    CHECK(s->high >= 50);
    CHECK(s->as_of == PartialDate{2023, 11, 10});
    CHECK_FALSE(s->change.has_value());
    CHECK(s->registers.at(1).coverage == doctest::Approx(0.75).epsilon(0.02));

    const auto page = list_children(t.db(), t.keys, "40", s->id, {}, ListSort::Subdistrict, "");
    REQUIRE(page);
    CHECK(page->total == 50);
    CHECK(page->children.size() == 50);
    CHECK_FALSE(page->children[0].initials.empty());
}

TEST_CASE("a register linked for the first time changes the number, and the change says why") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 200));
    const auto school = t.import(t.school, from_to(0, 150));
    REQUIRE(t.link({civil, school}).state == jobs::JobState::Succeeded);
    const auto before = latest(t.db(), "40").value();
    const auto listed_before = listed_children(t.db(), "40", before.id, {}, ListSort::Age, {}, 1000);

    t.agency = t.make_agency("โรงเรียนเอกชนทดสอบ");
    t.school = t.make_agreement({registers::all_fields().begin(), registers::all_fields().end()},
                                registers::RegisterKind::School);
    const auto private_schools = t.import(t.school, from_to(150, 170));
    REQUIRE(t.link({civil, school, private_schools}).state == jobs::JobState::Succeeded);
    const auto now = latest(t.db(), "40").value();
    CHECK(std::abs(now.value - 30) <= 1);
    REQUIRE(now.change.has_value());
    CHECK(*now.change == now.value - before.value);
    REQUIRE_FALSE(now.change_parts.empty());
    CHECK(now.change_parts[0].reason == ChangeReason::RegisterAdded);
    std::int64_t sum = 0;
    for (const auto& part : now.change_parts)
        sum += part.value;
    CHECK(sum == *now.change);

    // Persons keep their ids: who is still listed was listed under the same id.
    std::set<std::int64_t> known;
    for (const auto& child : listed_before)
        known.insert(child.person.value);
    for (const auto& child : listed_children(t.db(), "40", now.id, {}, ListSort::Age, {}, 1000))
        CHECK(known.contains(child.person.value));
}

TEST_CASE("a newer file of the same register keeps the persons' ids too") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 120));
    REQUIRE(t.link({civil}).state == jobs::JobState::Succeeded);
    const auto first = persons::latest_complete_link_run(t.db(), "40").value();
    const auto newer = t.import(t.agreement, from_to(0, 125));
    REQUIRE(t.link({newer}).state == jobs::JobState::Succeeded);
    const auto second = persons::latest_complete_link_run(t.db(), "40").value();
    CHECK(first.id != second.id);
    CHECK(second.report.persons_known_before == first.report.persons);
}

TEST_CASE("the list names the school where a child was last, for as long as no register knows a newer one") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 120));
    const auto school = t.import(t.school, from_to(0, 110));
    REQUIRE(t.link({civil, school}).state == jobs::JobState::Succeeded);
    const auto schools_listed = [&] {
        const auto id = latest(t.db(), "40")->id;
        std::multiset<std::string> schools;
        const auto page = list_children(t.db(), t.keys, "40", id, {}, ListSort::Age, "").value();
        for (const auto& child : page.children)
            schools.insert(child.last_school.value_or("-"));
        return schools;
    };
    CHECK(schools_listed() == std::multiset<std::string>{"-", "-", "-", "-", "-", "-", "-", "-", "-", "-"});

    const auto without_three = t.import(t.school, from_to(3, 110));
    REQUIRE(t.link({civil, without_three}).state == jobs::JobState::Succeeded);
    CHECK(schools_listed().count("โรงเรียนบ้านทดสอบ (ป.3)") == 3);
    // A run later the school's old register is no longer linked, but what it said is still known.
    const auto again = t.import(t.school, from_to(4, 110));
    REQUIRE(t.link({civil, again}).state == jobs::JobState::Succeeded);
    CHECK(schools_listed().count("โรงเรียนบ้านทดสอบ (ป.3)") == 4);
    CHECK(schools_listed().count("-") == 10);
}

TEST_CASE("a shown situation names the agencies that gave its registers") {
    TestProvince t;
    REQUIRE(t.link({t.import(t.agreement, from_to(0, 60))}).state == jobs::JobState::Succeeded);
    auto shown = latest(t.db(), "40").value();
    name_agencies(t.db(), "40", shown);
    CHECK(shown.registers.at(0).agency_th == "หน่วยงานทดสอบ");
}

TEST_CASE("nothing of a run is seen before it is complete, and a broken run leaves nothing behind") {
    std::int64_t seen = -1;
    TestProvince* province = nullptr;
    TestProvince t([&](const persons::FoundPersons& found) -> Result<persons::Publish> {
        seen = persons::latest_complete_link_run(province->db(), "40").has_value() ? 1 : 0;
        CHECK(found.person_of_cluster.size() > 0);
        return failure(ErrorCode::Unavailable, "situation.none");
    });
    province = &t;
    const auto run = t.start_linking({t.import(t.agreement, from_to(0, 60))});
    CHECK(t.jobs.run("40", run.job_id).state == jobs::JobState::Failed);
    CHECK(seen == 0);
    CHECK(persons::find_link_run(t.db(), "40", run.id)->state == persons::LinkRunState::Failed);
    CHECK(t.count("person_record") == 0);
    CHECK(t.count("person") == 0);
    CHECK(t.count("record_link") == 0);
}

TEST_CASE("a second run is refused while one is under way, not after its job was cancelled") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 60));
    const auto run = t.start_linking({civil});
    const auto refused = persons::start_link_run(t.actor, t.db(), t.jobs, t.clock, {civil});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().key == "persons.already_running");
    REQUIRE(t.jobs.cancel(t.db(), "40", run.job_id));
    CHECK(persons::start_link_run(t.actor, t.db(), t.jobs, t.clock, {civil}).has_value());
    CHECK(persons::find_link_run(t.db(), "40", run.id)->state == persons::LinkRunState::Cancelled);
}

TEST_CASE("a link run cancelled wherever it looks leaves no trace, and the number before it stands") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 60));
    REQUIRE(t.link({civil}).state == jobs::JobState::Succeeded);
    const auto before = latest(t.db(), "40")->id;
    const auto newer = t.import(t.agreement, from_to(0, 70));
    const auto counts = [&] {
        std::vector<std::int64_t> all;
        for (const auto* table : {"person", "person_record", "record_link"})
            all.push_back(t.count(table));
        return all;
    };
    const auto counts_before = counts();
    int looks = 0;
    t.jobs.on(
        std::string(persons::link_run_job_kind),
        [&](jobs::JobRun& run) {
            jobs::CancelledMidway cancelled(run, looks);
            return persons::run_links(cancelled, t.keys, t.clock, t.kept, count_after_linking(t.clock));
        },
        [&](database::Connection& c, const jobs::Job& job) { persons::abandon_link_run(t.clock, c, job); });
    auto state = jobs::JobState::Cancelled;
    while (state == jobs::JobState::Cancelled && looks < 1000) {
        ++looks;
        const auto run = t.start_linking({newer});
        state = t.jobs.run("40", run.job_id).state;
        if (state != jobs::JobState::Cancelled)
            break;
        CAPTURE(looks);
        CHECK(persons::find_link_run(t.db(), "40", run.id)->state == persons::LinkRunState::Cancelled);
        CHECK(counts() == counts_before);
        CHECK(latest(t.db(), "40")->id == before);
    }
    CHECK(looks > 5);
    CHECK(state == jobs::JobState::Succeeded);
    CHECK(latest(t.db(), "40")->population == 70);
}

TEST_CASE("what cannot be linked is refused with its reason") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 10));
    const auto key_of = [&](std::vector<registers::SnapshotId> snapshots) {
        return persons::start_link_run(t.actor, t.db(), t.jobs, t.clock, std::move(snapshots)).error().key;
    };
    CHECK(key_of({civil, civil}) == "persons.snapshot_twice");
    CHECK(key_of({{12345}}) == "registers.snapshot_unknown");
    CHECK(persons::start_link_run(TestProvince::secretariat("41"), t.db(), t.jobs, t.clock, {}).error().key ==
          "persons.no_snapshots");
}

TEST_CASE("a person is opened with the evidence") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 200));
    const auto school = t.import(t.school, from_to(0, 150));
    REQUIRE(t.link({civil, school}).state == jobs::JobState::Succeeded);
    std::optional<persons::PersonId> in_both;
    const auto run = persons::latest_complete_link_run(t.db(), "40").value();
    persons::each_person_record(t.db(), "40", run.id, [&](const persons::PersonRecordRow& row) {
        if (row.snapshot == school && !in_both)
            in_both = row.person;
    });
    REQUIRE(in_both);
    const auto person = persons::open_person(t.db(), t.keys, "40", *in_both);
    REQUIRE(person);
    CHECK(person->records.size() == 2);
    REQUIRE(person->links.size() == 1);
    CHECK_FALSE(person->links[0].evidence.empty());
    CHECK(persons::open_person(t.db(), t.keys, "40", {1}).error().key == "persons.person_unknown");
    CHECK(persons::open_person(t.db(), t.keys, "41", *in_both).error().key ==
          "persons.no_link_run");
}
