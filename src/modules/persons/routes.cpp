#include "modules/persons/routes.hpp"

#include "modules/access/access_log.hpp"
#include "modules/persons/person_view.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/routes_link_run_charts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

namespace samatcha::persons {

using registers::Field;

struct LinkRunInput {
    std::vector<registers::SnapshotId> snapshot_ids; ///< None: the latest of each register.
    std::optional<bool> review_teaches; ///< The model is learnt from what reviewers decided too.
};
BOOST_DESCRIBE_STRUCT(LinkRunInput, (), (snapshot_ids, review_teaches))

struct LinkRunStarted {
    LinkRunId link_run_id;
    jobs::JobId job_id;
};
BOOST_DESCRIBE_STRUCT(LinkRunStarted, (), (link_run_id, job_id))

/// Links between two kinds of registers; twice the same: duplicates within one.
struct KindPairLinks {
    std::string left;
    std::string right;
    std::int64_t links = 0;
};
BOOST_DESCRIBE_STRUCT(KindPairLinks, (), (left, right, links))

struct LinkRunView {
    LinkRunId id;
    LinkRunState state = LinkRunState::Running;
    std::vector<registers::SnapshotId> snapshots;
    std::int64_t records = 0;
    std::optional<AnewReason> anew_because;
    std::optional<std::int64_t> records_added;
    std::int64_t persons = 0;
    std::int64_t persons_known_before = 0;
    std::int64_t splits = 0;
    std::int64_t mergers = 0;
    std::int64_t pairs_scored = 0;
    std::int64_t links = 0;
    std::int64_t doubtful_links = 0;
    double threshold = 0;
    double estimated_false_links = 0;
    double estimated_missed_links = 0;
    std::vector<StageTime> stages;
    std::vector<KindPairLinks> by_register_pair;
    std::vector<WeightCount> weight_histogram;
    /// Reviewed pairs that the model was learnt from; null where the run should not learn from any.
    std::optional<std::int64_t> decisions_learnt;
    Instant created_at;
    std::optional<Instant> finished_at;
    jobs::JobId job_id;
};
BOOST_DESCRIBE_STRUCT(LinkRunView, (),
                      (id, state, snapshots, records, anew_because, records_added, persons, persons_known_before, splits, mergers,
                       pairs_scored, links, doubtful_links, threshold, estimated_false_links,
                       estimated_missed_links, stages, by_register_pair, weight_histogram,
                       decisions_learnt, created_at, finished_at, job_id))

struct LinkView {
    std::string left; ///< The kind of the register.
    std::string right;
    double weight = 0;
    double probability = 0;
    std::vector<EvidenceView> evidence;
};
BOOST_DESCRIBE_STRUCT(LinkView, (), (left, right, weight, probability, evidence))

struct HistoryEntry {
    Instant at;
    std::string what;
    std::string because;
    LinkRunId link_run_id;
    PersonId person_id; ///< Whose records went,
    PersonId other_id;  ///< and to whom.
};
BOOST_DESCRIBE_STRUCT(HistoryEntry, (), (at, what, because, link_run_id, person_id, other_id))

struct PersonView {
    PersonId id;
    std::vector<RecordView> records;
    std::vector<LinkView> links;
    std::optional<bool> out_of_school; ///< Null: in no civil and no school register.
    double certainty = 0;
    std::vector<HistoryEntry> history;
};
BOOST_DESCRIBE_STRUCT(PersonView, (), (id, records, links, out_of_school, certainty, history))

namespace {

LinkRunView run_view(const LinkRun& run) {
    LinkRunView view;
    view.id = run.id;
    view.state = run.state;
    std::map<std::int64_t, std::string> kind_of;
    for (const auto& s : run.snapshots) {
        view.snapshots.push_back(s.snapshot_id);
        kind_of[s.snapshot_id.value] = json::enum_name(s.register_kind);
    }
    const auto& r = run.report;
    view.records = r.records;
    view.anew_because = r.anew_because;
    view.records_added = r.records_added;
    view.persons = r.persons;
    view.persons_known_before = r.persons_known_before;
    view.splits = r.splits;
    view.mergers = r.mergers;
    view.pairs_scored = r.pairs_scored;
    view.links = r.links;
    view.doubtful_links = r.doubtful_links;
    view.threshold = r.threshold;
    view.estimated_false_links = r.estimated_false_links;
    view.estimated_missed_links = r.estimated_missed_links;
    view.stages = r.stages;
    std::map<std::pair<std::string, std::string>, std::int64_t> links_of;
    for (const auto& pair : r.by_register_pair)
        links_of[{kind_of[pair.left.value], kind_of[pair.right.value]}] += pair.links;
    for (const auto& [kinds, links] : links_of)
        view.by_register_pair.push_back({kinds.first, kinds.second, links});
    view.weight_histogram = r.weight_histogram;
    view.decisions_learnt = r.decisions_learnt;
    view.created_at = run.created_at;
    view.finished_at = run.finished_at;
    view.job_id = run.job_id;
    return view;
}

const OpenedRecord* record_at(const OpenedPerson& person, registers::SnapshotId snapshot,
                              std::int64_t row_no) {
    for (const auto& opened : person.records)
        if (opened.snapshot.snapshot_id == snapshot && opened.record.row_no == row_no)
            return &opened;
    return nullptr;
}

LinkView link_view(const access::Call& call, const OpenedPerson& person, const OpenedLink& link) {
    const auto* left = record_at(person, link.left_snapshot, link.left_row_no);
    const auto* right = record_at(person, link.right_snapshot, link.right_row_no);
    LinkView view;
    view.left = left ? json::enum_name(left->snapshot.register_kind) : "";
    view.right = right ? json::enum_name(right->snapshot.register_kind) : "";
    view.weight = link.weight;
    view.probability = link.probability;
    view.evidence = evidence_views(link.evidence, left ? &left->record : nullptr,
                                   right ? &right->record : nullptr, call.messages, call.language);
    return view;
}

/// A school record is as sure as its best link; one that stands alone is sure of itself.
std::optional<double> surety_of_school(const OpenedPerson& person) {
    std::optional<double> surety;
    for (const auto& opened : person.records) {
        if (opened.snapshot.register_kind != registers::RegisterKind::School)
            continue;
        double best = person.records.size() == 1 ? 1 : 0;
        for (const auto& link : person.links)
            if (record_at(person, link.left_snapshot, link.left_row_no) == &opened ||
                record_at(person, link.right_snapshot, link.right_row_no) == &opened)
                best = std::max(best, link.probability);
        surety = std::max(surety.value_or(0), best);
    }
    return surety;
}

PersonView person_view(access::Call& call, const OpenedPerson& person,
                       const OutOfSchoolOf& out_of_school_of) {
    PersonView view;
    view.id = person.id;
    const auto fields = side_by_side(person.records);
    for (std::size_t i = 0; i < person.records.size(); ++i)
        view.records.push_back(record_view(person.records[i], fields[i]));
    for (const auto& link : person.links)
        view.links.push_back(link_view(call, person, link));
    if (const auto out = out_of_school_of(call.db, call.actor.province, person.id)) {
        view.out_of_school = true;
        view.certainty = out->certainty;
    } else if (const auto surety = surety_of_school(person)) {
        view.out_of_school = false;
        view.certainty = *surety;
    }
    for (const auto& [run, change, at] : changes_of_person(call.db, call.actor.province, person.id)) {
        const auto key = "persons.history." + json::enum_name(change.change);
        view.history.push_back({at, call.text(key, {{"person", std::to_string(change.person)},
                                                    {"other", std::to_string(change.other)},
                                                    {"records", std::to_string(change.records)}}),
                                call.text("persons.history.because." + json::enum_name(change.reason)), run,
                                PersonId{change.person}, PersonId{change.other}});
    }
    return view;
}

void add_link_run_routes(access::Api& api, jobs::Jobs& jobs) {
    using access::Call;
    using access::Right;
    api.post(
        "/link-runs", Right::RunLinkage,
        [&jobs](Call& call, LinkRunInput input) -> Result<LinkRunStarted> {
            const auto run = TRY(start_link_run(call.actor, call.db, jobs, call.clock,
                                                std::move(input.snapshot_ids),
                                                input.review_teaches.value_or(false)
                                                    ? ReviewTeaches::Yes
                                                    : ReviewTeaches::No));
            call.after_commit.push_back([&jobs] { jobs.wake(); });
            return LinkRunStarted{run.id, run.job_id};
        },
        {.summary = "Link snapshots; none given: the latest of each register", .success = 201});
    api.get(
        "/link-runs", Right::ReadLinkRuns,
        [](Call& call) -> Result<std::vector<LinkRunView>> {
            std::vector<LinkRunView> views;
            for (const auto& run : link_runs(call.db, call.actor.province))
                views.push_back(run_view(run));
            return views;
        },
        {.summary = "Link runs of the province, latest first"});
    api.get(
        "/link-runs/{id}", Right::ReadLinkRuns,
        [](Call& call) -> Result<LinkRunView> {
            return run_view(
                TRY(link_run(call.db, call.actor.province, TRY(call.id<LinkRunId>("id")))));
        },
        {.summary = "One link run: what it found and how sure it is"});
}

} // namespace

void add_routes(access::Api& api, const vault::KeyRing& keys, jobs::Jobs& jobs,
                OutOfSchoolOf out_of_school_of) {
    using access::Call;
    using access::Right;
    add_link_run_routes(api, jobs);
    add_link_run_charts_route(api);
    api.get(
        "/persons/{id}", Right::ReadChild,
        [&keys, out_of_school_of = std::move(out_of_school_of)](Call& call) -> Result<PersonView> {
            const auto id = TRY(call.id<PersonId>("id"));
            const auto person = TRY(open_person(call.db, keys, call.actor.province, id));
            access::record_access(call.db, call.actor, call.clock, access::Access::ChildRecord, id.value,
                                  fmt::format("records={}", person.records.size()));
            return person_view(call, person, out_of_school_of);
        },
        {.summary = "What each register says of a person, and why they are believed one"});
}

} // namespace samatcha::persons
