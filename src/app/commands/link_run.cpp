#include "app/commands/commands.hpp"
#include "modules/persons/actions.hpp"

#include <fmt/format.h>

#include <memory>

namespace samatcha::app {

namespace {

struct LinkRunArguments {
    std::string province = "40";
    std::vector<std::int64_t> snapshots;
};

/// What a program wants to know of a finished run.
struct LinkRunResult {
    persons::LinkRunId link_run_id;
    jobs::JobState state{};
    std::int64_t records = 0;
    std::int64_t persons = 0;
    std::int64_t links = 0;
    std::int64_t doubtful_links = 0;
    std::vector<persons::StageTime> stages;
};
BOOST_DESCRIBE_STRUCT(LinkRunResult, (),
                      (link_run_id, state, records, persons, links, doubtful_links, stages))

Result<LinkRunResult> link_in_foreground(Environment& environment, const CommandLine& line,
                                         const LinkRunArguments& arguments) {
    std::vector<registers::SnapshotId> snapshots;
    for (const auto id : arguments.snapshots)
        snapshots.push_back({id});
    persons::LinkRun run;
    {
        const auto connection = environment.database.connection();
        run = TRY(database::transaction(*connection, [&] {
            return persons::start_link_run(command_actor(arguments.province), *connection,
                                           environment.jobs, environment.clock,
                                           std::move(snapshots));
        }));
    }
    Progress progress(line, "link-run");
    const auto job = environment.jobs.run(arguments.province, run.job_id, [&](const jobs::Job& j) {
        progress.report(j.stage, j.done, j.total);
    });
    if (job.error)
        return Unexpected{*job.error};
    const auto connection = environment.database.connection();
    run = TRY(persons::link_run(*connection, arguments.province, run.id));
    const auto& report = run.report;
    return LinkRunResult{run.id,         job.state,    report.records,
                         report.persons, report.links, report.doubtful_links,
                         report.stages};
}

} // namespace

void add_link_run_command(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("link-run", "help.link_run");
    const auto arguments = std::make_shared<LinkRunArguments>();
    command->add_option("--province", arguments->province, "help.province_code")
        ->capture_default_str();
    command->add_option("--snapshots", arguments->snapshots, "help.link_run.snapshots");
    command->callback([arguments, &line] {
        line.run([&](Environment& environment) -> Result<void> {
            const auto result = TRY(link_in_foreground(environment, line, *arguments));
            double seconds = 0;
            for (const auto& stage : result.stages)
                seconds += stage.seconds;
            line.print(result,
                       line.text("app.linked", {{"records", std::to_string(result.records)},
                                                {"persons", std::to_string(result.persons)},
                                                {"links", std::to_string(result.links)},
                                                {"seconds", fmt::format("{:.1f}", seconds)}}));
            return {};
        });
    });
}

} // namespace samatcha::app
