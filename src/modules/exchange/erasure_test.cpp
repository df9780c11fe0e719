#include "modules/exchange/actions.hpp"
#include "modules/exchange/records.hpp"

#include "modules/area/gazetteer.hpp"
#include "modules/care/records.hpp"
#include "modules/care/test_care.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <utility>

namespace samatcha::exchange {

namespace {

constexpr std::int64_t test_day_ms = 24 * 3'600'000;

struct TestErasure : care::TestCare {
    std::filesystem::path folder = make_folder();
    vault::SealedStore files{folder, "upload", keys};
    attachments::SubjectRules subjects{
        {"case", [](database::Connection&, const access::Actor&, std::int64_t, attachments::Intent) { return Result<void>(); }}};
    const area::Gazetteer gazetteer = area::Gazetteer::load();
    Exchanging exchanging{keys, gazetteer, clock, {keys, files, clock, subjects}, care::sealed_columns(),
                          {[](database::Connection&, const access::Actor&, care::CareCaseId) -> Result<std::vector<SharedReferral>> {
                               return std::vector<SharedReferral>{};
                           },
                           {},
                           [](database::Connection&, std::string_view, care::CareCaseId) { return std::vector<Bytes>{}; },
                           [](database::Connection&, std::string_view, care::CareCaseId) {}},
                          "https://example.org"};
    const access::Actor& lead_unit = secretariat;
    access::Actor colleague = care::actor_of(access::Role::Secretariat, 2);

    TestErasure() {
        enter(colleague);
        keys.keep_erasable({{"care_case", "case"}, {"care_event", "case"}, {"attachment", "attachment"}});
    }
    ~TestErasure() { std::filesystem::remove_all(folder); }

