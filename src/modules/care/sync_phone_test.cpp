#include "modules/access/records.hpp"
#include "modules/attachments/records.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/actions_phone.hpp"
#include "modules/care/records_phone.hpp"
#include "modules/care/test_care.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <map>

using namespace samatcha;
using namespace samatcha::care;
using field_merge::Record;

namespace {

CaseChild named(const char* given_name) {
    CaseChild child;
    child.given_name = given_name;
    child.phone = "081";
    child.citizen_id = "1400000000001";
    return child;
}

/// A phone as the browser is one: it holds records, writes, sends and fetches.
struct TestPhone {
    TestCare& care;
    access::Actor actor;
    NewPhone keys;
    std::int64_t counter = 0;
    std::map<CareCaseId, Record> held{};
    std::vector<PhoneEdit> waiting{};
    std::vector<PhoneEdit> written{}; ///< All, ever.

    TestPhone(TestCare& of, const access::Actor& holder) : care(of), actor(holder) {
        auto made = register_phone(occasion(), {"โทรศัพท์ทดลอง"});
        REQUIRE(made);
        keys = *made;
    }

    Occasion occasion() { return {actor, care.db(), care.keys, care.clock.now()}; }
    Result<Phone> phone() { return phone_of_token(occasion(), keys.token); }

    void fetch() {
        const auto list = cases_for_phone(occasion(), *phone());
        WantedCases wanted;
        for (const auto& one : list.cases)
            wanted.case_ids.push_back(one.id);
        std::erase_if(held, [&](const auto& one) {
            return std::ranges::find(wanted.case_ids, one.first) == wanted.case_ids.end();
        });
        const auto cases = read_cases_for_phone(occasion(), care.clock, wanted);
        REQUIRE(cases);
        for (const auto& one : cases->cases)
            held[one.id].merge(Record(one.fields));
    }

    void write(CareCaseId id, const std::string& field, const std::string& value) {
        auto& record = held[id];
        const auto edit =
            record.written(field, {{keys.id.value, ++counter}, value, care.clock.now().unix_ms});
        record.apply(edit);
        waiting.push_back(
            {counter, id, care.clock.now(), FieldWriting{field, value, edit.base}, {}});
        written.push_back(waiting.back());
    }

    void visit(CareCaseId id, CaseVerb outcome) {
        VisitForm form;
        form.outcome = outcome;
        form.tried = std::vector<std::string>{"went_to_house"};
        form.school = "โรงเรียนบ้านดง";
        waiting.push_back({++counter, id, care.clock.now(), {}, form});
    }

    /// Whether the answer comes back or not.
    std::vector<TakenEdit> send(bool is_answer_lost = false) {
        const auto taken = database::transaction(
            care.db(), [&] { return take_edits(occasion(), *phone(), {waiting}); });
        REQUIRE(taken);
        if (!is_answer_lost)
            waiting.clear();
        return *taken;
    }

    std::vector<std::string> values(CareCaseId id, std::string_view field) {
        std::vector<std::string> found;
        if (const auto* known = held[id].field(field))
            for (const auto& version : known->versions)
                found.push_back(version.value);
        std::ranges::sort(found);
        return found;
    }
};

constexpr std::int64_t volunteer = 30; // As TestCare enters them.
constexpr std::int64_t colleague = 20;

access::Actor worker() {
    return actor_of(access::Role::CaseWorker, colleague, 7);
}

} // namespace

TEST_CASE("a phone gets its account's open cases, and what was taken away or closed leaves it") {
    TestCare care;
    const auto mine = care.make_case(named("มะลิ"), {}, access::AccountId{volunteer});
    const auto other = care.make_case(named("จำปา"), {}, access::AccountId{volunteer});
    const auto others = care.make_case(named("บัว"), {}, access::AccountId{colleague});
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    phone.fetch();
    CHECK(phone.held.size() == 2);
    CHECK(phone.values(mine.id, "given_name") == std::vector<std::string>{"มะลิ"});
    CHECK_FALSE(phone.held.contains(others.id));

    auto taken = other;
    taken.worker = access::AccountId{colleague};
    REQUIRE(update_case(care.db(), "40", taken));
    phone.visit(mine.id, CaseVerb::FindInSchool);
    phone.send();
    phone.fetch();
    CHECK(phone.held.empty());
}

