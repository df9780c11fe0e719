#pragma once

// The tables of this module; see migrations/.

#include "modules/notices/deadline.hpp"
#include "modules/notices/mail.hpp"
#include "modules/notices/mailing.hpp"
#include "modules/notices/notice.hpp"
#include "platform/database/connection.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::notices::records {

using access::AccountId;
using database::Connection;

/// False when the key is there, whatever became of it.
bool add_deadline(Connection&, const Deadline&);
void cancel_deadlines(Connection&, std::string_view province, std::string_view kind, std::int64_t subject,
                      Instant now);
/// The longest due first.
std::vector<Deadline> due_deadlines(Connection&, std::string_view province, Instant now, std::size_t count_max);
/// False when it was done or cancelled meanwhile. Until the transaction ends nobody else gets true.
bool end_deadline(Connection&, const Deadline&, Instant now);
void try_deadline_later(Connection&, const Deadline&, Instant try_at);

/// False when the account was told it before.
bool add_notice(Connection&, std::string_view province, AccountId, const Telling&, Instant now);
/// Newest first, ids below `before` (0: from the newest).
std::vector<Notice> notices(Connection&, std::string_view province, AccountId, std::int64_t before,
                            std::size_t count_max);
std::int64_t count_unread(Connection&, std::string_view province, AccountId);
void mark_read(Connection&, std::string_view province, AccountId, NoticeId, Instant now);
/// Of whoever was told this.
void mark_read_by_all(Connection&, std::string_view province, std::string_view key, Instant now);
void mark_all_read(Connection&, std::string_view province, AccountId, Instant now);

NoticeChoice choice(Connection&, std::string_view province, AccountId);
void keep_choice(Connection&, std::string_view province, AccountId, const NoticeChoice&);

/// Accounts with a notice of these urgencies of which it is not certain whether an e-mail tells it.
std::set<AccountId> unsettled(Connection&, std::string_view province, Urgency);
/// The account's unsettled notices, oldest first.
std::vector<Notice> unsettled_notices(Connection&, std::string_view province, AccountId);
/// False when somebody else was faster.
bool settle(Connection&, std::string_view province, NoticeId, Instant now);

void add_mail(Connection&, const Mail&);
/// Claims one that is to be sent now, for the process, until `until`; alarms only, if only they may go.
std::optional<Mail> claim_mail(Connection&, std::string_view province, std::string_view owner, Instant now,
                               Instant until, bool only_alarms);
std::vector<std::string> mail_owners(Connection&, std::string_view province);
/// What such a process had not handed over is free again.
void release_mail_of(Connection&, std::string_view province, std::string_view owner, Instant now);
/// False when it is no longer the process's.
bool hand_over_mail(Connection&, const Mail&, std::string_view owner);
void end_mail(Connection&, const Mail&, MailState, Instant now);
void try_mail_later(Connection&, const Mail&, Instant try_at);

} // namespace samatcha::notices::records
