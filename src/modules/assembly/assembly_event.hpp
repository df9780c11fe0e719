#pragma once

#include "base/json.hpp"
#include "engines/public_log/public_log.hpp"
#include "modules/assembly/assembly.hpp"

#include <string>
#include <string_view>

namespace samatcha::assembly {

/// Who is told of an event. The public log has those for everyone.
enum class Audience { Everyone, Delegates, Secretariat };
BOOST_DESCRIBE_ENUM(Audience, Everyone, Delegates, Secretariat)

/// The audiences that a role belongs to, one bit each: 1 << Audience.
unsigned audiences_of(access::Role);
unsigned bit_of(Audience);

/// Something that happened: an entry of the log, and who is told. What names a person, or is in
/// words that someone was free to choose, is in personal parts, so that it can be redacted.
struct AssemblyEvent {
    public_log::Entry entry;
    Audience audience = Audience::Everyone;
};

/// Part of an event: the name of a delegate. Only the log of the house has it.
constexpr std::string_view name_part = "name";
/// The same, "member 1" and so on: who prepares an agenda item.
constexpr std::string_view member_part = "member ";
/// What someone said of a draft before the day. For those who take part, not for the public.
constexpr std::string_view comment_part = "comment";
/// How the secretariat words the minutes, which may name persons. For those who take part.
constexpr std::string_view minutes_th_part = "minutes_th";
constexpr std::string_view minutes_en_part = "minutes_en";
/// What is said in public: why an agency takes a position, what it would rather read, what it was
/// answered.
constexpr std::string_view reason_part = "reason";
constexpr std::string_view wording_part = "wording";
constexpr std::string_view answer_part = "answer";

/// What those who listen are told: the data, and the parts that are no names, under their own.
boost::json::object told_data(const public_log::Entry&);

/// As the public log has it: without names, comments and the wording of minutes. Its hash is the
/// same.
public_log::Entry public_entry(public_log::Entry);

/// Whether all that is told of it may be told to anyone.
bool is_public(const AssemblyEvent&);

} // namespace samatcha::assembly
