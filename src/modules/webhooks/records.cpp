#include "modules/webhooks/records.hpp"

#include "base/json.hpp"

namespace samatcha::webhooks::records {

namespace {

constexpr const char* webhook_table = "webhook";

std::string context_of(std::string_view province, WebhookId id) {
    return vault::sealing_context(province, webhook_table, std::to_string(id.value));
}

Webhook webhook_of(const database::Row& row) {
    Webhook webhook;
    webhook.id = row.id<WebhookId>(0);
    webhook.agency = row.id<AgencyId>(1);
    webhook.address = row.text(2);
    webhook.state = json::enum_from_name<WebhookState>(row.text_view(3)).value();
    webhook.asked_by = row.id<access::AccountId>(4);
    webhook.asked_at = row.instant(5);
    if (const auto by = row.optional_integer(6))
        webhook.approved_by = access::AccountId{*by};
    webhook.approved_at = row.optional_instant(7);
    webhook.ended_at = row.optional_instant(8);
    return webhook;
}

#define SAMATCHA_WEBHOOK_COLUMNS                                                                   \
    "id, agency_id, address, state, asked_by, asked_at, approved_by, approved_at, ended_at"

Message message_of(const database::Row& row) {
    Message message;
    message.id = row.id<MessageId>(0);
    message.webhook = row.id<WebhookId>(1);
    message.event = row.text(2);
    message.subject = row.integer(3);
    message.state = json::enum_from_name<MessageState>(row.text_view(4)).value();
    message.attempts = static_cast<int>(row.integer(5));
    message.last_status = static_cast<int>(row.integer(6));
    message.happened_at = row.instant(7);
    message.try_at = row.instant(8);
    message.ended_at = row.optional_instant(9);
    return message;
}

#define SAMATCHA_MESSAGE_COLUMNS                                                                   \
    "id, webhook_id, event, subject, state, attempts, last_status, happened_at, try_at, ended_at"

} // namespace

void insert_webhook(database::Connection& connection, std::string_view province,
                    const vault::KeyRing& keys, const Webhook& webhook, std::string_view secret) {
    connection.execute(
        "INSERT INTO webhook (province, id, agency_id, address, state, secret, asked_by, asked_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {province, webhook.id, webhook.agency, webhook.address, json::enum_name(webhook.state),
         keys.seal(secret, context_of(province, webhook.id)), webhook.asked_by, webhook.asked_at});
}

void set_secret(database::Connection& connection, std::string_view province,
                const vault::KeyRing& keys, WebhookId id, std::string_view secret) {
    connection.execute("UPDATE webhook SET secret = $3 WHERE province = $1 AND id = $2",
                       {province, id, keys.seal(secret, context_of(province, id))});
}

Result<std::string> secret_of(database::Connection& connection, std::string_view province,
                              const vault::KeyRing& keys, WebhookId id) {
    const auto sealed =
        connection.find("SELECT secret FROM webhook WHERE province = $1 AND id = $2",
                        {province, id}, [](const database::Row& row) { return row.bytes(0); });
    return keys.open(sealed.value_or(Bytes{}), context_of(province, id));
}

void update_webhook(database::Connection& connection, std::string_view province,
                    const Webhook& webhook) {
    connection.execute(
        "UPDATE webhook SET state = $3, approved_by = $4, approved_at = $5, ended_at = $6"
        " WHERE province = $1 AND id = $2",
        {province, webhook.id, json::enum_name(webhook.state), webhook.approved_by,
         webhook.approved_at, webhook.ended_at});
}

std::optional<Webhook> find_webhook(database::Connection& connection, std::string_view province,
                                    WebhookId id) {
    return connection.find("SELECT " SAMATCHA_WEBHOOK_COLUMNS
                           " FROM webhook WHERE province = $1 AND id = $2",
                           {province, id}, webhook_of);
}

