#include "modules/access/access_log.hpp"
#include "modules/area/gazetteer.hpp"
#include "modules/care/records.hpp"
#include "modules/exchange/actions.hpp"

namespace samatcha::exchange {

namespace {

SharedChild shared_child(const area::Gazetteer& gazetteer, const care::CareCase& care_case, const care::CaseChild& child) {
    SharedChild shared;
    shared.id = care_case.id.value;
    shared.given_name = child.given_name;
    shared.surname = child.surname;
    shared.nickname = child.nickname;
    shared.citizen_id = child.citizen_id;
    shared.birth_date = child.birth_date;
    shared.sex = care_case.sex;
    shared.phone = child.phone;
    shared.guardian_name = child.guardian_name;
    shared.house_no = child.house_no;
    shared.village_no = child.village_no;
    shared.village_name = child.village_name;
    if (const auto* subdistrict = gazetteer.subdistrict(care_case.subdistrict_code)) {
        shared.subdistrict_name = subdistrict->name_th;
        if (const auto* district = gazetteer.district(subdistrict->district))
            shared.district_name = district->name_th;
        if (const auto* province = gazetteer.province(subdistrict->province()))
            shared.province_name = province->name_th;
    }
    return shared;
}

} // namespace

Result<json::value> export_case(const access::Actor& actor, database::Connection& connection, const Exchanging& exchanging,
                                care::CareCaseId id) {
    const auto found = care::find_case(connection, actor.province, id);
    if (!found || !care::sees(care::scope_of(connection, actor), *found))
        return failure(ErrorCode::NotFound, "care.case_unknown");
    SharedCase shared;
    shared.child = shared_child(exchanging.gazetteer, *found,
                                TRY(care::child_of_case(connection, actor.province, exchanging.keys, id)));
    shared.referrals = TRY(exchanging.referrals.of_case(connection, actor, id));
    access::record_access(connection, actor, exchanging.clock, access::Access::Export,
                          found->person ? found->person->value : 0, "case=" + std::to_string(id.value) + " format=fhir");
    return fhir_bundle(shared, exchanging.public_address, exchanging.clock.now());
}

Result<void> take_answer(const access::Actor& actor, database::Connection& connection, const Exchanging& exchanging,
                         std::string_view task) {
    return exchanging.referrals.answer(connection, actor, TRY(task_answer(task)));
}

} // namespace samatcha::exchange
