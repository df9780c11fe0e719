#pragma once

// Every verb of the webhooks. An agency's are its coordinator's and the secretariat's; to all
// others they do not exist.

#include "modules/access/actor.hpp"
#include "modules/webhooks/message.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/web_call/web_address.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::webhooks {

/// What every verb needs.
struct Desk {
    const access::Actor& actor;
    database::Connection& db;
    const vault::KeyRing& keys;
    const Clock& clock;
    const web_call::AllowedHosts& hosts;
    const std::string& province() const { return actor.province; }
};

struct WebhookForm {
    AgencyId agency;
    std::string address;
};
BOOST_DESCRIBE_STRUCT(WebhookForm, (), (agency, address))

/// With its secret, which is shown this once.
struct ShownSecret {
    Webhook webhook;
    std::string secret;
};
BOOST_DESCRIBE_STRUCT(ShownSecret, (), (webhook, secret))

/// Fails with Forbidden (webhooks.not_yours), NotFound (partners.agency_unknown), InvalidInput
/// (web_call.address_wrong, webhooks.host_not_allowed).
Result<ShownSecret> ask_webhook(const Desk&, const WebhookForm&);

/// All that follow fail with NotFound (webhooks.unknown) for whom they do not exist, and with
/// Conflict (webhooks.ended).

/// By the secretariat. Fails with Forbidden (webhooks.secretariat_only) or Conflict
/// (webhooks.approved).
Result<Webhook> approve_webhook(const Desk&, WebhookId);
/// The old one is good for nothing at once.
Result<ShownSecret> renew_secret(const Desk&, WebhookId);
/// Also how the secretariat refuses. What waits for it is never sent.
Result<void> end_webhook(const Desk&, WebhookId);
/// An event that tells of nothing, so that its people see it arrive. Fails with Conflict
/// (webhooks.not_approved).
Result<void> send_trial(const Desk&, WebhookId);
/// A message that was delivered or is dead, under its old id. Fails with NotFound
/// (webhooks.message_unknown) or Conflict (webhooks.not_approved).
Result<void> send_again(const Desk&, WebhookId, MessageId);

/// Latest first.
std::vector<Webhook> seen_webhooks(const Desk&);
Result<std::vector<Message>> messages_of(const Desk&, WebhookId);

/// For other modules: an event for each approved webhook of these agencies, in the caller's
/// transaction.
void tell_systems(database::Connection&, std::string_view province, std::span<const AgencyId>,
                  std::string_view event, std::int64_t subject, Instant now);

/// What ended long ago goes: for the upkeep of each day.
void remove_old_messages(std::string_view province, database::Connection&, const Clock&);

} // namespace samatcha::webhooks
