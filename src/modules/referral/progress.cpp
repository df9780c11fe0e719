#include "modules/referral/progress.hpp"

#include "base/json.hpp"
#include "base/thai_time.hpp"
#include "modules/care/records.hpp"
#include "modules/notices/actions.hpp"
#include "modules/partners/records.hpp"
#include "modules/referral/actions.hpp"
#include "modules/webhooks/actions.hpp"

#include <array>
#include <span>

namespace samatcha::referral {

namespace {

using notices::Said;
using notices::Telling;
using notices::Urgency;

Said name_of(database::Connection& db, std::string_view province, AgencyId id) {
    if (const auto agency = partners::find_agency(db, province, id))
        return {agency->name_th, agency->name_en.empty() ? agency->name_th : agency->name_en};
    return {"ฝ่ายเลขานุการ", "the secretariat"};
}

struct Tellers {
    database::Connection& db;
    std::string_view province;
    const Referral& referral;
    Instant now;

    /// Each side finds the referral on its own list: "/referrals/17", "/inbox/17".
    Telling telling(const char* text_key, Urgency urgency, const char* list = "/referrals/") const {
        const auto id = std::to_string(referral.id.value);
        return {"referral/" + id + "/" + std::to_string(referral.version) + "/" + text_key,
                text_key,
                {{"from", name_of(db, province, referral.from_agency)},
                 {"to", name_of(db, province, referral.to_agency)},
                 {"date", notices::said_date(referral.due_at)},
                 {"days", notices::said_number(
                              (now.unix_ms - referral.sent_at.value_or(referral.drafted_at).unix_ms) / ms_in_day)}},
                list + id,
                urgency};
    }
    void sender(const char* text_key, Urgency urgency = Urgency::Daily) const {
        const auto care_case = care::find_case(db, province, referral.case_id);
        std::vector<access::AccountId> accounts{referral.sender};
        if (care_case && care_case->worker && care_case->worker != referral.sender)
            accounts.push_back(care_case->worker);
        notices::tell(db, province, accounts, telling(text_key, urgency), now);
    }
    void recipient(const char* text_key, Urgency urgency = Urgency::Daily) const {
        notices::tell_agency(db, province, referral.to_agency, access::Right::ReceiveReferrals,
                             telling(text_key, urgency, "/inbox/"), now);
    }
    void lead_unit(const char* text_key, Urgency urgency = Urgency::Soon) const {
        notices::tell_role(db, province, access::Role::Secretariat, telling(text_key, urgency), now);
    }
};

void tell_of_arrival(const Tellers& tell, ReferralVerb verb) {
    switch (tell.referral.state) {
    case ReferralState::Sent:
        return tell.recipient("referral.told_sent",
                              tell.referral.is_urgent ? Urgency::Alarm : Urgency::Soon);
    case ReferralState::Accepted:
        return tell.sender("referral.told_accepted");
    case ReferralState::Waitlisted:
        return tell.sender("referral.told_waitlisted");
    case ReferralState::AssessmentRequired:
        return tell.sender("referral.told_asked", Urgency::Soon);
    case ReferralState::Rejected:
        return tell.sender("referral.told_rejected", Urgency::Soon);
    case ReferralState::PassedOn:
        return tell.sender("referral.told_passed_on", Urgency::Soon);
    case ReferralState::Started:
        return tell.sender("referral.told_started");
    case ReferralState::Done:
        return tell.sender("referral.told_done", Urgency::Soon);
    case ReferralState::Expired:
        tell.sender("referral.told_expired", Urgency::Soon);
        tell.recipient("referral.told_expired", Urgency::Soon);
        return tell.lead_unit("referral.told_expired");
    case ReferralState::Revoked:
        if (tell.referral.sent_at)
            tell.recipient("referral.told_revoked", Urgency::Soon);
        return;
    case ReferralState::Received:
        if (verb == ReferralVerb::AnswerAssessment)
            tell.recipient("referral.told_answered", Urgency::Soon);
        return;
    case ReferralState::Draft:
    case ReferralState::BasisChecked:
    case ReferralState::Acknowledged:
        return;
    }
}

void remind(const Tellers& tell) {
    if (tell.referral.state == ReferralState::Expired) {
        tell.sender("referral.told_still_expired", Urgency::Soon);
        tell.lead_unit("referral.told_still_expired");
    } else if (turn_of(tell.referral.state) == Turn::Recipient) {
        tell.recipient("referral.told_waits", Urgency::Soon);
    } else {
        tell.sender("referral.told_waits_for_you");
    }
}

/// Both agencies' systems, from the sending on: a draft is nobody's yet.
void tell_systems(database::Connection& db, std::string_view province, const Referral& referral, const std::string& what,
                  Instant now) {
    const std::array agencies{referral.from_agency, referral.to_agency};
    if (referral.sent_at)
        webhooks::tell_systems(db, province, agencies, "referral." + what, referral.id.value, now);
}

/// What follows of itself in the new state: when due, and a reminder of those who are to answer before.
void set_deadlines(database::Connection& db, std::string_view province, const Referral& referral, Instant now) {
    const auto id = referral.id.value;
    for (const auto* kind : {due_kind, remind_kind})
        notices::cancel_deadlines(db, province, kind, id, now);
    if (!is_open(referral.state))
        return;
    const auto key = "referral/" + std::to_string(id) + "/" + std::to_string(referral.version);
    notices::set_deadline(db, {.province = std::string(province), .kind = due_kind, .subject = id,
                               .key = key + "/due", .due_at = referral.due_at});
    const bool is_awaited = referral.state == ReferralState::Sent || referral.state == ReferralState::Received;
    const Instant two_thirds{referral.since.unix_ms + (referral.due_at.unix_ms - referral.since.unix_ms) / 3 * 2};
    if (is_awaited && two_thirds > now)
        notices::set_deadline(db, {.province = std::string(province), .kind = remind_kind, .subject = id,
                                   .key = key + "/remind", .due_at = two_thirds});
}

} // namespace

Instant days_after(Instant at, std::int64_t days) { return {at.unix_ms + days * ms_in_day}; }

void begin(database::Connection& db, const vault::KeyRing& keys, std::string_view province,
           const Referral& referral, StepBy by, std::string said) {
    insert_event(db, province, keys, referral.id,
                 {new_id(), referral.drafted_at, by.account, by.agency, ReferralVerb::Draft, referral.state,
                  referral.state, std::move(said)});
    set_deadlines(db, province, referral, referral.drafted_at);
}

Result<Referral> go_on(database::Connection& db, const vault::KeyRing& keys, std::string_view province,
                       Referral referral, const ReferralCell& cell, StepBy by, std::string said, Instant now) {
    const bool is_reminder = cell.verb == ReferralVerb::Remind;
    const bool is_answer = cell.to == ReferralState::Accepted || cell.to == ReferralState::Waitlisted ||
                           cell.to == ReferralState::AssessmentRequired ||
                           cell.to == ReferralState::Rejected || cell.to == ReferralState::PassedOn;
    referral.state = cell.to;
    if (!is_reminder)
        referral.since = now;
    if (is_answer && !referral.answered_at)
        referral.answered_at = now;
    if (cell.to == ReferralState::Expired)
        ++referral.escalations;
    if (!update_referral(db, province, referral))
        return failure(ErrorCode::Conflict, "referral.changed_meanwhile");
    insert_event(db, province, keys, referral.id,
                 {new_id(), now, by.account, by.agency, cell.verb, cell.from, cell.to, std::move(said)});
    set_deadlines(db, province, referral, now);
    const Tellers tell{db, province, referral, now};
    if (is_reminder) {
        remind(tell);
        return referral;
    }
    tell_of_arrival(tell, cell.verb);
    const bool is_answered = cell.verb == ReferralVerb::AnswerAssessment;
    tell_systems(db, province, referral, is_answered ? "assessment_answered" : json::enum_name(cell.to), now);
    return referral;
}

Result<Referral> go_on_by_program(database::Connection& db, const vault::KeyRing& keys,
                                  std::string_view province, Referral referral, ReferralVerb verb, Instant now) {
    const auto cell = TRY(cell_of(referral.state, verb, bit_of(ReferralPart::Program)));
    return go_on(db, keys, province, std::move(referral), cell, {}, {}, now);
}

Result<void> tell_of_new_worker(database::Connection& db, std::string_view province, care::CareCaseId id, Instant now) {
    const auto care_case = care::find_case(db, province, id);
    for (const auto& referral : referrals_of_case(db, province, id)) {
        if (!care_case || !care_case->worker || !is_open(referral.state))
            continue;
        const Tellers tell{db, province, referral, now};
        auto telling = tell.telling("referral.told_yours_now", Urgency::Soon);
        telling.key += "/" + std::to_string(care_case->version);
        notices::tell(db, province, std::span(&care_case->worker, 1), telling, now);
        if (is_with_recipient(referral.state)) {
            telling.text_key = "referral.told_new_worker";
            notices::tell_agency(db, province, referral.to_agency, access::Right::ReceiveReferrals, telling, now);
        }
    }
    return {};
}

void forget_child(database::Connection& db, std::string_view province, const vault::KeyRing& keys, care::CareCaseId id,
                  Instant now) {
    forget_case(db, province, keys, id);
    for (const auto& referral : referrals_of_case(db, province, id))
        tell_systems(db, province, referral, "erased", now);
}

} // namespace samatcha::referral
