#include "platform/jobs/jobs.hpp"

#include "platform/jobs/job_records.hpp"
#include "platform/jobs/owner.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>

namespace samatcha::jobs {

namespace {

constexpr auto watch_every = std::chrono::milliseconds(500);
constexpr std::int64_t heartbeat_every_ms = 5'000;
/// Of a process that we cannot see: another machine's or container's.
constexpr std::int64_t heartbeat_missing_ms = 30'000;
constexpr int end_tries_max = 3;

using JobKey = std::pair<std::string, std::int64_t>;

JobKey key_of(const Job& job) { return {job.province, job.id.value}; }

bool is_ended(JobState state) { return state != JobState::Queued && state != JobState::Running; }

class RunningJob final : public JobRun {
public:
    RunningJob(Job job, database::Database& database, std::string owner)
        : m_job(std::move(job)), m_database(database), m_owner(std::move(owner)) {}

    const Job& job() const override { return m_job; }
    database::Database& database() override { return m_database; }
    json::value cursor() const override {
        return job_cursor(*m_database.connection(), m_job.province, m_job.id);
    }
    void keep(database::Connection& connection, const json::value& cursor) override {
        write_cursor(connection, m_job, m_owner, cursor);
    }
    void report(std::string_view stage, std::int64_t done, std::int64_t total) override {
        const std::lock_guard lock(m_mutex);
        if (m_progress.stage != stage)
            m_progress.stage = stage;
        m_progress.done = done;
        m_progress.total = total;
    }
    bool is_cancelled() override { return m_is_cancelled || m_is_stopping; }
    bool is_cancelled_for_good() override { return m_is_cancelled; }

    void cancel() { m_is_cancelled = true; }
    void stop() { m_is_stopping = true; }
    Progress progress() const {
        const std::lock_guard lock(m_mutex);
        return m_progress;
    }
    /// For the watch alone: is there something to write?
    bool is_due(const Progress& now_at, Instant now) {
        const bool is_changed = std::tie(now_at.stage, now_at.done, now_at.total) !=
                                std::tie(m_written.stage, m_written.done, m_written.total);
        if (!is_changed && now.unix_ms - m_written_at.unix_ms < heartbeat_every_ms)
            return false;
        m_written = now_at;
        m_written_at = now;
        return true;
    }
    /// After claim_job. Leaves alone what the watch reads meanwhile: province and id.
    void started(const Job& job) {
        m_job.state = job.state;
        m_job.attempt = job.attempt;
        m_job.started_at = job.started_at;
        report(job.stage, job.done, job.total);
    }

private:
    Job m_job;
    database::Database& m_database;
    std::string m_owner;
    mutable std::mutex m_mutex;
    Progress m_progress;
    Progress m_written;
    Instant m_written_at;
    std::atomic<bool> m_is_cancelled{false};
    std::atomic<bool> m_is_stopping{false};
};

struct KnownKind {
    Handler handler;
    Abandon abandon;
};

Error broken(const char* why) { return {ErrorCode::Unavailable, "jobs.broken", {}, why}; }

} // namespace

struct Jobs::State {
    database::Database& database;
    const Clock& clock;
    const std::string owner = this_process() + "#" + std::to_string(new_id());
    std::map<std::string, KnownKind, std::less<>> kinds;

    std::mutex mutex; ///< Guards what follows.
    std::condition_variable watch_woken, work_found;
    bool is_stopping = false;
    bool is_watch_woken = false;
    int work_offers = 0; ///< Grows when the watch saw queued jobs.
    std::list<std::shared_ptr<RunningJob>> running;
    std::vector<Job> ended; ///< Since the watch looked last.

    std::mutex observers_mutex;
    std::list<std::function<void(const Job&)>> observers;

    std::vector<std::thread> workers;
    std::thread watch;
    std::map<JobKey, Instant> seen; ///< The watch's own: unfinished jobs, when they changed last.

    State(database::Database& d, const Clock& c) : database(d), clock(c) {}