TEST_CASE("the version of a case on a phone changes with whatever the phone shows, and else not") {
    TestCare care;
    const auto mine = care.make_case(named("มะลิ"), {}, access::AccountId{volunteer});
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    const auto version = [&] {
        return cases_for_phone(phone.occasion(), *phone.phone()).cases.front().version;
    };
    phone.fetch();
    const auto first = version();
    phone.fetch();
    CHECK(version() == first);
    phone.write(mine.id, "phone", "082");
    phone.send();
    CHECK(version() != first);
    const auto read = read_cases_for_phone(phone.occasion(), care.clock, {{mine.id}});
    REQUIRE(read);
    CHECK(read->cases.front().version == version());
}

TEST_CASE("a photo that another took is told of, and makes the case on the phone another") {
    TestCare care;
    const auto id = care.make_case(named("มะลิ"), {}, access::AccountId{volunteer}).id;
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    const auto held = [&] { return cases_for_phone(phone.occasion(), *phone.phone()).cases.at(0).version; };
    const auto shown = [&] {
        return read_cases_for_phone(phone.occasion(), care.clock, {{id}}).value().cases.at(0);
    };
    CHECK(shown().photos == 0);
    const auto before = held(); // Once it was read: the first reading begins its record.
    CHECK(shown().version == before);
    attachments::Attachment photo;
    photo.id = attachments::AttachmentId{new_id()};
    photo.subject = {"case", id.value};
    photo.filename = "a.jpg";
    photo.added_by = care.worker.account;
    REQUIRE(attachments::insert_attachment(care.db(), "40", care.keys, photo, {}));
    CHECK(held() == before); // Not whole yet.
    attachments::mark_kept(care.db(), "40", photo.id, care.clock.now());
    CHECK(held() != before);
    CHECK(shown().photos == 1);
    CHECK(shown().version == held());
}

TEST_CASE("what is sent twice counts once, and has the same answer") {
    TestCare care;
    const auto mine = care.make_case(named("มะลิ"), {}, access::AccountId{volunteer});
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    phone.fetch();
    phone.write(mine.id, "phone", "082");
    phone.visit(mine.id, CaseVerb::NotFind);
    phone.send(true);
    const auto events = events_of_case(care.db(), "40", care.keys, mine.id)->size();
    const auto taken = phone.send();
    REQUIRE(taken.size() == 2);
    CHECK_FALSE(taken[0].refusal);
    CHECK_FALSE(taken[1].refusal);
    CHECK(events_of_case(care.db(), "40", care.keys, mine.id)->size() == events);
    CHECK(child_of_case(care.db(), "40", care.keys, mine.id)->phone == "082");
}

