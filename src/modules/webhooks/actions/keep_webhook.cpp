#include "modules/care/case_scope.hpp"
#include "modules/partners/actions.hpp"
#include "modules/webhooks/actions.hpp"
#include "modules/webhooks/records.hpp"
#include "modules/webhooks/signature.hpp"

namespace samatcha::webhooks {

namespace {

/// Of no agency: of all.
struct Keeper {
    bool is_one = false;
    std::optional<AgencyId> agency{};
    bool keeps(AgencyId of) const { return is_one && (!agency || *agency == of); }
};

Keeper keeper_of(const Desk& desk) {
    const auto scope = care::scope_of(desk.db, desk.actor);
    if (scope.reach == care::Reach::Province)
        return {true};
    if (scope.reach == care::Reach::Agency)
        return {true, scope.agency};
    return {};
}

Result<Webhook> kept(const Desk& desk, WebhookId id) {
    auto webhook = records::find_webhook(desk.db, desk.province(), id);
    if (!webhook || !keeper_of(desk).keeps(webhook->agency))
        return failure(ErrorCode::NotFound, "webhooks.unknown");
    return std::move(*webhook);
}

Result<Webhook> standing(const Desk& desk, WebhookId id) {
    auto webhook = TRY(kept(desk, id));
    if (webhook.state == WebhookState::Ended)
        return failure(ErrorCode::Conflict, "webhooks.ended");
    return webhook;
}

Result<Webhook> approved(const Desk& desk, WebhookId id) {
    auto webhook = TRY(standing(desk, id));
    if (webhook.state != WebhookState::Approved)
        return failure(ErrorCode::Conflict, "webhooks.not_approved");
    return webhook;
}

Result<void> check_host(const Desk& desk, const web_call::WebAddress& address) {
    if (!desk.hosts.allow(address))
        return failure(ErrorCode::InvalidInput, "webhooks.host_not_allowed",
                       {{"host", address.host}});
    return {};
}

constexpr std::size_t messages_shown_max = 50;

} // namespace

Result<ShownSecret> ask_webhook(const Desk& desk, const WebhookForm& form) {
    if (!keeper_of(desk).keeps(form.agency))
        return failure(ErrorCode::Forbidden, "webhooks.not_yours");
    TRY(partners::agency(desk.db, desk.province(), form.agency));
    const auto address = TRY(web_call::WebAddress::parse(form.address));
    TRY(check_host(desk, address));
    ShownSecret shown;
    shown.webhook.id = WebhookId{new_id()};
    shown.webhook.agency = form.agency;
    shown.webhook.address = address.text;
    shown.webhook.asked_by = desk.actor.account;
    shown.webhook.asked_at = desk.clock.now();
    shown.secret = new_secret();
    records::insert_webhook(desk.db, desk.province(), desk.keys, shown.webhook, shown.secret);
    return shown;
}

Result<Webhook> approve_webhook(const Desk& desk, WebhookId id) {
    auto webhook = TRY(standing(desk, id));
    if (!desk.actor.may(access::Right::ManageAgencies))
        return failure(ErrorCode::Forbidden, "webhooks.secretariat_only");
    if (webhook.state == WebhookState::Approved)
        return failure(ErrorCode::Conflict, "webhooks.approved");
    TRY(check_host(desk, TRY(web_call::WebAddress::parse(webhook.address))));
    webhook.state = WebhookState::Approved;
    webhook.approved_by = desk.actor.account;
    webhook.approved_at = desk.clock.now();
    records::update_webhook(desk.db, desk.province(), webhook);
    return webhook;
}

Result<ShownSecret> renew_secret(const Desk& desk, WebhookId id) {
    ShownSecret shown{TRY(standing(desk, id)), new_secret()};
    records::set_secret(desk.db, desk.province(), desk.keys, id, shown.secret);
    return shown;
}

Result<void> end_webhook(const Desk& desk, WebhookId id) {
    auto webhook = TRY(standing(desk, id));
    webhook.state = WebhookState::Ended;
    webhook.ended_at = desk.clock.now();
    records::update_webhook(desk.db, desk.province(), webhook);
    records::set_secret(desk.db, desk.province(), desk.keys, id, {});
    records::remove_queued(desk.db, desk.province(), id);
    return {};
}

Result<void> send_trial(const Desk& desk, WebhookId id) {
    TRY(approved(desk, id));
    Message trial;
    trial.id = MessageId{new_id()};
    trial.webhook = id;
    trial.event = trial_event;
    trial.happened_at = trial.try_at = desk.clock.now();
    records::insert_message(desk.db, desk.province(), trial);
    return {};
}

Result<void> send_again(const Desk& desk, WebhookId id, MessageId message_id) {
    TRY(approved(desk, id));
    auto message = records::find_message(desk.db, desk.province(), id, message_id);
    if (!message)
        return failure(ErrorCode::NotFound, "webhooks.message_unknown");
    message->state = MessageState::Queued;
    message->attempts = 0;
    message->try_at = desk.clock.now();
    message->ended_at.reset();
    records::update_message(desk.db, desk.province(), *message);
    return {};
}

std::vector<Webhook> seen_webhooks(const Desk& desk) {
    const auto keeper = keeper_of(desk);
    return keeper.is_one ? records::webhooks(desk.db, desk.province(), keeper.agency)
                         : std::vector<Webhook>{};
}

Result<std::vector<Message>> messages_of(const Desk& desk, WebhookId id) {
    TRY(kept(desk, id));
    return records::messages(desk.db, desk.province(), id, messages_shown_max);
}

} // namespace samatcha::webhooks
