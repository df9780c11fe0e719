#include "modules/persons/actions.hpp"
#include "modules/persons/records.hpp"
#include "modules/registers/test_intake.hpp"
#include "modules/situation/actions.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

using namespace samatcha;
using namespace samatcha::situation;
using registers::Field;
using registers::RegisterKind;

namespace {

/// Names put together from syllables, unlike each other: nobody's.
std::string name_of(int number, int salt) {
    static constexpr std::array parts{"ชัย", "พร", "วร", "ณี", "สุ", "ทิพ", "นัท", "ที", "กิต", "ดา", "มน", "รุ่ง"};
    std::uint32_t x = static_cast<std::uint32_t>(number) * 2654435761U + static_cast<std::uint32_t>(salt) * 40503U;
    std::string name;
    for (int i = 0; i < 3; ++i) {
        name += parts[(x >> 8) % parts.size()];
        x = x * 1664525U + 1013904223U;
    }
    return name;
}

std::string citizen_id(int number) {
    const auto twelve = fmt::format("1{:011}", 40010000000 + number * 7919LL);
    return twelve + static_cast<char>('0' + citizen_id_check_digit(twelve));
}

/// Children of 7 to 14 on 10 November 2023, one a line: number, names, birth date, place.
std::string file_of(const std::vector<int>& children, bool with_grade) {
    std::string csv = "id,cid,name,surname,sex,dob,tambon,grade\n";
    for (const int n : children)
        csv += fmt::format("{},{},{},{},{},{:04}-{:02}-{:02},{},{}\n", n, citizen_id(n), name_of(n, 1),
                           name_of(n / 2, 2), n % 2 ? "M" : "F", 2009 + n % 8, 1 + n % 10, 2 + n % 25,
                           n % 3 ? "400101" : "400102", with_grade ? "ป.3" : "");
    return csv;
}

const std::vector<registers::ColumnMapping> mapping{
    {0, Field::RecordId}, {1, Field::CitizenId}, {2, Field::GivenName},       {3, Field::Surname},
    {4, Field::Sex},      {5, Field::BirthDate}, {6, Field::SubdistrictCode}, {7, Field::Grade}};

std::vector<int> from_to(int from, int to) {
    std::vector<int> numbers(static_cast<std::size_t>(to - from));
    std::iota(numbers.begin(), numbers.end(), from);
    return numbers;
}

struct TestProvince : registers::TestIntake {
    registers::AgreementId school = make_agreement({registers::all_fields().begin(), registers::all_fields().end()},
                                                   RegisterKind::School);

    explicit TestProvince(persons::AfterLinking after = {}) {
        persons::handle_link_runs(jobs, keys, clock, after ? after : count_after_linking(clock));
    }
    registers::SnapshotId import(registers::AgreementId by, const std::vector<int>& children) {
        auto wanted = request(file_of(children, by == school), mapping);
        wanted.agreement_id = by;
        return imported(wanted).id;
    }
    persons::LinkRun start_linking(std::vector<registers::SnapshotId> snapshots) {
        return persons::start_link_run("40", 0, db(), jobs, clock, std::move(snapshots)).value();
    }
    std::int64_t count(std::string_view table) {
        return db().integer(fmt::format("SELECT count(*) FROM {} WHERE province = '40'", table));
    }
    jobs::Job link(std::vector<registers::SnapshotId> snapshots) {
        return jobs.run("40", start_linking(std::move(snapshots)).job_id);
    }
};

} // namespace

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
                                RegisterKind::School);
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
    const auto refused = persons::start_link_run("40", 0, t.db(), t.jobs, t.clock, {civil});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().key == "persons.already_running");
    REQUIRE(t.jobs.cancel(t.db(), "40", run.job_id));
    CHECK(persons::start_link_run("40", 0, t.db(), t.jobs, t.clock, {civil}).has_value());
    CHECK(persons::find_link_run(t.db(), "40", run.id)->state == persons::LinkRunState::Cancelled);
}

TEST_CASE("what cannot be linked is refused with its reason") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 10));
    const auto key_of = [&](std::vector<registers::SnapshotId> snapshots) {
        return persons::start_link_run("40", 0, t.db(), t.jobs, t.clock, std::move(snapshots)).error().key;
    };
    CHECK(key_of({civil, civil}) == "persons.snapshot_twice");
    CHECK(key_of({{12345}}) == "registers.snapshot_unknown");
    CHECK(persons::start_link_run("41", 0, t.db(), t.jobs, t.clock, {}).error().key ==
          "persons.no_snapshots");
}

TEST_CASE("a person is found by name, misspelt name and number, and opened with the evidence") {
    TestProvince t;
    const auto civil = t.import(t.agreement, from_to(0, 200));
    const auto school = t.import(t.school, from_to(0, 150));
    REQUIRE(t.link({civil, school}).state == jobs::JobState::Succeeded);
    const auto search = [&](std::string_view question) {
        return persons::search_persons(t.db(), t.keys, "40", question).value();
    };
    const auto by_number = search(citizen_id(7));
    REQUIRE(by_number.size() == 1);
    CHECK(by_number[0].likeness == 1);
    const auto by_name = search(name_of(7, 1) + " " + name_of(3, 2));
    REQUIRE_FALSE(by_name.empty());
    CHECK(by_name[0].id == by_number[0].id);
    const auto misspelt = search(name_of(7, 1) + "์ " + name_of(3, 2));
    REQUIRE_FALSE(misspelt.empty());
    CHECK(misspelt[0].id == by_number[0].id);
    CHECK(search("ฮฮฮฮฮฮ").empty());

    const auto person = persons::open_person(t.db(), t.keys, "40", by_number[0].id);
    REQUIRE(person);
    CHECK(person->records.size() == 2);
    REQUIRE(person->links.size() == 1);
    CHECK_FALSE(person->links[0].evidence.empty());
    CHECK(persons::open_person(t.db(), t.keys, "40", {1}).error().key == "persons.person_unknown");
    CHECK(persons::open_person(t.db(), t.keys, "41", by_number[0].id).error().key ==
          "persons.no_link_run");
}