    void wake_watch() {
        {
            const std::lock_guard lock(mutex);
            is_watch_woken = true;
        }
        watch_woken.notify_one();
    }

    std::vector<std::shared_ptr<RunningJob>> running_now() {
        const std::lock_guard lock(mutex);
        return {running.begin(), running.end()};
    }

    // The watch: one thread that writes progress, sees what others changed, and offers work.

    void watch_loop() {
        std::unique_lock lock(mutex);
        while (!is_stopping) {
            lock.unlock();
            try {
                look_around();
            } catch (const database::Failure&) { // Away for a moment; the next look will tell.
            }
            lock.lock();
            watch_woken.wait_for(lock, watch_every, [&] { return is_watch_woken || is_stopping; });
            is_watch_woken = false;
        }
    }

    void look_around() {
        const auto mine = running_now();
        auto connection = database.connection();
        const auto now = clock.now();
        for (const auto& run : mine)
            if (const auto progress = run->progress(); run->is_due(progress, now))
                write_progress(*connection, run->job(), owner, progress, now);

        std::vector<Job> just_ended;
        {
            const std::lock_guard lock(mutex);
            just_ended.swap(ended);
        }
        auto unfinished = unfinished_jobs(*connection);
        bool has_work = false;
        for (auto& [job, job_owner, heartbeat_at, changed_at] : unfinished) {
            const auto run = std::find_if(mine.begin(), mine.end(), [&, &wanted = job](const auto& one) {
                return key_of(one->job()) == key_of(wanted);
            });
            if (run != mine.end() && job.is_cancel_requested)
                (*run)->cancel();
            if (job.state == JobState::Running && is_orphan(job, job_owner, heartbeat_at, now))
                recover(*connection, job, job_owner);
            has_work |= job.state == JobState::Queued && kinds.count(job.kind) > 0;
        }
        if (has_work) {
            {
                const std::lock_guard lock(mutex);
                ++work_offers;
            }
            work_found.notify_all();
        }
        tell_observers(*connection, unfinished, just_ended);
    }

    bool is_orphan(const Job& job, const std::string& job_owner, Instant heartbeat_at, Instant now) {
        if (job_owner == owner) { // Ours, but its end could not be written.
            const std::lock_guard lock(mutex);
            return std::none_of(running.begin(), running.end(), [&](const auto& run) {
                return key_of(run->job()) == key_of(job);
            });
        }
        switch (liveness_of(job_owner)) {
        case Liveness::Alive:
            return false;
        case Liveness::Dead:
            return true;
        case Liveness::Unknown:
            return now.unix_ms - heartbeat_at.unix_ms > heartbeat_missing_ms;
        }
        return false;
    }

    void recover(database::Connection& connection, Job& job, const std::string& dead_owner) {
        if (job.attempt < attempts_max) {
            if (requeue_job(connection, job, dead_owner, Attempt::Counts, clock.now()))
                job.state = JobState::Queued;
            return;
        }
        job.state = JobState::Failed;
        job.error = Error{ErrorCode::Unavailable, "jobs.keeps_dying",
                          {{"attempts", std::to_string(job.attempt)}}};
        end(connection, job, JobState::Running, dead_owner);
    }

    void tell_observers(database::Connection& connection, const std::vector<UnfinishedJob>& unfinished,
                        const std::vector<Job>& just_ended) {
        const std::lock_guard lock(observers_mutex);
        const auto tell = [&](const Job& job) {
            for (const auto& observer : observers)
                observer(job);
        };
        for (const auto& job : just_ended) {
            seen.erase(key_of(job));
            tell(job);
        }
        std::map<JobKey, Instant> now_seen;
        for (const auto& one : unfinished) {
            if (std::any_of(just_ended.begin(), just_ended.end(),
                            [&](const Job& job) { return key_of(job) == key_of(one.job); }))
                continue;
            const auto key = key_of(one.job);
            const auto before = seen.find(key);
            if (before == seen.end() || before->second != one.changed_at)
                tell(one.job);
            now_seen[key] = one.changed_at;
        }
        for (const auto& [key, changed_at] : seen) // Ended in another process.
            if (!now_seen.count(key))
                if (const auto job = find_job(connection, key.first, JobId{key.second}))
                    tell(*job);
        seen = std::move(now_seen);
    }

