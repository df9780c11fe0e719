#include "modules/webhooks/routes.hpp"

namespace samatcha::webhooks {

struct WebhooksView {
    std::vector<std::string> hosts; ///< That the operator allows.
    std::vector<Webhook> webhooks;  ///< Latest first.
};
BOOST_DESCRIBE_STRUCT(WebhooksView, (), (hosts, webhooks))

void add_routes(access::Api& api, const vault::KeyRing& keys, const web_call::AllowedHosts& hosts) {
    using access::Call;
    using access::Right;
    const auto desk = [&keys, &hosts](Call& call) {
        return Desk{call.actor, call.db, keys, call.clock, hosts};
    };
    const auto webhook = [](Call& call) { return call.id<WebhookId>("id"); };

    api.get("/webhooks", Right::CoordinateCare,
            [desk, &hosts](Call& call) -> Result<WebhooksView> {
                return WebhooksView{hosts.hosts(), seen_webhooks(desk(call))};
            },
            {.summary = "Where agencies' systems are told what happens"});
    api.post("/webhooks", Right::CoordinateCare,
             [desk](Call& call, WebhookForm form) -> Result<ShownSecret> {
                 return ask_webhook(desk(call), form);
             },
             {.summary = "Ask that an agency's system be told; answers the secret, this once",
              .success = 201});
    api.post("/webhooks/{id}/approval", Right::ManageAgencies,
             [desk, webhook](Call& call) -> Result<Webhook> {
                 return approve_webhook(desk(call), TRY(webhook(call)));
             },
             {.summary = "Let an agency's system be told"});
    api.post("/webhooks/{id}/secret", Right::CoordinateCare,
             [desk, webhook](Call& call) -> Result<ShownSecret> {
                 return renew_secret(desk(call), TRY(webhook(call)));
             },
             {.summary = "A new secret, shown this once; the old one is good for nothing"});
    api.remove("/webhooks/{id}", Right::CoordinateCare,
               [desk, webhook](Call& call) -> Result<void> {
                   return end_webhook(desk(call), TRY(webhook(call)));
               },
               {.summary = "Tell this system nothing any more"});
    api.post("/webhooks/{id}/trial", Right::CoordinateCare,
             [desk, webhook](Call& call) -> Result<void> {
                 return send_trial(desk(call), TRY(webhook(call)));
             },
             {.summary = "Send an event that tells of nothing"});
    api.get("/webhooks/{id}/messages", Right::CoordinateCare,
            [desk, webhook](Call& call) -> Result<std::vector<Message>> {
                return messages_of(desk(call), TRY(webhook(call)));
            },
            {.summary = "What it was told or is to be, latest first, at most 50"});
    api.post("/webhooks/{id}/messages/{message}/again", Right::CoordinateCare,
             [desk, webhook](Call& call) -> Result<void> {
                 return send_again(desk(call), TRY(webhook(call)),
                                   TRY(call.id<MessageId>("message")));
             },
             {.summary = "Send a message again, under its old id"});
}

} // namespace samatcha::webhooks
