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

Result<access::ProvinceView> add_province(Environment& environment, const std::string& code,
                                          bool is_demonstration) {
    auto added = [&] {
        const auto connection = environment.database.connection();
        return access::add_province(*connection, environment.gazetteer, environment.clock, code,
                                    is_demonstration ? access::ProvinceUse::Demonstration
                                                     : access::ProvinceUse::Real);
    }();
    if (added && is_demonstration)
        TRY(fill_demonstration(environment, code));
    return added;
}

} // namespace

void add_province_command(CLI::App& app, CommandLine& line) {
    auto* province = app.add_subcommand("province", "The provinces of this installation");
    province->require_subcommand(1);
    auto* add = province->add_subcommand("add", "Begin a province");
    const auto arguments = std::make_shared<ProvinceArguments>();
    add->add_option("code", arguments->code, "Two-digit code (40 is Khon Kaen) or name")->required();
    add->add_flag("--demonstration", arguments->is_demonstration,
                  "Invented data only: with 65 agencies, agreements and an account for each "
                  "role; accounts may do without a second factor");
    add->callback([arguments, &line] {
        line.run([&](Environment& environment) -> Result<void> {
            const auto* named = environment.gazetteer.province_named(arguments->code);
            const auto code = named ? named->code : arguments->code;
            const auto added = TRY(add_province(environment, code, arguments->is_demonstration));
            line.print(added, fmt::format("{} {} ({})", added.code, added.name_th, added.name_en));
            return {};
        });
    });
}

} // namespace samatcha::app