    care::CareCase closed_case(care::CaseOutcome outcome = care::CaseOutcome::Livelihood) {
        care::CaseChild child;
        child.given_name = "สมหญิง";
        child.phone = "0812345678";
        auto made = make_case(child, {9}, {5});
        care::insert_event(db(), "40", keys, made.id,
                           {{new_id()}, clock.now(), clock.now(), {5}, care::CaseVerb::Contact, care::CaseState::Candidate,
                            care::CaseState::Contacted, R"({"note":"แม่ชื่อสมศรี"})"});
        made.state = care::CaseState::Closed;
        made.outcome = outcome;
        made.changed_at = clock.now();
        REQUIRE(care::update_case(db(), "40", made));
        return made;
    }
    /// As it is done: one asks, another erases.
    Result<Erasure> erased(care::CareCaseId id) {
        TRY(ask_erasure(colleague, db(), exchanging, id, "ครอบครัวขอ หนังสือ 3 พ.ค."));
        return erase_case(lead_unit, db(), exchanging, id);
    }
    std::int64_t unread(const access::Actor& actor, std::string_view text_key) {
        return db().integer("SELECT count(*) FROM notice WHERE account_id = $1 AND text_key = $2 AND read_at IS NULL",
                            {actor.account, text_key});
    }
    void add_photo(care::CareCaseId id) {
        // A white dot.
        static constexpr std::string_view png("\x89PNG\r\n\x1a\n"
                                              "\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b\x55"
                                              "\0\0\0\nIDAT\x78\x9c\x63\xf8\x0f\0\1\1\1\0\xb1\x38\xf6\x14"
                                              "\0\0\0\0IEND\xae\x42\x60\x82",
                                              67);
        bool is_sent = false;
        REQUIRE(attachments::add_attachment(lead_unit, db(), exchanging.attachments, {"case", id.value}, {"a.png", {}},
                                            [&]() -> Result<std::string_view> {
                                                return std::exchange(is_sent, true) ? std::string_view{} : png;
                                            }));
    }
    std::vector<Bytes> copies(care::CareCaseId id) { return sealed_values(db(), "40", id, exchanging.case_columns); }
    bool can_open_any(const std::vector<Bytes>& values, care::CareCaseId id) {
        const auto events = care::events_of_case(db(), "40", keys, id).value();
        for (const auto& value : values) {
            if (keys.open(value, vault::sealing_context("40", "care_case", std::to_string(id.value))))
                return true;
            for (const auto& event : events)
                if (keys.open(value, vault::sealing_context("40", "care_event",
                                                            std::to_string(id.value) + "|" + std::to_string(event.id.value))))
                    return true;
        }
        return false;
    }

private:
    static std::filesystem::path make_folder() {
        auto name = (std::filesystem::temp_directory_path() / "samatcha-erasure-XXXXXX").string();
        return ::mkdtemp(name.data());
    }
};

} // namespace

TEST_CASE("an erased case names nobody, in the database, in files and in copies, and still counts") {
    TestErasure t;
    const auto made = t.closed_case();
    t.add_photo(made.id);
    const auto copies = t.copies(made.id);
    REQUIRE(copies.size() == 2);
    REQUIRE(t.can_open_any(copies, made.id));
    // What referrals hold of the child is told by their module, and forgotten by it.
    int told = 0;
    int forgotten = 0;
    t.exchanging.referrals.sealed_of_case = [&](database::Connection&, std::string_view, care::CareCaseId) {
        ++told;
        return std::vector<Bytes>{};
    };
    t.exchanging.referrals.forget = [&](database::Connection&, std::string_view, care::CareCaseId) { ++forgotten; };
    const auto erased = t.erased(made.id);
    REQUIRE(erased);
    CHECK(erased->finished_at);
    CHECK(erased->proof.rows.at("care_event") == 1);
    CHECK(erased->proof.files == 1);
    CHECK(erased->proof.secrets == 1);
    CHECK_FALSE(t.can_open_any(copies, made.id));
    CHECK(care::child_of_case(t.db(), "40", t.keys, made.id).value() == care::CaseChild{});
    CHECK(care::events_of_case(t.db(), "40", t.keys, made.id).value().at(0).said.empty());
    CHECK(std::filesystem::is_empty(t.folder));
    const auto stays = care::find_case(t.db(), "40", made.id).value();
    CHECK(stays.outcome == care::CaseOutcome::Livelihood);
    CHECK_FALSE(stays.person);
    CHECK(erasure_of_case(t.lead_unit, t.db(), made.id)->proof.secrets == 1);
    CHECK(told == 1);
    CHECK(forgotten == 1);
    CHECK(erasures(t.lead_unit, t.db()).size() == 1);
    CHECK(erasures(t.coordinator, t.db()).empty());
    CHECK(erased->asked_by == t.colleague.account);
    CHECK(erased->done_by == t.lead_unit.account);
    CHECK(t.erased(made.id).error().key == "exchange.case_erased");
    CHECK(erase_case(t.lead_unit, t.db(), t.exchanging, made.id).error().key == "exchange.case_erased");
}

TEST_CASE("a case that is open or held is not erased, and only the lead unit erases") {
    TestErasure t;
    CHECK(t.erased(t.make_case().id).error().key == "exchange.case_open");
    const auto made = t.closed_case();
    CHECK(hold_case(t.lead_unit, t.db(), t.exchanging, made.id, " ").error().key == "exchange.reason_missing");
    const auto hold = hold_case(t.lead_unit, t.db(), t.exchanging, made.id, "ศาล 12/2569").value();
    CHECK(t.erased(made.id).error().key == "exchange.case_held");
    t.clock.advance_ms(10LL * 365 * test_day_ms);
    CHECK(erase_by_rule("40", t.db(), t.exchanging) == 0);
    REQUIRE(lift_hold(t.lead_unit, t.db(), t.exchanging, made.id, hold.id));
    CHECK(lift_hold(t.lead_unit, t.db(), t.exchanging, made.id, hold.id).error().key == "exchange.hold_unknown");
    const auto worker = care::actor_of(access::Role::CaseWorker, 5, 9);
    CHECK(ask_erasure(worker, t.db(), t.exchanging, made.id, "ก").error().key == "care.case_unknown");
    CHECK(erase_case(worker, t.db(), t.exchanging, made.id).error().key == "care.case_unknown");
    REQUIRE(ask_erasure(t.colleague, t.db(), t.exchanging, made.id, "ก"));
    CHECK(end_request(worker, t.db(), t.exchanging, made.id).error().key == "care.case_unknown");
    CHECK(erasure_requests(worker, t.db()).empty());
    CHECK(held_cases(worker, t.db()).empty());
    // What was asked for before it was held, or opened again, is not done.
    const auto later = hold_case(t.lead_unit, t.db(), t.exchanging, made.id, "ศาล 13/2569").value();
    CHECK(held_cases(t.lead_unit, t.db()).size() == 1);
    CHECK(held_cases(t.coordinator, t.db()).empty());
    CHECK(erase_case(t.lead_unit, t.db(), t.exchanging, made.id).error().key == "exchange.case_held");
    REQUIRE(lift_hold(t.lead_unit, t.db(), t.exchanging, made.id, later.id));
    auto reopened = care::find_case(t.db(), "40", made.id).value();
    reopened.state = care::CaseState::Verified;
    reopened.outcome = care::CaseOutcome::None;
    REQUIRE(care::update_case(t.db(), "40", reopened));
    CHECK(erase_case(t.lead_unit, t.db(), t.exchanging, made.id).error().key == "exchange.case_open");
}

TEST_CASE("one asks that a case is erased, and another does it, refuses, or the first takes it back") {
    TestErasure t;
    const auto made = t.closed_case();
    CHECK(erase_case(t.lead_unit, t.db(), t.exchanging, made.id).error().key == "exchange.erasure_not_asked");
    CHECK(ask_erasure(t.colleague, t.db(), t.exchanging, made.id, " ").error().key == "exchange.erasure_reason_missing");
    const auto asked = ask_erasure(t.colleague, t.db(), t.exchanging, made.id, "ครอบครัวขอ").value();
    CHECK(t.unread(t.lead_unit, "exchange.told_asked") == 1);
    CHECK(t.unread(t.colleague, "exchange.told_asked") == 0);
    CHECK(t.unread(t.coordinator, "exchange.told_asked") == 0);
    CHECK(ask_erasure(t.lead_unit, t.db(), t.exchanging, made.id, "ก").error().key == "exchange.erasure_asked");
    CHECK(erase_case(t.colleague, t.db(), t.exchanging, made.id).error().key == "exchange.erasure_needs_another");
    CHECK(care::child_of_case(t.db(), "40", t.keys, made.id)->given_name == "สมหญิง");
    CHECK(erasure_requests(t.lead_unit, t.db()).at(0).id == asked.id);

    REQUIRE(end_request(t.lead_unit, t.db(), t.exchanging, made.id));
    CHECK(t.unread(t.lead_unit, "exchange.told_asked") == 0);
    CHECK(t.unread(t.colleague, "exchange.told_refused") == 1);
    CHECK(erasure_requests(t.lead_unit, t.db()).empty());
    CHECK(end_request(t.lead_unit, t.db(), t.exchanging, made.id).error().key == "exchange.erasure_not_asked");
    CHECK(erase_case(t.lead_unit, t.db(), t.exchanging, made.id).error().key == "exchange.erasure_not_asked");

    REQUIRE(ask_erasure(t.colleague, t.db(), t.exchanging, made.id, "ครอบครัวขออีกครั้ง"));
    REQUIRE(end_request(t.colleague, t.db(), t.exchanging, made.id));
    CHECK(t.unread(t.colleague, "exchange.told_refused") == 1); // Who takes back knows.
    CHECK(t.erased(made.id));
    CHECK(erasure_requests(t.lead_unit, t.db()).empty());
}

TEST_CASE("a request ends with the case that the rule erases") {
    TestErasure t;
    const auto made = t.closed_case(care::CaseOutcome::FalsePositive);
    REQUIRE(ask_erasure(t.colleague, t.db(), t.exchanging, made.id, "ครอบครัวขอ"));
    t.clock.advance_ms(91 * test_day_ms);
    CHECK(erase_by_rule("40", t.db(), t.exchanging) == 1);
    CHECK(find_erasure(t.db(), "40", made.id)->because == ErasureCause::Retention);
    CHECK(erasure_requests(t.lead_unit, t.db()).empty());
    CHECK(t.unread(t.lead_unit, "exchange.told_asked") == 0);
}

TEST_CASE("a closed case is erased when the time of its rule is over, not a day before") {
    TestErasure t;
    const auto wrong = t.closed_case(care::CaseOutcome::FalsePositive);
    const auto helped = t.closed_case();
    t.clock.advance_ms(89 * test_day_ms);
    CHECK(erase_by_rule("40", t.db(), t.exchanging) == 0);
    t.clock.advance_ms(2 * test_day_ms);
    CHECK(erase_by_rule("40", t.db(), t.exchanging) == 1);
    CHECK(find_erasure(t.db(), "40", wrong.id)->because == ErasureCause::Retention);
    CHECK_FALSE(find_erasure(t.db(), "40", helped.id));
    CHECK(set_retention(t.lead_unit, t.db(), {care::CaseOutcome::Livelihood, 29}).error().key == "exchange.retention_too_short");
    REQUIRE(set_retention(t.lead_unit, t.db(), {care::CaseOutcome::Livelihood, 30}));
    CHECK(erase_by_rule("40", t.db(), t.exchanging) == 1);
    CHECK(find_erasure(t.db(), "40", helped.id));
}

TEST_CASE("an erasure that a kill broke off is finished the next time") {
    TestErasure t;
    const auto made = t.closed_case();
    const auto copies = t.copies(made.id);
    Erasure begun;
    begun.id = ErasureId{new_id()};
    begun.case_id = made.id;
    begun.begun_at = t.clock.now();
    take_away(t.db(), "40", made.id, t.exchanging.case_columns);
    insert_erasure(t.db(), "40", begun, copies);
    CHECK(erase_by_rule("40", t.db(), t.exchanging) == 1);
    CHECK_FALSE(t.can_open_any(copies, made.id));
    CHECK(find_erasure(t.db(), "40", made.id)->finished_at);
    CHECK(unfinished_erasures(t.db(), "40").empty());
}

TEST_CASE("a case goes out as FHIR to whom sees it, and that is written down") {
    TestErasure t;
    care::CaseChild child;
    child.given_name = "สมหญิง";
    const auto made = t.make_case(child, {9}, {5});
    auto stranger = care::actor_of(access::Role::CaseWorker, 6, 8);
    CHECK(export_case(stranger, t.db(), t.exchanging, made.id).error().key == "care.case_unknown");
    CHECK(t.db().integer("SELECT count(*) FROM access_log") == 0);
    const auto bundle = export_case(t.lead_unit, t.db(), t.exchanging, made.id);
    REQUIRE(bundle);
    CHECK(json::to_text(*bundle).find("สมหญิง") != std::string::npos);
    CHECK(t.db().integer("SELECT count(*) FROM access_log WHERE access = 'export' AND what LIKE 'case=%'") == 1);
}

} // namespace samatcha::exchange
