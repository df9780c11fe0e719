#pragma once

// Every verb of the notices. All but the last three are for other modules: they tell, and ask to be woken.

#include "base/messages.hpp"
#include "modules/notices/deadline.hpp"
#include "modules/notices/mailing.hpp"
#include "modules/notices/notice.hpp"
#include "platform/database/connection.hpp"

#include <span>
#include <string_view>

namespace samatcha::notices {

/// The Scheduler does it when due, in the past at once. Nothing happens when the key was there before.
void set_deadline(database::Connection&, Deadline);
/// Those of the kind and subject that are still to come.
void cancel_deadlines(database::Connection&, std::string_view province, std::string_view kind,
                      std::int64_t subject, Instant now);

/// Each account is told it once, by its key; nobody is told twice what two roles have in common.
void tell(database::Connection&, std::string_view province, std::span<const access::AccountId>,
          const Telling&, Instant now);
/// The accounts of an agency whose role has the right.
void tell_agency(database::Connection&, std::string_view province, access::AgencyId, access::Right,
                 const Telling&, Instant now);
/// The accounts of a role, whatever their agency.
void tell_role(database::Connection&, std::string_view province, access::Role, const Telling&, Instant now);

/// What the key told is dealt with: whoever was told has read it, and no e-mail tells it any more.
void dealt_with(database::Connection&, std::string_view province, std::string_view key, Instant now);

/// Fails as check_choice.
Result<NoticeChoice> choose_mailing(const access::Actor&, database::Connection&, const NoticeChoice&);

/// Makes e-mails of what is to be mailed by itself now. Returns how many.
int write_urgent_mail(database::Connection&, std::string_view province, const Messages&, const MailPlan&,
                      Instant now);
/// One e-mail an account of all that was not mailed nor read. Returns how many.
int write_digest(database::Connection&, std::string_view province, const Messages&, const MailPlan&, Instant now);

} // namespace samatcha::notices