    // Workers.

    void work_loop() {
        int offers_seen = -1;
        for (;;) {
            {
                std::unique_lock lock(mutex);
                work_found.wait(lock, [&] { return is_stopping || work_offers != offers_seen; });
                if (is_stopping)
                    return;
                offers_seen = work_offers;
            }
            try {
                while (work_once()) {
                }
            } catch (const database::Failure&) { // The watch will offer again.
            }
        }
    }

    /// Runs the oldest queued job, if there is one that we can have.
    bool work_once() {
        std::vector<UnfinishedJob> unfinished;
        {
            auto connection = database.connection();
            unfinished = unfinished_jobs(*connection);
        }
        for (const auto& one : unfinished) {
            if (one.job.state != JobState::Queued || !kinds.count(one.job.kind))
                continue;
            {
                const std::lock_guard lock(mutex);
                if (is_stopping)
                    return false;
            }
            if (claim_and_run(one.job))
                return true;
        }
        return false;
    }

    bool claim_and_run(const Job& job) {
        auto run = std::make_shared<RunningJob>(job, database, owner);
        {
            const std::lock_guard lock(mutex);
            running.push_back(run); // Before the claim, so that the watch never thinks it an orphan.
        }
        bool is_ours = false;
        try {
            auto connection = database.connection();
            is_ours = claim_job(*connection, job, owner, clock.now());
            if (is_ours)
                run->started(find_job(*connection, job.province, job.id).value());
        } catch (const database::Failure&) {
            forget(run);
            throw;
        }
        if (is_ours) {
            wake_watch();
            conclude(*run, outcome_of(*run));
        }
        forget(run);
        if (is_ours)
            wake_watch();
        return is_ours;
    }

    void forget(const std::shared_ptr<RunningJob>& run) {
        const std::lock_guard lock(mutex);
        running.remove(run);
    }

    Result<json::value> outcome_of(RunningJob& run) {
        try {
            return kinds.find(run.job().kind)->second.handler(run);
        } catch (const std::exception& exception) {
            return Unexpected{broken(exception.what())};
        }
    }

    void conclude(RunningJob& run, Result<json::value> outcome) {
        auto job = run.job();
        const auto progress = run.progress();
        std::tie(job.stage, job.done, job.total) = std::tie(progress.stage, progress.done, progress.total);
        const bool is_stopped = !outcome && outcome.error().code == ErrorCode::Cancelled &&
                                run.is_cancelled() && !run.is_cancelled_for_good();
        if (outcome) {
            job.state = JobState::Succeeded;
            job.result = std::move(outcome).value();
        } else if (outcome.error().code == ErrorCode::Cancelled) {
            job.state = JobState::Cancelled;
        } else {
            job.state = JobState::Failed;
            job.error = std::move(outcome).error();
        }
        for (int attempt = 1; attempt <= end_tries_max; ++attempt) {
            try {
                auto connection = database.connection();
                if (is_stopped)
                    requeue_job(*connection, job, owner, Attempt::DoesNotCount, clock.now());
                else
                    end(*connection, job, JobState::Running, owner);
                return;
            } catch (const database::Failure&) { // If it stays so, the watch hands the job out again.
                std::this_thread::sleep_for(watch_every);
            }
        }
    }

    /// Ends a job together with what its module writes about that.
    bool end(database::Connection& connection, Job& job, JobState expected, std::string_view job_owner) {
        job.finished_at = clock.now();
        const auto kind = kinds.find(job.kind);
        const bool is_ours = database::transaction(connection, [&] {
            if (!end_job(connection, job, expected, job_owner))
                return false;
            if (job.state != JobState::Succeeded && kind != kinds.end() && kind->second.abandon)
                kind->second.abandon(connection, job);
            return true;
        });
        if (is_ours) {
            const std::lock_guard lock(mutex);
            ended.push_back(job);
        }
        return is_ours;
    }

