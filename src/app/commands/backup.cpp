#include "platform/upkeep/backup.hpp"
#include "app/commands/commands.hpp"
#include "platform/database/migration.hpp"

#include <fmt/format.h>

#include <memory>

namespace samatcha::app {

namespace {

struct BackupArguments {
    std::filesystem::path file;
    bool has_keys = false;
    bool is_forced = false;
};

Result<upkeep::InstallationFiles> files_of(const Settings& settings) {
    auto url = settings.database_url();
    if (url.rfind("postgres", 0) == 0)
        return failure(ErrorCode::Unsupported, "upkeep.postgresql_has_its_own");
    if (url.rfind("sqlite:", 0) == 0)
        url = url.substr(7);
    return upkeep::InstallationFiles{url, settings.keys_file(), settings.uploads()};
}

std::string text_of(const upkeep::BackupSummary& summary, const CommandLine& line) {
    return line.text(
        "app.backup_file",
        {{"file", summary.file},
         {"files", std::to_string(summary.files)},
         {"megabytes", fmt::format("{:.1f}", static_cast<double>(summary.bytes) / 1e6)}});
}

Result<void> back_up(Environment& environment, const CommandLine& line,
                     const BackupArguments& given) {
    Progress progress(line, "backup");
    const auto files = TRY(files_of(environment.settings));
    const auto connection = environment.database.connection();
    const auto summary = TRY(upkeep::write_backup(
        *connection, environment.keys, files, given.file,
        given.has_keys ? upkeep::Keys::Include : upkeep::Keys::LeaveOut, environment.clock,
        [&](std::string_view stage, std::int64_t done, std::int64_t total) {
            progress.report(stage, done, total);
        }));
    line.print(summary, text_of(summary, line) + "\n" +
                            line.text(summary.has_keys ? "upkeep.backup_has_keys"
                                                       : "upkeep.backup_without_keys",
                                      {{"keys", files.keys.string()}}));
    return {};
}

Result<void> restore(const CommandLine& line, const BackupArguments& given) {
    Progress progress(line, "restore");
    const auto files = TRY(files_of(line.settings));
    const auto summary = TRY(upkeep::restore_backup(
        given.file, files, given.is_forced ? upkeep::Existing::MoveAside : upkeep::Existing::Refuse,
        embedded_migrations(), SystemClock{},
        [&](std::string_view stage, std::int64_t done, std::int64_t total) {
            progress.report(stage, done, total);
        }));
    auto text = text_of(summary, line);
    for (const auto& aside : summary.moved_aside)
        text += "\n" + line.text("upkeep.moved_aside", {{"file", aside}});
    if (summary.are_keys_missing)
        text += "\n" + line.text("upkeep.restore_without_keys", {{"keys", files.keys.string()}});
    line.print(summary, text);
    return {};
}

} // namespace

void add_backup_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("backup", "help.backup");
    const auto given = std::make_shared<BackupArguments>();
    command->add_option("file", given->file, "help.backup.file")->required();
    command->add_flag("--with-keys", given->has_keys, "help.backup.with_keys");
    command->callback([given, &line] {
        line.run([&](Environment& environment) { return back_up(environment, line, *given); });
    });
}

void add_restore_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("restore", "help.restore");
    const auto given = std::make_shared<BackupArguments>();
    command->add_option("file", given->file, "help.restore.file")->required();
    command->add_flag("--force", given->is_forced, "help.restore.force");
    command->callback([given, &line] { line.run_alone([&] { return restore(line, *given); }); });
}

} // namespace samatcha::app
