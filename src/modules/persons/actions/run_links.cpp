#include "modules/persons/actions.hpp"
#include "modules/persons/records_charts.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/run_writing.hpp"
#include "modules/persons/worklist.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
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

/// Opens the records of one snapshot into the set; `number` is the register's among those of the run. False when
/// cancelled.
Result<bool> read_register(jobs::JobRun& job, const vault::KeyRing& keys, const LinkedSnapshot& snapshot,
                           RegisterSet& set, std::size_t number_in_run, std::vector<std::int64_t>& identity_keys,
                           DecidedRecordsFinder& finder, const std::function<bool()>& go_on) {
    const auto number = set.add_register(snapshot.register_kind, snapshot.snapshot_id, snapshot.snapshot_date);
    identity_keys.clear();
    bool is_stopped = false;
    auto connection = job.database().connection();
    TRY(registers::read_snapshot(
        *connection, keys, job.province(), snapshot.snapshot_id, [&](const registers::PersonRecord& record) {
            const linkage::RecordRef at{static_cast<std::uint32_t>(number_in_run),
                                        static_cast<std::uint32_t>(set.rows(number))};
            set.add(number, record);
            identity_keys.push_back(
                identity_key_of(keys, job.province(), snapshot.register_kind, snapshot.agency_id, record));
            finder.look_at(at, identity_keys.back(), snapshot, record);
            is_stopped = !go_on();
            return is_stopped ? database::Reading::Stop : database::Reading::Continue;
        }));
    return !is_stopped;
}

