#pragma once

#include "modules/webhooks/webhook.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace samatcha::webhooks {

using MessageId = Id<struct WebhookMessageTag>;

/// queued -> delivered or dead; a person may send either again, under the same id.
BOOST_DEFINE_ENUM_CLASS(MessageState, Queued, Delivered, Dead)

/// One event for one webhook.
struct Message {
    MessageId id;
    WebhookId webhook;
    std::string event;        ///< "referral.accepted"
    std::int64_t subject = 0; ///< The referral's id; 0: a trial.
    MessageState state = MessageState::Queued;
    int attempts = 0;
    int last_status = 0; ///< What the system answered; 0: nothing yet, or it was not reached.
    Instant happened_at;
    Instant try_at;
    std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (id, webhook, event, subject, state, attempts, last_status, happened_at,
                       try_at, ended_at))

inline constexpr std::string_view trial_event = "webhook.trial";

/// How often a message is tried, over some two days; then it is dead.
inline constexpr int delivery_attempts_max = 9;
/// How long to wait after so many failures.
std::int64_t delivery_wait_ms(int failures);

/// "40.17": the same however often it is sent, of no other message.
std::string wire_id(std::string_view province, MessageId);

/// The body, the same bytes each time. Links begin with the public address; without one there is
/// none.
std::string wire_body(const Message&, std::string_view public_address);

} // namespace samatcha::webhooks
