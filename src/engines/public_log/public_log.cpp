#include "engines/public_log/public_log.hpp"

#include "base/json.hpp"

#include <sodium.h>

#include <array>
#include <istream>
#include <optional>

namespace samatcha::public_log {

namespace {

std::string commitment_of(const PersonalPart& part) {
    return fingerprint(part.salt + "\n" + part.name + "\n" + part.value);
}

std::string hash_of(const Entry& entry) {
    std::string text = std::to_string(entry.sequence) + "\n" + std::to_string(entry.at_unix_ms) +
                       "\n" + entry.kind + "\n" + entry.data + "\n";
    for (const auto& part : entry.personal)
        text += part.name + "\n" + part.commitment + "\n";
    return fingerprint(text + entry.before);
}

std::string text_in(const boost::json::object& object, std::string_view name) {
    const auto* const found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::int64_t number_in(const boost::json::object& object, std::string_view name) {
    const auto* const found = object.if_contains(name);
    return found && found->is_int64() ? found->get_int64() : 0;
}

/// Whatever is missing or of another type shows in that the entry does not give its line again.
std::optional<Entry> entry_of(std::string_view line) {
    const auto parsed = json::parse(line);
    if (!parsed || !parsed->is_object())
        return std::nullopt;
    const auto& object = parsed->get_object();
    Entry entry{number_in(object, "sequence"), number_in(object, "at"), text_in(object, "kind")};
    if (const auto* const data = object.if_contains("data"))
        entry.data = json::serialize(*data);
    if (const auto* const personal = object.if_contains("personal");
        personal && personal->is_array())
        for (const auto& each : personal->get_array())
            if (each.is_object())
                entry.personal.push_back({text_in(each.get_object(), "name"),
                                          text_in(each.get_object(), "salt"),
                                          text_in(each.get_object(), "value"),
                                          text_in(each.get_object(), "commitment")});
    entry.before = text_in(object, "before");
    entry.hash = text_in(object, "hash");
    return entry;
}

} // namespace

std::string fingerprint(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
    std::string hexadecimal;
    for (const unsigned byte : digest) {
        hexadecimal += "0123456789abcdef"[byte >> 4];
        hexadecimal += "0123456789abcdef"[byte & 15U];
    }
    return hexadecimal;
}

std::string_view first_before() {
    return "0000000000000000000000000000000000000000000000000000000000000000";
}

Entry chained(Entry entry, std::string_view before) {
    for (auto& part : entry.personal)
        part.commitment = commitment_of(part);
    entry.before = before;
    entry.hash = hash_of(entry);
    return entry;
}

Entry redacted(Entry entry, std::string_view name) {
    for (auto& part : entry.personal)
        if (part.name == name) {
            part.salt.clear();
            part.value.clear();
        }
    return entry;
}

std::string line_of(const Entry& entry) {
    boost::json::object object{
        {"sequence", entry.sequence}, {"at", entry.at_unix_ms}, {"kind", entry.kind}};
    const auto data = json::parse(entry.data);
    object["data"] = data ? *data : json::value(entry.data);
    boost::json::array personal;
    for (const auto& part : entry.personal) {
        boost::json::object one{{"name", part.name}};
        if (!part.is_redacted()) {
            one["salt"] = part.salt;
            one["value"] = part.value;
        }
        one["commitment"] = part.commitment;
        personal.push_back(std::move(one));
    }
    object["personal"] = std::move(personal);
    object["before"] = entry.before;
    object["hash"] = entry.hash;
    return json::serialize(object);
}

Result<Verified> verify(std::istream& file) {
    Verified verified{0, std::string(first_before()), 0};
    for (std::string line; std::getline(file, line);) {
        const auto number = std::to_string(verified.entries + 1);
        const auto entry = entry_of(line);
        // The last line ends as every other does: a missing end is a missing byte.
        if (!entry || file.eof() || line_of(*entry) != line || hash_of(*entry) != entry->hash)
            return failure(ErrorCode::InvalidInput, "public_log.line_changed", {{"line", number}});
        for (const auto& part : entry->personal) {
            if (part.is_redacted())
                ++verified.redacted;
            else if (commitment_of(part) != part.commitment)
                return failure(ErrorCode::InvalidInput, "public_log.line_changed",
                               {{"line", number}});
        }
        if (entry->sequence != verified.entries + 1 || entry->before != verified.head)
            return failure(ErrorCode::InvalidInput, "public_log.chain_broken", {{"line", number}});
        ++verified.entries;
        verified.head = entry->hash;
    }
    return verified;
}

} // namespace samatcha::public_log
