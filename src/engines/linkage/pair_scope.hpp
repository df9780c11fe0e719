#pragma once

#include "engines/linkage/linkage.hpp"

#include <cstdint>
#include <vector>

namespace samatcha::linkage {

/// Which pairs of records may be compared at all, by task.
struct PairScope {
    Task task = Task::Link;
    /// Pairs among records counted by file.
    std::uint64_t pairs(const std::vector<std::uint64_t>& records_by_file) const;
    bool holds(std::uint32_t file_left, std::uint32_t file_right) const {
        return task == Task::LinkAndDeduplicate ||
               (file_left == file_right) == (task == Task::Deduplicate);
    }
};

} // namespace samatcha::linkage
