#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"

#include <cstdint>
#include <string>

namespace samatcha::notices {

using DeadlineId = Id<struct DeadlineTag>;

/// At this instant something is to be done about a subject; once.
struct Deadline {
    DeadlineId id{};
    std::string province;
    std::string kind;         ///< Who does it (Scheduler::on).
    std::int64_t subject = 0; ///< An id of the module that the kind belongs to.
    std::string key;          ///< "referral/17/answer/2": of this province, for ever this thing.
    Instant due_at;
    int attempts = 0;         ///< How often doing it failed.
};

/// How long to wait after so many failures: a minute, then longer, at most 12 hours.
std::int64_t wait_after_ms(int failures);

} // namespace samatcha::notices
