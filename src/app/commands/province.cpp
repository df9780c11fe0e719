#include "app/commands/commands.hpp"
#include "app/demonstration.hpp"
#include "modules/access/actions.hpp"

#include <fmt/format.h>

#include <memory>

namespace samatcha::app {

namespace {

struct ProvinceArguments {
    std::string code;
    bool is_demonstration = false;
};

} // namespace

void add_province_command(CLI::App& app, CommandLine& line) {
    auto* province = app.add_subcommand("province", "help.province");
    province->require_subcommand(1);
    auto* add = province->add_subcommand("add", "help.province_add");
    const auto arguments = std::make_shared<ProvinceArguments>();
    add->add_option("code", arguments->code, "help.province_add.code")->required();
    add->add_flag("--demonstration", arguments->is_demonstration,
                  "help.province_add.demonstration");
    add->callback([arguments, &line] {
        line.run([&](Environment& environment) -> Result<void> {
            const auto* named = environment.gazetteer.province_named(arguments->code);
            const auto code = named ? named->code : arguments->code;
            const auto connection = environment.database.connection();
            const auto added = TRY(access::add_province(
                *connection, environment.gazetteer, environment.clock, code,
                arguments->is_demonstration ? access::ProvinceUse::Demonstration
                                            : access::ProvinceUse::Real));
            line.print(added, fmt::format("{} {} ({})", added.code, added.name_th, added.name_en));
            return {};
        });
    });

    auto* fill = province->add_subcommand("fill", "help.province_fill");
    fill->add_option("code", arguments->code, "help.province_code")->required();
    fill->callback([arguments, &line] {
        line.run([&](Environment& environment) -> Result<void> {
            const auto filled = TRY(fill_demonstration(environment, arguments->code));
            line.print(filled, line.text("app.province_filled",
                                         {{"agencies", std::to_string(filled.agencies)},
                                          {"agreements", std::to_string(filled.agreements)},
                                          {"accounts", std::to_string(filled.logins.size())}}));
            return {};
        });
    });
}

} // namespace samatcha::app
