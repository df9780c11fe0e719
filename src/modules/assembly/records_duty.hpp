#pragma once

// What waits for someone in an assembly, each by one count.

#include "modules/access/actor.hpp"
#include "modules/assembly/assembly.hpp"
#include "modules/partners/agency.hpp"
#include "platform/database/connection.hpp"

#include <string_view>

namespace samatcha::assembly {

std::int64_t proposals_of(database::Connection&, std::string_view province, AssemblyId,
                          partners::AgencyId);
std::int64_t invitations_open(database::Connection&, std::string_view province, AssemblyId);
/// Items that an agency leads and that have no draft.
std::int64_t drafts_owed_by(database::Connection&, std::string_view province, AssemblyId,
                            partners::AgencyId);
/// Drafts that an agency has neither commented on nor proposed to amend, and does not lead.
std::int64_t drafts_unread_by(database::Connection&, std::string_view province, AssemblyId,
                              partners::AgencyId);
/// Amendments that wait before the rooms that an account chairs.
std::int64_t amendments_before(database::Connection&, std::string_view province, AssemblyId,
                               access::AccountId chair);
/// The same of rooms that nobody chairs: the secretariat does.
std::int64_t amendments_before_nobody(database::Connection&, std::string_view province, AssemblyId);

} // namespace samatcha::assembly
