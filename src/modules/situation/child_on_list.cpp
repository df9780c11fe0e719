#include "modules/situation/child_on_list.hpp"

#include "modules/persons/person_view.hpp"
#include "modules/registers/snapshot_reading.hpp"

namespace samatcha::situation {

namespace {

/// "โรงเรียนบ้านดง (ป.3)"; nothing when the register named no school.
std::optional<std::string> school_words(const registers::PersonRecord& record) {
    using registers::Field;
    const auto& grade = record.value(Field::Grade);
    auto words = record.value(Field::SchoolName);
    if (words.empty())
        words = record.value(Field::SchoolCode);
    if (!words.empty() && !grade.empty())
        words += " (" + grade + ")";
    return words.empty() ? std::nullopt : std::optional(words);
}

} // namespace

Result<ChildOnList> child_on_list(database::Connection& connection, const vault::KeyRing& keys,
                                  std::string_view province, const ListedChildRow& row) {
    using registers::Field;
    const auto record = TRY(registers::person_record(connection, keys, province, row.snapshot, row.row_no));
    ChildOnList child;
    child.person_id = row.person;
    child.initials = persons::initials(record.value(Field::GivenName), record.value(Field::Surname));
    child.age = row.age;
    child.sex = row.sex;
    child.subdistrict_code = row.subdistrict_code;
    child.village_no = record.value(Field::VillageNo);
    child.village_name = record.value(Field::VillageName);
    child.certainty = row.certainty;
    if (!row.reason.empty())
        child.reason = row.reason;
    if (row.last_school)
        child.last_school = school_words(TRY(registers::person_record(
            connection, keys, province, row.last_school->snapshot_id, row.last_school->row_no)));
    return child;
}

} // namespace samatcha::situation
