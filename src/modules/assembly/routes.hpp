#pragma once

#include "modules/access/actions.hpp"
#include "modules/access/api.hpp"
#include "modules/assembly/routes_document.hpp"
#include "platform/vault/sealed_store.hpp"

namespace samatcha::assembly {

/// `papers` holds the background papers of agenda items.
void add_routes(access::Api&, database::Database&, http::EventHub&,
                const vault::SealedStore& papers, const PrintedBeside&);
/// What the screens of a room ask for; routes_room.cpp.
void add_room_routes(access::Api&, http::EventHub&);
/// The same without signing in, by a link; routes_screen.cpp.
void add_screen_routes(access::Api&, database::Database&, http::EventHub&);
/// Minutes, as they are read, edited and printed; routes_minutes.cpp.
void add_minutes_routes(access::Api&, http::EventHub&);

/// Hearings: read by anyone, kept in order by the secretariat; routes_hearing.cpp.
void add_hearing_routes(access::Api&, http::EventHub&);
/// What anyone says in a hearing, so many times an address; routes_hearing.cpp.
void add_public_comment_route(access::Api&, http::EventHub&, const access::Secrets&);

} // namespace samatcha::assembly
