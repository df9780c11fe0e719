#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_duty.hpp"
#include "modules/assembly/records_hearing.hpp"

namespace samatcha::assembly {

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t thai_time_ms = 7 * 3'600'000;

std::optional<PartialDate> end_of_phase(const Assembly& assembly) {
    for (const auto& date : assembly.calendar)
        if (date.phase == assembly.phase)
            return date.until;
    return std::nullopt;
}

bool is_nearly_over(const PartialDate& until, Instant now) {
    const auto today = (now.unix_ms + thai_time_ms) / day_ms;
    return until.is_complete() && days_since_1970(until) - today <= reminder_days;
}

/// Collects what is asked in one assembly; what is not done in its phase is asked of nobody.
class DutyList {
public:
    DutyList(const Occasion& occasion, const Assembly& assembly)
        : m_occasion(occasion), m_assembly(assembly), m_until(end_of_phase(assembly)) {}

    bool is_now(Deed deed) const {
        return check_deed(m_assembly.rules, m_assembly.phase, deed).has_value();
    }
    void add(DutyKind kind, std::int64_t count) {
        if (count > 0)
            m_duties.push_back(
                {m_assembly.id, m_assembly.title_th, m_assembly.title_en, kind, count, m_until});
    }
    void of_secretariat();
    void of_agency(partners::AgencyId);
    void of_chair();
    std::vector<Duty> duties() && { return std::move(m_duties); }

private:
    const Occasion& m_occasion;
    const Assembly& m_assembly;
    std::optional<PartialDate> m_until;
    std::vector<Duty> m_duties;
};

void DutyList::of_secretariat() {
    auto& db = m_occasion.db;
    const auto& province = m_occasion.actor.province;
    const auto state = state_of(db, province, m_assembly.id);
    if (is_now(Deed::DecideProposal))
        add(DutyKind::AnswerProposals, state.proposals_open);
    if (is_now(Deed::WriteDraft))
        add(DutyKind::WriteDrafts, state.items_without_draft);
    if (is_now(Deed::DecideAmendment))
        add(DutyKind::DecideAmendments, amendments_before_nobody(db, province, m_assembly.id));
    if (is_now(Deed::Invite))
        add(DutyKind::AwaitAcceptances, invitations_open(db, province, m_assembly.id));
    add(DutyKind::ReadHearings, hearing_comments_waiting(db, province, m_assembly.id));
    if (m_until && is_nearly_over(*m_until, m_occasion.now))
        add(DutyKind::GoOn, 1);
}

void DutyList::of_agency(partners::AgencyId agency) {
    auto& db = m_occasion.db;
    const auto& province = m_occasion.actor.province;
    if (is_now(Deed::ProposeItem) && proposals_of(db, province, m_assembly.id, agency) == 0)
        add(DutyKind::ProposeItem, 1);
    if (is_now(Deed::WriteDraft))
        add(DutyKind::WriteDrafts, drafts_owed_by(db, province, m_assembly.id, agency));
    if (is_now(Deed::Comment))
        add(DutyKind::ReadDrafts, drafts_unread_by(db, province, m_assembly.id, agency));
}

void DutyList::of_chair() {
    if (is_now(Deed::DecideAmendment))
        add(DutyKind::DecideAmendments, amendments_before(m_occasion.db, m_occasion.actor.province,
                                                          m_assembly.id, m_occasion.actor.account));
}

} // namespace

std::vector<Duty> duties(const Occasion& occasion) {
    std::vector<Duty> all;
    for (const auto& assembly : assemblies(occasion.db, occasion.actor.province)) {
        DutyList list(occasion, assembly);
        list.of_chair();
        if (occasion.actor.may(access::Right::ManageAssembly))
            list.of_secretariat();
        else if (const auto agency = agency_spoken_for(occasion, assembly.id))
            list.of_agency(*agency);
        for (auto& duty : std::move(list).duties())
            all.push_back(std::move(duty));
    }
    return all;
}

} // namespace samatcha::assembly
