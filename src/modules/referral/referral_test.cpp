// Referrals on a real database: what is shared, what falls due, what is withdrawn.

#include "modules/notices/records.hpp"
#include "modules/notices/scheduler.hpp"
#include "modules/referral/referral_view.hpp"
#include "modules/referral/progress.hpp"
#include "modules/referral/test_referrals.hpp"
#include "modules/webhooks/actions.hpp"

using namespace samatcha;
using namespace samatcha::referral;

namespace {

struct House : TestReferrals {
    notices::Scheduler scheduler{care.test.database(), care.clock, [](auto, auto what) { MESSAGE(what); }};
    House() {
        for (const auto* kind : {due_kind, remind_kind})
            scheduler.on(kind, [this](database::Connection& db, const notices::Deadline& deadline, Instant at) {
                return follow_due(db, care.keys, deadline, at);
            });
        scheduler.on(basis_expiry_kind, [this](database::Connection& db, const notices::Deadline& deadline, Instant at) {
            return end_expired_basis(db, care.keys, deadline.province, LegalBasisId{deadline.subject}, at);
        });
        scheduler.on(care::new_worker_kind, [](database::Connection& db, const notices::Deadline& deadline, Instant at) {
            return tell_of_new_worker(db, deadline.province, care::CareCaseId{deadline.subject}, at);
        });
    }
    void days_pass(std::int64_t days) {
        for (std::int64_t hour = 0; hour < days * 24; ++hour) {
            care.clock.advance_ms(60 * ms_in_minute);
            scheduler.do_due();
        }
    }
    Referral now_of(const Referral& referral) { return *find_referral(db(), "40", referral.id); }
    std::vector<std::string> told(const access::Actor& actor) {
        std::vector<std::string> keys;
        for (const auto& notice : notices::records::notices(db(), "40", actor.account, 0, 50))
            keys.push_back(notice.text_key.substr(notice.text_key.find('.') + 1));
        return keys;
    }
};

std::string key_of(const auto& result) { return result ? "" : result.error().key; }

} // namespace

TEST_CASE("a referral goes from draft to acknowledged, and the recipient sees what was shared and no more") {
    House house;
    const auto basis = house.basis({SharedField::GivenName, SharedField::Village});
    const auto draft = house.draft();
    CHECK(key_of(view_of(house.desk(house.nurse), draft.id)) == "referral.unknown");
    CHECK(key_of(house.step(house.worker, draft, ReferralVerb::Send)) == "referral.verb_out_of_turn");
    REQUIRE(house.step(house.worker, draft, ReferralVerb::CheckBasis, {.words = {}, .basis = basis.id}));
    REQUIRE(house.step(house.worker, draft, ReferralVerb::Send));

    const auto seen = view_of(house.desk(house.nurse), draft.id);
    REQUIRE(seen);
    REQUIRE(seen->child);
    CHECK(seen->child->given_name == house.child.given_name);
    CHECK(seen->child->village_name == house.child.village_name);
    CHECK_FALSE(seen->child->surname);
    CHECK_FALSE(seen->child->phone);
    CHECK_FALSE(seen->case_id);
    CHECK(seen->events[0].words == "ขอตรวจสายตา");
    CHECK(house.told(house.nurse) == std::vector<std::string>{"told_sent"});

    REQUIRE(house.step(house.nurse, draft, ReferralVerb::Receive));
    REQUIRE(house.step(house.nurse, draft, ReferralVerb::RequireAssessment, {.words = "น้ำหนักเท่าไร"}));
    REQUIRE(house.step(house.worker, draft, ReferralVerb::AnswerAssessment, {.words = "30"}));
    REQUIRE(house.step(house.nurse, draft, ReferralVerb::Accept));
    REQUIRE(house.step(house.nurse, draft, ReferralVerb::Start));
    CHECK(key_of(house.step(house.nurse, draft, ReferralVerb::Finish)) == "referral.outcome_missing");
    REQUIRE(house.step(house.nurse, draft, ReferralVerb::Finish,
                       {.words = {}, .outcome = ReferralOutcome::Helped}));
    CHECK_FALSE(view_of(house.desk(house.nurse), draft.id)->child);
    CHECK(key_of(house.step(house.worker, draft, ReferralVerb::Revoke)) == "referral.verb_out_of_turn");
    const auto end = house.step(house.worker, draft, ReferralVerb::Acknowledge);
    REQUIRE(end);
    CHECK(end->state == ReferralState::Acknowledged);
    CHECK(end->outcome == ReferralOutcome::Helped);
    CHECK(end->answered_at);
    CHECK(house.told(house.worker) ==
          std::vector<std::string>{"told_done", "told_started", "told_accepted", "told_asked"});
    house.days_pass(100);
    CHECK(house.now_of(draft).version == end->version);
}

