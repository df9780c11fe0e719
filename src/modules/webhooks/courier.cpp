#include "modules/webhooks/courier.hpp"

#include "base/thai_time.hpp"
#include "modules/access/records.hpp"
#include "modules/care/records.hpp"
#include "modules/notices/actions.hpp"
#include "modules/webhooks/records.hpp"
#include "modules/webhooks/signature.hpp"
#include "platform/web_call/post.hpp"

#include <exception>

namespace samatcha::webhooks {

namespace {

/// Longer than a call ever takes; then another process may take it.
constexpr std::int64_t claimed_ms =
    2 * std::chrono::milliseconds(web_call::post_time_limit).count();

/// Not only this message is refused: none would be taken.
bool is_system_away(const web_call::Posted& posted) {
    return posted.status == 0 || posted.status == 429 || posted.status >= 500;
}

/// Once a day and webhook, however many messages it is: the coordinators, and the secretariat.
void tell_of_death(database::Connection& db, std::string_view province, const Webhook& webhook,
                   Instant now) {
    std::vector<access::AccountId> told;
    for (const auto id : care::accounts_with_duty(db, province, care::CareDuty::Coordinator))
        if (const auto account = access::records::find_account(db, province, id);
            account && account->agency == webhook.agency)
            told.push_back(id);
    const auto address = web_call::WebAddress::parse(webhook.address);
    const notices::Telling telling{
        "webhook/" + std::to_string(webhook.id.value) + "/dead/" + to_iso(date_in_thailand(now)),
        "webhooks.told_dead",
        {{"host", notices::said(address ? address->host : std::string{})}},
        "/webhooks/" + std::to_string(webhook.id.value),
        notices::Urgency::Soon};
    notices::tell(db, province, told, telling, now);
    notices::tell_role(db, province, access::Role::Secretariat, telling, now);
}

} // namespace

Courier::Courier(Supplies supplies, notices::Scheduler::Log log)
    : m_supplies(supplies), m_log(std::move(log)) {}

Courier::~Courier() {
    stop();
}

void Courier::start() {
    if (m_supplies.hosts.hosts().empty())
        return;
    m_thread = notices::every_second([this] {
        try {
            deliver_due();
        } catch (const std::exception& broken) { // The database is away; the next second may tell.
            m_log("webhook", broken.what());
        }
    });
}

void Courier::stop() {
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
}

int Courier::deliver_due() {
    const auto db = m_supplies.database.connection();
    int taken = 0;
    for (const auto& province : access::records::provinces(*db))
        for (;;) {
            const auto now = m_supplies.clock.now();
            auto message =
                records::claim_message(*db, province.code, now, {now.unix_ms + claimed_ms});
            if (!message)
                break;
            taken += deliver_one(*db, province.code, std::move(*message));
        }
    return taken;
}

bool Courier::deliver_one(database::Connection& db, const std::string& province, Message message) {
    const auto webhook = records::find_webhook(db, province, message.webhook);
    if (!webhook || webhook->state != WebhookState::Approved)
        return false;
    web_call::Posted posted;
    const auto address = web_call::WebAddress::parse(webhook->address);
    const auto secret = records::secret_of(db, province, m_supplies.keys, webhook->id);
    if (!address || !m_supplies.hosts.allow(*address))
        posted.detail = "the host is not allowed any more";
    else if (!secret)
        posted.detail = secret.error().key;
    else {
        const auto body = wire_body(message, m_supplies.public_address);
        posted = web_call::post(
            *address,
            signed_headers(*secret, wire_id(province, message.id), m_supplies.clock.now(), body),
            body);
    }
    const auto now = m_supplies.clock.now();
    ++message.attempts;
    message.last_status = posted.status;
    if (posted.is_taken())
        message.state = MessageState::Delivered;
    else if (message.attempts >= delivery_attempts_max)
        message.state = MessageState::Dead;
    if (message.state == MessageState::Queued)
        message.try_at = {now.unix_ms + delivery_wait_ms(message.attempts)};
    else
        message.ended_at = now;
    database::transaction(db, [&] {
        records::update_message(db, province, message);
        if (message.state == MessageState::Queued && is_system_away(posted))
            records::put_off_all(db, province, webhook->id, message.try_at);
        if (message.state == MessageState::Dead)
            tell_of_death(db, province, *webhook, now);
    });
    if (!posted.is_taken())
        m_log("webhook",
              posted.detail.empty() ? "answered " + std::to_string(posted.status) : posted.detail);
    return posted.is_taken();
}

} // namespace samatcha::webhooks
