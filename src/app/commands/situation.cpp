#include "app/commands/commands.hpp"
#include "modules/access/access_log.hpp"
#include "modules/situation/actions.hpp"

#include <fmt/format.h>

#include <memory>

namespace samatcha::app {

namespace {

std::string in_words(const CommandLine& line, const situation::Situation& s) {
    auto words = line.text("app.situation", {{"value", grouped(s.value)},
                                             {"low", grouped(s.low)},
                                             {"high", grouped(s.high)},
                                             {"population", grouped(s.population)},
                                             {"rate", fmt::format("{:.2f}", s.rate * 100)},
                                             {"as_of", to_iso(s.as_of)}});
    for (const auto& used : s.registers)
        words +=
            fmt::format("\n  {:8} {}  {:>12}  {:5.1f} %", used.kind, to_iso(used.snapshot_date),
                        grouped(used.records), used.coverage * 100);
    if (const auto change = situation::change_in_words(s, line.messages(), line.language()))
        words += "\n" + fmt::format("{:+} ({})", *s.change, *change);
    return words;
}

} // namespace

void add_situation_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("situation", "help.situation");
    const auto province = std::make_shared<std::string>("40");
    command->add_option("--province", *province, "help.province_code")->capture_default_str();
    command->callback([province, &line] {
        line.run([&](Environment& environment) -> Result<void> {
            const auto connection = environment.database.connection();
            auto s = TRY(situation::latest(*connection, *province));
            access::record_access(*connection, command_actor(*province), environment.clock,
                                  access::Access::Situation, 0,
                                  fmt::format("situation={}", s.id.value));
            s.change_reason = situation::change_in_words(s, line.messages(), line.language());
            line.print(s, in_words(line, s));
            return {};
        });
    });
}

} // namespace samatcha::app
