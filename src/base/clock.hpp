#pragma once

#include <compare>
#include <cstdint>

namespace samatcha {

/// A moment in milliseconds since 1970-01-01 UTC.
struct Instant {
    std::int64_t unix_ms = 0;
    friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// Time is an argument, so that a test can move it.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : m_now(start) {}
    Instant now() const override { return m_now; }
    void advance_ms(std::int64_t ms) { m_now.unix_ms += ms; }

private:
    Instant m_now;
};

/// A new identifier: 41 bits of milliseconds since 2026 and 12 bits of sequence, strictly ascending
/// within a process. Two processes that collide are refused by the primary key.
std::int64_t new_id();

} // namespace samatcha
