#include "modules/referral/referral_view.hpp"

#include "base/thai_time.hpp"
#include "modules/access/access_log.hpp"
#include "modules/access/actions.hpp"
#include "modules/care/records_worklist.hpp"
#include "modules/persons/person_view.hpp"
#include "modules/referral/seen_case.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace samatcha::referral {

namespace {

constexpr unsigned case_sides = bit_of(ReferralPart::Sender) | bit_of(ReferralPart::LeadUnit);

ReferralLine line_of(const Referral& referral, const SharedChild& child, Instant now) {
    ReferralLine line{referral.id,          referral.kind,       referral.is_urgent,  referral.state,
                      turn_of(referral.state), referral.from_agency, referral.to_agency, referral.drafted_at,
                      referral.sent_at,     referral.since,      referral.due_at,     false,
                      referral.reason,      referral.outcome,    {},                  {},
                      child.village_name.value_or("")};
    line.is_overdue = is_open(referral.state) &&
                      (referral.state == ReferralState::Expired || referral.due_at <= now);
    line.initials = persons::initials(child.given_name.value_or(""), child.surname.value_or(""));
    if (child.birth_date && child.birth_date->year_ce != 0)
        line.age = years_at_least(*child.birth_date, date_in_thailand(now));
    return line;
}

Result<SharedChild> shared_of(const Desk& desk, const care::CaseRow& row, const std::vector<SharedField>& fields) {
    if (fields.empty())
        return SharedChild{};
    return shared_part(row.care_case,
                       TRY(care::open_child(desk.keys, desk.province(), row.care_case.id, row.sealed_child)), fields);
}

/// Lists of those who see the case: as all lists of cases, initials, age and village.
const std::vector<SharedField> fields_of_lists{SharedField::GivenName, SharedField::Surname,
                                               SharedField::BirthDate, SharedField::Village};

} // namespace

Result<ReferralView> view_of(const Desk& desk, ReferralId id) {
    const auto referral = find_referral(desk.db, desk.province(), id);
    const auto parts = referral ? parts_of(desk, *referral) : 0;
    if (parts == 0)
        return failure(ErrorCode::NotFound, "referral.unknown");
    const auto now = desk.clock.now();
    const auto basis = referral->basis ? find_basis(desk.db, desk.province(), *referral->basis) : std::nullopt;
    const bool is_shared = basis && basis->stands(now) && is_with_recipient(referral->state);
    const bool sees_case = (parts & case_sides) != 0;

    ReferralView view;
    if (is_shared || (sees_case && basis && basis->stands(now) && !referral->sent_at)) // Soon to be.
        view.fields = basis->form.fields;
    const auto row = care::find_case_row(desk.db, desk.province(), referral->case_id);
    const auto child = TRY(shared_of(desk, *row, view.fields));
    view.line = line_of(*referral, child, now);
    if (!view.fields.empty()) {
        view.child = child;
        view.purpose = basis->form.purpose;
        view.shared_until = basis->form.expires_at;
    }
    if (sees_case) {
        view.case_id = referral->case_id;
        view.basis_id = referral->basis;
    }
    view.service_id = referral->service;
    view.earlier_id = referral->earlier;
    view.escalations = referral->escalations;
    view.version = referral->version;
    view.verbs = verbs_of(referral->state, parts);
    view.is_access_ended = referral->sent_at && !is_shared;
    for (const auto& event : TRY(events_of(desk.db, desk.province(), desk.keys, id)))
        view.events.push_back(
            {event.at, event.verb, event.to,
             event.account ? access::display_name(desk.db, desk.province(), event.account) : std::string{},
             event.agency, sees_case || is_shared ? event.said : std::string{}});
    access::record_access(desk.db, desk.actor, desk.clock, access::Access::CareCase,
                          row->care_case.person ? row->care_case.person->value : 0,
                          fmt::format("case={} referral={} fields={}", row->care_case.id.value, id.value,
                                      view.fields.size()));
    return view;
}

Result<std::vector<ReferralLine>> lines_of(const Desk& desk, const std::vector<Listed>& listed, Audience audience) {
    std::vector<ReferralLine> lines;
    const auto now = desk.clock.now();
    const auto scope = care::scope_of(desk.db, desk.actor);
    for (const auto& [referral, shared] : listed) {
        const auto row = care::find_case_row(desk.db, desk.province(), referral.case_id);
        if (audience == Audience::Sender && !care::sees(scope, row->care_case))
            continue; // Somebody else's by now.
        auto fields = fields_of_lists;
        if (audience == Audience::Recipient)
            std::erase_if(fields, [&, &shared = shared](SharedField field) {
                return std::find(shared.begin(), shared.end(), field) == shared.end();
            });
        lines.push_back(line_of(referral, TRY(shared_of(desk, *row, fields)), now));
    }
    access::record_access(desk.db, desk.actor, desk.clock, access::Access::CaseList, 0,
                          fmt::format("referrals={}", lines.size()));
    return lines;
}

Result<std::vector<ReferralLine>> lines_of_case(const Desk& desk, care::CareCaseId id) {
    TRY(seen_case(desk, id));
    std::vector<ReferralLine> lines;
    for (const auto& referral : referrals_of_case(desk.db, desk.province(), id))
        lines.push_back(line_of(referral, {}, desk.clock.now()));
    return lines;
}

} // namespace samatcha::referral
