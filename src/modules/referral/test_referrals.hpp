#pragma once

// Two agencies, a case with a child of ten fields, and those who work on both sides.

#include "base/thai_time.hpp"
#include "modules/access/records.hpp"
#include "modules/care/test_care.hpp"
#include "modules/partners/records.hpp"
#include "modules/referral/actions.hpp"

#include <doctest/doctest.h>

namespace samatcha::referral {

struct TestReferrals {
    care::TestCare care;
    AgencyId school{71}, hospital{72}, third{73};
    access::Actor worker = account(access::Role::CaseWorker, 101, 71);
    access::Actor other_worker = account(access::Role::CaseWorker, 102, 71);
    access::Actor nurse = account(access::Role::CaseWorker, 103, 72);
    access::Actor stranger = account(access::Role::CaseWorker, 104, 73);
    access::Actor secretariat = care.secretariat;
    care::CaseChild child{"ทดลอง", "ตัวอย่าง", "หนึ่ง", "1100000000000", {2014, 3, 2}, "ผู้ปกครอง",
                          "0800000000", "99/9", "4", "บ้านทดลอง", "โรงเรียนทดลอง"};
    care::CareCase care_case;

    TestReferrals() {
        for (const auto id : {school, hospital, third}) {
            partners::Agency agency;
            agency.id = id;
            agency.name_th = "หน่วยงาน " + std::to_string(id.value);
            agency.name_en = "Agency " + std::to_string(id.value);
            agency.area_code = "40";
            REQUIRE(partners::insert_agency(db(), "40", agency));
        }
        for (const auto& actor : {worker, other_worker, nurse, stranger})
            care.enter(actor);
        care_case = care.make_case(child, school, worker.account);
    }
    static access::Actor account(access::Role role, std::int64_t id, std::int64_t agency = 0) {
        return care::actor_of(role, id, agency);
    }
    database::Connection& db() { return care.db(); }
    Instant now() { return care.clock.now(); }
    Desk desk(const access::Actor& actor) { return {actor, db(), care.keys, care.clock}; }

    BasisForm form(std::vector<SharedField> fields, AgencyId to = AgencyId{72}, std::int64_t days = 90) {
        return {to,       BasisKind::Consent,           "เข้ารับบริการ", std::move(fields),
                GivenBy::Guardian, GivenHow::Signed, "ผู้ปกครอง", {now().unix_ms + days * ms_in_day}};
    }
    LegalBasis basis(std::vector<SharedField> fields = {SharedField::GivenName, SharedField::Phone},
                     std::int64_t days = 90) {
        auto made = record_basis(desk(worker), care_case.id, form(std::move(fields), hospital, days));
        REQUIRE(made);
        return *made;
    }
    Referral draft(AgencyId to = AgencyId{72}) {
        auto made = draft_referral(desk(worker), care_case.id,
                                   {to, {}, ServiceKind::HealthCare, false, "ขอตรวจสายตา"});
        REQUIRE(made);
        return *made;
    }
    Result<Referral> step(const access::Actor& actor, const Referral& at, ReferralVerb verb,
                          ReferralStep more = {}) {
        more.verb = verb;
        more.version = find_referral(db(), "40", at.id)->version;
        return take_step(desk(actor), at.id, std::move(more));
    }
    Referral sent(const LegalBasis& on) {
        auto made = draft();
        REQUIRE(step(worker, made, ReferralVerb::CheckBasis, {.words = {}, .basis = on.id}));
        auto gone = step(worker, made, ReferralVerb::Send);
        REQUIRE(gone);
        return *gone;
    }
};

} // namespace samatcha::referral
