#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "modules/access/actor.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>

namespace samatcha::webhooks {

using access::AgencyId;
using WebhookId = Id<struct WebhookTag>;

/// Nothing is sent but to an approved one.
BOOST_DEFINE_ENUM_CLASS(WebhookState, Asked, Approved, Ended)

/// Where an agency's system wants to be told.
struct Webhook {
    WebhookId id;
    AgencyId agency;
    std::string address;
    WebhookState state = WebhookState::Asked;
    access::AccountId asked_by;
    Instant asked_at;
    std::optional<access::AccountId> approved_by;
    std::optional<Instant> approved_at;
    std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(Webhook, (),
                      (id, agency, address, state, asked_by, asked_at, approved_by, approved_at,
                       ended_at))

} // namespace samatcha::webhooks
