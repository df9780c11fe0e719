#include "modules/notices/scheduler.hpp"

#include "modules/access/records.hpp"
#include "modules/notices/records.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>

namespace samatcha::notices {

namespace {

constexpr std::size_t at_once_max = 100;

} // namespace

std::jthread every_second(std::function<void()> act) {
    return std::jthread([act = std::move(act)](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            act();
            wake.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; });
        }
    });
}

Scheduler::Scheduler(database::Database& database, const Clock& clock, Log log)
    : m_database(database), m_clock(clock), m_log(std::move(log)) {}

Scheduler::~Scheduler() { stop(); }

void Scheduler::on(std::string kind, Handler handler) { m_handlers[std::move(kind)] = std::move(handler); }

void Scheduler::start() {
    m_thread = every_second([this] {
        try {
            do_due();
        } catch (const std::exception& broken) { // The database is away; the next second may tell.
            m_log("", broken.what());
        }
    });
}

void Scheduler::stop() {
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
}

int Scheduler::do_due() {
    const auto connection = m_database.connection();
    int done = do_due_in(*connection, access::installation);
    for (const auto& province : access::records::provinces(*connection))
        done += do_due_in(*connection, province.code);
    return done;
}

int Scheduler::do_due_in(database::Connection& db, std::string_view province) {
    int done = 0;
    // Each one found is done, put off or somebody else's: the next look finds others.
    for (;;) {
        const auto due = records::due_deadlines(db, province, m_clock.now(), at_once_max);
        for (const auto& deadline : due)
            done += do_one(db, deadline);
        if (due.size() < at_once_max)
            return done;
    }
}

bool Scheduler::do_one(database::Connection& db, const Deadline& deadline) {
    const auto handler = m_handlers.find(deadline.kind);
    if (handler == m_handlers.end()) {
        put_off(db, deadline, "nobody does this kind");
        return false;
    }
    bool is_ours = false;
    try {
        const auto done = database::transaction(db, [&]() -> Result<void> {
            const auto now = m_clock.now();
            is_ours = records::end_deadline(db, deadline, now);
            return is_ours ? handler->second(db, deadline, now) : Result<void>{};
        });
        if (done)
            return is_ours;
        put_off(db, deadline, done.error().key);
    } catch (const std::exception& broken) {
        put_off(db, deadline, broken.what());
    }
    return false;
}

void Scheduler::put_off(database::Connection& db, const Deadline& deadline, std::string_view what) {
    m_log(deadline.kind, what);
    records::try_deadline_later(db, deadline,
                                {m_clock.now().unix_ms + wait_after_ms(deadline.attempts + 1)});
}

} // namespace samatcha::notices
