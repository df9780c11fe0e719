#include "modules/care/child_of_record.hpp"

#include <utility>

namespace samatcha::care {

CaseChild child_of_record(const registers::PersonRecord& record) {
    CaseChild child;
    fill_gaps(child, record);
    call_by_only_name(child);
    return child;
}

void call_by_only_name(CaseChild& child) {
    if (child.given_name.empty())
        std::swap(child.given_name, child.surname);
}

void fill_gaps(CaseChild& child, const registers::PersonRecord& record) {
    using registers::Field;
    const auto fill = [&](std::string& to, Field field) {
        if (to.empty())
            to = record.value(field);
    };
    fill(child.given_name, Field::GivenName);
    fill(child.surname, Field::Surname);
    fill(child.citizen_id, Field::CitizenId);
    fill(child.phone, Field::Phone);
    fill(child.guardian_name, Field::GuardianName);
    fill(child.guardian_name, Field::MotherName);
    fill(child.guardian_name, Field::FatherName);
    fill(child.last_school, Field::SchoolName);
    if (child.birth_date.is_empty())
        child.birth_date = record.birth_date();
    if (child.house_no.empty() && !record.value(Field::HouseNo).empty()) {
        child.house_no = record.value(Field::HouseNo);
        child.village_no = record.value(Field::VillageNo);
        child.village_name = record.value(Field::VillageName);
    }
    fill(child.village_no, Field::VillageNo);
    fill(child.village_name, Field::VillageName);
}

} // namespace samatcha::care
