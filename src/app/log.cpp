#include "app/log.hpp"

#include "base/json.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace samatcha::app {

namespace {

spdlog::logger& json_logger() {
    static const auto logger = [] {
        auto made = std::make_shared<spdlog::logger>("json", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v)");
        return made;
    }();
    return *logger;
}

spdlog::level::level_enum level_of(LogLevel level) {
    switch (level) {
    case LogLevel::Debug:
        return spdlog::level::debug;
    case LogLevel::Info:
        return spdlog::level::info;
    case LogLevel::Warn:
        return spdlog::level::warn;
    case LogLevel::Error:
        return spdlog::level::err;
    }
    return spdlog::level::err;
}

} // namespace

void set_log_level(std::string_view level) {
    json_logger().set_level(spdlog::level::from_str(std::string(level)));
}

void log(LogLevel level, std::string_view event, boost::json::object fields) {
    if (!json_logger().should_log(level_of(level)))
        return;
    fields["event"] = event;
    // The pattern has opened the object already.
    json_logger().log(level_of(level), std::string_view(json::serialize(fields)).substr(1));
}

void log_request(const http::RequestRecord& record) {
    const auto microseconds = static_cast<std::int64_t>(record.seconds * 1e6);
    log(record.status >= 500 ? LogLevel::Error : LogLevel::Info, "request",
        {{"id", record.id},
         {"method", record.method},
         {"route", record.route},
         {"status", record.status},
         {"us", microseconds},
         {"received", record.body_bytes}});
}

} // namespace samatcha::app
