#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::public_log {

/// What of an entry names a person, or may: words that someone was free to choose. The chain covers
/// the commitment only, so value and salt can be taken out later without breaking it; while they
/// are there, they must fit it.
struct PersonalPart {
    std::string name;   ///< What it is: "name", "reason".
    std::string salt{}; ///< Random, by the caller; without it names could be found by trial.
    std::string value{};
    std::string commitment{}; ///< SHA-256 of salt, name and value, in hexadecimal digits.
    bool is_redacted() const { return salt.empty(); }
    friend bool operator==(const PersonalPart&, const PersonalPart&) = default;
};

/// One thing that happened. `hash` covers all of it and the entry before.
struct Entry {
    std::int64_t sequence = 0; ///< 1, 2, 3, ... without a gap.
    std::int64_t at_unix_ms = 0;
    std::string kind;
    std::string data = "{}"; ///< JSON as json::serialize() writes it; names no person.
    std::vector<PersonalPart> personal{};
    std::string before{}; ///< Hash of the entry before; of the first: 64 zeros.
    std::string hash{};
    friend bool operator==(const Entry&, const Entry&) = default;
};

/// SHA-256 in hexadecimal digits, as it is printed on documents.
std::string fingerprint(std::string_view);

/// What stands before the first entry.
std::string_view first_before();

/// The entry with its commitments and its hash, after one of the hash `before`.
Entry chained(Entry, std::string_view before);

/// Without what its parts of that name say.
Entry redacted(Entry, std::string_view part);

/// One line of a log file, without its end.
std::string line_of(const Entry&);

struct Verified {
    std::int64_t entries = 0;
    std::string
        head; ///< Hash of the last entry. A log cut short has another head than was published.
    std::int64_t redacted = 0; ///< Personal parts that were taken out.
};

/// Reads a log file to its end. Any byte that is not as it was written is found: fails with
/// InvalidInput and the line (public_log.line_changed, public_log.chain_broken).
Result<Verified> verify(std::istream&);

} // namespace samatcha::public_log
