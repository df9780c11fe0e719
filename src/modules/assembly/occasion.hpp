#pragma once

#include "base/json.hpp"
#include "modules/assembly/assembly_event.hpp"
#include "modules/assembly/delegation.hpp"
#include "platform/database/connection.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha::assembly {

/// An event of an assembly, for those who listen; told when the transaction has ended well.
struct Happening {
    AssemblyId assembly;
    AssemblyEvent event;
};

/// Who acts, on which data, when: what every verb of this module begins with.
struct Occasion {
    const access::Actor& actor;
    database::Connection& db;
    Instant now;
    std::vector<Happening>& happened; ///< What came of it.
};

/// Holds the assembly until the transaction ends, so that its verbs come one after the other. Fails
/// with NotFound (assembly.unknown).
Result<Assembly> hold(const Occasion&, AssemblyId);

/// The same, where the phase allows the deed. Fails also with Conflict (assembly.deed_not_now).
Result<Assembly> hold_for(const Occasion&, AssemblyId, Deed);

/// The agency that the actor speaks for in the assembly. Fails with Forbidden
/// (assembly.no_delegate).
Result<partners::AgencyId> agency_spoken_for(const Occasion&, AssemblyId);

/// The secretariat, or the chair of the room. Fails with Forbidden (assembly.not_the_chair).
Result<void> check_chair(const Occasion&, const Room&);

/// Adds to the log of an assembly that is held. Kinds are verbs in the past: "draft_written".
void add_event(const Occasion&, AssemblyId, std::string_view kind, boost::json::object data,
               Audience audience = Audience::Everyone,
               std::vector<public_log::PersonalPart> personal = {});

/// A personal part of an event with a salt of its own.
public_log::PersonalPart personal_part(std::string_view name, std::string value);
/// Those of the parts, each a name and words, that say something.
std::vector<public_log::PersonalPart>
    personal_parts(std::initializer_list<std::pair<std::string_view, std::string>>);

/// The text without what no text has. Fails with InvalidInput: assembly.text_missing,
/// assembly.text_too_long.
Result<std::string> some_text(std::string_view, std::size_t bytes_max);
/// The same, but may be empty.
Result<std::string> any_text(std::string_view, std::size_t bytes_max);

constexpr std::size_t title_bytes_max = 1'000;
constexpr std::size_t reason_bytes_max = 8'000;
constexpr std::size_t paragraph_bytes_max = 20'000;

} // namespace samatcha::assembly
