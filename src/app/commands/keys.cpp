#include "app/commands/commands.hpp"
#include "platform/upkeep/key_rotation.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace samatcha::app {

namespace {

/// A running server looks at the key file once a second.
constexpr auto until_servers_know = std::chrono::seconds(2);

Result<void> rotate_keys(Environment& environment, const CommandLine& line) {
    TRY(environment.keys.add_key());
    std::this_thread::sleep_for(until_servers_know);
    jobs::JobId id;
    {
        const auto connection = environment.database.connection();
        id = environment.jobs.enqueue(*connection, "00", upkeep::key_rotation_kind, nullptr);
    }
    Progress progress(line, "keys");
    const auto job = environment.jobs.run(
        "00", id, [&](const jobs::Job& now) { progress.report(now.stage, now.done, now.total); });
    if (job.state != jobs::JobState::Succeeded)
        return job.error ? Result<void>(Unexpected{*job.error}) : Result<void>(jobs::cancelled());
    const auto result = TRY(json::from_value<upkeep::RotationResult>(job.result));
    line.print(result, line.text("upkeep.keys_rotated",
                                 {{"key", std::to_string(environment.keys.newest())},
                                  {"values", std::to_string(result.values)},
                                  {"files", std::to_string(result.files)},
                                  {"retired", std::to_string(result.retired_keys.size())}}));
    return {};
}

} // namespace

void add_keys_command(CLI::App& app, CommandLine& line) {
    auto* keys = app.add_subcommand("keys", "help.keys");
    keys->require_subcommand(1);
    auto* rotate = keys->add_subcommand("rotate", "help.keys_rotate");
    rotate->callback([&line] {
        line.run([&](Environment& environment) { return rotate_keys(environment, line); });
    });
}

} // namespace samatcha::app