TEST_CASE("nothing is sent without a basis for that child and agency that stands") {
    House house;
    const auto basis = house.basis();
    const auto draft = house.draft();
    CHECK(key_of(house.step(house.worker, draft, ReferralVerb::CheckBasis)) == "referral.basis_unknown");
    const auto elsewhere = record_basis(house.desk(house.worker), house.care_case.id,
                                        house.form({SharedField::GivenName}, house.third));
    REQUIRE(elsewhere);
    CHECK(key_of(house.step(house.worker, draft, ReferralVerb::CheckBasis,
                            {.words = {}, .basis = elsewhere->id})) == "referral.basis_does_not_stand");
    REQUIRE(house.step(house.worker, draft, ReferralVerb::CheckBasis, {.words = {}, .basis = basis.id}));
    house.care.clock.advance_ms(91 * ms_in_day); // Without the scheduler: it may be late.
    CHECK(key_of(house.step(house.worker, draft, ReferralVerb::Send)) == "referral.basis_does_not_stand");
}

TEST_CASE("withdrawing consent ends the recipient's access at once, in pages, lists and words") {
    House house;
    const auto basis = house.basis();
    const auto referral = house.sent(basis);
    REQUIRE(house.step(house.nurse, referral, ReferralVerb::Receive));
    CHECK(inbox(house.db(), "40", house.hospital, house.now(), {}, 50).size() == 1);
    CHECK(key_of(withdraw_basis(house.desk(house.nurse), basis.id)) == "referral.basis_unknown");
    const auto ended = withdraw_basis(house.desk(house.worker), basis.id);
    REQUIRE(ended);
    CHECK(ended->size() == 1);
    const auto seen = view_of(house.desk(house.nurse), referral.id);
    REQUIRE(seen);
    CHECK(seen->line.state == ReferralState::Revoked);
    CHECK(seen->is_access_ended);
    CHECK_FALSE(seen->child);
    CHECK(seen->fields.empty());
    CHECK(seen->line.initials.empty());
    for (const auto& event : seen->events)
        CHECK(event.words.empty());
    CHECK(inbox(house.db(), "40", house.hospital, house.now(), {}, 50).empty());
    CHECK(key_of(withdraw_basis(house.desk(house.worker), basis.id)) == "referral.basis_withdrawn");
    CHECK(house.told(house.nurse).front() == "told_revoked");
}

TEST_CASE("a basis whose time has passed shares nothing, and the scheduler ends what rests on it") {
    House house;
    const auto referral = house.sent(house.basis({SharedField::GivenName}, 3));
    CHECK(view_of(house.desk(house.nurse), referral.id)->child);
    house.care.clock.advance_ms(3 * ms_in_day);
    CHECK_FALSE(view_of(house.desk(house.nurse), referral.id)->child); // The scheduler has not come yet.
    CHECK(inbox(house.db(), "40", house.hospital, house.now(), {}, 50)[0].fields.empty());
    house.scheduler.do_due();
    CHECK(house.now_of(referral).state == ReferralState::Revoked);
}

TEST_CASE("what nobody answers is reminded of, expires, and the lead unit is told until somebody acts") {
    House house;
    const auto referral = house.sent(house.basis());
    house.days_pass(6);
    CHECK(house.told(house.nurse) == std::vector<std::string>{"told_waits", "told_sent"});
    CHECK(house.told(house.secretariat).empty());
    house.days_pass(1);
    CHECK(house.now_of(referral).state == ReferralState::Expired);
    CHECK(house.told(house.secretariat) == std::vector<std::string>{"told_expired"});
    CHECK(house.told(house.worker) == std::vector<std::string>{"told_expired"});
    CHECK(expired(house.db(), "40", house.now(), {}, 50).size() == 1);
    house.days_pass(7);
    CHECK(house.told(house.secretariat) ==
          std::vector<std::string>{"told_still_expired", "told_still_expired", "told_expired"});
    CHECK(house.now_of(referral).escalations == 3);

    const auto late = house.step(house.nurse, referral, ReferralVerb::Receive);
    REQUIRE(late);
    CHECK(late->due_at.unix_ms - house.now().unix_ms == 7 * ms_in_day);
    house.days_pass(2);
    CHECK(house.told(house.secretariat).size() == 3);
}

