#pragma once

// Counts of what the server did, as Prometheus reads them (text exposition format 0.0.4).

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace samatcha::http {

/// Of one process; safe from any thread. Labels are patterns of routes, never paths: a path may name
/// a person.
class Measurements {
public:
    void count_request(std::string_view method, std::string_view pattern, int status, double seconds);

    std::atomic<std::int64_t> connections{0};
    std::atomic<std::int64_t> event_streams{0};
    std::atomic<std::int64_t> requests_waiting{0};
    std::atomic<std::uint64_t> requests_refused{0};

    std::string prometheus_text() const;

private:
    static constexpr std::array<double, 9> bounds_seconds{0.001, 0.005, 0.02, 0.05, 0.1,
                                                          0.5,   1,     5,    30};
    struct Durations {
        std::array<std::uint64_t, bounds_seconds.size() + 1> counts{}; ///< The last: beyond all bounds.
        double sum_seconds = 0;
        std::map<int, std::uint64_t> by_status;
    };

    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, Durations> m_by_route; ///< Method and pattern.
};

/// Resident memory of this process in bytes (Linux), 0 if unknown.
std::uint64_t resident_bytes();

} // namespace samatcha::http
