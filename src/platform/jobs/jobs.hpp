#pragma once

// Work that outlives a request: imports, link runs, exports. Jobs stand in the database; a handler runs
// on a worker thread of `serve` or in the foreground of a command, and survives kill -9: the job is then
// handed to its handler again, with the cursor that it kept last. The word of truth for a job that ended
// badly is one transaction: its own row and what its module writes about it (Abandon).

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "platform/database/database.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::jobs {

using JobId = Id<struct JobTag>;

/// queued -> running -> succeeded | failed | cancelled; running -> queued when its process died.
enum class JobState { Queued, Running, Succeeded, Failed, Cancelled };
BOOST_DESCRIBE_ENUM(JobState, Queued, Running, Succeeded, Failed, Cancelled)

struct Job {
    JobId id;
    std::string province;
    std::string kind; ///< "import", "link_run", ...: who handles it.
    JobState state = JobState::Queued;
    std::string stage; ///< What it is doing, a word of its handler's ("reading", "comparing").
    std::int64_t done = 0;
    std::int64_t total = 0; ///< 0: not known.
    json::value arguments;
    json::value result;         ///< Null until it succeeded.
    std::optional<Error> error; ///< Why it failed; translated at the edge.
    std::int64_t created_by = 0; ///< Account, 0: a command.
    Instant created_at;
    std::optional<Instant> started_at;
    std::optional<Instant> finished_at;
    bool is_cancel_requested = false;
    int attempt = 0; ///< How many times it was started.
};

/// One attempt at a job: what its handler is given.
class JobRun {
public:
    virtual ~JobRun() = default;

    virtual const Job& job() const = 0;
    const std::string& province() const { return job().province; }
    const json::value& arguments() const { return job().arguments; }
    virtual database::Database& database() = 0;

    /// What the last keep() said, null at first: where to go on after a restart. A handler that cannot go
    /// on removes what it had half done and fails with a clear message.
    virtual json::value cursor() const = 0;
    /// Keeps the cursor, in the same transaction as the work it stands for.
    virtual void keep(database::Connection&, const json::value& cursor) = 0;

    /// Cheap, from any thread, also inside a transaction: written and shown twice a second.
    virtual void report(std::string_view stage, std::int64_t done, std::int64_t total) = 0;

    /// Look often; then clean up and `return cancelled()`. Also true when the server is stopping: then the
    /// job goes back to the queue, with its cursor.
    virtual bool is_cancelled() = 0;
    /// True only when somebody cancelled the job (not when the server is stopping): clean up only then.
    virtual bool is_cancelled_for_good() = 0;
};

/// What a handler returns when is_cancelled().
inline Unexpected<Error> cancelled() { return failure(ErrorCode::Cancelled, "jobs.cancelled"); }

/// Returns the job's result as JSON. A Failure thrown fails the job (jobs.broken).
using Handler = std::function<Result<json::value>(JobRun&)>;

/// What a module writes when its job ends without success (failed, cancelled while waiting or running,
/// given up): "this snapshot failed". In the transaction that ends the job, so quick; Job::state and
/// Job::error say how. Large clean-ups belong into the handler or later.
using Abandon = std::function<void(database::Connection&, const Job&)>;

/// After this many starts that ended with the death of the process a job fails (jobs.keeps_dying).
inline constexpr int attempts_max = 3;

class Jobs {
public:
    Jobs(database::Database&, const Clock&);
    ~Jobs(); ///< Stops.

    /// Says who handles a kind; before start().
    void on(std::string kind, Handler, Abandon = {});

    /// Puts a job into the queue, in the caller's transaction: it runs when that is committed.
    JobId enqueue(database::Connection&, std::string_view province, std::string_view kind,
                  const json::value& arguments, std::int64_t created_by = 0);
    /// Call after the transaction of enqueue() is committed: wakes a worker at once (else within a second).
    void wake();

    /// Worker threads. Jobs whose process died go back to the queue first (or fail, see attempts_max), and
    /// whenever another process dies.
    void start(std::size_t threads);
    /// Asks running handlers to stop, waits for them, puts their jobs back.
    void stop();

    /// Runs a queued job in this thread, for commands, or follows it when a server took it first; returns
    /// it as it ended.
    Job run(std::string_view province, JobId, const std::function<void(const Job&)>& on_change = {});

    /// Fails with NotFound (jobs.unknown).
    static Result<Job> job(database::Connection&, std::string_view province, JobId);
    /// Newest first.
    static std::vector<Job> recent(database::Connection&, std::string_view province,
                                   std::size_t count_max = 50);
    /// Queued: cancelled at once. Running: its handler is asked. Fails with Conflict (jobs.already_ended).
    Result<Job> cancel(database::Connection&, std::string_view province, JobId);

    /// Called with each job that changed, in this process or another, within half a second; on one thread
    /// of start(): be quick. Ends with the returned object's life.
    class Observer {
    public:
        virtual ~Observer() = default;
    };
    [[nodiscard]] std::unique_ptr<Observer> observe(std::function<void(const Job&)>);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace samatcha::jobs