TEST_CASE("an expired referral is sent again with another limit, or revoked") {
    House house;
    const auto referral = house.sent(house.basis());
    house.days_pass(7);
    CHECK(key_of(house.step(house.worker, referral, ReferralVerb::Send,
                            {.words = {}, .answer_by = house.now()})) == "referral.answer_by_wrong");
    const auto again = house.step(house.worker, referral, ReferralVerb::Send,
                                  {.words = {}, .answer_by = Instant{house.now().unix_ms + ms_in_day}});
    REQUIRE(again);
    CHECK(again->state == ReferralState::Sent);
    house.days_pass(1);
    CHECK(house.now_of(referral).state == ReferralState::Expired);
    REQUIRE(house.step(house.secretariat, referral, ReferralVerb::Revoke));
}

TEST_CASE("a rejection says why, and stays with the sender until read") {
    House house;
    const auto referral = house.sent(house.basis());
    REQUIRE(house.step(house.nurse, referral, ReferralVerb::Receive));
    CHECK(key_of(house.step(house.nurse, referral, ReferralVerb::Reject)) == "referral.reason_missing");
    CHECK(key_of(house.step(house.nurse, referral, ReferralVerb::Reject,
                            {.words = {}, .reason = RejectionReason::Other})) == "referral.words_missing");
    REQUIRE(house.step(house.nurse, referral, ReferralVerb::Reject,
                       {.words = {}, .reason = RejectionReason::NoPlace}));
    CHECK(sent_of(house.desk(house.worker), Turn::Sender, {}, 50).size() == 1);
    CHECK_FALSE(view_of(house.desk(house.nurse), referral.id)->child);
    house.days_pass(7);
    CHECK(house.told(house.worker).front() == "told_waits_for_you");
    REQUIRE(house.step(house.worker, referral, ReferralVerb::Acknowledge));
    CHECK(sent_of(house.desk(house.worker), Turn::Sender, {}, 50).empty());
}

TEST_CASE("passing on makes a draft for the agency named, to be checked and sent by the sender again") {
    House house;
    const auto referral = house.sent(house.basis());
    REQUIRE(house.step(house.nurse, referral, ReferralVerb::Receive));
    CHECK(key_of(house.step(house.nurse, referral, ReferralVerb::PassOn,
                            {.words = {}, .agency = house.hospital})) == "referral.same_agency");
    REQUIRE(house.step(house.nurse, referral, ReferralVerb::PassOn, {.words = "มีแพทย์ตา", .agency = house.third}));
    const auto all = referrals_of_case(house.db(), "40", house.care_case.id);
    REQUIRE(all.size() == 2);
    CHECK(all[0].state == ReferralState::Draft);
    CHECK(all[0].to_agency == house.third);
    CHECK(all[0].earlier == referral.id);
    CHECK_FALSE(all[0].basis);
    CHECK(key_of(view_of(house.desk(house.stranger), all[0].id)) == "referral.unknown");
}

TEST_CASE("who has nothing to do with a referral does not know that there is one") {
    House house;
    const auto basis = house.basis();
    const auto referral = house.sent(basis);
    for (const auto& actor : {house.stranger, house.other_worker, TestReferrals::account(access::Role::Delegate, 9, 72),
                              TestReferrals::account(access::Role::Volunteer, 9),
                              TestReferrals::account(access::Role::Viewer, 9)}) {
        CAPTURE(actor.account.value);
        CHECK(key_of(view_of(house.desk(actor), referral.id)) == "referral.unknown");
        CHECK(key_of(house.step(actor, referral, ReferralVerb::Receive)) == "referral.unknown");
        CHECK(key_of(withdraw_basis(house.desk(actor), basis.id)) == "referral.basis_unknown");
        CHECK(key_of(seen_bases(house.desk(actor), house.care_case.id)) == "care.case_unknown");
        CHECK(key_of(draft_referral(house.desk(actor), house.care_case.id, {house.third, {}, {}, false, "ก"})) ==
              "care.case_unknown");
        CHECK(sent_of(house.desk(actor), Turn::Recipient, {}, 50).empty());
    }
    auto elsewhere = house.secretariat;
    elsewhere.province = "41";
    CHECK(key_of(view_of(house.desk(elsewhere), referral.id)) == "referral.unknown");
}

