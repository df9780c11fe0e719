#include "modules/situation/child_on_list.hpp"

#include "modules/persons/person_view.hpp"
#include "modules/registers/snapshot_reading.hpp"

namespace samatcha::situation {

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
    child.village = persons::village_words(record);
    child.certainty = row.certainty;
    if (!row.reason.empty())
        child.reason = row.reason;
    return child;
}

} // namespace samatcha::situation
