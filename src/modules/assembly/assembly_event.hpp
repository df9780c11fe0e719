#pragma once

#include "engines/public_log/public_log.hpp"
#include "modules/assembly/assembly.hpp"

#include <string>

namespace samatcha::assembly {

/// Who is told of an event. The public log has those for everyone.
enum class Audience { Everyone, Delegates, Secretariat };
BOOST_DESCRIBE_ENUM(Audience, Everyone, Delegates, Secretariat)

/// The audiences that a role belongs to, one bit each: 1 << Audience.
unsigned audiences_of(access::Role);
unsigned bit_of(Audience);

/// Something that happened: an entry of the log, and who is told.
struct AssemblyEvent {
    public_log::Entry entry;
    Audience audience = Audience::Everyone;
};

} // namespace samatcha::assembly
