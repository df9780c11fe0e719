#pragma once

// One function a command, each in commands/<verb>.cpp.

#include "app/command_line.hpp"

#include <CLI/CLI.hpp>

namespace samatcha::app {

void add_serve_command(CLI::App&, CommandLine&);
void add_province_command(CLI::App&, CommandLine&);
void add_user_command(CLI::App&, CommandLine&);
void add_import_command(CLI::App&, CommandLine&);
void add_backup_command(CLI::App&, CommandLine&);
void add_restore_command(CLI::App&, CommandLine&);
void add_encode_command(CLI::App&, CommandLine&);
void add_keys_command(CLI::App&, CommandLine&);
void add_link_run_command(CLI::App&, CommandLine&);
void add_situation_command(CLI::App&, CommandLine&);
void add_verify_log_command(CLI::App&, CommandLine&);
void add_demo_command(CLI::App&, CommandLine&);
void add_openapi_command(CLI::App&, CommandLine&);
void add_configuration_command(CLI::App&, CommandLine&);

} // namespace samatcha::app
