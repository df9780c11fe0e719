#pragma once

#include "engines/linkage/records.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace samatcha::encoding {

/// What of one normalised value is hashed.
struct ValueForms {
    std::vector<std::string>
        marks; ///< In the order of the kind's layout; empty: it has no such form.
    std::vector<std::string>
        elements; ///< What the filter is made of: the more two values share, the liker.
};

ValueForms forms_of(const linkage::Records&, const linkage::Field&, std::uint32_t value);

} // namespace samatcha::encoding
