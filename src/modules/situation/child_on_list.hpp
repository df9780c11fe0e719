#pragma once

#include "modules/situation/records.hpp"
#include "platform/vault/key_ring.hpp"

#include <optional>
#include <string>

namespace samatcha::situation {

/// A child as the list shows it: nobody is named before the record is opened.
struct ChildOnList {
    persons::PersonId person_id;
    std::string initials; ///< "น.พ."; empty when the record has no name.
    int age = 0;
    std::string sex;
    std::string subdistrict_code;
    std::string village_no; ///< As the civil register writes it.
    std::string village_name;
    double certainty = 0;
    std::optional<std::string> last_school; ///< With the grade, where an earlier register knows it.
    std::optional<std::string> reason; ///< Key of a reason in the definition.
};
BOOST_DESCRIBE_STRUCT(ChildOnList, (),
                      (person_id, initials, age, sex, subdistrict_code, village_no, village_name, certainty,
                       last_school, reason))

/// Opens what a row points to. Fails as registers::person_record does.
Result<ChildOnList> child_on_list(database::Connection&, const vault::KeyRing&, std::string_view province,
                                  const ListedChildRow&);

} // namespace samatcha::situation
