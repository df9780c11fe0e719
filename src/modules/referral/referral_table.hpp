#pragma once

#include "base/result.hpp"
#include "modules/care/case_scope.hpp"
#include "modules/referral/referral.hpp"

#include <span>
#include <vector>

namespace samatcha::referral {

/// What is done to a referral.
BOOST_DEFINE_ENUM_CLASS(ReferralVerb, Draft, CheckBasis, Send, Receive, Accept, Waitlist, RequireAssessment,
                        AnswerAssessment, Reject, PassOn, Start, Finish, Acknowledge, Revoke,
                        Remind, ///< By the program: whoever's turn it is, and of an expired one the lead unit.
                        Expire) ///< By the program: nobody answered in time; the lead unit is told.

/// What an actor is to a referral; several at once.
BOOST_DEFINE_ENUM_CLASS(ReferralPart,
                        Sender,    ///< Who works the case, or coordinates its agency's.
                        Recipient, ///< Who receives for the agency that it was sent to.
                        LeadUnit,  ///< The secretariat.
                        Program)   ///< What falls due, or follows from a withdrawn basis.
constexpr unsigned bit_of(ReferralPart part) { return 1U << static_cast<unsigned>(part); }

/// 0: the referral does not exist for the actor. `sees_case` as care::sees says.
unsigned parts_in(const access::Actor&, bool sees_case, const Referral&);

/// One cell: who may do what when, and where it leads.
struct ReferralCell {
    ReferralState from;
    ReferralVerb verb;
    ReferralState to;
    unsigned who;
};

/// The life cycle (spec-children.md), the only place that knows it. It can be revoked only before it is done.
std::span<const ReferralCell> referral_table();

/// Fails with Forbidden (referral.verb_not_yours) or Conflict (referral.verb_out_of_turn).
Result<ReferralCell> cell_of(ReferralState, ReferralVerb, unsigned parts);

/// What somebody may do with a referral now.
std::vector<ReferralVerb> verbs_of(ReferralState, unsigned parts);

} // namespace samatcha::referral
