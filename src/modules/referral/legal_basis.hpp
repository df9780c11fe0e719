#pragma once

#include "base/clock.hpp"
#include "base/partial_date.hpp"
#include "base/result.hpp"
#include "modules/care/care_case.hpp"
#include "modules/partners/agency.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

namespace samatcha::referral {

using partners::AgencyId;
using LegalBasisId = Id<struct LegalBasisTag>;

/// What of a child may be shared, one by one (PDPA s.22: no more than is needed).
BOOST_DEFINE_ENUM_CLASS(SharedField, GivenName, Surname, Nickname, CitizenId, BirthDate, Sex, Guardian, Phone,
                        House, Village, LastSchool)

/// Why sharing is allowed (PDPA s.24, s.26, s.27).
BOOST_DEFINE_ENUM_CLASS(BasisKind, Consent, VitalInterest, PublicTask, LegalDuty)

/// Who gave a consent; Nobody for what rests on the law.
BOOST_DEFINE_ENUM_CLASS(GivenBy, Child, Guardian, ChildAndGuardian, Nobody)
BOOST_DEFINE_ENUM_CLASS(GivenHow, Signed, Spoken, Fingerprint, Law)

struct BasisForm {
    AgencyId recipient;
    BasisKind kind = BasisKind::Consent;
    std::string purpose;
    std::vector<SharedField> fields;
    GivenBy given_by = GivenBy::Guardian;
    GivenHow given_how = GivenHow::Signed;
    std::string giver_name; ///< Sealed; empty for what rests on the law.
    Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(BasisForm, (),
                      (recipient, kind, purpose, fields, given_by, given_how, giver_name, expires_at))

/// That a child's data may go to one agency. Never changed; withdrawn, and then it cuts access at once.
struct LegalBasis {
    LegalBasisId id;
    care::CareCaseId case_id;
    BasisForm form;
    Instant recorded_at;
    access::AccountId recorded_by;
    std::optional<Instant> withdrawn_at;
    bool stands(Instant now) const { return !withdrawn_at && now < form.expires_at; }
};

inline constexpr int guardian_needed_under_years = 10;   ///< PDPA s.20.
inline constexpr std::int64_t basis_days_max = 2 * 365;

/// Fails with InvalidInput: referral.purpose_missing, referral.fields_missing, referral.expiry_wrong,
/// referral.giver_missing, referral.guardian_needed (a consent for a child that may be under ten).
Result<void> check_basis(BasisForm&, const care::CaseChild&, Instant now);

/// Full years that the child has at least, by what is known of its birth; 0 when nothing is.
int years_at_least(const PartialDate& birth, const PartialDate& on);

/// What an agency sees of a child that was referred to it: of what was shared, what is known.
struct SharedChild {
    std::optional<std::string> given_name;
    std::optional<std::string> surname;
    std::optional<std::string> nickname;
    std::optional<std::string> citizen_id;
    std::optional<PartialDate> birth_date;
    std::optional<std::string> sex;
    std::optional<std::string> guardian_name;
    std::optional<std::string> phone;
    std::optional<std::string> house_no;
    std::optional<std::string> village_no;
    std::optional<std::string> village_name;
    std::optional<std::string> subdistrict_code;
    std::optional<std::string> last_school;
};
BOOST_DESCRIBE_STRUCT(SharedChild, (),
                      (given_name, surname, nickname, citizen_id, birth_date, sex, guardian_name, phone, house_no,
                       village_no, village_name, subdistrict_code, last_school))

/// The one place that decides what leaves: a field that is not listed is not there.
SharedChild shared_part(const care::CareCase&, const care::CaseChild&, const std::vector<SharedField>&);

} // namespace samatcha::referral
