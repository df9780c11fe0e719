#pragma once

// The tables of assemblies, their logs and who sits in them; see migrations/1101 and 1102. The
// agenda, drafts and consensus have files of their own.

#include "base/bytes.hpp"
#include "modules/assembly/assembly.hpp"
#include "modules/assembly/assembly_event.hpp"
#include "modules/assembly/delegation.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

using database::Connection;

std::vector<Assembly> assemblies(Connection&,
                                 std::string_view province); ///< The latest year first.
std::optional<Assembly> find_assembly(Connection&, std::string_view province, AssemblyId);
/// Locks its row until the end of the transaction.
std::optional<Assembly> hold_assembly(Connection&, std::string_view province, AssemblyId);
/// False when the year has one.
bool insert_assembly(Connection&, std::string_view province, const Assembly&, access::AccountId by);
void set_phase(Connection&, std::string_view province, AssemblyId, Phase);
void set_published(Connection&, std::string_view province, AssemblyId, access::AccountId by,
                   Instant);
void set_rules(Connection&, std::string_view province, AssemblyId, const AssemblyRules&);
void set_calendar(Connection&, std::string_view province, AssemblyId,
                  const std::vector<PhaseDate>&);
AssemblyState state_of(Connection&, std::string_view province, AssemblyId);

std::optional<public_log::Entry> last_event(Connection&, std::string_view province, AssemblyId);
void insert_event(Connection&, std::string_view province, AssemblyId, const AssemblyEvent&);
/// In order, after a sequence number; at most so many.
std::vector<AssemblyEvent> events_after(Connection&, std::string_view province, AssemblyId,
                                        std::int64_t sequence, std::int64_t count_max);
/// What its personal parts still say; nothing else of an event ever changes.
void set_personal_parts(Connection&, std::string_view province, AssemblyId,
                        const public_log::Entry&);

std::vector<Room> rooms(Connection&, std::string_view province, AssemblyId); ///< The plenary last.
std::optional<Room> find_room(Connection&, std::string_view province, RoomId);
void insert_room(Connection&, std::string_view province, const Room&);

std::vector<InvitedAgency> invited_agencies(Connection&, std::string_view province, AssemblyId);
/// False when it has a seat already.
bool insert_invited_agency(Connection&, std::string_view province, AssemblyId, const InvitedAgency&,
                           Instant);

std::vector<Delegate> delegates(Connection&, std::string_view province, AssemblyId);
void insert_delegate(Connection&, std::string_view province, const Delegate&,
                     BytesView invitation_digest, std::string_view badge, Instant);
std::optional<Delegate> find_delegate_of_account(Connection&, std::string_view province, AssemblyId,
                                                 access::AccountId);
std::optional<Delegate> find_delegate_by_badge(Connection&, std::string_view province, AssemblyId,
                                               std::string_view badge);
std::optional<Delegate> find_delegate_by_invitation(Connection&, std::string_view province,
                                                    BytesView invitation_digest);
std::vector<DelegatePass> badges(Connection&, std::string_view province, AssemblyId);
void set_invitation(Connection&, std::string_view province, DelegateId,
                    BytesView invitation_digest);
std::string badge_of(Connection&, std::string_view province, DelegateId);
/// False when it was accepted meanwhile.
bool set_accepted(Connection&, std::string_view province, DelegateId, access::AccountId, Instant);

std::vector<Attendance> attendance_in(Connection&, std::string_view province, RoomId);
std::vector<DelegateId> delegates_there(Connection&, std::string_view province, RoomId);
bool is_in_room(Connection&, std::string_view province, RoomId, DelegateId);
void insert_arrival(Connection&, std::string_view province, AssemblyId, RoomId, const Delegate&,
                    Instant);
/// False when the delegate is not there.
bool set_departure(Connection&, std::string_view province, RoomId, DelegateId, Instant);

} // namespace samatcha::assembly
