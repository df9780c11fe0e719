#include "app/demonstration_referral.hpp"

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "base/thai_time.hpp"
#include "modules/access/records.hpp"
#include "modules/care/actions.hpp"
#include "modules/referral/actions.hpp"
#include "modules/referral/lead_unit.hpp"

#include <algorithm>
#include <span>

namespace samatcha {
std::span<const EmbeddedFile> embedded_demonstration();
}

namespace samatcha::app {

/// Of its own, because it speaks the words of another module.
namespace referral_demonstration {

using namespace referral;
using enum ReferralVerb;

struct ServiceInFile {
    AgencyId agency_id;
    ServiceKind kind = ServiceKind::ReturnToSchool;
    std::string name_th;
    std::string name_en;
    std::string area_code;
    std::int64_t capacity = 0;
    std::int64_t answer_days = 0;
};
BOOST_DESCRIBE_STRUCT(ServiceInFile, (), (agency_id, kind, name_th, name_en, area_code, capacity, answer_days))

constexpr std::size_t referrals_wanted = 70;

/// What happened to a referral, a day after the other; the last ones are still to come.
struct Story {
    int begun_days_ago;
    std::vector<ReferralVerb> steps;
    std::optional<RejectionReason> reason{};
    std::optional<ReferralOutcome> outcome{};
    std::string words{};
};

const std::vector<Story>& stories() {
    using O = ReferralOutcome;
    using R = RejectionReason;
    static const std::vector<Story> all{
        {2, {}},
        {1, {CheckBasis}},
        {1, {CheckBasis, Send}},
        {3, {CheckBasis, Send}},
        {4, {CheckBasis, Send, Receive}},
        {6, {CheckBasis, Send, Receive, Waitlist}, {}, {}, "คิวเต็มถึงเดือนหน้า"},
        {7, {CheckBasis, Send, Receive, RequireAssessment}, {}, {}, "ขอผลตรวจสายตาล่าสุด"},
        {9, {CheckBasis, Send, Receive, RequireAssessment, AnswerAssessment}, {}, {}, "ส่งผลให้แล้ว"},
        {8, {CheckBasis, Send, Receive, Accept}},
        {20, {CheckBasis, Send, Receive, Accept, Start}},
        {45, {CheckBasis, Send, Receive, Accept, Start}},
        {30, {CheckBasis, Send, Receive, Accept, Start, Finish}, {}, O::Helped},
        {40, {CheckBasis, Send, Receive, Accept, Start, Finish, Acknowledge}, {}, O::Enrolled},
        {50, {CheckBasis, Send, Receive, Accept, Start, Finish, Acknowledge}, {}, O::Working},
        {10, {CheckBasis, Send, Receive, Reject}, R::NoPlace},
        {12, {CheckBasis, Send, Receive, Reject, Acknowledge}, R::TooFar},
        {15, {CheckBasis, Send, Receive, Waitlist, Reject, Acknowledge}, R::NoPlace},
        {14, {CheckBasis, Send, Receive, PassOn}, {}, {}, "หน่วยงานนั้นอยู่ใกล้บ้านเด็กกว่า"},
        {5, {CheckBasis, Send, Revoke}, {}, {}, "ครอบครัวเปลี่ยนใจ"},
        {30, {CheckBasis, Send}},          // Nobody answered.
        {26, {CheckBasis, Send, Receive}}, // Received, and forgotten.
    };
    return all;
}

bool is_recipients(ReferralVerb verb) {
    return verb == Receive || verb == Accept || verb == Waitlist || verb == RequireAssessment || verb == Reject ||
           verb == PassOn || verb == Start || verb == Finish;
}

struct Teller {
    Environment& environment;
    database::Connection& db;
    access::Actor secretariat;
    ManualClock clock;

