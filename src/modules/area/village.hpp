#pragma once

#include "platform/database/connection.hpp"

#include <compare>
#include <string>

namespace samatcha::area {

/// A numbered village (หมู่) of a subdistrict, as registers name it (S19).
struct Village {
    std::string subdistrict; ///< Code of six digits.
    int village_no = 0;      ///< 0 to 99.
    std::string name;        ///< Empty while no register has said it.
    friend auto operator<=>(const Village&, const Village&) = default;
};

/// Remembers a village under its province; a name replaces what was known, an empty one does not.
void learn_village(database::Connection&, const Village&);

} // namespace samatcha::area
