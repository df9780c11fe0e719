#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "modules/notices/deadline.hpp"
#include "platform/database/database.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>

namespace samatcha::notices {

/// Does what falls due, on one thread of the server. What a handler writes and that the deadline is done are
/// one transaction: whatever dies, it is done once. Several servers on one database share the work.
class Scheduler {
public:
    /// Runs in that transaction; everything it does is in the database. When it fails or throws, it is
    /// tried again later.
    using Handler = std::function<Result<void>(database::Connection&, const Deadline&, Instant now)>;
    /// What went wrong, for the log; nothing personal.
    using Log = std::function<void(std::string_view kind, std::string_view what)>;

    Scheduler(database::Database&, const Clock&, Log);
    ~Scheduler(); ///< Stops.

    /// Says who does a kind; before start(). A deadline of a kind that nobody does waits.
    void on(std::string kind, Handler);

    void start();
    void stop();

    /// Does all that is due now; returns how much. For the thread, tests and commands.
    int do_due();

private:
    int do_due_in(database::Connection&, std::string_view province);
    bool do_one(database::Connection&, const Deadline&);
    void put_off(database::Connection&, const Deadline&, std::string_view what);

    database::Database& m_database;
    const Clock& m_clock;
    Log m_log;
    std::map<std::string, Handler, std::less<>> m_handlers;
    std::jthread m_thread;
};

/// Calls `act` every second until the thread is asked to stop.
std::jthread every_second(std::function<void()> act);

} // namespace samatcha::notices
