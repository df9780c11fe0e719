#include "app/commands/commands.hpp"
#include "engines/public_log/public_log.hpp"

#include <fstream>
#include <memory>

namespace samatcha::app {

namespace {

struct VerifiedLog {
    std::int64_t entries = 0;
    std::string head;
    std::int64_t redacted = 0;
};
BOOST_DESCRIBE_STRUCT(VerifiedLog, (), (entries, head, redacted))

} // namespace

void add_verify_log_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("verify-log", "help.verify_log");
    const auto path = std::make_shared<std::string>();
    command->add_option("FILE", *path, "help.verify_log.file")->required();
    command->callback([path, &line] {
        line.run_alone([&]() -> Result<void> {
            std::ifstream file(*path, std::ios::binary);
            if (!file)
                return failure(ErrorCode::NotFound, "app.file_missing", {{"path", *path}});
            const auto log = TRY(public_log::verify(file));
            line.print(VerifiedLog{log.entries, log.head, log.redacted},
                       line.text("app.log_verified", {{"entries", std::to_string(log.entries)},
                                                      {"head", log.head},
                                                      {"redacted", std::to_string(log.redacted)}}));
            return {};
        });
    });
}

} // namespace samatcha::app
