#include "app/commands/commands.hpp"
#include "app/log.hpp"
#include "app/web_server.hpp"
#include "modules/access/records.hpp"
#include "modules/attachments/actions.hpp"
#include "modules/exchange/actions.hpp"
#include "modules/registers/actions.hpp"
#include "modules/situation/actions.hpp"
#include "modules/webhooks/actions.hpp"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

namespace samatcha::app {

namespace {

void remove_old_files(Environment& environment) {
    try {
        const auto connection = environment.database.connection();
        for (const auto& province : access::records::provinces(*connection)) {
            registers::remove_old_uploads(province.code, *connection, environment.intake());
            situation::remove_old_exports(province.code, *connection, environment.exporting());
            attachments::clear_unfinished(province.code, *connection, environment.attachment_keeping());
            webhooks::remove_old_messages(province.code, *connection, environment.clock);
            exchange::erase_by_rule(province.code, *connection, environment.exchanging());
        }
        environment.sent_files.remove_begun_before(std::filesystem::file_time_type::clock::now() -
                                               std::chrono::hours(24));
    } catch (const std::exception& broken) { // The database or the disk.
        log(LogLevel::Error, "retention_failed", {{"what", broken.what()}});
    }
}

/// Uploads and exports past their days, papers and attachments that were never sent whole, go when the server starts and
/// every day after; until the thread is stopped.
std::jthread keep_retention(Environment& environment) {
    return std::jthread([&environment](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            remove_old_files(environment);
            wake.wait_for(lock, stop, std::chrono::hours(24), [] { return false; });
        }
    });
}

} // namespace

void add_serve_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("serve", "help.serve");
    command->callback([&line] {
        line.run([&line](Environment& environment) -> Result<void> {
            set_log_level(environment.settings.log_level);
            WebServer server(environment);
            TRY(server.start());
            line.print_line(
                fmt::format("http://{}:{}", environment.settings.address, server.port()));
            std::fflush(stdout);
            log(LogLevel::Info, "started", {{"port", server.port()}});
            const auto retention = keep_retention(environment);
            server.wait_for_signal();
            log(LogLevel::Info, "stopped");
            return {};
        });
    });
}

} // namespace samatcha::app
