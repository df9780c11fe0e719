#include "app/command_line.hpp"

#include "base/embedded.hpp"
#include "platform/database/failure.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

namespace samatcha {

/// All modules' messages.json, put into the program by the build.
std::span<const EmbeddedFile> embedded_messages();

} // namespace samatcha

namespace samatcha::app {

namespace {

constexpr int exit_broken = 1;
constexpr std::int64_t redraw_after_ms = 100;
constexpr int bar_width = 30;

std::int64_t steady_ms() { return SystemClock{}.now().unix_ms; }

} // namespace

int exit_code_of(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput:
        return 3;
    case ErrorCode::NotFound:
        return 4;
    case ErrorCode::Conflict:
        return 5;
    case ErrorCode::Unauthenticated:
    case ErrorCode::Forbidden:
        return 6;
    case ErrorCode::TooLarge:
    case ErrorCode::TooMany:
        return 7;
    case ErrorCode::Unsupported:
        return 8;
    case ErrorCode::Cancelled:
        return 9;
    case ErrorCode::Unavailable:
        return 10;
    }
    return exit_broken;
}

Messages embedded_message_texts() {
    Messages messages;
    for (const auto& file : embedded_messages())
        if (const auto added = messages.add(file.bytes); !added)
            fmt::print(stderr, "{}: {} {}\n", file.path, added.error().key,
                       added.error().arguments.empty() ? "" : added.error().arguments[0].second);
    return messages;
}

CommandLine::CommandLine() : m_messages(embedded_message_texts()) {}

void CommandLine::run_alone(const std::function<Result<void>()>& act) {
    try {
        if (const auto done = act(); !done)
            report(done.error());
    } catch (const std::exception& broken) {
        fmt::print(stderr, "samatcha: {}\n", broken.what());
        m_exit_code = exit_broken;
    }
}

void CommandLine::run(const std::function<Result<void>(Environment&)>& act) {
    run_alone([&]() -> Result<void> {
        const auto environment = TRY(open_environment(settings, m_messages));
        return act(*environment);
    });
}

void CommandLine::print_line(std::string_view line) const { fmt::print("{}\n", line); }

void CommandLine::report(const Error& error) {
    m_exit_code = exit_code_of(error.code);
    const auto words = m_messages.detail(error, language());
    if (prints_json) {
        boost::json::object arguments;
        for (const auto& [name, content] : error.arguments)
            arguments[name] = content;
        print_line(json::serialize(boost::json::object{
            {"error", boost::json::object{{"key", error.key}, {"message", words}, {"arguments", arguments}}}}));
    }
    fmt::print(stderr, "samatcha: {}\n", words);
    if (!error.detail.empty())
        fmt::print(stderr, "          ({})\n", error.detail);
}

access::Actor command_actor(std::string_view province) {
    access::Actor actor;
    actor.role = access::Role::Operator;
    actor.province = province;
    const auto* user = getpwuid(getuid());
    actor.os_account = user ? user->pw_name : fmt::format("uid {}", getuid());
    return actor;
}

Progress::Progress(const CommandLine& line, std::string label)
    : m_line(line), m_label(std::move(label)), m_is_terminal(isatty(2) != 0) {}

Progress::~Progress() {
    if (m_is_terminal && m_has_drawn)
        fmt::print(stderr, "\n");
}

void Progress::report(std::string_view stage, std::int64_t done, std::int64_t total) {
    const bool is_new_stage = stage != m_stage;
    m_stage = stage;
    const auto words = m_line.text(fmt::format("app.stage_{}", stage));
    const auto tenth = total > 0 ? done * 10 / total : -1;
    if (!m_is_terminal) {
        if (is_new_stage || tenth != m_tenth)
            fmt::print(stderr, "{}: {} {}{}\n", m_label, words, done,
                       total > 0 ? fmt::format("/{}", total) : "");
        m_tenth = tenth;
        return;
    }
    const bool is_last = total > 0 && done >= total;
    if (!is_new_stage && !is_last && steady_ms() - m_drawn_at_ms < redraw_after_ms)
        return;
    m_drawn_at_ms = steady_ms();
    m_has_drawn = true;
    const auto filled = total > 0 ? static_cast<int>(done * bar_width / total) : 0;
    fmt::print(stderr, "\r\033[K{} {:<12} [{:█<{}}{:░<{}}] {}{}", m_label, words, "", filled, "",
               bar_width - filled, done, total > 0 ? fmt::format("/{}", total) : "");
    std::fflush(stderr);
}

} // namespace samatcha::app
