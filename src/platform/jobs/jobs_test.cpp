#include "platform/database/test_database.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/jobs/owner.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace samatcha;
using namespace samatcha::jobs;

namespace {

/// Lets a test wait for something that a handler does in its thread.
class Signal {
public:
    void set() {
        {
            const std::lock_guard lock(m_mutex);
            m_is_set = true;
        }
        m_changed.notify_all();
    }
    void wait() {
        std::unique_lock lock(m_mutex);
        REQUIRE(m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_is_set; }));
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_is_set = false;
};

struct Workshop {
    database::TestDatabase test;
    SystemClock clock;
    Jobs jobs{test.database(), clock};

    JobId enqueue(std::string_view kind, json::value arguments = nullptr, std::string_view province = "40") {
        return jobs.enqueue(test.connection(), province, kind, arguments);
    }
    Result<Job> job(std::string_view province, JobId id) { return Jobs::job(test.connection(), province, id); }
    std::vector<Job> recent(std::string_view province) { return Jobs::recent(test.connection(), province); }
    Result<Job> cancel(std::string_view province, JobId id) {
        auto result = jobs.cancel(test.connection(), province, id);
        jobs.wake();
        return result;
    }
    Job wait_for_end(JobId id) {
        for (int i = 0; i < 2'000; ++i) {
            auto job = Jobs::job(*test.database().connection(), "40", id).value();
            if (job.finished_at)
                return job;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        FAIL("the job does not end");
        return {};
    }
    /// As a process that was killed leaves it.
    void leave_orphaned(JobId id, std::string_view owner, std::int64_t attempt, Instant heartbeat_at) {
        test.connection().execute("UPDATE job SET state = 'running', owner = $2, attempt = $3,"
                                  " heartbeat_at = $4, started_at = $4 WHERE id = $1",
                                  {id, owner, attempt, heartbeat_at});
    }
};

std::string dead_process() {
    const auto child = fork();
    if (child == 0)
        _exit(0);
    auto name = this_process();
    waitpid(child, nullptr, 0);
    const auto last = name.rfind('/');
    const auto before = name.rfind('/', last - 1);
    return name.substr(0, before + 1) + std::to_string(child) + name.substr(last);
}

} // namespace

TEST_CASE("a queued job is run by a worker and keeps its result") {
    Workshop workshop;
    workshop.jobs.on("double", [](JobRun& run) -> Result<json::value> {
        run.report("doubling", 1, 1);
        return json::value(run.arguments().as_int64() * 2);
    });
    workshop.jobs.start(2);
    const auto id = workshop.enqueue("double", 21);
    workshop.jobs.wake();
    const auto job = workshop.wait_for_end(id);
    CHECK(job.state == JobState::Succeeded);
    CHECK(job.result.as_int64() == 42);
    CHECK(job.stage == "doubling");
    CHECK(job.attempt == 1);
    CHECK(job.started_at.has_value());
}

TEST_CASE("a job enqueued in a transaction that is undone never was") {
    Workshop workshop;
    (void)database::transaction(workshop.test.connection(), [&]() -> Result<void> {
        workshop.enqueue("double");
        return failure(ErrorCode::Conflict, "test.refused");
    });
    CHECK(workshop.recent("40").empty());
}

TEST_CASE("a handler that fails or throws fails its job, and its module hears of it in one transaction") {
    Workshop workshop;
    std::vector<JobState> heard;
    bool was_in_transaction = false;
    const auto abandon = [&](database::Connection& connection, const Job& job) {
        was_in_transaction = connection.is_in_transaction();
        heard.push_back(job.state);
    };
    workshop.jobs.on("refuse", [](JobRun&) -> Result<json::value> {
        return failure(ErrorCode::Conflict, "test.refused", {{"row", "7"}});
    }, abandon);
    workshop.jobs.on("break", [](JobRun& run) -> Result<json::value> {
        run.database().connection()->execute("SELEKT");
        return json::value();
    }, abandon);
    const auto refused = workshop.jobs.run("40", workshop.enqueue("refuse"));
    CHECK(refused.state == JobState::Failed);
    CHECK(refused.error->key == "test.refused");
    CHECK(refused.error->code == ErrorCode::Conflict);
    CHECK(refused.error->arguments.at(0).second == "7");
    CHECK(workshop.jobs.run("40", workshop.enqueue("break")).error->key == "jobs.broken");
    CHECK(heard == std::vector{JobState::Failed, JobState::Failed});
    CHECK(was_in_transaction);
}

