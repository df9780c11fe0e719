#include "app/command_failure.hpp"
#include "app/command_help.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/consensus.hpp"
#include "app/commands/generate.hpp"
#include "app/commands/link.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <map>

namespace {

using namespace samatcha;
using namespace samatcha::app;

constexpr int exit_wrong_usage = 2;

/// File, environment, flags, in this order; each wins over the one before.
Result<void> read_settings(CommandLine& line, const std::string& file,
                           const std::map<std::string_view, std::string>& flags) {
    if (!file.empty())
        TRY(read_configuration_file(file, line.settings));
    TRY(read_environment(line.settings));
    for (const auto& setting : setting_table())
        if (const auto flag = flags.find(setting.name);
            flag != flags.end() && !flag->second.empty())
            TRY(setting.set(line.settings, flag->second));
    return {};
}

/// Help and refusals come before the settings are complete; what they do not tell stays as it is.
void read_language(CommandLine& line, const std::string& file,
                   const std::map<std::string_view, CLI::Option*>& options) {
    line.settings = {};
    if (!file.empty())
        static_cast<void>(read_configuration_file(file, line.settings));
    static_cast<void>(read_environment(line.settings));
    for (const auto& setting : setting_table())
        if (const auto* option = options.at(setting.name); option->count() > 0)
            static_cast<void>(setting.set(line.settings, option->results().back()));
}

} // namespace

int main(int argument_count, char** arguments) {
    CommandLine line;
    CLI::App app("help.samatcha", "samatcha");
    app.formatter(std::make_shared<CommandHelp>(line));
    app.set_help_flag("-h,--help", "help.help");
    app.require_subcommand(1);
    app.fallthrough();
    app.option_defaults()->always_capture_default(false);

    const char* named_file = std::getenv("SAMATCHA_CONFIG");
    std::string file = named_file ? named_file : "";
    app.add_option("--config", file, "help.config");
    app.add_flag("--json", line.prints_json, "help.json");
    std::map<std::string_view, std::string> flags;
    std::map<std::string_view, CLI::Option*> options;
    for (const auto& setting : setting_table())
        options[setting.name] =
            app.add_option(flag_of(setting), flags[setting.name], description_of(setting))
                ->group(settings_group);

    add_serve_command(app, line);
    add_province_command(app, line);
    add_user_command(app, line);
    add_import_command(app, line);
    add_generate_command(app, line);
    add_link_command(app, line);
    add_encode_command(app, line);
    add_consensus_command(app, line);
    add_backup_command(app, line);
    add_restore_command(app, line);
    add_keys_command(app, line);
    add_link_run_command(app, line);
    add_situation_command(app, line);
    add_verify_log_command(app, line);
    add_demo_command(app, line);
    add_openapi_command(app, line);
    add_configuration_command(app, line);

    // Subcommands run after their parent's callback: settings are complete by then.
    app.parse_complete_callback([&] {
        line.run_alone([&] { return read_settings(line, file, flags); });
        if (line.exit_code() != 0)
            throw CLI::RuntimeError(line.exit_code());
    });
    try {
        app.parse(argument_count, arguments);
    } catch (const CommandFailure& failed) {
        line.report(failed.error);
    } catch (const CLI::RuntimeError& stopped) {
        return stopped.get_exit_code();
    } catch (const CLI::ParseError& wrong) {
        read_language(line, file, options);
        if (wrong.get_exit_code() == 0) {
            fmt::print("{}", app.help());
            return 0;
        }
        fmt::print(stderr, "{}", usage_refusal(app, wrong, line));
        return exit_wrong_usage;
    }
    return line.exit_code();
}