    void start_watch() {
        if (!watch.joinable())
            watch = std::thread([this] { watch_loop(); });
    }

    void stop() {
        {
            const std::lock_guard lock(mutex);
            is_stopping = true;
            for (const auto& run : running)
                run->stop();
        }
        work_found.notify_all();
        for (auto& worker : workers)
            worker.join();
        workers.clear();
        watch_woken.notify_all();
        if (watch.joinable())
            watch.join();
        is_stopping = false;
    }
};

namespace {

class Observing final : public Jobs::Observer {
public:
    explicit Observing(std::function<void()> leave) : m_leave(std::move(leave)) {}
    ~Observing() override { m_leave(); }

private:
    std::function<void()> m_leave;
};

} // namespace

Jobs::Jobs(database::Database& database, const Clock& clock)
    : m_state(std::make_shared<State>(database, clock)) {}
Jobs::~Jobs() { stop(); }

void Jobs::on(std::string kind, Handler handler, Abandon abandon) {
    m_state->kinds[std::move(kind)] = {std::move(handler), std::move(abandon)};
}

JobId Jobs::enqueue(database::Connection& connection, std::string_view province, std::string_view kind,
                    const json::value& arguments, std::int64_t created_by) {
    Job job;
    job.id = JobId{new_id()};
    job.province = province;
    job.kind = kind;
    job.arguments = arguments;
    job.created_by = created_by;
    job.created_at = m_state->clock.now();
    insert_job(connection, job);
    return job.id;
}

void Jobs::wake() { m_state->wake_watch(); }

void Jobs::start(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i)
        m_state->workers.emplace_back([state = m_state.get()] { state->work_loop(); });
    m_state->start_watch();
}

void Jobs::stop() { m_state->stop(); }

Job Jobs::run(std::string_view province, JobId id, const std::function<void(const Job&)>& on_change) {
    const auto observer = observe([&](const Job& job) {
        if (on_change && job.province == province && job.id == id)
            on_change(job);
    });
    m_state->start_watch();
    for (;;) {
        auto found = job(*m_state->database.connection(), province, id);
        if (!found)
            throw database::Failure(database::FailureKind::Other, "the job to run is not there");
        if (is_ended(found->state))
            return *std::move(found);
        const bool is_ours = found->state == JobState::Queued && m_state->kinds.count(found->kind) > 0 &&
                             m_state->claim_and_run(*found);
        if (!is_ours)
            std::this_thread::sleep_for(watch_every);
    }
}

Result<Job> Jobs::job(database::Connection& connection, std::string_view province, JobId id) {
    auto found = find_job(connection, province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "jobs.unknown");
    return *std::move(found);
}

std::vector<Job> Jobs::recent(database::Connection& connection, std::string_view province,
                              std::size_t count_max) {
    return recent_jobs(connection, province, count_max);
}

Result<Job> Jobs::cancel(database::Connection& connection, std::string_view province, JobId id) {
    auto found = TRY(job(connection, province, id));
    bool is_done = false;
    if (found.state == JobState::Queued) {
        found.state = JobState::Cancelled;
        is_done = m_state->end(connection, found, JobState::Queued, "");
    }
    if (!is_done && !request_cancel(connection, province, id, m_state->clock.now()))
        return failure(ErrorCode::Conflict, "jobs.already_ended");
    return job(connection, province, id);
}

std::unique_ptr<Jobs::Observer> Jobs::observe(std::function<void(const Job&)> callback) {
    const std::lock_guard lock(m_state->observers_mutex);
    m_state->observers.push_back(std::move(callback));
    const auto place = std::prev(m_state->observers.end());
    return std::make_unique<Observing>([state = m_state, place] {
        const std::lock_guard leaving(state->observers_mutex);
        state->observers.erase(place);
    });
}

} // namespace samatcha::jobs
