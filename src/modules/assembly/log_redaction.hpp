#pragma once

// The log as people read it, and how what names a person is taken out of it.

#include "modules/assembly/assembly_event.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using RedactionId = Id<struct RedactionTag>;

enum class RedactionState { Asked, Done, Declined };
BOOST_DESCRIBE_ENUM(RedactionState, Asked, Done, Declined)

/// One account of the secretariat asks, another answers: it cannot be undone.
struct LogRedaction {
    RedactionId id;
    AssemblyId assembly_id;
    std::int64_t sequence = 0;
    std::string part;
    std::string reason;
    access::AccountId asked_by;
    Instant asked_at;
    RedactionState state = RedactionState::Asked;
    std::optional<Instant> answered_at{};
};
BOOST_DESCRIBE_STRUCT(LogRedaction, (),
                      (id, assembly_id, sequence, part, reason, asked_by, asked_at, state,
                       answered_at))

/// An entry in the words of its data. Names are never among them.
struct LogEntryView {
    std::int64_t sequence = 0;
    Instant at;
    std::string kind;
    json::value data;
    std::vector<std::string> parts{};    ///< That can be redacted.
    std::vector<std::string> redacted{}; ///< That were.
    std::string hash{};
};
BOOST_DESCRIBE_STRUCT(LogEntryView, (), (sequence, at, kind, data, parts, redacted, hash))

LogEntryView entry_view(const public_log::Entry&);

} // namespace samatcha::assembly
