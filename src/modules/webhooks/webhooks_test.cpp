// What waits, what is tried again and what is dead, on a real database; systems that answer are in
// tests/webhooks_test.py.

#include "base/thai_time.hpp"
#include "modules/care/test_care.hpp"
#include "modules/notices/records.hpp"
#include "modules/partners/records.hpp"
#include "modules/webhooks/actions.hpp"
#include "modules/webhooks/courier.hpp"
#include "modules/webhooks/records.hpp"
#include "modules/webhooks/signature.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

using namespace samatcha;
using namespace samatcha::webhooks;
using care::key_of;

namespace {

constexpr AgencyId agency{7}, other_agency{8};
constexpr const char* nobody_there = "http://127.0.0.1:1/hooks";

struct Office {
    care::TestCare care;
    web_call::AllowedHosts hosts =
        web_call::AllowedHosts::parse("127.0.0.1:1, his.example").value();
    std::string public_address = "https://samatcha.example";
    std::vector<std::string> log;
    Courier courier{{care.test.database(), care.clock, care.keys, hosts, public_address},
                    [this](auto, auto what) { log.emplace_back(what); }};

    Office() {
        for (const auto id : {agency, other_agency}) {
            partners::Agency made;
            made.id = id;
            made.name_th = "หน่วยงาน " + std::to_string(id.value);
            made.area_code = "40";
            REQUIRE(partners::insert_agency(db(), "40", made));
        }
    }
    database::Connection& db() { return care.db(); }
    Desk by(const access::Actor& actor) { return {actor, db(), care.keys, care.clock, hosts}; }
    Webhook approved(const char* address = nobody_there) {
        const auto asked = ask_webhook(by(care.coordinator), {agency, address});
        REQUIRE(asked);
        return approve_webhook(by(care.secretariat), asked->webhook.id).value();
    }
    void tell(std::int64_t referral = 17) {
        const std::array agencies{agency, other_agency, agency};
        tell_systems(db(), "40", agencies, "referral.sent", referral, care.clock.now());
    }
    std::vector<Message> messages(const Webhook& webhook) {
        return messages_of(by(care.secretariat), webhook.id).value();
    }
    std::int64_t notices_of(const access::Actor& actor) {
        return notices::records::count_unread(db(), "40", actor.account);
    }
};

} // namespace

TEST_CASE("a signature is that of Standard Webhooks") {
    const auto headers =
        signed_headers("whsec_plJ3nmyCDGBKInavdOK15jsl", "msg_loFOjxBNrRLzqYUf",
                       {1'731'705'121'000}, R"({"event_type":"ping","data":{"success":true}})");
    CHECK(headers.at(1) == "webhook-id: msg_loFOjxBNrRLzqYUf");
    CHECK(headers.at(2) == "webhook-timestamp: 1731705121");
    CHECK(headers.at(3) == "webhook-signature: v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=");
    CHECK(new_secret().size() == 6 + 44);
    CHECK(new_secret() != new_secret());
}