TEST_CASE("a job of another province is not there") {
    Workshop workshop;
    const auto id = workshop.enqueue("double", 1, "41");
    CHECK(workshop.job("40", id).error().code == ErrorCode::NotFound);
    CHECK(workshop.cancel("40", id).error().code == ErrorCode::NotFound);
    CHECK(workshop.recent("40").empty());
    CHECK(workshop.recent("41").size() == 1);
}

TEST_CASE("a waiting job is cancelled at once, a running one by its handler, an ended one not at all") {
    Workshop workshop;
    int abandoned = 0;
    Signal is_running;
    workshop.jobs.on("wait", [&](JobRun& run) -> Result<json::value> {
        is_running.set();
        while (!run.is_cancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        return run.is_cancelled_for_good() ? Result<json::value>(cancelled()) : json::value();
    }, [&](database::Connection&, const Job&) { ++abandoned; });

    const auto waiting = workshop.enqueue("wait");
    CHECK(workshop.cancel("40", waiting).value().state == JobState::Cancelled);
    CHECK(abandoned == 1);

    workshop.jobs.start(1);
    const auto running = workshop.enqueue("wait");
    workshop.jobs.wake();
    is_running.wait();
    CHECK(workshop.cancel("40", running).value().is_cancel_requested);
    CHECK(workshop.wait_for_end(running).state == JobState::Cancelled);
    workshop.jobs.stop();
    CHECK(abandoned == 2);
    CHECK(workshop.cancel("40", running).error().key == "jobs.already_ended");
}

TEST_CASE("a job that the server's stop interrupts goes on from its cursor, without an attempt lost") {
    Workshop workshop;
    Signal is_kept;
    std::atomic<int> started_from{-1};
    workshop.jobs.on("count", [&](JobRun& run) -> Result<json::value> {
        const auto cursor = run.cursor();
        if (!cursor.is_null()) {
            started_from = static_cast<int>(cursor.as_int64());
            return json::value("done");
        }
        auto connection = run.database().connection();
        database::transaction(*connection, [&] { run.keep(*connection, 17); });
        is_kept.set();
        while (!run.is_cancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        CHECK_FALSE(run.is_cancelled_for_good());
        return cancelled();
    });
    workshop.jobs.start(1);
    const auto id = workshop.enqueue("count");
    workshop.jobs.wake();
    is_kept.wait();
    workshop.jobs.stop();
    CHECK(workshop.job("40", id)->state == JobState::Queued);
    CHECK(workshop.job("40", id)->attempt == 0);
    workshop.jobs.start(1);
    CHECK(workshop.wait_for_end(id).state == JobState::Succeeded);
    CHECK(started_from == 17);
}

TEST_CASE("a job whose process was killed is handed to its handler again") {
    Workshop workshop;
    workshop.jobs.on("again", [](JobRun& run) -> Result<json::value> {
        return json::value(run.job().attempt);
    });
    const auto id = workshop.enqueue("again");
    workshop.leave_orphaned(id, dead_process() + "#1", 1, workshop.clock.now());
    workshop.jobs.start(1);
    CHECK(workshop.wait_for_end(id).result.as_int64() == 2);
}

TEST_CASE("a job of a process that lives, here or elsewhere, is left alone") {
    Workshop workshop;
    workshop.jobs.on("again", [](JobRun&) -> Result<json::value> { return json::value(); });
    const auto here = workshop.enqueue("again");
    const auto elsewhere = workshop.enqueue("again");
    const auto lost = workshop.enqueue("again");
    const auto now = workshop.clock.now();
    workshop.leave_orphaned(here, this_process() + "#1", 1, {now.unix_ms - 3'600'000});
    workshop.leave_orphaned(elsewhere, "another-machine/x/1/1", 1, now);
    workshop.leave_orphaned(lost, "another-machine/x/1/2", 1, {now.unix_ms - 3'600'000});
    workshop.jobs.start(1);
    CHECK(workshop.wait_for_end(lost).state == JobState::Succeeded);
    CHECK(workshop.job("40", here)->state == JobState::Running);
    CHECK(workshop.job("40", elsewhere)->state == JobState::Running);
}

TEST_CASE("a job that keeps killing its process is given up, and its module hears of it") {
    Workshop workshop;
    std::atomic<bool> is_abandoned{false};
    workshop.jobs.on("deadly", [](JobRun&) -> Result<json::value> { return json::value(); },
                     [&](database::Connection&, const Job&) { is_abandoned = true; });
    const auto id = workshop.enqueue("deadly");
    workshop.leave_orphaned(id, dead_process() + "#1", attempts_max, workshop.clock.now());
    workshop.jobs.start(1);
    const auto job = workshop.wait_for_end(id);
    workshop.jobs.stop();
    CHECK(job.state == JobState::Failed);
    CHECK(job.error->key == "jobs.keeps_dying");
    CHECK(is_abandoned);
}

TEST_CASE("who lost a job cannot keep a cursor, so the work it stands for is undone") {
    Workshop workshop;
    workshop.jobs.on("stolen", [&](JobRun& run) -> Result<json::value> {
        auto connection = run.database().connection();
        connection->execute("UPDATE job SET owner = 'somebody/else/1/1', heartbeat_at = $2 WHERE id = $1",
                            {run.job().id, workshop.clock.now()});
        CHECK_THROWS_AS(database::transaction(*connection,
                                              [&] {
                                                  connection->execute("UPDATE job SET stage = 'written'");
                                                  run.keep(*connection, 1);
                                              }),
                        database::Failure);
        connection->execute("UPDATE job SET state = 'cancelled', finished_at = 1 WHERE id = $1",
                            {run.job().id});
        return json::value();
    });
    const auto job = workshop.jobs.run("40", workshop.enqueue("stolen"));
    CHECK(job.stage != "written");
    CHECK(job.state == JobState::Cancelled); // What the thief wrote stands.
}

TEST_CASE("observers see a job from its progress to its end, and none after they leave") {
    Workshop workshop;
    std::mutex mutex;
    std::vector<Job> seen;
    Signal is_shown, is_ended;
    workshop.jobs.on("slow", [&](JobRun& run) -> Result<json::value> {
        run.report("reading", 3, 10);
        is_shown.wait();
        return json::value();
    });
    auto observer = workshop.jobs.observe([&](const Job& job) {
        const std::lock_guard lock(mutex);
        seen.push_back(job);
        if (job.done == 3)
            is_shown.set();
        if (job.finished_at)
            is_ended.set();
    });
    workshop.jobs.start(1);
    const auto id = workshop.enqueue("slow");
    workshop.jobs.wake();
    is_ended.wait();
    observer.reset();
    const auto count = seen.size();
    CHECK(seen.back().state == JobState::Succeeded);
    CHECK(seen.back().id == id);
    workshop.jobs.run("40", workshop.enqueue("slow"));
    CHECK(seen.size() == count);
}

TEST_CASE("progress may be reported within a transaction") {
    Workshop workshop;
    Signal is_shown;
    auto observer = workshop.jobs.observe([&](const Job& job) {
        if (job.stage == "writing")
            is_shown.set();
    });
    workshop.jobs.on("write", [&](JobRun& run) -> Result<json::value> {
        auto connection = run.database().connection();
        database::transaction(*connection, [&] {
            run.keep(*connection, 1);
            for (int i = 0; i < 100; ++i)
                run.report("writing", i, 100);
        });
        is_shown.wait();
        return json::value();
    });
    CHECK(workshop.jobs.run("40", workshop.enqueue("write")).state == JobState::Succeeded);
}

TEST_CASE("two servers on one database never run a job twice") {
    Workshop workshop;
    Jobs other(workshop.test.database(), workshop.clock);
    std::atomic<int> runs{0};
    const auto count = [&](JobRun&) -> Result<json::value> {
        ++runs;
        return json::value();
    };
    workshop.jobs.on("count", count);
    other.on("count", count);
    std::vector<JobId> ids;
    for (int i = 0; i < 20; ++i)
        ids.push_back(workshop.enqueue("count"));
    workshop.jobs.start(2);
    other.start(2);
    for (const auto id : ids)
        CHECK(workshop.wait_for_end(id).state == JobState::Succeeded);
    CHECK(runs == 20);
}

TEST_CASE("a process is known to live, to be dead, or to be out of sight") {
    CHECK(liveness_of(this_process()) == Liveness::Alive);
    CHECK(liveness_of(this_process() + "#2") == Liveness::Alive);
    CHECK(liveness_of(dead_process()) == Liveness::Dead);
    CHECK(liveness_of("another-machine/x/1/1") == Liveness::Unknown);
    CHECK(liveness_of("") == Liveness::Unknown);
}
