#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/partial_date.hpp"
#include "base/result.hpp"
#include "modules/partners/agency.hpp"
#include "modules/registers/field.hpp"

#include <boost/describe.hpp>

#include <string>
#include <vector>

namespace samatcha::registers {

using AgreementId = Id<struct AgreementTag>;

/// Planned before its first day, Standing until its last, Expired after it; Ended when somebody
/// ended it before, for good.
BOOST_DEFINE_ENUM_CLASS(AgreementState, Planned, Standing, Expired, Ended)

/// What an agency hands over, for what, on which legal basis, and until when (S8; PDPA s.22-27).
/// Nothing is imported without one, and nothing that it does not list.
struct Agreement {
    AgreementId id;
    partners::AgencyId agency_id;
    RegisterKind register_kind = RegisterKind::Civil;
    std::string name;
    std::string purpose;
    std::string legal_basis;
    std::vector<Field> fields; ///< In the order of the enumeration, each once.
    PartialDate valid_from;    ///< The first day.
    PartialDate valid_until;   ///< The last day; a purpose without end is none.
    PartialDate ended_on;      ///< Empty unless somebody ended it; that day it no longer stands.
};

/// Fails with InvalidInput: registers.agreement_name_missing, agreement_purpose_missing,
/// agreement_basis_missing, agreement_fields_missing, agreement_identifies_nobody (no number and no
/// name among its fields), agreement_dates_wrong. Sorts the fields and removes doubles.
Result<void> check_agreement(Agreement&);

AgreementState state_on(const Agreement&, const PartialDate& day);

/// Whether a file of this register may be taken in on `today` under the agreement. Fails with
/// Conflict: registers.agreement_not_standing, with its dates.
Result<void> must_stand(const Agreement&, const PartialDate& today);

bool lists(const Agreement&, Field);

/// The day it is in Thailand (UTC+7, no summer time).
PartialDate thai_day(Instant);

} // namespace samatcha::registers
