// What falls due and what is told, on a real database; the mail server is a real one in tests/notices_test.py.

#include "base/thai_time.hpp"
#include "modules/access/actions.hpp"
#include "modules/access/records.hpp"
#include "modules/notices/actions.hpp"
#include "modules/notices/postman.hpp"
#include "modules/notices/records.hpp"
#include "modules/notices/scheduler.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace samatcha;
using namespace samatcha::notices;

namespace {

/// 26 November 2026, 10:00 in Thailand.
constexpr Instant morning{1'795'662'000'000};
constexpr std::int64_t hour = 60 * ms_in_minute;

struct House {
    database::TestDatabase database;
    ManualClock clock{morning};
    Messages messages;
    MailPlan plan;
    std::vector<std::string> log;
    Scheduler scheduler{database.database(), clock,
                        [this](auto kind, auto what) { log.push_back(std::string(kind) + ": " + std::string(what)); }};
    access::AccountId nan, noi;

    House() {
        plan.server.url = "smtp://127.0.0.1:1";
        plan.from = "noreply@samatcha.example";
        plan.public_address = "https://samatcha.example";
        REQUIRE(messages.add(R"({"told.one": {"th": "เรื่อง {n}", "en": "thing {n}"},
            "notices.mail_subject": {"th": "{n} เรื่อง", "en": "{n} things"},
            "notices.mail_greeting": {"th": "สวัสดี", "en": "Hello"},
            "notices.mail_ending": {"th": "จบ", "en": "Bye"}})"));
        REQUIRE(access::add_province(db(), area::Gazetteer::load(), clock, "40",
                                     access::ProvinceUse::Demonstration));
        nan = account("nan", access::Role::CaseWorker, access::AgencyId{7});
        noi = account("noi", access::Role::Secretariat, {});
    }
    database::Connection& db() { return database.connection(); }
    access::AccountId account(std::string login, access::Role role, std::optional<access::AgencyId> agency) {
        access::Account made{access::AccountId{new_id()}, "40", std::move(login), "ทดสอบ", role, agency,
                             "none", false, false};
        REQUIRE(access::records::add_account(db(), made, clock.now(), {}));
        return made.id;
    }
    void set(std::string key, std::int64_t in_ms, std::string kind = "test") {
        set_deadline(db(), {.province = "40", .kind = std::move(kind), .subject = 5, .key = std::move(key),
                            .due_at = {clock.now().unix_ms + in_ms}});
    }
    void choose(access::AccountId id, Mailing mailing, MailLanguage language = MailLanguage::English) {
        REQUIRE(choose_mailing({id, "x", access::Role::Secretariat, "40", {}, {}}, db(),
                               {"x" + std::to_string(id.value) + "@samatcha.example", mailing, language}));
    }
    void tell_both(const std::string& key, Urgency urgency) {
        tell(db(), "40", std::array{nan, noi}, {key, "told.one", {{"n", said(key)}}, "/" + key, urgency},
             clock.now());
    }
    int write_urgent() { return write_urgent_mail(db(), "40", messages, plan, clock.now()); }
    int digest() { return write_digest(db(), "40", messages, plan, clock.now()); }
    std::vector<std::string> mails() {
        return db().list("SELECT subject || '|' || body FROM mail ORDER BY id", {},
                         [](const database::Row& row) { return row.text(0); });
    }
};

} // namespace

TEST_CASE("a deadline is done when it is due, once, and not before") {
    House house;
    int done = 0;
    house.scheduler.on("test", [&](auto&, const Deadline& deadline, Instant) -> Result<void> {
        CHECK(deadline.subject == 5);
        ++done;
        return {};
    });
    house.set("a", hour);
    house.set("a", 2 * hour); // The same thing.
    CHECK(house.scheduler.do_due() == 0);
    house.clock.advance_ms(3 * hour);
    CHECK(house.scheduler.do_due() == 1);
    CHECK(house.scheduler.do_due() == 0);
    house.set("a", 0);
    CHECK(house.scheduler.do_due() == 0);
    CHECK(done == 1);
}

TEST_CASE("what is cancelled is not done") {
    House house;
    house.scheduler.on("test", [](auto&, auto&, Instant) -> Result<void> { return {}; });
    house.set("a", 0);
    house.set("b", 0, "other");
    cancel_deadlines(house.db(), "40", "test", 5, house.clock.now());
    CHECK(house.scheduler.do_due() == 0);
}

