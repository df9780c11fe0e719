#include "modules/referral/routes.hpp"

#include "modules/referral/referral_view.hpp"

#include <utility>

namespace samatcha::referral {

struct ServicesQuery {
    std::optional<AgencyId> agency_id;
    std::optional<ServiceKind> kind;
    std::optional<bool> closed_too;
};
BOOST_DESCRIBE_STRUCT(ServicesQuery, (), (agency_id, kind, closed_too))

struct BasisView {
    LegalBasisId id;
    BasisForm form;
    Instant recorded_at;
    std::optional<Instant> withdrawn_at;
    bool stands = false;
};
BOOST_DESCRIBE_STRUCT(BasisView, (), (id, form, recorded_at, withdrawn_at, stands))

/// Where the next page begins: after the last line of this one.
struct PlaceQuery {
    std::optional<std::int64_t> after_at;
    std::optional<std::int64_t> after_id;
};
BOOST_DESCRIBE_STRUCT(PlaceQuery, (), (after_at, after_id))

struct SentQuery {
    std::optional<Turn> turn; ///< Whose it is; the sender's, if missing.
    std::optional<std::int64_t> after_at;
    std::optional<std::int64_t> after_id;
};
BOOST_DESCRIBE_STRUCT(SentQuery, (), (turn, after_at, after_id))

struct ReferralLines {
    std::vector<ReferralLine> referrals; ///< The longest waiting first, at most 50.
};
BOOST_DESCRIBE_STRUCT(ReferralLines, (), (referrals))

namespace {

using access::Call;
using access::Right;

constexpr std::size_t lines_max = 50;

std::string topic_of(std::string_view province, AgencyId agency) {
    return "referrals/" + std::string(province) + "/" + std::to_string(agency.value);
}

Desk desk_of(Call& call, const vault::KeyRing& keys) { return {call.actor, call.db, keys, call.clock}; }

template <class Query>
std::optional<Place> place_of(const Query& query) {
    if (!query.after_at || !query.after_id)
        return std::nullopt;
    return Place{{*query.after_at}, ReferralId{*query.after_id}};
}

BasisView view_of(LegalBasis basis, Instant now) {
    const bool stands = basis.stands(now);
    return {basis.id, std::move(basis.form), basis.recorded_at, basis.withdrawn_at, stands};
}

void add_service_routes(access::Api& api, const vault::KeyRing& keys) {
    api.get(
        "/services", Right::ReadAgencies,
        [](Call& call, ServicesQuery query) -> Result<std::vector<Service>> {
            return services(call.db, call.actor.province, query.agency_id, query.kind,
                            !query.closed_too.value_or(false));
        },
        {.summary = "What agencies offer to children"});
    api.post(
        "/services", Right::CoordinateCare,
        [&keys](Call& call, Service service) -> Result<Service> {
            return offer_service(desk_of(call, keys), std::move(service));
        },
        {.summary = "Offer a service of one's agency", .success = 201});
    api.put(
        "/services/{id}", Right::CoordinateCare,
        [&keys](Call& call, Service service) -> Result<Service> {
            service.id = TRY(call.id<ServiceId>("id"));
            return change_service(desk_of(call, keys), std::move(service));
        },
        {.summary = "Change or close a service"});
}

void add_basis_routes(access::Api& api, const vault::KeyRing& keys, http::EventHub& hub) {
    api.get(
        "/cases/{id}/legal-bases", Right::ReceiveReferrals,
        [&keys](Call& call) -> Result<std::vector<BasisView>> {
            const auto desk = desk_of(call, keys);
            std::vector<BasisView> views;
            for (auto& basis : TRY(seen_bases(desk, TRY(call.id<care::CareCaseId>("id")))))
                views.push_back(view_of(std::move(basis), call.clock.now()));
            return views;
        },
        {.summary = "Consents and other legal bases of a case, latest first"});
    api.post(
        "/cases/{id}/legal-bases", Right::ReceiveReferrals,
        [&keys](Call& call, BasisForm form) -> Result<BasisView> {
            return view_of(TRY(record_basis(desk_of(call, keys), TRY(call.id<care::CareCaseId>("id")),
                                            std::move(form))),
                           call.clock.now());
        },
        {.summary = "Record on what basis what may be shared with whom", .success = 201});
    api.post(
        "/legal-bases/{id}/withdrawal", Right::ReceiveReferrals,
        [&keys, &hub](Call& call) -> Result<void> {
            for (auto& ended : TRY(withdraw_basis(desk_of(call, keys), TRY(call.id<LegalBasisId>("id")))))
                call.after_commit.push_back([&hub, province = call.actor.province, ended = std::move(ended)] {
                    tell_listeners(hub, province, ended);
                });
            return {};
        },
        {.summary = "Withdraw it: the recipient's access ends at once"});
}

void add_referral_routes(access::Api& api, const vault::KeyRing& keys, http::EventHub& hub) {
    api.get(
        "/cases/{id}/referrals", Right::ReceiveReferrals,
        [&keys](Call& call) -> Result<ReferralLines> {
            return ReferralLines{
                TRY(lines_of_case(desk_of(call, keys), TRY(call.id<care::CareCaseId>("id"))))};
        },
        {.summary = "All referrals of a case, latest first"});
    api.post(
        "/cases/{id}/referrals", Right::ReceiveReferrals,
        [&keys](Call& call, ReferralForm form) -> Result<ReferralView> {
            const auto desk = desk_of(call, keys);
            return view_of(
                desk, TRY(draft_referral(desk, TRY(call.id<care::CareCaseId>("id")), std::move(form))).id);
        },
        {.summary = "Begin a referral; nothing is shared yet", .success = 201});
    api.get(
        "/referrals/inbox", Right::ReceiveReferrals,
        [&keys](Call& call, PlaceQuery query) -> Result<ReferralLines> {
            const auto desk = desk_of(call, keys);
            if (!call.actor.agency)
                return ReferralLines{};
            return ReferralLines{TRY(lines_of(desk,
                                              inbox(call.db, call.actor.province, *call.actor.agency,
                                                    call.clock.now(), place_of(query), lines_max),
                                              Audience::Recipient))};
        },
        {.summary = "What waits for one's agency, the longest waiting first"});
    api.get(
        "/referrals/sent", Right::ReceiveReferrals,
        [&keys](Call& call, SentQuery query) -> Result<ReferralLines> {
            const auto desk = desk_of(call, keys);
            return ReferralLines{TRY(lines_of(
                desk, sent_of(desk, query.turn.value_or(Turn::Sender), place_of(query), lines_max),
                Audience::Sender))};
        },
        {.summary = "What one sent, or one's agency when one coordinates it"});
    api.get(
        "/referrals/expired", Right::ReceiveReferrals,
        [&keys](Call& call, PlaceQuery query) -> Result<ReferralLines> {
            const auto desk = desk_of(call, keys);
            return ReferralLines{TRY(
                lines_of(desk, TRY(expired_of(desk, place_of(query), lines_max)), Audience::Sender))};
        },
        {.summary = "What no agency answered in time: the lead unit's"});
    api.get(
        "/referrals/events", Right::CoordinateCare,
        [](Call& call) -> Result<http::Response> {
            http::Response response;
            response.body = http::EventBody{
                {topic_of(call.actor.province, call.actor.agency.value_or(AgencyId{}))}, {}};
            return response;
        },
        {.summary = "Server-sent events 'referral', each the id of one that changed",
         .produces = "text/event-stream"});
    api.get(
        "/referrals/{id}", Right::ReceiveReferrals,
        [&keys](Call& call) -> Result<ReferralView> {
            return view_of(desk_of(call, keys), TRY(call.id<ReferralId>("id")));
        },
        {.summary = "One referral: of the child, what is shared now"});
    api.post(
        "/referrals/{id}/steps", Right::ReceiveReferrals,
        [&keys, &hub](Call& call, ReferralStep step) -> Result<ReferralView> {
            const auto desk = desk_of(call, keys);
            auto gone = TRY(take_step(desk, TRY(call.id<ReferralId>("id")), std::move(step)));
            const auto id = gone.id;
            call.after_commit.push_back([&hub, province = call.actor.province, gone = std::move(gone)] {
                tell_listeners(hub, province, gone);
            });
            return view_of(desk, id);
        },
        {.summary = "Take the next step with a referral"});
}

} // namespace

void tell_listeners(http::EventHub& hub, std::string_view province, const Referral& referral) {
    const auto id = std::to_string(referral.id.value);
    for (const auto agency : {referral.from_agency, referral.to_agency})
        hub.publish(topic_of(province, agency), "referral", id);
}

void add_routes(access::Api& api, const vault::KeyRing& keys, http::EventHub& hub) {
    add_service_routes(api, keys);
    add_basis_routes(api, keys, hub);
    add_referral_routes(api, keys, hub);
}

} // namespace samatcha::referral