TEST_CASE(
    "corrections on a phone and on a screen are both kept, and a person settles which holds") {
    TestCare care;
    const auto mine =
        care.make_case(named("มะลิ"), access::AgencyId{7}, access::AccountId{volunteer});
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    phone.fetch();
    phone.write(mine.id, "phone", "082");
    phone.write(mine.id, "nickname", "ลิ");
    auto child = named("มะลิ");
    child.phone = "083";
    child.guardian_name = "ยายแก้ว";
    update_child(care.db(), "40", care.keys, mine.id, child);
    CHECK_FALSE(phone.send()[0].refusal);
    phone.fetch();
    CHECK(phone.values(mine.id, "phone") == std::vector<std::string>{"082", "083"});
    CHECK(phone.values(mine.id, "nickname") == std::vector<std::string>{"ลิ"});
    CHECK(phone.values(mine.id, "guardian_name") == std::vector<std::string>{"ยายแก้ว"});
    const auto known = child_of_case(care.db(), "40", care.keys, mine.id);
    CHECK(known->phone == "083");
    CHECK(known->nickname == "ลิ");
    CHECK(known->citizen_id == "1400000000001");

    const auto secretariat = actor_of(access::Role::Secretariat, 1);
    const Occasion occasion{secretariat, care.db(), care.keys, care.clock.now()};
    const auto writings = show_writings(occasion, mine.id);
    REQUIRE(writings);
    REQUIRE(writings->conflicts.size() == 1);
    CHECK(writings->conflicts.front().name == "phone");
    CHECK(writings->writers.size() == 2);
    REQUIRE(settle_field(occasion, mine.id, {"phone", "082", writings->conflicts.front().seen}));
    CHECK(show_writings(occasion, mine.id)->conflicts.empty());
    CHECK(child_of_case(care.db(), "40", care.keys, mine.id)->phone == "082");
    phone.fetch();
    CHECK(phone.values(mine.id, "phone") == std::vector<std::string>{"082"});
}

TEST_CASE("what was written of a case that is no longer one's own is refused alone, and kept to be "
          "looked at") {
    TestCare care;
    const auto mine = care.make_case(named("มะลิ"), {}, access::AccountId{volunteer});
    auto lost = care.make_case(named("จำปา"), {}, access::AccountId{volunteer});
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    phone.fetch();
    lost.worker = access::AccountId{colleague};
    REQUIRE(update_case(care.db(), "40", lost));
    phone.write(lost.id, "phone", "089");
    phone.visit(lost.id, CaseVerb::NotFind);
    phone.write(mine.id, "phone", "082");
    const auto taken = phone.send();
    REQUIRE(taken.size() == 3);
    CHECK(taken[0].refusal == "care.case_unknown");
    CHECK(taken[1].refusal == "care.case_unknown");
    CHECK_FALSE(taken[2].refusal);
    CHECK(child_of_case(care.db(), "40", care.keys, lost.id)->phone == "081");

    const auto actor = worker();
    const auto writings = show_writings({actor, care.db(), care.keys, care.clock.now()}, lost.id);
    REQUIRE(writings);
    REQUIRE(writings->refused.size() == 2);
    CHECK(writings->refused[1].edit.field->value == "089");
    CHECK(writings->refused[0].edit.visit->outcome == CaseVerb::NotFind);
}

TEST_CASE("a visit that closes the case stands after what was corrected at the same door") {
    TestCare care;
    const auto mine = care.make_case(named("มะลิ"), {}, access::AccountId{volunteer});
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    phone.fetch();
    phone.visit(mine.id, CaseVerb::FindInSchool);
    phone.write(mine.id, "last_school", "โรงเรียนบ้านดง");
    for (const auto& one : phone.send())
        CHECK_FALSE(one.refusal);
    CHECK(find_case(care.db(), "40", mine.id)->state == CaseState::Closed);
    CHECK(child_of_case(care.db(), "40", care.keys, mine.id)->last_school == "โรงเรียนบ้านดง");
}

TEST_CASE("an edit that is none is refused, whatever else comes with it") {
    TestCare care;
    const auto mine = care.make_case(named("มะลิ"), {}, access::AccountId{volunteer});
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    phone.fetch();
    phone.write(mine.id, "citizen_id", "1");
    phone.waiting.push_back({++phone.counter, mine.id, care.clock.now(), {}, {}});
    phone.write(mine.id, "phone", std::string(2001, '0'));
    phone.write(mine.id, "nickname", "ลิ");
    const auto taken = phone.send();
    REQUIRE(taken.size() == 4);
    for (int i = 0; i < 3; ++i)
        CHECK(taken[static_cast<std::size_t>(i)].refusal == "care.edit_wrong");
    CHECK_FALSE(taken[3].refusal);
}

