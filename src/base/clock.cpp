#include "base/clock.hpp"

#include <atomic>
#include <chrono>

namespace samatcha {

Instant SystemClock::now() const {
    using namespace std::chrono;
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::int64_t new_id() {
    constexpr std::int64_t start_of_2026_ms = 1767225600000;
    static std::atomic<std::int64_t> last{0};
    const std::int64_t now = (SystemClock{}.now().unix_ms - start_of_2026_ms) << 12;
    std::int64_t previous = last.load();
    std::int64_t next = 0;
    do {
        next = now > previous ? now : previous + 1;
    } while (!last.compare_exchange_weak(previous, next));
    return next;
}

} // namespace samatcha
