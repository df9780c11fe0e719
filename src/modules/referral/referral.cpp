#include "modules/referral/referral.hpp"

namespace samatcha::referral {

using enum ReferralState;

Turn turn_of(ReferralState state) {
    switch (state) {
    case Draft:
    case BasisChecked:
    case AssessmentRequired:
    case Done:
    case Rejected:
    case Expired:
        return Turn::Sender;
    case Sent:
    case Received:
    case Waitlisted:
    case Accepted:
    case Started:
        return Turn::Recipient;
    case PassedOn:
    case Acknowledged:
    case Revoked:
        return Turn::Nobody;
    }
    return Turn::Nobody;
}

bool is_with_recipient(ReferralState state) {
    switch (state) {
    case Sent:
    case Received:
    case Waitlisted:
    case AssessmentRequired:
    case Accepted:
    case Started:
    case Expired: // A late answer is better than none.
        return true;
    case Draft:
    case BasisChecked:
    case Done:
    case Rejected:
    case PassedOn:
    case Acknowledged:
    case Revoked:
        return false;
    }
    return false;
}

int days_in(ReferralState state) {
    switch (state) {
    case Draft:
    case BasisChecked:
    case Done:
    case Rejected:
    case Sent:
    case Received:
        return 7;
    case Waitlisted:
        return 30;
    case AssessmentRequired:
    case Accepted:
        return 14;
    case Started:
        return 90;
    case Expired:
        return 3;
    case PassedOn:
    case Acknowledged:
    case Revoked:
        return 0;
    }
    return 0;
}

} // namespace samatcha::referral
