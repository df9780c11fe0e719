#pragma once

#include "modules/care/care_case.hpp"
#include "modules/referral/legal_basis.hpp"
#include "modules/referral/service.hpp"

namespace samatcha::referral {

using ReferralId = Id<struct ReferralTag>;

/// How far a referral is (spec-children.md). Acknowledged: the sender has read how it ended.
BOOST_DEFINE_ENUM_CLASS(ReferralState, Draft, BasisChecked, Sent, Received, Waitlisted, AssessmentRequired,
                        Accepted, Started, Done, Rejected, PassedOn, Expired, Acknowledged, Revoked)

BOOST_DEFINE_ENUM_CLASS(RejectionReason, NoPlace, NotOffered, TooFar, NotEligible, NotReached, FamilyDeclined, Other)

/// What became of the child by it.
BOOST_DEFINE_ENUM_CLASS(ReferralOutcome, Enrolled, Working, Helped, PartlyHelped, NotReached, FamilyDeclined)

/// Whose turn it is.
BOOST_DEFINE_ENUM_CLASS(Turn, Sender, Recipient, Nobody)

/// A child's need, handed by one agency to another's inbox.
struct Referral {
    ReferralId id;
    care::CareCaseId case_id;
    std::optional<LegalBasisId> basis; ///< None until checked.
    AgencyId from_agency; ///< 0: the lead unit's, of a case that is no agency's yet.
    AgencyId to_agency;
    access::AccountId sender;
    std::optional<ServiceId> service;
    ServiceKind kind = ServiceKind::ReturnToSchool;
    std::string area_code; ///< The child's subdistrict when it was written.
    bool is_urgent = false;
    ReferralState state = ReferralState::Draft;
    Instant drafted_at;
    std::optional<Instant> sent_at;
    std::optional<Instant> answered_at; ///< Accepted, waitlisted, asked back, rejected or passed on, first.
    Instant since;                      ///< In this state.
    Instant due_at = care::never;       ///< When something follows of itself.
    std::optional<RejectionReason> reason;
    std::optional<ReferralOutcome> outcome;
    std::optional<ReferralId> earlier; ///< The one that was passed on.
    std::int64_t escalations = 0;      ///< How often the lead unit was told.
    std::int64_t version = 1;          ///< Grows by one a step.
};

Turn turn_of(ReferralState);
inline bool is_open(ReferralState state) { return turn_of(state) != Turn::Nobody; }

/// While it is at the recipient, who works with it then; before and after, nobody there sees the child.
bool is_with_recipient(ReferralState);

/// In how many days after a step something follows of itself, where the sender set no limit.
int days_in(ReferralState);

} // namespace samatcha::referral