/// Registers of which some were read by an earlier run.
struct ReadRegisters {
    RegisterSet set;
    std::vector<std::vector<std::int64_t>> identity_keys;
    std::vector<linkage::LinkageIndex::Replacement> replacements; ///< What newer snapshots say of those.
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

/// Opens those of the records of a register of an earlier run that people may have spoken of.
Result<void> look_at_known(jobs::JobRun& job, const vault::KeyRing& keys, const LinkRun& run, const ReadRegisters& read,
                           std::uint32_t number, DecidedRecordsFinder& finder) {
    auto connection = job.database().connection();
    const auto& source = read.set.registers()[number];
    for (std::uint32_t row = 0; row < read.identity_keys[number].size(); ++row) {
        const auto key = read.identity_keys[number][row];
        if (finder.may_know(key))
            finder.look_at({number, row}, key, run.snapshots[number],
                           TRY(registers::person_record(*connection, keys, job.province(), source.snapshot,
                                                        source.row_numbers[row])));
    }
    return {};
}

/// Reads the snapshots that the set does not hold yet.
Result<ReadRegisters> read_registers(jobs::JobRun& job, const vault::KeyRing& keys, const LinkRun& run,
                                     ReadRegisters read) {
    DecidedRecordsFinder finder(keys, job.province(), [&] {
        auto connection = job.database().connection();
        return standing_decisions(*connection, job.province());
    }());
    const auto known = read.identity_keys.size();
    const auto is_read = [&](std::size_t i) {
        return i < known && read.set.registers()[i].snapshot == run.snapshots[i].snapshot_id;
    };
    std::int64_t total = 0;
    for (std::size_t i = 0; i < run.snapshots.size(); ++i)
        total += is_read(i) ? 0 : run.snapshots[i].records;
    std::int64_t done = 0;
    const auto go_on = [&] {
        if (++done % 4096 != 0)
            return true;
        job.report("loading", done, total);
        return !job.is_cancelled();
    };
    read.identity_keys.resize(run.snapshots.size());
    for (std::uint32_t i = 0; i < run.snapshots.size(); ++i) {
        if (is_read(i)) {
            TRY(look_at_known(job, keys, run, read, i, finder));
            continue;
        }
        RegisterSet newer;
        auto& set = i < known ? newer : read.set;
        if (!TRY(read_register(job, keys, run.snapshots[i], set, i, read.identity_keys[i], finder, go_on)))
            return jobs::cancelled();
        if (i < known) {
            newer.finish();
            read.replacements.push_back(read.set.replace_register(i, std::move(newer)));
        }
    }
    read.set.finish();
    read.decided = finder.found();
    auto connection = job.database().connection();
    read.binding = binding_of(*connection, job.province(), read.decided);
    return read;
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

linkage::Progress progress_of(jobs::JobRun& job, StageTimes& times) {
    return [&](linkage::Stage stage, double part) {
        const auto name = stage_word(stage);
        times.enter(name);
        job.report(name, static_cast<std::int64_t>(part * 100), 100);
        return !job.is_cancelled();
    };
}

Result<linkage::LinkageIndex> link_anew(jobs::JobRun& job, const ReadRegisters& read, StageTimes& times) {
    linkage::Options options;
    options.decided = read.binding;
    options.learn_from_decided = review_teaches(job.job()) == ReviewTeaches::Yes;
    options.task = linkage::Task::LinkAndDeduplicate;
    options.threads = std::max(1U, std::thread::hardware_concurrency());
    options.keep_pairs = true;
    return linkage::LinkageIndex::build(read.set.files(), options, progress_of(job, times));
}

/// A run in the order of the registers that are linked.
struct LinkedRegisters {
    LinkRun run;
    ReadRegisters read;
    linkage::LinkageIndex index;
    std::optional<Succession> succession;
    std::optional<AnewReason> anew_because;
    std::optional<std::int64_t> records_added;
};

Result<LinkedRegisters> read_and_link_anew(jobs::JobRun& job, const vault::KeyRing& keys, const LinkRun& run,
                                           AnewReason reason, StageTimes& times) {
    times.enter("loading");
    auto read = TRY(read_registers(job, keys, run, {}));
    auto index = TRY(link_anew(job, read, times));
    return LinkedRegisters{run, std::move(read), std::move(index), {}, reason, {}};
}

/// The snapshots that the kept run has, in its order, newer ones in their places, and then the others.
LinkRun in_order_of(const KeptRun& kept, LinkRun run) {
    auto snapshots = kept.snapshots;
    for (const auto& [place, newer] : successors(kept.snapshots, run))
        snapshots[place] = newer;
    for (const auto& snapshot : run.snapshots)
        if (std::none_of(snapshots.begin(), snapshots.end(),
                         [&](const LinkedSnapshot& s) { return s.snapshot_id == snapshot.snapshot_id; }))
            snapshots.push_back(snapshot);
    run.snapshots = std::move(snapshots);
    return run;
}

/// Fails with Conflict where the new records do not fit what is kept.
Result<LinkedRegisters> add_to_kept(jobs::JobRun& job, const vault::KeyRing& keys, const LinkRun& run, KeptRun kept,
                                    StageTimes& times) {
    times.enter("loading");
    auto ordered = in_order_of(kept, run);
    const auto registers_before = kept.set.registers().size();
    auto read = TRY(read_registers(job, keys, ordered, {std::move(kept.set), std::move(kept.identity_keys), {}, {}, {}}));
    const auto new_files = read.set.files().subspan(registers_before);
    std::size_t added = 0;
    for (const auto& replacement : read.replacements)
        added += static_cast<std::size_t>(std::count(replacement.rows.begin(), replacement.rows.end(),
                                                     linkage::LinkageIndex::Replacement::is_added));
    for (std::size_t i = registers_before; i < registers_before + new_files.size(); ++i)
        added += read.set.rows(i);
    const auto records_added = static_cast<std::int64_t>(added);
    if (has_grown_too_much(kept.index, kept.index.records_held() + records_added))
        return read_and_link_anew(job, keys, run, AnewReason::GrownTooMuch, times);
    auto change = TRY(kept.index.replace(read.replacements, new_files, read.binding, progress_of(job, times)));
    ordered.began_with = kept.stored.began_with;
    Succession succession{std::move(kept.stored), std::move(kept.snapshots), std::move(read.replacements), std::move(change)};
    return LinkedRegisters{std::move(ordered), std::move(read), std::move(kept.index), std::move(succession), {}, records_added};
}

Result<LinkedRegisters> link_registers(jobs::JobRun& job, const vault::KeyRing& keys, const LinkRun& run,
                                       const std::optional<LinkRun>& last, std::optional<KeptRun> kept,
                                       StageTimes& times) {
    if (const auto reason = why_anew(kept, last, run, review_teaches(job.job())))
        return read_and_link_anew(job, keys, run, *reason, times);
    auto added = add_to_kept(job, keys, run, std::move(*kept), times);
    if (!added && added.error().code == ErrorCode::Conflict)
        return read_and_link_anew(job, keys, run, AnewReason::RulesOutgrown, times);
    return added;
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
    for (const auto& warning : found.warnings) {
        report.warnings.push_back(warning.key);
        for (const auto& [name, value] : warning.arguments)
            report.warnings.back() += " " + name + "=" + value;
    }
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
Result<LinkReport> attempt(jobs::JobRun& job, const vault::KeyRing& keys, const Clock& clock, const LinkRun& wanted,
                           const std::optional<LinkRun>& last, const KeptRuns& kept_runs, const AfterLinking& after) {
    StageTimes times(clock);
    times.enter("loading");
    auto kept = last ? kept_runs.find(job.province(), last->id) : std::nullopt;
    auto all = TRY(link_registers(job, keys, wanted, last, std::move(kept), times));
    const auto& run = all.run;
    const auto& set = all.read.set;
    const auto& decided = all.read.decided;
    const auto& linked = all.index.linkage();

    times.enter("storing");
    job.report("storing", 0, 100);
    RunWriting writing(job, keys, run, set, std::move(all.succession));
    const auto identities = TRY(writing.write_persons(linked, decided));
    auto words = TRY(writing.write_links(linked, identities.person_of_cluster));
    const auto worklist = make_worklist(set, linked, decided);
    TRY(writing.write_worklist(linked, worklist, identities.person_of_cluster, words));

    times.enter("situation");
    job.report("situation", 0, 100);
    const auto review = accuracy_of(worklist, decided, linked);
    auto publish = TRY(after({job, run, set, linked, identities.person_of_cluster, review}));

    auto report = report_of(run, linked, identities, linkage::Options{}.threshold);
    if (review_teaches(job.job()) == ReviewTeaches::Yes)
        report.decisions_learnt = static_cast<std::int64_t>(linked.report().decisions_learnt);
    report.anew_because = all.anew_because;
    report.records_added = all.records_added;
    report.evidence_words = words.words();
    times.enter("keeping");
    job.report("keeping", 0, 0);
    const KeptRun for_next{run.id, run.snapshots, std::move(all.read.set), std::move(all.index), std::move(writing).stored(words),
                           std::move(all.read.identity_keys), review_teaches(job.job())};
    const bool is_kept = kept_runs.write(job.province(), for_next);
    report.stages = times.times();
    auto connection = job.database().connection();
    TRY(database::transaction(*connection, [&]() -> Result<void> {
        if (!complete_link_run(*connection, job.province(), run.id, clock.now(), report))
            return jobs::cancelled();
        write_link_run_charts(*connection, job.province(), run.id, charts_of(for_next.index.linkage()));
        if (publish)
            publish(*connection);
        return {};
    }));
    if (is_kept)
        kept_runs.publish(job.province());
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
            remove_rows_of_broken_run(*connection, job.province(), known);
}

} // namespace

Result<json::value> run_links(jobs::JobRun& job, const vault::KeyRing& keys, const Clock& clock,
                              const KeptRuns& kept_runs, const AfterLinking& after) {
    auto run = TRY([&] {
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
    run.began_with = run.id;
    const auto earlier = [&] {
        auto connection = job.database().connection();
        return latest_complete_link_run(*connection, job.province());
    }();
    auto report = attempt(job, keys, clock, run, earlier, kept_runs, after);
    if (!report) {
        auto connection = job.database().connection();
        remove_rows_of_broken_run(*connection, job.province(), TRY(link_run(*connection, job.province(), run.id)));
        return Unexpected{std::move(report).error()};
    }
    remove_superseded_rows(*job.database().connection(), job.province());
    return summary(run, *report);
}

void abandon_link_run(const Clock& clock, database::Connection& connection, const jobs::Job& job) {
    end_link_run(connection, job.province, run_id_of(job),
                 job.state == jobs::JobState::Cancelled ? LinkRunState::Cancelled : LinkRunState::Failed,
                 clock.now());
}

void handle_link_runs(jobs::Jobs& jobs, const vault::KeyRing& keys, const Clock& clock, const KeptRuns& kept,
                      AfterLinking after) {
    jobs.on(
        std::string(link_run_job_kind),
        [&keys, &clock, &kept, after = std::move(after)](jobs::JobRun& job) {
            return run_links(job, keys, clock, kept, after);
        },
        [&clock](database::Connection& connection, const jobs::Job& job) {
            abandon_link_run(clock, connection, job);
        });
}

} // namespace samatcha::persons