TEST_CASE("a message holds an id and a link, and the same bytes each time") {
    Message message;
    message.event = "referral.accepted";
    message.subject = 17;
    message.happened_at = {1'795'662'000'042};
    CHECK(wire_body(message, "https://samatcha.example") ==
          R"({"type":"referral.accepted","timestamp":"2026-11-26T03:00:00.042Z",)"
          R"("data":{"referral":"17","link":"https://samatcha.example/referrals/17"}})");
    message.attempts = 3;
    CHECK(wire_body(message, "").find("link") == std::string::npos);
    CHECK(wire_id("40", MessageId{5}) == "40.5");
}

TEST_CASE("a coordinator asks for the own agency, at a host that the operator allows") {
    Office office;
    CHECK(ask_webhook(office.by(office.care.coordinator), {agency, "https://his.example/hooks"}));
    CHECK(ask_webhook(office.by(office.care.secretariat), {other_agency, "https://his.example/"}));
    CHECK(key_of(ask_webhook(office.by(office.care.secretariat), {AgencyId{9}, nobody_there})) ==
          "partners.agency_unknown");
    struct Refusal {
        const access::Actor& actor;
        WebhookForm form;
        const char* key;
    };
    const std::vector<Refusal> refusals{
        {office.care.coordinator, {other_agency, nobody_there}, "webhooks.not_yours"},
        {office.care.worker, {agency, nobody_there}, "webhooks.not_yours"},
        {office.care.coordinator, {agency, "https://10.0.0.1/"}, "webhooks.host_not_allowed"},
        {office.care.coordinator, {agency, "http://127.0.0.1:2/"}, "webhooks.host_not_allowed"},
        {office.care.coordinator, {agency, "http://his.example/"}, "web_call.address_wrong"}};
    for (const auto& refusal : refusals)
        CHECK(key_of(ask_webhook(office.by(refusal.actor), refusal.form)) == refusal.key);
}

TEST_CASE("nothing is told before the secretariat approves, nor after the end") {
    Office office;
    const auto asked =
        ask_webhook(office.by(office.care.coordinator), {agency, nobody_there})->webhook;
    office.tell();
    CHECK(key_of(approve_webhook(office.by(office.care.coordinator), asked.id)) ==
          "webhooks.secretariat_only");
    CHECK(key_of(send_trial(office.by(office.care.coordinator), asked.id)) ==
          "webhooks.not_approved");
    CHECK(office.messages(asked).empty());
    REQUIRE(approve_webhook(office.by(office.care.secretariat), asked.id));
    CHECK(key_of(approve_webhook(office.by(office.care.secretariat), asked.id)) ==
          "webhooks.approved");
    office.tell();
    CHECK(office.messages(asked).size() == 1); // Once, though both sides are one agency.
    REQUIRE(end_webhook(office.by(office.care.coordinator), asked.id));
    office.tell();
    CHECK(office.messages(asked).empty());
    CHECK(key_of(renew_secret(office.by(office.care.coordinator), asked.id)) == "webhooks.ended");
    CHECK(records::secret_of(office.db(), "40", office.care.keys, asked.id).value().empty());
}

TEST_CASE("another agency's webhook does not exist") {
    Office office;
    const auto webhook = office.approved();
    auto stranger = care::actor_of(access::Role::CaseWorker, 40, other_agency.value);
    office.care.enter(stranger);
    care::set_duty(office.db(), "40", stranger.account, care::CareDuty::Coordinator, true);
    for (const auto& actor : {stranger, office.care.worker}) {
        CHECK(seen_webhooks(office.by(actor)).empty());
        CHECK(key_of(messages_of(office.by(actor), webhook.id)) == "webhooks.unknown");
        CHECK(key_of(renew_secret(office.by(actor), webhook.id)) == "webhooks.unknown");
        CHECK(key_of(end_webhook(office.by(actor), webhook.id)) == "webhooks.unknown");
        CHECK(key_of(send_again(office.by(actor), webhook.id, MessageId{1})) == "webhooks.unknown");
    }
    CHECK(seen_webhooks(office.by(office.care.coordinator)).size() == 1);
}

TEST_CASE("an event is there only with what it tells") {
    Office office;
    const auto webhook = office.approved();
    const auto failed = database::transaction(office.db(), [&]() -> Result<void> {
        office.tell();
        return failure(ErrorCode::Conflict, "referral.changed_meanwhile");
    });
    CHECK_FALSE(failed);
    CHECK(office.messages(webhook).empty());
}

TEST_CASE("a secret is in the database only sealed, and a new one is good alone") {
    Office office;
    const auto asked =
        ask_webhook(office.by(office.care.coordinator), {agency, nobody_there}).value();
    const auto raw = office.db().find("SELECT secret FROM webhook", {},
                                      [](const auto& row) { return row.bytes(0); });
    CHECK(std::string(raw->begin(), raw->end()).find(asked.secret) == std::string::npos);
    CHECK(records::secret_of(office.db(), "40", office.care.keys, asked.webhook.id).value() ==
          asked.secret);
    const auto renewed = renew_secret(office.by(office.care.coordinator), asked.webhook.id).value();
    CHECK(renewed.secret != asked.secret);
    CHECK(records::secret_of(office.db(), "40", office.care.keys, asked.webhook.id).value() ==
          renewed.secret);
}

TEST_CASE("what nobody takes is tried later and later, then dead, and people are told once a day") {
    Office office;
    const auto elsewhere = care::actor_of(access::Role::CaseWorker, 40, other_agency.value);
    office.care.enter(elsewhere);
    care::set_duty(office.db(), "40", elsewhere.account, care::CareDuty::Coordinator, true);
    const auto webhook = office.approved();
    office.tell(17);
    office.tell(18);
    CHECK(office.courier.deliver_due() == 0);
    CHECK(office.log.size() == 1); // The second waits with the first.
    CHECK(office.courier.deliver_due() == 0);
    CHECK(office.log.size() == 1);
    for (int i = 0; i < 3 * delivery_attempts_max; ++i) {
        office.care.clock.advance_ms(2 * ms_in_day);
        office.courier.deliver_due();
    }
    for (const auto& message : office.messages(webhook)) {
        CHECK(message.state == MessageState::Dead);
        CHECK(message.attempts == delivery_attempts_max);
        CHECK(message.last_status == 0);
    }
    CHECK(office.notices_of(office.care.coordinator) >= 1);
    CHECK(office.notices_of(office.care.coordinator) <= 2);
    CHECK(office.notices_of(office.care.secretariat) >= 1);
    CHECK(office.notices_of(office.care.worker) == 0);
    CHECK(office.notices_of(elsewhere) == 0);
}

TEST_CASE("a dead message is sent again under its id, and what ended long ago is gone") {
    Office office;
    const auto webhook = office.approved();
    office.tell();
    for (int i = 0; i < delivery_attempts_max; ++i) {
        office.courier.deliver_due();
        office.care.clock.advance_ms(2 * ms_in_day);
    }
    const auto dead = office.messages(webhook).at(0);
    REQUIRE(dead.state == MessageState::Dead);
    REQUIRE(send_again(office.by(office.care.coordinator), webhook.id, dead.id));
    const auto again = office.messages(webhook).at(0);
    CHECK(again.id == dead.id);
    CHECK(again.state == MessageState::Queued);
    CHECK(again.attempts == 0);
    CHECK(key_of(send_again(office.by(office.care.coordinator), webhook.id, MessageId{1})) ==
          "webhooks.message_unknown");
    office.care.clock.advance_ms(100 * ms_in_day);
    remove_old_messages("40", office.db(), office.care.clock);
    CHECK(office.messages(webhook).size() == 1); // It waits.
    for (int i = 0; i < delivery_attempts_max; ++i) {
        office.courier.deliver_due();
        office.care.clock.advance_ms(2 * ms_in_day);
    }
    office.care.clock.advance_ms(100 * ms_in_day);
    remove_old_messages("40", office.db(), office.care.clock);
    CHECK(office.messages(webhook).empty());
}

TEST_CASE("a host that the operator allows no more is not called") {
    Office office;
    const auto webhook = office.approved();
    const auto allowed = office.hosts;
    office.hosts = {};
    office.tell();
    office.courier.deliver_due();
    CHECK(office.log == std::vector<std::string>{"the host is not allowed any more"});
    CHECK(office.messages(webhook).at(0).attempts == 1);
    office.hosts = allowed;
    const auto asked =
        ask_webhook(office.by(office.care.coordinator), {agency, nobody_there})->webhook;
    office.hosts = {};
    CHECK(key_of(approve_webhook(office.by(office.care.secretariat), asked.id)) ==
          "webhooks.host_not_allowed");
}
