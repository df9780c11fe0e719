#pragma once

// The tables of webhooks and their messages; see migrations/.

#include "base/bytes.hpp"
#include "modules/webhooks/message.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/vault/sealed_column.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::webhooks::records {

void insert_webhook(database::Connection&, std::string_view province, const vault::KeyRing&,
                    const Webhook&, std::string_view secret);
void set_secret(database::Connection&, std::string_view province, const vault::KeyRing&, WebhookId,
                std::string_view secret);
Result<std::string> secret_of(database::Connection&, std::string_view province,
                              const vault::KeyRing&, WebhookId);
/// State, who approved it and when it ended.
void update_webhook(database::Connection&, std::string_view province, const Webhook&);
std::optional<Webhook> find_webhook(database::Connection&, std::string_view province, WebhookId);
/// Of an agency, or all; latest first.
std::vector<Webhook> webhooks(database::Connection&, std::string_view province,
                              std::optional<AgencyId>);
std::vector<WebhookId> approved_of(database::Connection&, std::string_view province, AgencyId);

void insert_message(database::Connection&, std::string_view province, const Message&);
std::optional<Message> find_message(database::Connection&, std::string_view province, WebhookId,
                                    MessageId);
/// Latest first.
std::vector<Message> messages(database::Connection&, std::string_view province, WebhookId,
                              std::size_t count_max);

/// The one that waits longest, put off `until` for whoever else looks; whoever dies with it leaves
/// it to be sent again.
std::optional<Message> claim_message(database::Connection&, std::string_view province, Instant now,
                                     Instant until);
/// Its state, attempts, last answer, and when it is tried next.
void update_message(database::Connection&, std::string_view province, const Message&);
/// All that waits for this webhook waits at least so long.
void put_off_all(database::Connection&, std::string_view province, WebhookId, Instant until);
void remove_queued(database::Connection&, std::string_view province, WebhookId);
void remove_ended_before(database::Connection&, std::string_view province, Instant);

/// For the rotation of keys.
std::vector<vault::SealedColumn> sealed_columns();

} // namespace samatcha::webhooks::records
