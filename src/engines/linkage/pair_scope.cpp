#include "engines/linkage/pair_scope.hpp"

namespace samatcha::linkage {

std::uint64_t PairScope::pairs(const std::vector<std::uint64_t>& by_file) const {
    std::uint64_t all = 0;
    std::uint64_t within = 0;
    for (const auto n : by_file) {
        all += n;
        within += n * (n - (n > 0)) / 2;
    }
    const auto any = all * (all - (all > 0)) / 2;
    switch (task) {
    case Task::Link:
        return any - within;
    case Task::Deduplicate:
        return within;
    case Task::LinkAndDeduplicate:
        return any;
    }
    return any;
}

} // namespace samatcha::linkage
