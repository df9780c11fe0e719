#include "modules/notices/records.hpp"

#include "base/json.hpp"

#include <limits>

namespace samatcha::notices::records {

namespace {

Deadline deadline_of(const database::Row& row) {
    return {row.id<DeadlineId>(1), row.text(0), row.text(2),    row.integer(3),
            row.text(4),           row.instant(5), static_cast<int>(row.integer(6))};
}

Notice notice_of(const database::Row& row) {
    return {row.id<NoticeId>(0),
            row.id<AccountId>(1),
            row.text(2),
            json::from_text<std::map<std::string, Said>>(row.text_view(3)).value(),
            row.text(4),
            json::enum_from_name<Urgency>(row.text_view(5)).value(),
            row.instant(6),
            row.optional_instant(7)};
}

#define SAMATCHA_NOTICE_COLUMNS "id, account_id, text_key, arguments, path, urgency, told_at, read_at"

} // namespace

bool add_deadline(Connection& connection, const Deadline& deadline) {
    return connection.execute("INSERT INTO deadline (province, id, kind, subject, key, due_at, state, try_at,"
                              " attempts) VALUES ($1, $2, $3, $4, $5, $6, 'open', $6, 0)"
                              " ON CONFLICT (province, key) DO NOTHING",
                              {deadline.province, deadline.id, deadline.kind, deadline.subject, deadline.key,
                               deadline.due_at}) == 1;
}

void cancel_deadlines(Connection& connection, std::string_view province, std::string_view kind,
                      std::int64_t subject, Instant now) {
    connection.execute("UPDATE deadline SET state = 'cancelled', ended_at = $4"
                       " WHERE province = $1 AND kind = $2 AND subject = $3 AND state = 'open'",
                       {province, kind, subject, now});
}

std::vector<Deadline> due_deadlines(Connection& connection, std::string_view province, Instant now,
                                    std::size_t count_max) {
    return connection.list("SELECT province, id, kind, subject, key, due_at, attempts FROM deadline"
                           " WHERE province = $1 AND state = 'open' AND try_at <= $2 ORDER BY try_at LIMIT $3",
                           {province, now, count_max}, deadline_of);
}

bool end_deadline(Connection& connection, const Deadline& deadline, Instant now) {
    return connection.execute("UPDATE deadline SET state = 'done', ended_at = $3"
                              " WHERE province = $1 AND id = $2 AND state = 'open'",
                              {deadline.province, deadline.id, now}) == 1;
}

void try_deadline_later(Connection& connection, const Deadline& deadline, Instant try_at) {
    connection.execute("UPDATE deadline SET try_at = $3, attempts = attempts + 1"
                       " WHERE province = $1 AND id = $2 AND state = 'open'",
                       {deadline.province, deadline.id, try_at});
}

bool add_notice(Connection& connection, std::string_view province, AccountId account, const Telling& telling,
                Instant now) {
    return connection.execute(
               "INSERT INTO notice (province, id, account_id, key, text_key, arguments, path, urgency, told_at)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
               " ON CONFLICT (province, account_id, key) DO NOTHING",
               {province, new_id(), account, telling.key, telling.text_key, json::to_text(telling.arguments),
                telling.path, json::enum_name(telling.urgency), now}) == 1;
}

std::vector<Notice> notices(Connection& connection, std::string_view province, AccountId account,
                            std::int64_t before, std::size_t count_max) {
    return connection.list("SELECT " SAMATCHA_NOTICE_COLUMNS " FROM notice"
                           " WHERE province = $1 AND account_id = $2 AND id < $3"
                           " ORDER BY id DESC LIMIT $4",
                           {province, account, before == 0 ? std::numeric_limits<std::int64_t>::max() : before,
                            count_max},
                           notice_of);
}

std::int64_t count_unread(Connection& connection, std::string_view province, AccountId account) {
    return connection.integer("SELECT count(*) FROM notice"
                              " WHERE province = $1 AND account_id = $2 AND read_at IS NULL",
                              {province, account});
}

void mark_read(Connection& connection, std::string_view province, AccountId account, NoticeId id,
               Instant now) {
    connection.execute("UPDATE notice SET read_at = $4"
                       " WHERE province = $1 AND account_id = $2 AND id = $3 AND read_at IS NULL",
                       {province, account, id, now});
}

void mark_read_by_all(Connection& connection, std::string_view province, std::string_view key, Instant now) {
    connection.execute("UPDATE notice SET read_at = $3 WHERE province = $1 AND key = $2 AND read_at IS NULL"
                       " AND account_id IN (SELECT account_id FROM account WHERE province = $1)",
                       {province, key, now});
}

void mark_all_read(Connection& connection, std::string_view province, AccountId account, Instant now) {
    connection.execute("UPDATE notice SET read_at = $3"
                       " WHERE province = $1 AND account_id = $2 AND read_at IS NULL",
                       {province, account, now});
}

NoticeChoice choice(Connection& connection, std::string_view province, AccountId account) {
    return connection
        .find("SELECT address, mailing, language FROM notice_choice WHERE province = $1 AND account_id = $2",
              {province, account},
              [](const database::Row& row) {
                  return NoticeChoice{row.text(0), json::enum_from_name<Mailing>(row.text_view(1)).value(),
                                      json::enum_from_name<MailLanguage>(row.text_view(2)).value()};
              })
        .value_or(NoticeChoice{});
}

void keep_choice(Connection& connection, std::string_view province, AccountId account,
                 const NoticeChoice& choice) {
    connection.execute("INSERT INTO notice_choice (province, account_id, address, mailing, language)"
                       " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (province, account_id)"
                       " DO UPDATE SET address = $3, mailing = $4, language = $5",
                       {province, account, choice.address, json::enum_name(choice.mailing),
                        json::enum_name(choice.language)});
}

std::set<AccountId> unsettled(Connection& connection, std::string_view province, Urgency urgency) {
    std::set<AccountId> found;
    connection.each("SELECT DISTINCT account_id FROM notice"
                    " WHERE province = $1 AND urgency = $2 AND settled_at IS NULL",
                    {province, json::enum_name(urgency)},
                    [&](const database::Row& row) { found.insert(row.id<AccountId>(0)); });
    return found;
}

std::vector<Notice> unsettled_notices(Connection& connection, std::string_view province, AccountId account) {
    return connection.list("SELECT " SAMATCHA_NOTICE_COLUMNS " FROM notice"
                           " WHERE urgency IN ('alarm', 'soon', 'daily') AND province = $1"
                           " AND account_id = $2 AND settled_at IS NULL ORDER BY id",
                           {province, account}, notice_of);
}

bool settle(Connection& connection, std::string_view province, NoticeId id, Instant now) {
    return connection.execute("UPDATE notice SET settled_at = $3"
                              " WHERE province = $1 AND id = $2 AND settled_at IS NULL",
                              {province, id, now}) == 1;
}

void add_mail(Connection& connection, const Mail& mail) {
    connection.execute("INSERT INTO mail (province, id, account_id, address, subject, body, urgency, state,"
                       " attempts, try_at, owner, written_at)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, 'queued', 0, $8, '', $8)",
                       {mail.province, mail.id, mail.account, mail.address, mail.subject, mail.body,
                        json::enum_name(mail.urgency), mail.written_at});
}

std::optional<Mail> claim_mail(Connection& connection, std::string_view province, std::string_view owner,
                               Instant now, Instant until, bool only_alarms) {
    auto mail = connection.find(
        "SELECT province, id, account_id, address, subject, body, urgency, attempts, written_at FROM mail"
        " WHERE province = $1 AND state = 'queued' AND try_at <= $2 AND ($3 = 0 OR urgency = 'alarm')"
        " ORDER BY try_at LIMIT 1",
        {province, now, only_alarms}, [](const database::Row& row) {
            return Mail{row.id<MailId>(1),
                        row.text(0),
                        row.id<AccountId>(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        json::enum_from_name<Urgency>(row.text_view(6)).value(),
                        static_cast<int>(row.integer(7)),
                        row.instant(8)};
        });
    if (mail && connection.execute("UPDATE mail SET owner = $3, try_at = $4"
                                   " WHERE province = $1 AND id = $2 AND state = 'queued' AND try_at <= $5",
                                   {mail->province, mail->id, owner, until, now}) != 1)
        return std::nullopt;
    return mail;
}

std::vector<std::string> mail_owners(Connection& connection, std::string_view province) {
    return connection.list("SELECT DISTINCT owner FROM mail"
                           " WHERE province = $1 AND state = 'queued' AND owner <> ''",
                           {province},
                           [](const database::Row& row) { return row.text(0); });
}

void release_mail_of(Connection& connection, std::string_view province, std::string_view owner, Instant now) {
    connection.execute("UPDATE mail SET owner = '', try_at = $3"
                       " WHERE province = $1 AND state = 'queued' AND owner = $2",
                       {province, owner, now});
}

bool hand_over_mail(Connection& connection, const Mail& mail, std::string_view owner) {
    return connection.execute("UPDATE mail SET state = 'handed_over'"
                              " WHERE province = $1 AND id = $2 AND state = 'queued' AND owner = $3",
                              {mail.province, mail.id, owner}) == 1;
}

void end_mail(Connection& connection, const Mail& mail, MailState state, Instant now) {
    connection.execute("UPDATE mail SET state = $3, ended_at = $4, owner = '', attempts = attempts + 1"
                       " WHERE province = $1 AND id = $2",
                       {mail.province, mail.id, json::enum_name(state), now});
}

void try_mail_later(Connection& connection, const Mail& mail, Instant try_at) {
    connection.execute("UPDATE mail SET state = 'queued', owner = '', attempts = attempts + 1, try_at = $3"
                       " WHERE province = $1 AND id = $2",
                       {mail.province, mail.id, try_at});
}

} // namespace samatcha::notices::records
