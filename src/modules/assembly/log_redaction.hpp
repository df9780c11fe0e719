#pragma once

// The log as people read it, and how what names a person is taken out of it.

#include "modules/assembly/assembly_event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

using RedactionId = Id<struct RedactionTag>;

enum class RedactionState { Asked, Done, Declined };
BOOST_DESCRIBE_ENUM(RedactionState, Asked, Done, Declined)

/// What stands in place of words that were taken out.
inline constexpr std::string_view redacted_words = "•••••";

/// Puts that in place of the words, wherever they stand in the text; whether they stood there.
bool take_out(std::string& text, std::string_view words);

/// One account of the secretariat asks, another answers: it cannot be undone.
struct LogRedaction {
    RedactionId id;
    AssemblyId assembly_id;
    std::int64_t sequence = 0; ///< An entry with the words, and the part of it that has them.
    std::string part;
    std::string words{}; ///< Empty once answered; of an older request: all that the part says.
    std::string reason;
    access::AccountId asked_by;
    Instant asked_at;
    RedactionState state = RedactionState::Asked;
    std::optional<Instant> answered_at{};
};
BOOST_DESCRIBE_STRUCT(LogRedaction, (),
                      (id, assembly_id, sequence, part, words, reason, asked_by, asked_at, state,
                       answered_at))

/// An entry that holds the words, of whichever assembly of the province.
struct RedactedEntry {
    AssemblyId assembly_id;
    int year_be = 0;
    std::int64_t sequence = 0;
    Instant at;
    std::string kind;
    std::string part;
    std::string text; ///< All that the part says: the log loses the whole of it.
};
BOOST_DESCRIBE_STRUCT(RedactedEntry, (), (assembly_id, year_be, sequence, at, kind, part, text))

/// Where words would be taken out, shown before it is done.
struct RedactionReach {
    std::string words;
    std::vector<RedactedEntry> entries{};
    std::vector<std::string> accounts{}; ///< Display names of delegates and chairs.
    std::int64_t documents = 0;          ///< That are kept, with the words in an annex.
    std::int64_t texts = 0; ///< Titles and drafts with the words: these are never redacted.
};
BOOST_DESCRIBE_STRUCT(RedactionReach, (), (words, entries, accounts, documents, texts))

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
