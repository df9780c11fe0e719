#include "modules/persons/actions.hpp"
#include "modules/persons/records_charts.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/run_writing.hpp"
#include "modules/persons/worklist.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>
#include <map>
#include <thread>

namespace samatcha::persons {

namespace {

constexpr double doubtful_below = 0.95;

/// Seconds by stage, in the order in which the stages came.
class StageTimes {
public:
    explicit StageTimes(const Clock& clock) : m_clock(clock), m_since(clock.now()) {}
    void enter(std::string_view stage) {
        if (stage == m_stage)
            return;
        leave();
        m_stage = stage;
    }
    std::vector<StageTime> times() {
        leave();
        m_stage.clear();
        return m_times;
    }

private:
    void leave() {
        const auto now = m_clock.now();
        if (!m_stage.empty())
            m_times.push_back({m_stage, static_cast<double>(now.unix_ms - m_since.unix_ms) / 1000});
        m_since = now;
    }
    const Clock& m_clock;
    Instant m_since;
    std::string m_stage;
    std::vector<StageTime> m_times;
};

struct ReadRegisters {
    RegisterSet set;
    std::vector<DecidedRecords> decided;
    std::vector<linkage::DecidedPair> binding;
};

/// What was decided, and by which lots of the run before.
std::vector<linkage::DecidedPair> binding_of(database::Connection& connection, std::string_view province,
                                             const std::vector<DecidedRecords>& decided) {
    const auto before = latest_complete_link_run(connection, province);
    if (!before)
        return binding(decided);
    return binding(decided, review_items(connection, province, before->id),
                   review_strata(connection, province, before->id));
}

Result<ReadRegisters> read_registers(jobs::JobRun& job, const vault::KeyRing& keys, const LinkRun& run) {
    RegisterSet set;
    std::int64_t total = 0;
    for (const auto& snapshot : run.snapshots)
        total += snapshot.records;
    auto connection = job.database().connection();
    DecidedRecordsFinder finder(keys, job.province(), standing_decisions(*connection, job.province()));
    std::int64_t done = 0;
    bool is_stopped = false;
    for (const auto& snapshot : run.snapshots) {
        const auto number =
            set.add_register(snapshot.register_kind, snapshot.snapshot_id, snapshot.snapshot_date);
        std::uint32_t row = 0;
        TRY(registers::read_snapshot(*connection, keys, job.province(), snapshot.snapshot_id,
                                     [&](const registers::PersonRecord& record) {
                                         set.add(number, record);
                                         finder.look_at({static_cast<std::uint32_t>(number), row++},
                                                        snapshot, record);
                                         if (++done % 4096 == 0) {
                                             job.report("loading", done, total);
                                             is_stopped = job.is_cancelled();
                                         }
                                         return is_stopped ? database::Reading::Stop
                                                           : database::Reading::Continue;
                                     }));
        if (is_stopped)
            return jobs::cancelled();
    }
    set.finish();
    auto decided = finder.found();
    auto binding = binding_of(*connection, job.province(), decided);
    return ReadRegisters{std::move(set), std::move(decided), std::move(binding)};
}

/// As the screens call the engine's stages.
std::string_view stage_word(linkage::Stage stage) {
    switch (stage) {
    case linkage::Stage::Normalise: return "preparing";
    case linkage::Stage::Block: return "blocking";
    case linkage::Stage::Compare: return "comparing";
    case linkage::Stage::Estimate: return "training";
    case linkage::Stage::Score: return "scoring";
    case linkage::Stage::Cluster: return "clustering";
    }
    return "";
}

ReviewTeaches review_teaches(const jobs::Job& job) {
    const auto* teaches =
        job.arguments.is_object() ? job.arguments.get_object().if_contains("review_teaches") : nullptr;
    return teaches && teaches->is_bool() && teaches->get_bool() ? ReviewTeaches::Yes : ReviewTeaches::No;
}

Result<linkage::Linkage> link_registers(jobs::JobRun& job, const ReadRegisters& read, StageTimes& times) {
    linkage::Options options;
    options.decided = read.binding;
    options.learn_from_decided = review_teaches(job.job()) == ReviewTeaches::Yes;
    options.task = linkage::Task::LinkAndDeduplicate;
    options.threads = std::max(1U, std::thread::hardware_concurrency());
    options.keep_pairs = true;
    return linkage::link_records(read.set.files(), options, [&](linkage::Stage stage, double part) {
        const auto name = stage_word(stage);
        times.enter(name);
        job.report(name, static_cast<std::int64_t>(part * 100), 100);
        return !job.is_cancelled();
    });
}

LinkReport report_of(const LinkRun& run, const linkage::Linkage& linked, const Identities& identities,
                     double threshold) {
    const auto& found = linked.report();
    LinkReport report;
    report.records = static_cast<std::int64_t>(found.records);
    report.persons = static_cast<std::int64_t>(identities.person_of_cluster.size());
    report.persons_known_before = static_cast<std::int64_t>(identities.inherited);
    for (const auto& change : identities.changes)
        ++(change.change == IdentityChange::Split ? report.splits : report.mergers);
    report.pairs_scored = static_cast<std::int64_t>(found.pairs_scored);
    report.links = static_cast<std::int64_t>(linked.links().size());
    report.doubtful_links = std::count_if(
        linked.links().begin(), linked.links().end(), [](const linkage::RecordLink& link) {
            return static_cast<double>(link.probability) < doubtful_below;
        });
    report.threshold = threshold;
    report.estimated_false_links = found.expected_false_links;
    report.estimated_missed_links = found.expected_missed_links;
    for (const auto& pair : found.file_pairs)
        report.by_register_pair.push_back({run.snapshots[pair.left].snapshot_id,
                                           run.snapshots[pair.right].snapshot_id,
                                           static_cast<std::int64_t>(pair.links)});
    for (const auto& bin : found.histogram)
        report.weight_histogram.push_back({bin.from, static_cast<std::int64_t>(bin.pairs)});
    report.warnings = found.warnings;
    return report;
}

/// What reviewers had said of the pairs drawn.
ReviewAccuracy accuracy_of(const Worklist& worklist, const std::vector<DecidedRecords>& decided,
                           const linkage::Linkage& linked) {
    std::map<std::pair<linkage::RecordRef, linkage::RecordRef>, ReviewOutcome> said;
    for (const auto& one : decided)
        said.emplace(std::pair(one.left, one.right), one.outcome);
    std::map<std::int64_t, std::vector<ReviewOutcome>> outcomes;
    for (const auto& item : worklist.items) {
        if (!item.stratum)
            continue;
        const auto found = said.find({item.left, item.right});
        outcomes[*item.stratum].push_back(found == said.end() ? ReviewOutcome::Open : found->second);
    }
    return measure_accuracy(worklist.strata, outcomes,
                            missed_unseen(worklist.strata, linked.report().expected_missed_links));
}

/// One attempt, whose rows nobody sees before the end.
Result<LinkReport> attempt(jobs::JobRun& job, const vault::KeyRing& keys, const Clock& clock,
                           const LinkRun& run, const AfterLinking& after) {
    StageTimes times(clock);
    times.enter("loading");
    const auto read = TRY(read_registers(job, keys, run));
    const auto& set = read.set;
    auto linked = TRY(link_registers(job, read, times));

    times.enter("storing");
    job.report("storing", 0, 100);
    RunWriting writing(job, keys, run, set);
    const auto identities = TRY(writing.write_persons(linked, read.decided));
    auto words = TRY(writing.write_links(linked, identities.person_of_cluster));
    const auto worklist = make_worklist(set, linked, read.decided);
    TRY(writing.write_worklist(linked, worklist, identities.person_of_cluster, words));

    times.enter("situation");
    job.report("situation", 0, 100);
    const auto review = accuracy_of(worklist, read.decided, linked);
    auto publish = TRY(after({job, run, set, linked, identities.person_of_cluster, review}));

    times.enter("indexing");
    TRY(writing.write_search_keys(linked.clusters(), identities.person_of_cluster));

    auto report = report_of(run, linked, identities, linkage::Options{}.threshold);
    if (review_teaches(job.job()) == ReviewTeaches::Yes)
        report.decisions_learnt = static_cast<std::int64_t>(linked.report().decisions_learnt);
    report.evidence_words = words.words();
    report.stages = times.times();
    auto connection = job.database().connection();
    TRY(database::transaction(*connection, [&]() -> Result<void> {
        if (!complete_link_run(*connection, job.province(), run.id, clock.now(), report))
            return jobs::cancelled();
        write_link_run_charts(*connection, job.province(), run.id, charts_of(linked));
        if (publish)
            publish(*connection);
        return {};
    }));
    return report;
}

LinkRunId run_id_of(const jobs::Job& job) {
    const auto* id = job.arguments.is_object() ? job.arguments.get_object().if_contains("link_run_id") : nullptr;
    return {id && id->is_int64() ? id->get_int64() : 0};
}

/// What earlier attempts and broken runs left behind; nobody reads it.
void remove_left_rows(jobs::JobRun& job, const LinkRun& run) {
    auto connection = job.database().connection();
    for (const auto& known : link_runs(*connection, job.province()))
        if (known.id == run.id || known.state == LinkRunState::Failed ||
            known.state == LinkRunState::Cancelled)
            remove_rows_of_run(*connection, job.province(), known.id, Removal::Everything);
}

/// Only the latest run is asked; the one before it still tells who was who.
void remove_superseded(jobs::JobRun& job, LinkRunId latest, LinkRunId before) {
    auto connection = job.database().connection();
    for (const auto& known : link_runs(*connection, job.province()))
        if (known.state == LinkRunState::Complete && known.id != latest)
            remove_rows_of_run(*connection, job.province(), known.id,
                               known.id == before ? Removal::SearchKeys : Removal::Superseded);
}

} // namespace

Result<json::value> run_links(jobs::JobRun& job, const vault::KeyRing& keys, const Clock& clock,
                              const AfterLinking& after) {
    const auto run = TRY([&] {
        auto connection = job.database().connection();
        return link_run(*connection, job.province(), run_id_of(job.job()));
    }());
    const auto summary = [](const LinkRun& r, const LinkReport& report) {
        return json::value{{"link_run_id", r.id.value},
                           {"persons", report.persons},
                           {"links", report.links}};
    };
    if (run.state == LinkRunState::Complete) // killed between the flip and the job's own end
        return summary(run, run.report);
    remove_left_rows(job, run);
    const auto earlier = [&] {
        auto connection = job.database().connection();
        return latest_complete_link_run(*connection, job.province());
    }();
    auto report = attempt(job, keys, clock, run, after);
    if (!report) {
        auto connection = job.database().connection();
        remove_rows_of_run(*connection, job.province(), run.id, Removal::Everything);
        return Unexpected{std::move(report).error()};
    }
    remove_superseded(job, run.id, earlier ? earlier->id : LinkRunId{});
    return summary(run, *report);
}

void abandon_link_run(const Clock& clock, database::Connection& connection, const jobs::Job& job) {
    end_link_run(connection, job.province, run_id_of(job),
                 job.state == jobs::JobState::Cancelled ? LinkRunState::Cancelled : LinkRunState::Failed,
                 clock.now());
}

void handle_link_runs(jobs::Jobs& jobs, const vault::KeyRing& keys, const Clock& clock,
                      AfterLinking after) {
    jobs.on(
        std::string(link_run_job_kind),
        [&keys, &clock, after = std::move(after)](jobs::JobRun& job) {
            return run_links(job, keys, clock, after);
        },
        [&clock](database::Connection& connection, const jobs::Job& job) {
            abandon_link_run(clock, connection, job);
        });
}

} // namespace samatcha::persons
