#include "modules/referral/legal_basis.hpp"

#include "base/thai_text.hpp"
#include "base/thai_time.hpp"

#include <algorithm>

namespace samatcha::referral {

int years_at_least(const PartialDate& birth, const PartialDate& on) {
    if (birth.year_ce == 0)
        return 0;
    auto latest = birth;
    if (latest.month == 0)
        latest.month = 12;
    if (latest.day == 0)
        for (latest.day = 31; !is_valid(latest);)
            --latest.day;
    return std::max(0, full_years(latest, on));
}

Result<void> check_basis(BasisForm& form, const care::CaseChild& child, Instant now) {
    form.purpose = repair_thai(form.purpose);
    form.giver_name = repair_thai(form.giver_name);
    if (form.purpose.empty())
        return failure(ErrorCode::InvalidInput, "referral.purpose_missing");
    std::sort(form.fields.begin(), form.fields.end());
    form.fields.erase(std::unique(form.fields.begin(), form.fields.end()), form.fields.end());
    if (form.fields.empty())
        return failure(ErrorCode::InvalidInput, "referral.fields_missing");
    if (form.expires_at <= now || form.expires_at.unix_ms - now.unix_ms > basis_days_max * ms_in_day)
        return failure(ErrorCode::InvalidInput, "referral.expiry_wrong");
    if (form.kind != BasisKind::Consent) { // Nobody is asked; the law is.
        form.given_by = GivenBy::Nobody;
        form.given_how = GivenHow::Law;
        form.giver_name.clear();
        return {};
    }
    if (form.given_by == GivenBy::Nobody || form.given_how == GivenHow::Law || form.giver_name.empty())
        return failure(ErrorCode::InvalidInput, "referral.giver_missing");
    const auto age = years_at_least(child.birth_date, date_in_thailand(now));
    if (form.given_by == GivenBy::Child && age < guardian_needed_under_years)
        return failure(ErrorCode::InvalidInput, "referral.guardian_needed");
    return {};
}

SharedChild shared_part(const care::CareCase& care_case, const care::CaseChild& child,
                        const std::vector<SharedField>& fields) {
    SharedChild part;
    const auto share = [](std::optional<std::string>& to, const std::string& value) {
        if (!value.empty())
            to = value;
    };
    for (const auto field : fields)
        switch (field) {
        case SharedField::GivenName:
            share(part.given_name, child.given_name);
            break;
        case SharedField::Surname:
            share(part.surname, child.surname);
            break;
        case SharedField::Nickname:
            share(part.nickname, child.nickname);
            break;
        case SharedField::CitizenId:
            share(part.citizen_id, child.citizen_id);
            break;
        case SharedField::BirthDate:
            if (!child.birth_date.is_empty())
                part.birth_date = child.birth_date;
            break;
        case SharedField::Sex:
            share(part.sex, care_case.sex);
            break;
        case SharedField::Guardian:
            share(part.guardian_name, child.guardian_name);
            break;
        case SharedField::Phone:
            share(part.phone, child.phone);
            break;
        case SharedField::House:
            share(part.house_no, child.house_no);
            break;
        case SharedField::Village:
            share(part.village_no, child.village_no);
            share(part.village_name, child.village_name);
            share(part.subdistrict_code, care_case.subdistrict_code);
            break;
        case SharedField::LastSchool:
            share(part.last_school, child.last_school);
            break;
        }
    return part;
}

} // namespace samatcha::referral
