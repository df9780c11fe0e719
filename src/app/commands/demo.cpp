#include "app/assembly_play.hpp"
#include "app/commands/commands.hpp"
#include "app/demonstration.hpp"
#include "app/demonstration_care.hpp"
#include "app/demonstration_referral.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace samatcha::app {

namespace {

struct ReplayArguments {
    std::string url = "http://127.0.0.1:8080";
    double speed = 1;
};

/// A year that has no assembly yet, after the latest that has one.
Result<int> next_year(Stage& stage) {
    int year_be = stage.date_of(0).year_ce + years_be_ahead;
    const auto known = TRY(json::from_value<std::vector<assembly::Assembly>>(
        TRY(stage.ask("secretariat", http::Method::Get, "/assemblies", {}))));
    for (const auto& each : known)
        year_be = std::max(year_be, each.year_be + 1);
    return year_be;
}

std::string in_words(const CommandLine& line, const Line& said) {
    const bool is_english = line.language() == Language::English;
    const auto words = line.text(said.key, {{"what", is_english ? said.en : said.th}});
    const auto& room = is_english ? said.room_en : said.room_th;
    return room.empty() ? words : room + " | " + words;
}

std::string in_words(const CommandLine& line, const PlayResult& played) {
    return line.text("app.assembly_played", {{"year", std::to_string(played.year_be)},
                                             {"events", std::to_string(played.events)},
                                             {"resolutions", std::to_string(played.resolutions)}});
}

Result<void> replay(const CommandLine& line, const ReplayArguments& given) {
    if (!(given.speed > 0))
        return failure(ErrorCode::InvalidInput, "app.speed_wrong");
    ServerStage stage(TRY(http::Client::to(given.url)), given.speed);
    const auto script = TRY(played_assembly("first"));
    const auto year = TRY(next_year(stage));
    const auto tell = [&](const Line& said) {
        if (!line.prints_json)
            line.print_line(in_words(line, said));
    };
    tell({"play.watch", given.url + "/assemblies", given.url + "/assemblies"});
    const auto played = TRY(play(stage, script, year, tell, line.messages()));
    line.print(played, in_words(line, played));
    return {};
}

} // namespace

void add_demo_command(CLI::App& app, CommandLine& line) {
    auto* demo = app.add_subcommand("demo", "help.demo");
    demo->require_subcommand(1);

    auto* load = demo->add_subcommand("load", "help.demo_load");
    const auto province = std::make_shared<std::string>("40");
    load->add_option("--province", *province, "help.province_code");
    load->callback([province, &line] {
        line.run([&](Environment& environment) -> Result<void> {
            const auto loaded = TRY(load_assemblies(environment, *province));
            std::string words;
            for (const auto& each : loaded)
                words += (words.empty() ? "" : "\n") + in_words(line, each);
            line.print(loaded, words);
            return {};
        });
    });

    auto* care = demo->add_subcommand("care", "help.demo_care");
    care->add_option("--province", *province, "help.province_code");
    care->callback([province, &line] {
        line.run([&](Environment& environment) -> Result<void> {
            const auto loaded = TRY(load_cases(environment, *province));
            TRY(load_referrals(environment, *province));
            line.print(loaded, line.text("app.cases_loaded", {{"cases", std::to_string(loaded.opened)},
                                                              {"closed", std::to_string(loaded.closed)},
                                                              {"alerts", std::to_string(loaded.alerts)}}));
            return {};
        });
    });

    auto* again = demo->add_subcommand("replay", "help.demo_replay");
    const auto arguments = std::make_shared<ReplayArguments>();
    again->add_option("--url", arguments->url, "help.demo_replay.url");
    again->add_option("--speed", arguments->speed, "help.demo_replay.speed");
    again->callback(
        [arguments, &line] { line.run_alone([&] { return replay(line, *arguments); }); });
}

} // namespace samatcha::app
