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
    auto* province = app.add_subcommand("province", "The provinces of this installation");
    province->require_subcommand(1);
    auto* add = province->add_subcommand("add", "Begin a province");
    const auto arguments = std::make_shared<ProvinceArguments>();
    add->add_option("code", arguments->code, "Two-digit code (40 is Khon Kaen) or name")->required();
    add->add_flag("--demonstration", arguments->is_demonstration,
                  "Invented data only: accounts may do without a second factor");
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

    auto* fill = province->add_subcommand(
        "fill", "Give a demonstration province its agencies, agreements and accounts");
    fill->add_option("code", arguments->code, "Two-digit code")->required();
    fill->callback([arguments, &line] {
        line.run([&](Environment& environment) -> Result<void> {
            const auto filled = TRY(fill_demonstration(environment, arguments->code));
            line.print(filled, fmt::format("{} agencies, {} agreements, {} accounts", filled.agencies,
                                           filled.agreements, filled.logins.size()));
            return {};
        });
    });
}

} // namespace samatcha::app
