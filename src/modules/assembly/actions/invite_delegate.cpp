#include "modules/access/actions.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/records.hpp"
#include "modules/partners/actions.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::assembly {

Result<Room> add_room(const Occasion& occasion, AssemblyId id, NewRoom input) {
    TRY(hold_for(occasion, id, Deed::Invite));
    Room room{RoomId{new_id()},
              id,
              TRY(some_text(input.name_th, title_bytes_max)),
              TRY(any_text(input.name_en, title_bytes_max)),
              false,
              input.chair_account_id};
    insert_room(occasion.db, occasion.actor.province, room);
    add_event(occasion, id, "room_added",
              {{"room", room.id.value}, {"name_th", room.name_th}, {"name_en", room.name_en}});
    return room;
}

Result<Invitation> invite_delegate(const Occasion& occasion, AssemblyId id, NewDelegate input) {
    TRY(hold_for(occasion, id, Deed::Invite));
    const auto& province = occasion.actor.province;
    const auto agency = TRY(partners::agency(occasion.db, province, input.agency_id));
    Invitation invitation{{DelegateId{new_id()},
                           id,
                           agency.id,
                           TRY(some_text(input.name, title_bytes_max)),
                           input.is_alternate,
                           {},
                           {}},
                          vault::random_token()};
    if (insert_invited_agency(occasion.db, province, id, {agency.id, agency.sector}, occasion.now))
        add_event(occasion, id, "agency_invited",
                  {{"agency", agency.id.value}, {"sector", json::enum_name(agency.sector)}});
    insert_delegate(occasion.db, province, invitation.delegate,
                    vault::token_digest(invitation.code), badge_code(vault::random_bytes(12)),
                    occasion.now);
    add_event(occasion, id, "delegate_invited",
              {{"delegate", invitation.delegate.id.value},
               {"agency", agency.id.value},
               {"is_alternate", input.is_alternate}},
              Audience::Everyone, {personal_part(name_part, invitation.delegate.name)});
    return invitation;
}

Result<std::vector<Invitation>> invite_agencies(const Occasion& occasion, AssemblyId id,
                                                InvitationRound round) {
    TRY(hold_for(occasion, id, Deed::Invite));
    const auto& province = occasion.actor.province;
    std::vector<Invitation> invitations;
    for (const auto agency : round.agencies) {
        std::vector<Delegate> sent;
        for (auto& delegate : delegates(occasion.db, province, id))
            if (delegate.agency_id == agency)
                sent.push_back(std::move(delegate));
        if (sent.empty())
            invitations.push_back(TRY(invite_delegate(occasion, id, {agency, round.name, false})));
        for (auto& delegate : sent) {
            if (delegate.accepted_at)
                continue;
            auto code = vault::random_token();
            set_invitation(occasion.db, province, delegate.id, vault::token_digest(code));
            add_event(occasion, id, "invitation_renewed",
                      {{"delegate", delegate.id.value}, {"agency", agency.value}});
            invitations.push_back({std::move(delegate), std::move(code)});
        }
    }
    return invitations;
}

namespace {

/// Whom the invitation is opened by; with an account to be made unless there is one.
struct WayIn {
    access::Actor actor;
    std::optional<access::Account> made{};
};

/// The visitor's own account if there is one, else a new one.
Result<WayIn> way_in(database::Connection& db, const access::Actor& visitor,
                     const Acceptance& input, const Delegate& invited) {
    if (visitor.account.value != 0) {
        if (visitor.role != access::Role::Delegate || visitor.province != input.province ||
            visitor.agency != invited.agency_id)
            return failure(ErrorCode::Forbidden, "assembly.invitation_of_another");
        if (find_delegate_of_account(db, input.province, invited.assembly_id, visitor.account))
            return failure(ErrorCode::Conflict, "assembly.delegate_already");
        return WayIn{visitor};
    }
    TRY(access::check_password(input.password, input.login));
    WayIn way;
    way.made =
        TRY(access::prepare_account(db, {input.login, invited.name, access::Role::Delegate,
                                         invited.agency_id, input.password, input.province}));
    way.actor.account = way.made->id;
    way.actor.role = access::Role::Delegate;
    way.actor.province = input.province;
    way.actor.agency = invited.agency_id;
    return way;
}

} // namespace

Result<Delegate> accept_invitation(database::Connection& db, const Clock& clock,
                                   const access::Actor& visitor, const Acceptance& input,
                                   std::vector<Happening>& happened) {
    const auto digest = vault::token_digest(input.code);
    const auto found = find_delegate_by_invitation(db, input.province, digest);
    if (!found)
        return failure(ErrorCode::NotFound, "assembly.invitation_unknown");
    if (found->accepted_at)
        return failure(ErrorCode::Conflict, "assembly.invitation_used");
    const auto way = TRY(way_in(db, visitor, input, *found));
    return database::transaction(db, [&]() -> Result<Delegate> {
        const Occasion occasion{way.actor, db, clock.now(), happened};
        TRY(hold(occasion, found->assembly_id));
        // Two may hold the link: who comes second gets no account.
        if (way.made)
            TRY(access::keep_account(db, clock, *way.made, std::nullopt));
        if (!set_accepted(db, input.province, found->id, way.actor.account, occasion.now))
            return failure(ErrorCode::Conflict, "assembly.invitation_used");
        add_event(occasion, found->assembly_id, "invitation_accepted",
                  {{"delegate", found->id.value}, {"agency", found->agency_id.value}});
        return *find_delegate_by_invitation(db, input.province, digest);
    });
}

} // namespace samatcha::assembly
