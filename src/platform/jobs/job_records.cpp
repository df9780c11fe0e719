#include "platform/jobs/job_records.hpp"

namespace samatcha::jobs {

namespace {

/// An error as it is kept; `code` by its name, so that the enum may grow.
struct StoredError {
    ErrorCode code;
    std::string key;
    std::map<std::string, std::string> arguments;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(StoredError, (), (code, key, arguments, detail))

std::optional<std::string> stored_error(const std::optional<Error>& error) {
    if (!error)
        return std::nullopt;
    return json::to_text(StoredError{
        error->code, error->key, {error->arguments.begin(), error->arguments.end()}, error->detail});
}

std::optional<Error> error_from(const std::optional<std::string>& text) {
    if (!text)
        return std::nullopt;
    auto stored = json::from_text<StoredError>(*text);
    if (!stored)
        return Error{ErrorCode::Unavailable, "jobs.broken"};
    return Error{stored->code, stored->key, {stored->arguments.begin(), stored->arguments.end()}, stored->detail};
}

json::value json_from(const std::optional<std::string>& text) {
    return text ? json::parse(*text).value_or(json::value()) : json::value();
}

Job job_of(const database::Row& row) {
    Job job;
    job.province = row.text(0);
    job.id = row.id<JobId>(1);
    job.kind = row.text(2);
    job.state = json::enum_from_name<JobState>(row.text_view(3)).value();
    job.stage = row.text(4);
    job.done = row.integer(5);
    job.total = row.integer(6);
    job.arguments = json_from(row.text(7));
    job.result = json_from(row.optional_text(8));
    job.error = error_from(row.optional_text(9));
    job.created_by = row.integer(10);
    job.created_at = row.instant(11);
    job.started_at = row.optional_instant(12);
    job.finished_at = row.optional_instant(13);
    job.is_cancel_requested = row.boolean(14);
    job.attempt = static_cast<int>(row.integer(15));
    return job;
}

} // namespace

void insert_job(database::Connection& connection, const Job& job) {
    connection.execute(
        "INSERT INTO job (province, id, kind, state, stage, done, total, arguments, created_by, created_at,"
        " is_cancel_requested, attempt, changed_at)"
        " VALUES ($1, $2, $3, 'queued', '', 0, 0, $4, $5, $6, 0, 0, $6)",
        {job.province, job.id, job.kind, json::serialize(job.arguments), job.created_by, job.created_at});
}

std::optional<Job> find_job(database::Connection& connection, std::string_view province, JobId id) {
    return connection.find(
        "SELECT province, id, kind, state, stage, done, total, arguments, result, error, created_by,"
        " created_at, started_at, finished_at, is_cancel_requested, attempt"
        " FROM job WHERE province = $1 AND id = $2",
        {province, id}, job_of);
}

std::vector<Job> recent_jobs(database::Connection& connection, std::string_view province,
                             std::size_t count_max) {
    return connection.list(
        "SELECT province, id, kind, state, stage, done, total, arguments, result, error, created_by,"
        " created_at, started_at, finished_at, is_cancel_requested, attempt"
        " FROM job WHERE province = $1 ORDER BY id DESC LIMIT $2",
        {province, count_max}, job_of);
}

std::vector<UnfinishedJob> unfinished_jobs(database::Connection& connection) {
    return connection.list(
        "SELECT province, id, kind, state, stage, done, total, arguments, result, error, created_by,"
        " created_at, started_at, finished_at, is_cancel_requested, attempt,"
        " coalesce(owner, ''), coalesce(heartbeat_at, 0), changed_at"
        " FROM job WHERE state IN ('queued', 'running') ORDER BY id",
        {}, [](const database::Row& row) {
            return UnfinishedJob{job_of(row), row.text(16), row.instant(17), row.instant(18)};
        });
}

json::value job_cursor(database::Connection& connection, std::string_view province, JobId id) {
    const auto text =
        connection.find("SELECT resume_from FROM job WHERE province = $1 AND id = $2", {province, id},
                        [](const database::Row& row) { return row.optional_text(0); });
    return json_from(text.value_or(std::nullopt));
}

bool claim_job(database::Connection& connection, const Job& job, std::string_view owner, Instant now) {
    return connection.execute("UPDATE job SET state = 'running', owner = $3, attempt = attempt + 1,"
                              " started_at = coalesce(started_at, $4), heartbeat_at = $4, changed_at = $4"
                              " WHERE province = $1 AND id = $2 AND state = 'queued'",
                              {job.province, job.id, owner, now}) == 1;
}

bool requeue_job(database::Connection& connection, const Job& job, std::string_view owner, Attempt attempt,
                 Instant now) {
    return connection.execute("UPDATE job SET state = 'queued', owner = NULL, attempt = attempt - $4,"
                              " changed_at = $5"
                              " WHERE province = $1 AND id = $2 AND state = 'running' AND owner = $3",
                              {job.province, job.id, owner, attempt == Attempt::Counts ? 0 : 1, now}) == 1;
}

bool end_job(database::Connection& connection, const Job& job, JobState expected, std::string_view owner) {
    const auto result = job.result.is_null() ? std::nullopt : std::optional(json::serialize(job.result));
    return connection.execute("UPDATE job SET state = $3, stage = $4, done = $5, total = $6, result = $7,"
                              " error = $8, finished_at = $9, changed_at = $9, owner = NULL,"
                              " resume_from = NULL"
                              " WHERE province = $1 AND id = $2 AND state = $10"
                              " AND coalesce(owner, '') = $11",
                              {job.province, job.id, json::enum_name(job.state), job.stage, job.done,
                               job.total, result, stored_error(job.error), job.finished_at,
                               json::enum_name(expected), owner}) == 1;
}

void write_progress(database::Connection& connection, const Job& job, std::string_view owner,
                    const Progress& progress, Instant now) {
    connection.execute("UPDATE job SET stage = $4, done = $5, total = $6, heartbeat_at = $7, changed_at = $7"
                       " WHERE province = $1 AND id = $2 AND state = 'running' AND owner = $3",
                       {job.province, job.id, owner, progress.stage, progress.done, progress.total, now});
}

void write_cursor(database::Connection& connection, const Job& job, std::string_view owner,
                  const json::value& cursor) {
    if (connection.execute("UPDATE job SET resume_from = $4"
                           " WHERE province = $1 AND id = $2 AND state = 'running' AND owner = $3",
                           {job.province, job.id, owner, json::serialize(cursor)}) != 1)
        throw database::Failure(database::FailureKind::Other, "this job is another process's now");
}

bool request_cancel(database::Connection& connection, std::string_view province, JobId id, Instant now) {
    return connection.execute("UPDATE job SET is_cancel_requested = 1, changed_at = $3"
                              " WHERE province = $1 AND id = $2 AND state = 'running'",
                              {province, id, now}) == 1;
}

} // namespace samatcha::jobs
