#pragma once

#include <cstdint>
#include <vector>

namespace samatcha::linkage {

/// Sorts by the upper half of each entry, stably, in linear time.
void sort_by_key(std::vector<std::uint64_t>& entries);

} // namespace samatcha::linkage