TEST_CASE("a deadline that fails leaves nothing behind, and is tried again later, less and less often") {
    House house;
    bool works = false;
    house.scheduler.on("test", [&](database::Connection& db, auto&, Instant now) -> Result<void> {
        tell(db, "40", std::array{house.nan}, {"k", "told.one", {}, "/", Urgency::Daily}, now);
        if (!works)
            return failure(ErrorCode::Unavailable, "test.not_yet");
        return {};
    });
    house.set("a", 0);
    CHECK(house.scheduler.do_due() == 0);
    CHECK(records::count_unread(house.db(), "40", house.nan) == 0);
    CHECK(house.log == std::vector<std::string>{"test: test.not_yet"});
    works = true;
    CHECK(house.scheduler.do_due() == 0);
    house.clock.advance_ms(ms_in_minute);
    CHECK(house.scheduler.do_due() == 1);
    CHECK(records::count_unread(house.db(), "40", house.nan) == 1);
    for (int failures = 1; failures < 9; ++failures)
        CHECK(wait_after_ms(failures) <= wait_after_ms(failures + 1));
    CHECK(wait_after_ms(100) == 12 * hour);
}

TEST_CASE("a handler that throws, or a kind that nobody does, holds up no other") {
    House house;
    int done = 0;
    house.scheduler.on("breaks", [](auto&, auto&, Instant) -> Result<void> { throw std::runtime_error("broken"); });
    house.scheduler.on("test", [&](auto&, auto&, Instant) -> Result<void> { return ++done, Result<void>{}; });
    house.set("a", 0, "breaks");
    house.set("b", 0, "unknown");
    house.set("c", 0);
    CHECK(house.scheduler.do_due() == 1);
    CHECK(done == 1);
    CHECK(house.log.size() == 2);
}

TEST_CASE("an account is told a thing once, reads it, and sees its own only") {
    House house;
    house.tell_both("a", Urgency::Daily);
    house.tell_both("a", Urgency::Alarm);
    house.tell_both("b", Urgency::Daily);
    auto list = records::notices(house.db(), "40", house.nan, 0, 50);
    REQUIRE(list.size() == 2);
    CHECK(text_of(list[0], house.messages, Language::English) == "thing b");
    CHECK(records::count_unread(house.db(), "40", house.nan) == 2);
    records::mark_read(house.db(), "40", house.noi, list[0].id, house.clock.now()); // Not noi's.
    CHECK(records::count_unread(house.db(), "40", house.nan) == 2);
    records::mark_read(house.db(), "40", house.nan, list[0].id, house.clock.now());
    CHECK(records::count_unread(house.db(), "40", house.nan) == 1);
    records::mark_all_read(house.db(), "40", house.nan, house.clock.now());
    CHECK(records::count_unread(house.db(), "40", house.nan) == 0);
    CHECK(records::count_unread(house.db(), "40", house.noi) == 2);
    CHECK(records::notices(house.db(), "41", house.nan, 0, 50).empty());
}

TEST_CASE("an agency is told through those of its accounts who may see to it") {
    House house;
    const auto officer = house.account("officer", access::Role::DataOfficer, access::AgencyId{7});
    const auto stranger = house.account("stranger", access::Role::CaseWorker, access::AgencyId{8});
    tell_agency(house.db(), "40", access::AgencyId{7}, access::Right::ReadChild,
                {"k", "told.one", {}, "/", Urgency::Daily}, house.clock.now());
    tell_role(house.db(), "40", access::Role::Secretariat, {"k", "told.one", {}, "/", Urgency::Daily},
              house.clock.now());
    CHECK(records::count_unread(house.db(), "40", house.nan) == 1);
    CHECK(records::count_unread(house.db(), "40", house.noi) == 1);
    CHECK(records::count_unread(house.db(), "40", officer) == 0);
    CHECK(records::count_unread(house.db(), "40", stranger) == 0);
}

TEST_CASE("who chose no address is mailed nothing") {
    House house;
    house.tell_both("a", Urgency::Alarm);
    house.tell_both("b", Urgency::Daily);
    CHECK(house.write_urgent() + house.digest() == 0);
    house.choose(house.nan, Mailing::AtOnce);
    CHECK(house.write_urgent() + house.digest() == 0); // Told before; it is in the list.
}

