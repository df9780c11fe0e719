#pragma once

// The verbs of rooms, invitations and the door (S1). Each holds its assembly first and adds to its
// log; what is not allowed in the phase is refused with Conflict (assembly.deed_not_now).

#include "base/clock.hpp"
#include "modules/access/actor.hpp"
#include "modules/assembly/assembly.hpp"
#include "modules/assembly/delegation.hpp"
#include "modules/assembly/occasion.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

struct NewRoom {
    std::string name_th;
    std::string name_en;
    std::optional<access::AccountId> chair_account_id;
};
BOOST_DESCRIBE_STRUCT(NewRoom, (), (name_th, name_en, chair_account_id))
Result<Room> add_room(const Occasion&, AssemblyId, NewRoom);

struct NewDelegate {
    partners::AgencyId agency_id;
    std::string name;
    bool is_alternate = false;
};
BOOST_DESCRIBE_STRUCT(NewDelegate, (), (agency_id, name, is_alternate))

/// What is handed to whom is invited, once: the link is made of the code.
struct Invitation {
    Delegate delegate;
    std::string code;
};
BOOST_DESCRIBE_STRUCT(Invitation, (), (delegate, code))

/// A person of an agency, which has a seat from then on.
Result<Invitation> invite_delegate(const Occasion&, AssemblyId, NewDelegate);

struct InvitationRound {
    std::vector<partners::AgencyId> agencies{};
    std::string name; ///< For whomever an agency sends that has no seat yet: "representative".
};
BOOST_DESCRIBE_STRUCT(InvitationRound, (), (agencies, name))

/// An invitation to print for everyone of these agencies who has not accepted, by which an earlier
/// link of theirs is no longer good. An agency without a seat gets one, and an invitation for
/// whomever it sends.
Result<std::vector<Invitation>> invite_agencies(const Occasion&, AssemblyId, InvitationRound);

struct Acceptance {
    std::string province; ///< Of the link.
    std::string code;
    std::string login;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(Acceptance, (), (province, code, login, password))

/// The way in for whoever holds the link: makes an account for the delegate, unless the visitor is
/// signed in with one of that agency, from an assembly before. Fails with NotFound
/// (assembly.invitation_unknown), Conflict (assembly.invitation_used, assembly.delegate_already) or
/// Forbidden (assembly.invitation_of_another). Not inside a transaction.
Result<Delegate> accept_invitation(database::Connection&, const Clock&,
                                   const access::Actor& visitor, const Acceptance&,
                                   std::vector<Happening>&);

struct DoorMark {
    RoomId room_id;
    std::string badge;
};
BOOST_DESCRIBE_STRUCT(DoorMark, (), (room_id, badge))

/// Coming in twice is once; into another room is also leaving the one before. Fails with NotFound
/// (assembly.badge_unknown, assembly.room_unknown).
Result<Delegate> check_in(const Occasion&, AssemblyId, const DoorMark&);
Result<Delegate> check_out(const Occasion&, AssemblyId, const DoorMark&);

/// By the chair of the room: all who are in it go out, hands go down. Twice is once. Fails with
/// Conflict (assembly.need_tests_closed) while all are asked something there.
Result<Presence> end_sitting(const Occasion&, RoomId);
/// The same in every room of an assembly that is held, when its day is over.
void end_sittings(const Occasion&, AssemblyId);

/// Who was in the room at an instant.
Result<Presence> presence_in(const Occasion&, RoomId, Instant at);

} // namespace samatcha::assembly
