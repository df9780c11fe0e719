#include "modules/referral/referral_table.hpp"

namespace samatcha::referral {

namespace {

constexpr unsigned sender = bit_of(ReferralPart::Sender);
constexpr unsigned recipient = bit_of(ReferralPart::Recipient);
constexpr unsigned lead = bit_of(ReferralPart::LeadUnit);
constexpr unsigned program = bit_of(ReferralPart::Program);
constexpr unsigned senders = sender | lead;

using enum ReferralState;
using V = ReferralVerb;

// clang-format off
constexpr ReferralCell table[] = {
    {Draft,              V::CheckBasis,        BasisChecked,       senders},
    {Draft,              V::Revoke,            Revoked,            senders | program},
    {Draft,              V::Remind,            Draft,              program},

    {BasisChecked,       V::CheckBasis,        BasisChecked,       senders},
    {BasisChecked,       V::Send,              Sent,               senders},
    {BasisChecked,       V::Revoke,            Revoked,            senders | program},
    {BasisChecked,       V::Remind,            BasisChecked,       program},

    {Sent,               V::Receive,           Received,           recipient},
    {Sent,               V::Remind,            Sent,               program},
    {Sent,               V::Expire,            Expired,            program},
    {Sent,               V::Revoke,            Revoked,            senders | program},

    {Received,           V::Accept,            Accepted,           recipient},
    {Received,           V::Waitlist,          Waitlisted,         recipient},
    {Received,           V::RequireAssessment, AssessmentRequired, recipient},
    {Received,           V::Reject,            Rejected,           recipient},
    {Received,           V::PassOn,            PassedOn,           recipient},
    {Received,           V::Remind,            Received,           program},
    {Received,           V::Expire,            Expired,            program},
    {Received,           V::Revoke,            Revoked,            senders | program},

    {Waitlisted,         V::Accept,            Accepted,           recipient},
    {Waitlisted,         V::Reject,            Rejected,           recipient},
    {Waitlisted,         V::PassOn,            PassedOn,           recipient},
    {Waitlisted,         V::Remind,            Waitlisted,         program},
    {Waitlisted,         V::Expire,            Expired,            program},
    {Waitlisted,         V::Revoke,            Revoked,            senders | program},

    {AssessmentRequired, V::AnswerAssessment,  Received,           senders},
    {AssessmentRequired, V::Reject,            Rejected,           recipient},
    {AssessmentRequired, V::Remind,            AssessmentRequired, program},
    {AssessmentRequired, V::Expire,            Expired,            program},
    {AssessmentRequired, V::Revoke,            Revoked,            senders | program},

    {Accepted,           V::Start,             Started,            recipient},
    {Accepted,           V::Reject,            Rejected,           recipient}, // It turned out otherwise.
    {Accepted,           V::Remind,            Accepted,           program},
    {Accepted,           V::Expire,            Expired,            program},
    {Accepted,           V::Revoke,            Revoked,            senders | program},

    {Started,            V::Finish,            Done,               recipient},
    {Started,            V::Remind,            Started,            program},
    {Started,            V::Revoke,            Revoked,            senders | program},

    {Done,               V::Acknowledge,       Acknowledged,       senders},
    {Done,               V::Remind,            Done,               program},

    {Rejected,           V::Acknowledge,       Acknowledged,       senders},
    {Rejected,           V::Remind,            Rejected,           program},

    {Expired,            V::Send,              Sent,               senders}, // With another time limit.
    {Expired,            V::Receive,           Received,           recipient},
    {Expired,            V::Remind,            Expired,            program},
    {Expired,            V::Revoke,            Revoked,            senders | program},
};
// clang-format on

} // namespace

unsigned parts_in(const access::Actor& actor, bool sees_case, const Referral& referral) {
    unsigned parts = 0;
    if (actor.role == access::Role::Secretariat)
        parts |= lead;
    else if (sees_case && actor.may(access::Right::ReceiveReferrals))
        parts |= sender;
    if (actor.agency == referral.to_agency && actor.may(access::Right::ReceiveReferrals) && referral.sent_at)
        parts |= recipient;
    return parts;
}

std::span<const ReferralCell> referral_table() { return table; }

Result<ReferralCell> cell_of(ReferralState state, ReferralVerb verb, unsigned parts) {
    for (const auto& cell : table)
        if (cell.from == state && cell.verb == verb) {
            if ((cell.who & parts) == 0)
                return failure(ErrorCode::Forbidden, "referral.verb_not_yours");
            return cell;
        }
    return failure(ErrorCode::Conflict, "referral.verb_out_of_turn");
}

std::vector<ReferralVerb> verbs_of(ReferralState state, unsigned parts) {
    std::vector<ReferralVerb> verbs;
    for (const auto& cell : table)
        if (cell.from == state && (cell.who & parts) != 0)
            verbs.push_back(cell.verb);
    return verbs;
}

} // namespace samatcha::referral
