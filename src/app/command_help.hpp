#pragma once

// What the command line says about itself, in the language of the settings. Commands and options
// are described by keys of messages.json: the language is known only when the whole line has been
// read.

#include "app/command_line.hpp"

#include <CLI/CLI.hpp>

namespace samatcha::app {

/// The help of the command asked about.
class CommandHelp : public CLI::FormatterBase {
public:
    explicit CommandHelp(const CommandLine& line) : m_line(line) {}

    std::string make_help(const CLI::App*, std::string name, CLI::AppFormatMode) const override;

private:
    std::string usage(const CLI::App&, const std::string& name) const;
    std::string options(std::string_view heading, const std::vector<const CLI::Option*>&) const;
    std::string commands(const CLI::App&) const;
    std::string value(const CLI::Option&) const;

    const CommandLine& m_line;
};

/// The group of options that every command takes.
constexpr auto settings_group = "help.settings";

/// What is wrong with the line as it was written, and where to read on.
std::string usage_refusal(const CLI::App&, const CLI::ParseError&, const CommandLine&);

} // namespace samatcha::app