    Desk desk(const access::Actor& actor) { return {actor, db, environment.keys, clock}; }
    /// What fell due by then.
    Result<void> let_pass(const Referral& referral, Instant until) {
        for (;;) {
            const auto now = find_referral(db, secretariat.province, referral.id);
            if (!now || !is_open(now->state) || now->due_at > until)
                return {};
            TRY(follow_due(db, environment.keys,
                           {{}, secretariat.province, due_kind, referral.id.value, "", now->due_at, 0},
                           now->due_at));
        }
    }
    Result<void> tell(const Story& story, care::CareCaseId id, const Service& service,
                      const access::Actor& recipient, AgencyId next, Instant now) {
        const auto begun = now.unix_ms - story.begun_days_ago * ms_in_day;
        clock = ManualClock({begun});
        const auto referral = TRY(draft_referral(desk(secretariat), id,
                                                 {service.agency_id, service.id, service.kind,
                                                  service.kind == ServiceKind::Protection,
                                                  "เด็กอยากได้ความช่วยเหลือเรื่องนี้ ครอบครัวเห็นด้วย"}));
        const auto basis = TRY(record_basis(
            desk(secretariat), id,
            {service.agency_id, BasisKind::Consent, "ให้เด็กได้รับบริการที่เหมาะกับตน",
             {SharedField::GivenName, SharedField::Surname, SharedField::BirthDate, SharedField::Phone,
              SharedField::Village},
             GivenBy::Guardian, GivenHow::Signed, "ผู้ปกครอง", {now.unix_ms + 180 * ms_in_day}}));
        std::int64_t step = 0;
        for (const auto verb : story.steps) {
            const auto days = story.begun_days_ago * ms_in_day / static_cast<std::int64_t>(story.steps.size() + 1);
            clock = ManualClock({begun + (verb == CheckBasis || verb == Send ? 60'000 * ++step : days * ++step)});
            ReferralStep form;
            form.verb = verb;
            form.version = find_referral(db, secretariat.province, referral.id)->version;
            form.words = verb == RequireAssessment || verb == Waitlist || verb == AnswerAssessment || verb == Revoke ||
                                 verb == PassOn
                             ? story.words.empty() ? std::string("ดูรายละเอียดแล้ว") : story.words
                             : std::string();
            form.basis = basis.id;
            form.agency = next;
            form.reason = story.reason;
            form.outcome = story.outcome;
            if (verb == Send) // Long enough for the story; it is told that way.
                form.answer_by = Instant{clock.now().unix_ms + 21 * ms_in_day};
            TRY(take_step(desk(is_recipients(verb) ? recipient : secretariat), referral.id, std::move(form)));
        }
        return let_pass(referral, now);
    }
};

Result<std::vector<care::CareCaseId>> cases_to_refer(const Desk& desk) {
    std::vector<care::CareCaseId> found;
    for (const auto state : {care::CaseState::PlanApproved, care::CaseState::InService, care::CaseState::Assessed}) {
        care::CaseFilter filter;
        filter.state = state;
        do {
            auto page = TRY(care::list_cases({desk.actor, desk.db, desk.keys, desk.clock.now()}, desk.clock, filter));
            for (const auto& listed : page.cases)
                found.push_back(listed.id);
            filter.cursor = page.next_cursor;
        } while (filter.cursor && found.size() < referrals_wanted);
    }
    return found;
}

Result<void> tell_of_meeting(const access::Actor& actor, database::Connection& db, Instant now) {
    const auto held = date_in_thailand({now.unix_ms - 9 * ms_in_day});
    const auto meeting = TRY(record_meeting(
        actor, db, now,
        {"ประชุมประสานงานประจำเดือน", held, "ฝ่ายเลขานุการ พมจ. สสจ. สกร. อาชีวศึกษา",
         "ดูเรื่องส่งต่อที่เลยกำหนดตอบ ตกลงให้แต่ละหน่วยงานมีผู้รับเรื่องสองคน\nคิวฝึกอาชีพเต็ม ขอเพิ่มรอบเย็น"}));
    TRY(give_task(actor, db, now, meeting.id,
                  {"เปิดรอบเย็นของห้องเรียนอาชีวะระยะสั้น", AgencyId{9},
                   date_in_thailand({now.unix_ms + 20 * ms_in_day})}));
    TRY(give_task(actor, db, now, meeting.id,
                  {"ตั้งผู้รับเรื่องส่งต่อคนที่สอง", AgencyId{23}, date_in_thailand({now.unix_ms + 5 * ms_in_day})}));
    return {};
}

Result<int> load(Environment& environment, std::string_view province) {
    const auto lease = environment.database.connection();
    auto& db = *lease;
    const auto account = access::records::find_account_by_login(db, "secretariat");
    if (!account || account->province != province || !services(db, province, {}, {}, false).empty())
        return 0;
    access::Actor actor{account->id, account->login, account->role, account->province, {}, access::Purpose::Refer};
    const auto now = environment.clock.now();
    const auto files = embedded_demonstration();
    const auto file = std::find_if(files.begin(), files.end(),
                                   [](const EmbeddedFile& one) { return one.path == "services.json"; });
    const auto listed = TRY(json::from_text<std::vector<ServiceInFile>>(file->bytes));
    return database::transaction(db, [&]() -> Result<int> {
        Teller teller{environment, db, actor, ManualClock(now)};
        std::vector<std::pair<Service, access::Actor>> receiving;
        for (const auto& in : listed) {
            const auto offered = TRY(offer_service(teller.desk(actor),
                                                   {{}, in.agency_id, in.kind, in.name_th, in.name_en, in.area_code,
                                                    in.capacity, in.answer_days, true}));
            for (const auto& one : access::records::accounts(db, province))
                if (one.agency_id == in.agency_id && one.role == access::Role::CaseWorker)
                    receiving.push_back({offered,
                                         {one.id, one.login, one.role, std::string(province), one.agency_id,
                                          access::Purpose::Refer}});
        }
        const auto cases = TRY(cases_to_refer(teller.desk(actor)));
        int told = 0;
        for (std::size_t i = 0; i < cases.size() && i < referrals_wanted && !receiving.empty(); ++i) {
            const auto care_case = care::find_case(db, province, cases[i]);
            const auto& [service, recipient] = receiving[i % receiving.size()];
            if (care_case->agency == service.agency_id)
                continue;
            const auto next = std::find_if(receiving.begin(), receiving.end(), [&, &service = service](const auto& one) {
                return one.first.agency_id != service.agency_id && one.first.agency_id != care_case->agency;
            });
            if (next == receiving.end())
                continue;
            TRY(teller.tell(stories()[i % stories().size()], cases[i], service, recipient, next->first.agency_id, now));
            ++told;
        }
        TRY(tell_of_meeting(actor, db, now));
        return told;
    });
}

} // namespace referral_demonstration

Result<int> load_referrals(Environment& environment, std::string_view province) {
    return referral_demonstration::load(environment, province);
}

} // namespace samatcha::app
