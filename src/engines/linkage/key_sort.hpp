#pragma once

#include <cstdint>
#include <span>

namespace samatcha::linkage {

/// Sorts by the upper half of each entry, stably, in linear time; fewer than 2^32.
void sort_by_key(std::span<std::uint64_t> entries);

} // namespace samatcha::linkage
