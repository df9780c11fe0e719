#pragma once

// The SQL of the job table.

#include "platform/jobs/jobs.hpp"

namespace samatcha::jobs {

struct Progress {
    std::string stage;
    std::int64_t done = 0;
    std::int64_t total = 0;
};

/// A job that is queued or running, as the watch over all provinces sees it.
struct UnfinishedJob {
    Job job;
    std::string owner;
    Instant heartbeat_at;
    Instant changed_at;
};

void insert_job(database::Connection&, const Job&);
std::optional<Job> find_job(database::Connection&, std::string_view province, JobId);
std::vector<Job> recent_jobs(database::Connection&, std::string_view province, std::size_t count_max);
std::vector<UnfinishedJob> unfinished_jobs(database::Connection&);
json::value job_cursor(database::Connection&, std::string_view province, JobId);

/// Queued to running; false when somebody else was faster.
bool claim_job(database::Connection&, const Job&, std::string_view owner, Instant now);
/// Running to queued. Being stopped is no attempt; dying is one.
enum class Attempt { Counts, DoesNotCount };
bool requeue_job(database::Connection&, const Job&, std::string_view owner, Attempt, Instant now);
/// To the state, result and error that the job has; false unless it was still in `expected` and, when it
/// ran, owned by `owner`.
bool end_job(database::Connection&, const Job&, JobState expected, std::string_view owner);

void write_progress(database::Connection&, const Job&, std::string_view owner, const Progress&, Instant now);
/// Throws Failure(Other) when the job is no longer the owner's, which undoes the caller's transaction.
void write_cursor(database::Connection&, const Job&, std::string_view owner, const json::value& cursor);
bool request_cancel(database::Connection&, std::string_view province, JobId, Instant now);

} // namespace samatcha::jobs
