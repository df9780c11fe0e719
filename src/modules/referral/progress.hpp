#pragma once

// How a referral goes a step: its row, its event, its deadlines and who is told, in one transaction.

#include "modules/referral/records.hpp"
#include "modules/referral/referral_table.hpp"

#include <string>

namespace samatcha::referral {

/// Who does it; account 0 is the program.
struct StepBy {
    access::AccountId account{};
    AgencyId agency{};
};

/// Writes the referral in the cell's next state, due at its `due_at`. Fails with Conflict
/// (referral.changed_meanwhile).
Result<Referral> go_on(database::Connection&, const vault::KeyRing&, std::string_view province, Referral,
                       const ReferralCell&, StepBy, std::string said, Instant now);

/// The first event and deadline of a draft.
void begin(database::Connection&, const vault::KeyRing&, std::string_view province, const Referral&, StepBy,
           std::string said);

/// Nothing of a case's referrals names the child any more; the agencies' systems are told, so that they forget too.
void forget_child(database::Connection&, std::string_view province, const vault::KeyRing&, care::CareCaseId, Instant now);

/// By the program: what the table allows it, or nothing.
Result<Referral> go_on_by_program(database::Connection&, const vault::KeyRing&, std::string_view province,
                                  Referral, ReferralVerb, Instant now);

Instant days_after(Instant, std::int64_t days);

} // namespace samatcha::referral