TEST_CASE("a service that begins and a child that is enrolled by it go on with the case") {
    House house;
    house.db().execute("UPDATE care_case SET state = 'plan_approved'");
    const auto referral = house.sent(house.basis());
    for (const auto verb : {ReferralVerb::Receive, ReferralVerb::Accept, ReferralVerb::Start})
        REQUIRE(house.step(house.nurse, referral, verb));
    CHECK(care::find_case(house.db(), "40", house.care_case.id)->state == care::CaseState::InService);
    REQUIRE(house.step(house.nurse, referral, ReferralVerb::Finish, {.words = {}, .outcome = ReferralOutcome::Enrolled}));
    CHECK(care::find_case(house.db(), "40", house.care_case.id)->state == care::CaseState::Placed);
}

TEST_CASE("of two who step at once the second is told") {
    House house;
    const auto referral = house.sent(house.basis());
    ReferralStep step{ReferralVerb::Receive, referral.version, {}, {}, {}, {}, {}, {}};
    REQUIRE(take_step(house.desk(house.nurse), referral.id, step));
    step.verb = ReferralVerb::Accept;
    CHECK(key_of(take_step(house.desk(house.nurse), referral.id, step)) == "referral.changed_meanwhile");
}

TEST_CASE("the inbox shows the longest waiting first, page by page, and of the child what is shared") {
    House house;
    const auto basis = house.basis({SharedField::Village});
    for (int i = 0; i < 5; ++i) {
        house.sent(basis);
        house.care.clock.advance_ms(1000);
    }
    const auto first = inbox(house.db(), "40", house.hospital, house.now(), {}, 3);
    REQUIRE(first.size() == 3);
    CHECK(first[0].referral.sent_at < first[1].referral.sent_at);
    const auto& last = first.back().referral;
    CHECK(inbox(house.db(), "40", house.hospital, house.now(), Place{*last.sent_at, last.id}, 3).size() == 2);
    const auto lines = lines_of(house.desk(house.nurse), first, Audience::Recipient);
    REQUIRE(lines);
    CHECK(lines->front().village_name == house.child.village_name);
    CHECK(lines->front().initials.empty());
    CHECK_FALSE(lines->front().age);
    const auto own = lines_of(house.desk(house.worker),
                              sent_of(house.desk(house.worker), Turn::Recipient, {}, 50), Audience::Sender);
    REQUIRE(own);
    CHECK(own->size() == 5);
    CHECK(own->front().initials == "ท.ต.");
    CHECK(own->front().age == 12);
}

TEST_CASE("an agency's coordinator offers its services, and the time limit comes from the service") {
    House house;
    Service service{{}, house.hospital, ServiceKind::HealthCare, "ตรวจสายตา", "", "40", 0, 2, true};
    CHECK(key_of(offer_service(house.desk(house.nurse), service)) == "referral.service_not_yours");
    care::set_duty(house.db(), "40", house.nurse.account, care::CareDuty::Coordinator, true);
    const auto offered = offer_service(house.desk(house.nurse), service);
    REQUIRE(offered);
    service.agency_id = house.third;
    CHECK(key_of(offer_service(house.desk(house.nurse), service)) == "referral.service_not_yours");
    service.answer_days = 0;
    CHECK(key_of(offer_service(house.desk(house.secretariat), service)) == "referral.service_numbers_wrong");

    const auto made = draft_referral(house.desk(house.worker), house.care_case.id,
                                     {house.hospital, offered->id, ServiceKind::ReturnToSchool, false, "ตา"});
    REQUIRE(made);
    CHECK(made->kind == ServiceKind::HealthCare);
    CHECK(key_of(draft_referral(house.desk(house.worker), house.care_case.id,
                                {house.third, offered->id, ServiceKind::ReturnToSchool, false, "ตา"})) ==
          "referral.service_unknown");
    REQUIRE(house.step(house.worker, *made, ReferralVerb::CheckBasis, {.words = {}, .basis = house.basis().id}));
    const auto sent = house.step(house.worker, *made, ReferralVerb::Send);
    REQUIRE(sent);
    CHECK(sent->due_at.unix_ms - house.now().unix_ms == 2 * ms_in_day);
}

