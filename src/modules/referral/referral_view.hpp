#pragma once

// What somebody is shown of a referral. One place for both sides, so that nobody is shown more by another way.

#include "modules/referral/actions.hpp"

#include <boost/describe.hpp>

namespace samatcha::referral {

struct EventView {
    Instant at;
    ReferralVerb verb = ReferralVerb::Draft;
    ReferralState to = ReferralState::Draft;
    std::string by;         ///< The account's display name; empty: the program.
    AgencyId agency_id;     ///< 0: the lead unit, or the program.
    std::string words;      ///< Empty for who may not see the child now.
};
BOOST_DESCRIBE_STRUCT(EventView, (), (at, verb, to, by, agency_id, words))

/// In lists: initials and village at most, and only where they are shared.
struct ReferralLine {
    ReferralId id;
    ServiceKind kind = ServiceKind::ReturnToSchool;
    bool is_urgent = false;
    ReferralState state = ReferralState::Draft;
    Turn turn = Turn::Nobody;
    AgencyId from_agency_id;
    AgencyId to_agency_id;
    Instant drafted_at;
    std::optional<Instant> sent_at;
    Instant since;
    Instant due_at;
    bool is_overdue = false;
    std::optional<RejectionReason> reason;
    std::optional<ReferralOutcome> outcome;
    std::string initials;
    std::optional<std::int64_t> age;
    std::string village_name;
};
BOOST_DESCRIBE_STRUCT(ReferralLine, (),
                      (id, kind, is_urgent, state, turn, from_agency_id, to_agency_id, drafted_at, sent_at, since,
                       due_at, is_overdue, reason, outcome, initials, age, village_name))

struct ReferralView {
    ReferralLine line;
    std::optional<care::CareCaseId> case_id; ///< For those who see the case.
    std::optional<ServiceId> service_id;
    std::optional<LegalBasisId> basis_id; ///< For those who see the case.
    std::optional<ReferralId> earlier_id;
    std::int64_t escalations = 0;
    std::int64_t version = 0;
    std::vector<ReferralVerb> verbs;     ///< What the reader may do now.
    std::vector<SharedField> fields;     ///< What is shared now; empty when nothing is.
    std::string purpose;
    std::optional<Instant> shared_until;
    std::optional<SharedChild> child;    ///< What the recipient sees, to both sides.
    bool is_access_ended = false;        ///< The recipient saw the child once and does not any more.
    std::vector<EventView> events;
};
BOOST_DESCRIBE_STRUCT(ReferralView, (),
                      (line, case_id, service_id, basis_id, earlier_id, escalations, version, verbs, fields, purpose,
                       shared_until, child, is_access_ended, events))

/// Fails with NotFound (referral.unknown). Logs the reading.
Result<ReferralView> view_of(const Desk&, ReferralId);

/// Of a list for those who were asked (`Audience::Recipient`), or who see the case.
enum class Audience { Recipient, Sender };
Result<std::vector<ReferralLine>> lines_of(const Desk&, const std::vector<Listed>&, Audience);
/// Of the case, for those who see it.
Result<std::vector<ReferralLine>> lines_of_case(const Desk&, care::CareCaseId);

} // namespace samatcha::referral