TEST_CASE("a phone that was cut off neither fetches nor sends, and its account's sessions end") {
    TestCare care;
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    TestPhone another(care, actor_of(access::Role::Volunteer, colleague));
    CHECK_FALSE(standing_of_token(care.db(), phone.keys.token).is_cut_off);
    const auto account =
        *access::records::find_account(care.db(), "40", access::AccountId{volunteer});
    const Bytes digest(32, static_cast<Bytes::value_type>(7));
    access::records::add_session(care.db(), account, digest, false, care.clock.now());

    CHECK(cut_off_phone(another.occasion(), phone.keys.id).error().key == "care.phone_unknown");
    CHECK(phone.phone());
    const auto secretariat = actor_of(access::Role::Secretariat, 1);
    const Occasion occasion{secretariat, care.db(), care.keys, care.clock.now()};
    CHECK(list_phones(occasion).phones.size() == 2);
    CHECK(list_phones(another.occasion()).phones.size() == 1);
    REQUIRE(cut_off_phone(occasion, phone.keys.id));
    CHECK(phone.phone().error().key == "care.phone_cut_off");
    CHECK(standing_of_token(care.db(), phone.keys.token).is_cut_off);
    CHECK_FALSE(access::records::find_session(care.db(), "40", digest));
    CHECK(another.phone());
}

TEST_CASE("a phone's token is of no use to another account or province") {
    TestCare care;
    TestPhone phone(care, actor_of(access::Role::Volunteer, volunteer));
    const auto other = actor_of(access::Role::Volunteer, colleague);
    CHECK(phone_of_token({other, care.db(), care.keys, care.clock.now()}, phone.keys.token)
              .error()
              .key == "care.phone_unknown");
    auto elsewhere = actor_of(access::Role::Volunteer, volunteer);
    elsewhere.province = "41";
    CHECK(phone_of_token({elsewhere, care.db(), care.keys, care.clock.now()}, phone.keys.token)
              .error()
              .key == "care.phone_unknown");
}

TEST_CASE("three phones that write, send twice and fetch in any order end with the same record, "
          "and no value is lost") {
    TestCare care;
    std::int64_t next_account = 1000; // A village of its own each time.
    CHECK(rc::check([&] {
        const auto holder = actor_of(access::Role::Volunteer, ++next_account);
        care.enter(holder);
        const auto mine = care.make_case(named("มะลิ"), {}, holder.account);
        std::array<TestPhone, 3> phones{{{care, holder}, {care, holder}, {care, holder}}};
        for (auto& phone : phones)
            phone.fetch();
        int written = 0;
        for (const auto step : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 12))) {
            auto& phone = phones[static_cast<std::size_t>(step % 3)];
            if (step < 6)
                phone.write(mine.id, step % 2 ? "phone" : "nickname",
                            "ค่า " + std::to_string(written++));
            else if (step < 9)
                phone.send(step == 6);
            else
                phone.fetch();
        }
        for (auto& phone : phones)
            phone.send();
        for (auto& phone : phones)
            phone.fetch();
        const auto record = field_record(care.db(), "40", care.keys, mine.id)->record;
        std::vector<PhoneEdit> all;
        for (auto& phone : phones) {
            RC_ASSERT(phone.held[mine.id] == record);
            all.insert(all.end(), phone.written.begin(), phone.written.end());
        }
        // A value left the record only where a writer had it before their eyes.
        for (auto& phone : phones)
            for (const auto& edit : phone.written) {
                const field_merge::Stamp stamp{phone.keys.id.value, edit.counter};
                const bool is_there = std::ranges::any_of(
                    record.field(edit.field->field)->versions, [&](const auto& version) {
                        return version.stamp == stamp && version.value == edit.field->value;
                    });
                const bool is_replaced = std::ranges::any_of(all, [&](const PhoneEdit& other) {
                    return other.field->field == edit.field->field &&
                           field_merge::has_seen(other.field->base, stamp);
                });
                RC_ASSERT(is_there != is_replaced);
            }
    }));
}