std::vector<Webhook> webhooks(database::Connection& connection, std::string_view province,
                              std::optional<AgencyId> agency) {
    if (agency)
        return connection.list("SELECT " SAMATCHA_WEBHOOK_COLUMNS " FROM webhook"
                               " WHERE province = $1 AND agency_id = $2 ORDER BY id DESC",
                               {province, *agency}, webhook_of);
    return connection.list("SELECT " SAMATCHA_WEBHOOK_COLUMNS
                           " FROM webhook WHERE province = $1 ORDER BY id DESC",
                           {province}, webhook_of);
}

std::vector<WebhookId> approved_of(database::Connection& connection, std::string_view province,
                                   AgencyId agency) {
    return connection.list(
        "SELECT id FROM webhook WHERE province = $1 AND agency_id = $2 AND state = 'approved'",
        {province, agency}, [](const database::Row& row) { return row.id<WebhookId>(0); });
}

void insert_message(database::Connection& connection, std::string_view province,
                    const Message& message) {
    connection.execute(
        "INSERT INTO webhook_message (province, id, webhook_id, event, subject, state, attempts,"
        " last_status, happened_at, try_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {province, message.id, message.webhook, message.event, message.subject,
         json::enum_name(message.state), message.attempts, message.last_status, message.happened_at,
         message.try_at});
}

std::optional<Message> find_message(database::Connection& connection, std::string_view province,
                                    WebhookId webhook, MessageId id) {
    return connection.find("SELECT " SAMATCHA_MESSAGE_COLUMNS " FROM webhook_message"
                           " WHERE province = $1 AND id = $2 AND webhook_id = $3",
                           {province, id, webhook}, message_of);
}

std::vector<Message> messages(database::Connection& connection, std::string_view province,
                              WebhookId webhook, std::size_t count_max) {
    return connection.list("SELECT " SAMATCHA_MESSAGE_COLUMNS " FROM webhook_message"
                           " WHERE province = $1 AND webhook_id = $2 ORDER BY id DESC LIMIT $3",
                           {province, webhook, count_max}, message_of);
}

std::optional<Message> claim_message(database::Connection& connection, std::string_view province,
                                     Instant now, Instant until) {
    auto message = connection.find("SELECT " SAMATCHA_MESSAGE_COLUMNS " FROM webhook_message"
                                   " WHERE province = $1 AND state = 'queued' AND try_at <= $2"
                                   " ORDER BY try_at, id LIMIT 1",
                                   {province, now}, message_of);
    if (message &&
        connection.execute("UPDATE webhook_message SET try_at = $3"
                           " WHERE province = $1 AND id = $2 AND state = 'queued' AND try_at = $4",
                           {province, message->id, until, message->try_at}) != 1)
        return std::nullopt;
    return message;
}

void update_message(database::Connection& connection, std::string_view province,
                    const Message& message) {
    connection.execute("UPDATE webhook_message SET state = $3, attempts = $4, last_status = $5, "
                       "try_at = $6, ended_at = $7"
                       " WHERE province = $1 AND id = $2",
                       {province, message.id, json::enum_name(message.state), message.attempts,
                        message.last_status, message.try_at, message.ended_at});
}

void put_off_all(database::Connection& connection, std::string_view province, WebhookId webhook,
                 Instant until) {
    connection.execute(
        "UPDATE webhook_message SET try_at = $3"
        " WHERE province = $1 AND webhook_id = $2 AND state = 'queued' AND try_at < $3",
        {province, webhook, until});
}

void remove_queued(database::Connection& connection, std::string_view province, WebhookId webhook) {
    connection.execute(
        "DELETE FROM webhook_message WHERE province = $1 AND webhook_id = $2 AND state = 'queued'",
        {province, webhook});
}

void remove_ended_before(database::Connection& connection, std::string_view province,
                         Instant before) {
    connection.execute("DELETE FROM webhook_message WHERE province = $1 AND ended_at < $2",
                       {province, before});
}

std::vector<vault::SealedColumn> sealed_columns() {
    return {{webhook_table, "secret", {"id"}, {"id"}}};
}

} // namespace samatcha::webhooks::records
