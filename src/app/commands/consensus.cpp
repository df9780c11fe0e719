#include "app/commands/consensus.hpp"

#include "app/command_failure.hpp"
#include "app/commands/consensus_report_html.hpp"
#include "app/commands/consensus_result.hpp"
#include "app/commands/consensus_story.hpp"
#include "app/commands/link_output.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>

namespace samatcha::app {

namespace {

struct ConsensusArguments {
    std::string mode = "samatcha";
    ConsensusOptions options;
    std::string out;
};

Result<void> run_consensus(const ConsensusArguments& arguments, const CommandLine& line) {
    auto options = arguments.options;
    options.mode = arguments.mode == "polis" ? ConsensusMode::Polis : ConsensusMode::Samatcha;
    const auto story = TRY(consensus_story(options));
    const std::filesystem::path out = arguments.out;
    std::error_code ec;
    std::filesystem::create_directories(out, ec);
    TRY(write_link_text(out / "result.json", boost::json::serialize(consensus_result(story))));
    TRY(write_link_text(out / "report.html", consensus_report_html(story, line.messages(), line.language())));
    line.print_line(line.text("consensus.done", {{"participants", grouped(static_cast<std::int64_t>(story.positions.size()))},
                                                 {"statements", grouped(static_cast<std::int64_t>(story.map.center.size()))},
                                                 {"groups", std::to_string(story.grouping.groups())},
                                                 {"folder", out.string()}}));
    return {};
}

} // namespace

void add_consensus_command(CLI::App& app, const CommandLine& line) {
    auto* command = app.add_subcommand("consensus", "help.consensus");
    auto arguments = std::make_shared<ConsensusArguments>();
    command->add_option("votes", arguments->options.votes, "help.consensus.votes")->required();
    command->add_option("--mode", arguments->mode, "help.consensus.mode")->check(CLI::IsMember({"samatcha", "polis"}));
    command->add_option("--moderation", arguments->options.moderation, "help.consensus.moderation");
    command->add_option("--groups", arguments->options.groups, "help.consensus.groups");
    command->add_option("--sectors", arguments->options.sectors, "help.consensus.sectors");
    command->add_option("--seed", arguments->options.seed, "help.consensus.seed");
    command->add_option("--threads", arguments->options.threads, "help.threads")->check(CLI::Range(1U, 1024U));
    command->add_option("--out", arguments->out, "help.link.out")->required();
    command->callback([arguments, &line] { or_fail(run_consensus(*arguments, line)); });
}

} // namespace samatcha::app
