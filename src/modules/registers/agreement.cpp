#include "modules/registers/agreement.hpp"

#include "base/thai_text.hpp"

#include <algorithm>

namespace samatcha::registers {

Result<void> check_agreement(Agreement& agreement) {
    agreement.name = repair_thai(agreement.name);
    agreement.purpose = repair_thai(agreement.purpose);
    agreement.legal_basis = repair_thai(agreement.legal_basis);
    if (agreement.name.empty())
        return failure(ErrorCode::InvalidInput, "registers.agreement_name_missing");
    if (agreement.purpose.empty())
        return failure(ErrorCode::InvalidInput, "registers.agreement_purpose_missing");
    if (agreement.legal_basis.empty())
        return failure(ErrorCode::InvalidInput, "registers.agreement_basis_missing");
    for (const auto* text : {&agreement.name, &agreement.purpose, &agreement.legal_basis})
        if (text->size() > 6000)
            return failure(ErrorCode::InvalidInput, "registers.agreement_text_too_long");
    if (agreement.fields.empty())
        return failure(ErrorCode::InvalidInput, "registers.agreement_fields_missing");
    auto& fields = agreement.fields;
    std::sort(fields.begin(), fields.end());
    fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
    if (!lists(agreement, Field::CitizenId) && !lists(agreement, Field::GivenName) &&
        !lists(agreement, Field::FullName))
        return failure(ErrorCode::InvalidInput, "registers.agreement_identifies_nobody");
    const auto is_day = [](const PartialDate& date) { return date.is_complete() && is_valid(date); };
    if (!is_day(agreement.valid_from) || !is_day(agreement.valid_until) ||
        agreement.valid_until < agreement.valid_from)
        return failure(ErrorCode::InvalidInput, "registers.agreement_dates_wrong");
    return {};
}

AgreementState state_on(const Agreement& agreement, const PartialDate& day) {
    if (!agreement.ended_on.is_empty() && agreement.ended_on <= day)
        return AgreementState::Ended;
    if (day < agreement.valid_from)
        return AgreementState::Planned;
    return agreement.valid_until < day ? AgreementState::Expired : AgreementState::Standing;
}

Result<void> must_stand(const Agreement& agreement, const PartialDate& today) {
    if (state_on(agreement, today) == AgreementState::Standing)
        return {};
    return failure(ErrorCode::Conflict, "registers.agreement_not_standing",
                   {{"name", agreement.name},
                    {"from", to_iso(agreement.valid_from)},
                    {"until", to_iso(agreement.ended_on.is_empty() ? agreement.valid_until
                                                                   : agreement.ended_on)}});
}

bool lists(const Agreement& agreement, Field field) {
    const auto& fields = agreement.fields;
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

PartialDate thai_day(Instant instant) {
    constexpr std::int64_t hour_ms = 3'600'000;
    const auto local = instant.unix_ms + 7 * hour_ms;
    const auto day_ms = 24 * hour_ms;
    auto days = local / day_ms;
    if (local % day_ms < 0)
        --days;
    return date_from_days(static_cast<std::int32_t>(days));
}

} // namespace samatcha::registers
