#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "modules/registers/snapshot.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::persons {

using LinkRunId = Id<struct LinkRunTag>;
using PersonId = Id<struct PersonTag>;

/// running -> complete | failed | cancelled. Only what a complete run found is ever read.
BOOST_DEFINE_ENUM_CLASS(LinkRunState, Running, Complete, Failed, Cancelled)

/// A snapshot that a run links, as it was when the run began.
struct LinkedSnapshot {
    registers::SnapshotId snapshot_id;
    registers::RegisterKind register_kind = registers::RegisterKind::Civil;
    partners::AgencyId agency_id;
    PartialDate snapshot_date;
    std::int64_t records = 0;
};
BOOST_DESCRIBE_STRUCT(LinkedSnapshot, (),
                      (snapshot_id, register_kind, agency_id, snapshot_date, records))

struct StageTime {
    std::string name;
    double seconds = 0;
};
BOOST_DESCRIBE_STRUCT(StageTime, (), (name, seconds))

/// Links between the records of two snapshots; twice the same: duplicates within it.
struct RegisterPairLinks {
    registers::SnapshotId left;
    registers::SnapshotId right;
    std::int64_t links = 0;
};
BOOST_DESCRIBE_STRUCT(RegisterPairLinks, (), (left, right, links))

struct WeightCount {
    double from = 0; ///< Bits; bins are one bit wide.
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(WeightCount, (), (from, count))

/// Whether a run's model is learnt from what reviewers decided too.
enum class ReviewTeaches { No, Yes };

/// Why a run linked all its records anew instead of adding the new ones to what the last run found.
BOOST_DEFINE_ENUM_CLASS(AnewReason,
                        NothingKept,     ///< No run before, or what it kept cannot be used (KeptRuns::find).
                        SnapshotsDiffer, ///< A snapshot of the last run is not among those chosen.
                        GrownTooMuch,    ///< Too much has come since the model was learnt.
                        RulesOutgrown,   ///< What came is unlike what was there.
                        ModelDiffers)    ///< The model is, or was, learnt from what reviewers decided too.

/// What a run did and how sure it is.
struct LinkReport {
    std::int64_t records = 0;
    std::optional<AnewReason> anew_because;     ///< Not set where only new records were linked; nor in older reports.
    std::optional<std::int64_t> records_added;  ///< How many these were.
    std::int64_t persons = 0;
    std::int64_t persons_known_before = 0; ///< Kept the id of an earlier run.
    std::int64_t splits = 0;
    std::int64_t mergers = 0;
    std::int64_t pairs_scored = 0;
    std::int64_t links = 0;
    std::int64_t doubtful_links = 0; ///< Accepted with a probability below 0.95.
    double threshold = 0;
    double estimated_false_links = 0;
    double estimated_missed_links = 0;
    std::vector<StageTime> stages;
    std::vector<RegisterPairLinks> by_register_pair;
    std::vector<WeightCount> weight_histogram;
    std::vector<std::string> warnings; ///< The engine's, as keys with their arguments.
    std::vector<std::string> evidence_words;
    /// Decided pairs that the model was learnt from; none where it did not learn from any.
    std::optional<std::int64_t> decisions_learnt;
};
BOOST_DESCRIBE_STRUCT(LinkReport, (),
                      (records, anew_because, records_added, persons, persons_known_before, splits, mergers, pairs_scored, links,
                       doubtful_links, threshold, estimated_false_links, estimated_missed_links, stages,
                       by_register_pair, weight_histogram, warnings, evidence_words, decisions_learnt))

struct LinkRun {
    LinkRunId id;
    LinkRunId began_with; ///< The run linked anew from which it goes on, with only what is others; itself if it is one.
    jobs::JobId job_id;
    LinkRunState state = LinkRunState::Running;
    Instant created_at;
    std::optional<Instant> finished_at;
    std::vector<LinkedSnapshot> snapshots;
    LinkReport report; ///< Empty until complete.
};

/// Of each agency's register the latest complete snapshot: by its date, then by when it came.
std::vector<registers::Snapshot> latest_of_each_register(std::vector<registers::Snapshot>);

} // namespace samatcha::persons
