#include "modules/notices/deadline.hpp"

#include "base/thai_time.hpp"

#include <algorithm>
#include <array>

namespace samatcha::notices {

std::int64_t wait_after_ms(int failures) {
    constexpr std::array minutes{1, 5, 15, 60, 240, 720};
    const auto at = std::clamp<std::size_t>(static_cast<std::size_t>(std::max(failures, 1)), 1, minutes.size());
    return minutes.at(at - 1) * ms_in_minute;
}

} // namespace samatcha::notices
