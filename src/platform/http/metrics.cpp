#include "platform/http/metrics.hpp"

#include <fmt/format.h>

#include <fstream>
#include <unistd.h>

namespace samatcha::http {

void Measurements::count_request(std::string_view method, std::string_view pattern, int status,
                                 double seconds) {
    std::size_t bucket = 0;
    while (bucket < bounds_seconds.size() && seconds > bounds_seconds[bucket])
        ++bucket;
    const std::lock_guard lock(m_mutex);
    auto& durations = m_by_route[{std::string(method), std::string(pattern)}];
    ++durations.counts[bucket];
    durations.sum_seconds += seconds;
    ++durations.by_status[status];
}

std::string Measurements::prometheus_text() const {
    std::string out;
    const auto single = [&](std::string_view name, std::string_view kind, std::string_view help,
                            auto number) {
        out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, number);
    };
    single("samatcha_http_connections", "gauge", "Open connections.", connections.load());
    single("samatcha_http_event_streams", "gauge", "Open server-sent event streams.",
           event_streams.load());
    single("samatcha_http_requests_waiting", "gauge", "Requests waiting for a worker.",
           requests_waiting.load());
    single("samatcha_http_requests_refused_total", "counter", "Requests refused for overload.",
           requests_refused.load());
    single("samatcha_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes());

    const std::lock_guard lock(m_mutex);
    out += "# HELP samatcha_http_requests_total Requests answered.\n"
           "# TYPE samatcha_http_requests_total counter\n";
    for (const auto& [route, durations] : m_by_route)
        for (const auto& [status, count] : durations.by_status)
            out += fmt::format(
                "samatcha_http_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n",
                route.first, route.second, status, count);
    out += "# HELP samatcha_http_request_seconds Time from the whole request to the whole answer.\n"
           "# TYPE samatcha_http_request_seconds histogram\n";
    for (const auto& [route, durations] : m_by_route) {
        const auto labels = fmt::format("method=\"{}\",route=\"{}\"", route.first, route.second);
        std::uint64_t total = 0;
        for (std::size_t i = 0; i < bounds_seconds.size(); ++i) {
            total += durations.counts[i];
            out += fmt::format("samatcha_http_request_seconds_bucket{{{},le=\"{}\"}} {}\n", labels,
                               bounds_seconds[i], total);
        }
        total += durations.counts.back();
        out += fmt::format("samatcha_http_request_seconds_bucket{{{},le=\"+Inf\"}} {}\n", labels, total);
        out += fmt::format("samatcha_http_request_seconds_sum{{{}}} {}\n", labels,
                           durations.sum_seconds);
        out += fmt::format("samatcha_http_request_seconds_count{{{}}} {}\n", labels, total);
    }
    return out;
}

std::uint64_t resident_bytes() {
    std::ifstream statm("/proc/self/statm");
    std::uint64_t pages = 0;
    std::uint64_t resident = 0;
    statm >> pages >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

} // namespace samatcha::http
