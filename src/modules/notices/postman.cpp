#include "modules/notices/postman.hpp"

#include "base/thai_time.hpp"
#include "modules/access/records.hpp"
#include "modules/notices/actions.hpp"
#include "modules/notices/records.hpp"
#include "platform/jobs/owner.hpp"
#include "platform/mail/mail_message.hpp"
#include "platform/mail/smtp.hpp"

#include <exception>

namespace samatcha::notices {

namespace {

constexpr const char* digest_kind = "digest";
/// Longer than sending ever takes; then another process may take it.
constexpr std::int64_t claimed_ms = 5 * ms_in_minute;

/// One a day for the whole installation, in its own province.
void set_next_digest(database::Connection& db, const MailPlan& plan, Instant after) {
    const auto due = next_in_thailand(after, plan.digest_minute);
    set_deadline(db, {.province = std::string(access::installation),
                      .kind = digest_kind,
                      .key = "digest/" + to_iso(date_in_thailand(due)),
                      .due_at = due});
}

/// The process died, or will not come back to it: then it is free for the next.
void release_of_the_dead(database::Connection& db, std::string_view province, Instant now) {
    for (const auto& owner : records::mail_owners(db, province))
        if (jobs::liveness_of(owner) == jobs::Liveness::Dead)
            records::release_mail_of(db, province, owner, now);
}

} // namespace

Postman::Postman(database::Database& database, const Clock& clock, const Messages& messages, MailPlan plan,
                 Scheduler::Log log)
    : m_database(database), m_clock(clock), m_messages(messages), m_plan(std::move(plan)),
      m_log(std::move(log)), m_process(jobs::this_process() + "#" + std::to_string(new_id())) {}

Postman::~Postman() { stop(); }

void Postman::tell_digests(Scheduler& scheduler) {
    scheduler.on(digest_kind, [this](database::Connection& db, const Deadline&, Instant now) -> Result<void> {
        if (m_plan.is_on())
            for (const auto& province : access::records::provinces(db))
                write_digest(db, province.code, m_messages, m_plan, now);
        set_next_digest(db, m_plan, now);
        return {};
    });
}

void Postman::start() {
    {
        const auto db = m_database.connection();
        set_next_digest(*db, m_plan, m_clock.now());
    }
    if (!m_plan.is_on())
        return;
    m_thread = every_second([this] {
        try {
            send_due();
        } catch (const std::exception& broken) { // The database is away; the next second may tell.
            m_log("mail", broken.what());
        }
    });
}

void Postman::stop() {
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
}

int Postman::send_due() {
    const auto db = m_database.connection();
    int sent = 0;
    for (const auto& province : access::records::provinces(*db))
        sent += send_due_of(*db, province.code);
    return sent;
}

int Postman::send_due_of(database::Connection& db, const std::string& province) {
    write_urgent_mail(db, province, m_messages, m_plan, m_clock.now());
    release_of_the_dead(db, province, m_clock.now());
    for (int sent = 0;;) {
        const auto now = m_clock.now();
        const auto mail = records::claim_mail(db, province, m_process, now, {now.unix_ms + claimed_ms},
                                              m_plan.quiet.hold(now));
        if (!mail)
            return sent;
        sent += send_one(db, *mail);
    }
}

bool Postman::send_one(database::Connection& db, const Mail& mail) {
    const auto host = m_plan.from.substr(m_plan.from.find('@') + 1);
    const auto wire = mail::wire_text({mail.province + "." + std::to_string(mail.id.value) + "@" + host,
                                       m_plan.from, mail.address, mail.subject, mail.body,
                                       mail.written_at});
    mail::Delivered delivered{mail::Delivery::Failed};
    try {
        delivered = mail::send(m_plan.server, m_plan.from, mail.address, wire, [&] {
            if (!records::hand_over_mail(db, mail, m_process))
                throw database::Failure(database::FailureKind::Other, "this mail is another process's now");
        });
    } catch (const database::Failure& broken) {
        m_log("mail", broken.what());
        return false;
    }
    const auto now = m_clock.now();
    if (delivered.delivery == mail::Delivery::Accepted) {
        records::end_mail(db, mail, MailState::Sent, now);
        return true;
    }
    m_log("mail", delivered.detail);
    if (delivered.delivery == mail::Delivery::Unsure)
        records::end_mail(db, mail, MailState::HandedOver, now);
    else if (mail.attempts + 1 >= mail_attempts_max)
        records::end_mail(db, mail, MailState::GivenUp, now);
    else
        records::try_mail_later(db, mail, {now.unix_ms + wait_after_ms(mail.attempts + 1)});
    return false;
}

} // namespace samatcha::notices
