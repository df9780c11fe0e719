#pragma once

#include "base/clock.hpp"
#include "modules/notices/scheduler.hpp"
#include "modules/webhooks/message.hpp"
#include "platform/database/database.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/web_call/web_address.hpp"

#include <string>
#include <thread>

namespace samatcha::webhooks {

/// Delivers what waits, on one thread of the server; several servers on one database share the
/// work. Each message arrives at least once, under one id; when a system fails, all that waits for
/// it waits.
class Courier {
public:
    /// All outlive it.
    struct Supplies {
        database::Database& database;
        const Clock& clock;
        const vault::KeyRing& keys;
        const web_call::AllowedHosts& hosts;
        const std::string& public_address;
    };
    Courier(Supplies, notices::Scheduler::Log);
    ~Courier(); ///< Stops.

    void start();
    void stop();

    /// Delivers all that may go now; returns how much was taken. For the thread and tests.
    int deliver_due();

private:
    bool deliver_one(database::Connection&, const std::string& province, Message);

    Supplies m_supplies;
    notices::Scheduler::Log m_log;
    std::jthread m_thread;
};

} // namespace samatcha::webhooks
