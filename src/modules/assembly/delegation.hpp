#pragma once

// Who sits where and when (S1), and whether they are enough.

#include "base/bytes.hpp"
#include "modules/assembly/assembly.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

using RoomId = Id<struct RoomTag>;
using DelegateId = Id<struct DelegateTag>;

struct Room {
    RoomId id;
    AssemblyId assembly_id;
    std::string name_th;
    std::string name_en;
    bool is_plenary = false;
    std::optional<access::AccountId> chair_account_id;
};
BOOST_DESCRIBE_STRUCT(Room, (), (id, assembly_id, name_th, name_en, is_plenary, chair_account_id))

/// A seat at the assembly, of the sector that the agency had when it was invited.
struct InvitedAgency {
    partners::AgencyId agency_id;
    partners::Sector sector = partners::Sector::State;
};
BOOST_DESCRIBE_STRUCT(InvitedAgency, (), (agency_id, sector))

struct Delegate {
    DelegateId id;
    AssemblyId assembly_id;
    partners::AgencyId agency_id;
    std::string name;
    bool is_alternate = false;
    std::optional<access::AccountId> account_id;
    std::optional<Instant> accepted_at;
};
BOOST_DESCRIBE_STRUCT(Delegate, (),
                      (id, assembly_id, agency_id, name, is_alternate, account_id, accepted_at))

/// What the door reads of a delegate: a code of its own.
struct DelegatePass {
    Delegate delegate;
    std::string badge;
};
BOOST_DESCRIBE_STRUCT(DelegatePass, (), (delegate, badge))

/// From 12 random bytes: "K7QM-4RXP-2NTE", of letters and digits that are not mistaken for others.
std::string badge_code(BytesView random);
/// As it is stored, whatever a hand or a reader makes of spaces, dashes, small letters, O and I.
std::string typed_badge(std::string_view);

/// A delegate's stay in a room.
struct Attendance {
    partners::AgencyId agency_id;
    Instant arrived_at;
    std::optional<Instant> left_at;
};

/// Of one sector at one instant.
struct SectorPresence {
    partners::Sector sector = partners::Sector::State;
    int seats = 0;
    int present = 0;
    int needed = 0;
};
BOOST_DESCRIBE_STRUCT(SectorPresence, (), (sector, seats, present, needed))

struct Presence {
    std::vector<SectorPresence> sectors{};      ///< All of them, in their order.
    std::vector<partners::AgencyId> agencies{}; ///< Those that are there, ascending.
    bool is_quorum = false;
};
BOOST_DESCRIBE_STRUCT(Presence, (), (sectors, agencies, is_quorum))

/// Who was in a room at an instant, be it long past: an agency is there while one of its delegates
/// is, from the moment of arriving to before that of leaving. There is a quorum when each sector
/// has its share, rounded up.
Presence presence_at(const std::vector<QuorumShare>&, const std::vector<InvitedAgency>&,
                     const std::vector<Attendance>&, Instant);

bool is_present(const Presence&, partners::AgencyId);

/// Of one sector over all the sittings of a room.
struct SectorAttendance {
    partners::Sector sector = partners::Sector::State;
    int seats = 0;
    int attended = 0;
};
BOOST_DESCRIBE_STRUCT(SectorAttendance, (), (sector, seats, attended))

/// How many agencies were in a room at some time, by each sector.
std::vector<SectorAttendance> attended(const std::vector<InvitedAgency>&,
                                       const std::vector<Attendance>&);

} // namespace samatcha::assembly