TEST_CASE("a referral that is drafted twice under one key is one") {
    House house;
    const ReferralForm form{house.hospital, {}, ServiceKind::HealthCare, false, "ขอตรวจสายตา", "a-click"};
    const auto first = draft_referral(house.desk(house.worker), house.care_case.id, form);
    REQUIRE(first);
    CHECK(draft_referral(house.desk(house.worker), house.care_case.id, form)->id == first->id);
    CHECK(referrals_of_case(house.db(), "40", house.care_case.id).size() == 1);
    CHECK(draft_referral(house.desk(house.secretariat), house.care_case.id, form)->id != first->id);
}

TEST_CASE("services come as a Thai dictionary orders them") {
    House house;
    std::vector<std::string> names;
    for (const char* name : {"ตรวจสายตา", "เครื่องช่วยฟัง", "กายภาพบำบัด"})
        REQUIRE(offer_service(house.desk(house.secretariat),
                              {{}, house.hospital, ServiceKind::HealthCare, name, "", "40", 0, 2, true}));
    for (const auto& one : services(house.db(), "40", house.hospital, {}, true))
        names.push_back(one.name_th);
    CHECK(names == std::vector<std::string>{"กายภาพบำบัด", "เครื่องช่วยฟัง", "ตรวจสายตา"});
}

TEST_CASE("an agency does not refer to itself, and says what the child needs") {
    House house;
    CHECK(key_of(draft_referral(house.desk(house.worker), house.care_case.id, {house.school, {}, {}, false, "ก"})) ==
          "referral.same_agency");
    CHECK(key_of(draft_referral(house.desk(house.worker), house.care_case.id, {house.hospital, {}, {}, false, " "})) ==
          "referral.words_missing");
}

TEST_CASE("both agencies' systems are told each step from the sending on, and that the child is to be forgotten") {
    House house;
    const auto hosts = web_call::AllowedHosts::parse("his.example").value();
    const webhooks::Desk desk{house.secretariat, house.db(), house.care.keys, house.care.clock, hosts};
    std::vector<webhooks::WebhookId> systems;
    for (const auto agency : {house.school, house.hospital, house.third})
        systems.push_back(webhooks::ask_webhook(desk, {agency, "https://his.example/"})->webhook.id);
    for (const auto id : systems)
        REQUIRE(webhooks::approve_webhook(desk, id));
    const auto events = [&](std::size_t of) {
        std::vector<std::string> told;
        const auto messages = webhooks::messages_of(desk, systems.at(of)).value();
        for (const auto& message : messages)
            told.insert(told.begin(), message.event);
        return told;
    };
    const auto basis = house.basis();
    house.draft();
    CHECK(events(0).empty());
    const auto referral = house.sent(basis);
    REQUIRE(house.step(house.nurse, referral, ReferralVerb::Receive));
    REQUIRE(house.step(house.nurse, referral, ReferralVerb::RequireAssessment, {.words = "อายุเท่าไร"}));
    REQUIRE(house.step(house.worker, referral, ReferralVerb::AnswerAssessment, {.words = "12"}));
    REQUIRE(withdraw_basis(house.desk(house.worker), basis.id));
    samatcha::referral::forget_child(house.db(), "40", house.care.keys, house.care_case.id, house.now());
    const std::vector<std::string> all{"referral.sent", "referral.received", "referral.assessment_required",
                                       "referral.assessment_answered", "referral.revoked", "referral.erased"};
    CHECK(events(0) == all);
    CHECK(events(1) == all);
    CHECK(events(2).empty());
}

TEST_CASE("who is given a case learns of its open referrals, and the other side that somebody else has it") {
    House house;
    house.sent(house.basis());
    const auto give = [&](access::AccountId worker) {
        REQUIRE(care::assign_case(house.care.by(house.secretariat), house.care_case.id, {worker, {}}));
        house.scheduler.do_due();
    };
    give(house.worker.account); // Whose it is already.
    CHECK(house.told(house.nurse) == std::vector<std::string>{"told_sent"});
    give(house.other_worker.account);
    CHECK(house.told(house.other_worker) == std::vector<std::string>{"told_yours_now"});
    CHECK(house.told(house.nurse) == std::vector<std::string>{"told_new_worker", "told_sent"});
    CHECK(house.told(house.stranger).empty());
}
