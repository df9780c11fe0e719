#pragma once

#include "engines/linkage/blocking.hpp"

namespace samatcha::linkage {

/// Every key that the fields of these records can give, e.g. surname:sound, birth_date:month_day.
std::vector<KeyColumn> key_columns(const Records&);

/// Sorts by the upper half of each entry, stably.
void sort_by_key(std::vector<std::uint64_t>& entries);

} // namespace samatcha::linkage
