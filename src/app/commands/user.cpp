#include "app/commands/commands.hpp"
#include "modules/access/actions.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <termios.h>
#include <unistd.h>

namespace samatcha::app {

namespace {

struct UserArguments {
    std::string login;
    std::string display_name;
    std::string role;
    std::string province;
    std::int64_t agency = 0;
};

/// From the terminal without echo, or one line of standard input.
std::string read_password(const CommandLine& line) {
    const bool is_terminal = isatty(0) != 0;
    termios shown{};
    if (is_terminal) {
        fmt::print(stderr, "{}: ", line.text("app.password"));
        tcgetattr(0, &shown);
        auto hidden = shown;
        hidden.c_lflag &= static_cast<tcflag_t>(~ECHO);
        tcsetattr(0, TCSANOW, &hidden);
    }
    std::string password;
    std::getline(std::cin, password);
    if (is_terminal) {
        tcsetattr(0, TCSANOW, &shown);
        fmt::print(stderr, "\n");
    }
    return password;
}

Result<void> add_user(Environment& environment, const CommandLine& line,
                      const UserArguments& given) {
    const auto role = json::enum_from_name<access::Role>(given.role);
    if (!role)
        return failure(ErrorCode::InvalidInput, "app.role_unknown", {{"role", given.role}});
    access::NewAccount account{given.login,
                               given.display_name.empty() ? given.login : given.display_name,
                               *role,
                               {},
                               read_password(line),
                               {}};
    if (!given.province.empty())
        account.province = given.province;
    if (given.agency != 0)
        account.agency_id = access::AgencyId{given.agency};
    const auto connection = environment.database.connection();
    const auto added =
        TRY(access::add_account_by_command(*connection, environment.clock, std::move(account)));
    line.print(added, fmt::format("{} {} {}", added.id.value, added.login, given.role));
    return {};
}

} // namespace

void add_user_command(CLI::App& app, CommandLine& line) {
    auto* user = app.add_subcommand("user", "help.user");
    user->require_subcommand(1);
    auto* add = user->add_subcommand("add", "help.user_add");
    const auto arguments = std::make_shared<UserArguments>();
    add->add_option("login", arguments->login, "help.user_add.login")->required();
    add->add_option("--role", arguments->role, "help.user_add.role")->required();
    add->add_option("--province", arguments->province, "help.user_add.province");
    add->add_option("--agency", arguments->agency, "help.user_add.agency");
    add->add_option("--name", arguments->display_name, "help.user_add.name");
    add->callback([arguments, &line] {
        line.run([&](Environment& environment) { return add_user(environment, line, *arguments); });
    });
}

} // namespace samatcha::app
