#pragma once

#include "base/clock.hpp"
#include "base/messages.hpp"
#include "modules/notices/mail.hpp"
#include "modules/notices/mailing.hpp"
#include "modules/notices/scheduler.hpp"
#include "platform/database/database.hpp"

#include <string>
#include <thread>

namespace samatcha::notices {

/// Writes e-mails of what is told and brings them to the mail server, on one thread of the server; away when
/// the operator set no mail server. An e-mail arrives at most once, and once if the server ever answers.
class Postman {
public:
    Postman(database::Database&, const Clock&, const Messages&, MailPlan, Scheduler::Log);
    ~Postman(); ///< Stops.

    /// The digest of each day is a deadline.
    void tell_digests(Scheduler&);
    void start();
    void stop();

    /// Writes and sends all that may go now; returns how many the server took. For the thread and tests.
    int send_due();

private:
    int send_due_of(database::Connection&, const std::string& province);
    /// Whether the mail server has it now.
    bool send_one(database::Connection&, const Mail&);

    database::Database& m_database;
    const Clock& m_clock;
    const Messages& m_messages;
    MailPlan m_plan;
    Scheduler::Log m_log;
    std::string m_process;
    std::jthread m_thread;
};

} // namespace samatcha::notices