TEST_CASE("what is urgent is mailed at once, alarms in the night too, the rest in one digest a day") {
    House house;
    house.choose(house.nan, Mailing::AtOnce);
    house.choose(house.noi, Mailing::Daily, MailLanguage::Thai);
    house.tell_both("soon", Urgency::Soon);
    house.tell_both("daily", Urgency::Daily);
    CHECK(house.write_urgent() == 1);
    CHECK(house.write_urgent() == 0);
    CHECK(house.mails() == std::vector<std::string>{
                               "thing soon|Hello\n\n- thing soon\n  https://samatcha.example/soon\n\nBye\n"});

    house.clock.advance_ms(12 * hour); // 22:00
    house.tell_both("night", Urgency::Soon);
    CHECK(house.write_urgent() == 0);
    house.tell_both("alarm", Urgency::Alarm);
    CHECK(house.write_urgent() == 2);
    house.clock.advance_ms(9 * hour); // 07:00
    CHECK(house.write_urgent() == 1);

    CHECK(house.digest() == 2);
    CHECK(house.digest() == 0);
    const auto all = house.mails();
    REQUIRE(all.size() == 6);
    CHECK(all[4].find("thing daily") != std::string::npos);
    CHECK(all[5].starts_with("3 เรื่อง|สวัสดี\n\n- เรื่อง soon\n"));
}

TEST_CASE("what was read, or told days before e-mail worked, is not mailed") {
    House house;
    house.choose(house.nan, Mailing::AtOnce);
    house.tell_both("old", Urgency::Soon);
    house.clock.advance_ms(4 * ms_in_day);
    house.tell_both("seen", Urgency::Daily);
    records::mark_read(house.db(), "40", house.nan, records::notices(house.db(), "40", house.nan, 0, 1)[0].id,
                       house.clock.now());
    CHECK(house.write_urgent() + house.digest() == 0);
    CHECK(records::unsettled(house.db(), "40", Urgency::Soon).empty());
}

TEST_CASE("the digest is a deadline of each day, also after a start in its midst") {
    House house;
    Postman postman(house.database.database(), house.clock, house.messages, house.plan, [](auto, auto) {});
    postman.tell_digests(house.scheduler);
    house.plan.server.url.clear();
    Postman without_mail(house.database.database(), house.clock, house.messages, house.plan, [](auto, auto) {});
    without_mail.start();
    without_mail.start();
    house.choose(house.nan, Mailing::Daily);
    for (int day = 0; day < 3; ++day) {
        house.tell_both("day " + std::to_string(day), Urgency::Daily);
        house.clock.advance_ms(ms_in_day);
        CHECK(house.scheduler.do_due() == 1);
        CHECK(house.mails().size() == static_cast<std::size_t>(day) + 1);
    }
}

TEST_CASE("a mail server that is away is tried again with longer waits, and given up in the end") {
    House house;
    house.choose(house.nan, Mailing::AtOnce);
    house.plan.quiet = {0, 0};
    Postman postman(house.database.database(), house.clock, house.messages, house.plan, [](auto, auto) {});
    house.tell_both("a", Urgency::Soon);
    for (int attempt = 1; attempt <= mail_attempts_max; ++attempt) {
        CHECK(postman.send_due() == 0);
        CHECK(house.db().integer("SELECT attempts FROM mail") == attempt);
        CHECK(postman.send_due() == 0); // Too early.
        CHECK(house.db().integer("SELECT attempts FROM mail") == attempt);
        house.clock.advance_ms(wait_after_ms(attempt));
    }
    CHECK(house.db().integer("SELECT count(*) FROM mail WHERE state = 'given_up'") == 1);
}

TEST_CASE("quiet hours go over midnight, and may be none") {
    const auto at = [](int minute) { return next_in_thailand(morning, minute); };
    const auto night = quiet_hours("21:00-07:00").value();
    CHECK(night.hold(at(21 * 60)));
    CHECK(night.hold(at(0)));
    CHECK(night.hold(at(6 * 60 + 59)));
    CHECK_FALSE(night.hold(at(7 * 60)));
    CHECK_FALSE(night.hold(at(20 * 60 + 59)));
    const auto noon = quiet_hours("12:00-13:00").value();
    CHECK(noon.hold(at(12 * 60 + 30)));
    CHECK_FALSE(noon.hold(at(13 * 60)));
    CHECK_FALSE(quiet_hours("00:00-00:00").value().hold(at(0)));
    for (const auto* wrong : {"", "21-07", "21:00", "25:00-07:00", "21:60-07:00", "2100-0700", "21:00-7:00"})
        CHECK_FALSE_MESSAGE(quiet_hours(wrong), wrong);
}

TEST_CASE("an address is whole, or nothing is mailed") {
    CHECK(check_choice({"", Mailing::Never, {}}));
    CHECK(check_choice({"a@b.example", Mailing::Daily, {}}));
    CHECK_FALSE(check_choice({"", Mailing::Daily, {}}));
    CHECK_FALSE(check_choice({"a@b\r\nBcc: c@d", Mailing::Daily, {}}));
}
