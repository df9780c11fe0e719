#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::vault {

/// A keyed digest to look a value up by without its being readable: BLAKE2b, 128 bits.
using BlindIndex = std::array<unsigned char, 16>;

/// Number of the key that sealed a value; written into it.
using KeyId = std::uint32_t;

/// What a sealed value is bound to, so that it cannot be put into another row: "40|person_record|7|12".
/// `row_key` names the row (and the column, where a row has several sealed ones).
std::string sealing_context(std::string_view province, std::string_view table,
                            std::string_view row_key);

/// Beside the key file: what erasable values are sealed with (ErasableSecrets).
std::filesystem::path secrets_file_of(std::filesystem::path key_file);

/// The keys of an installation, from a file outside the database and never in a backup unless asked.
/// Several keys may open, the newest seals. The index key is separate and stays when keys rotate, so
/// that look-ups go on working. Safe to use from many threads; the keys are wiped at the end. A running
/// server sees a key that a command added to its file within a second (rotation needs no restart).
class KeyRing {
public:
    /// Fails with NotFound (vault.key_file_missing), Forbidden when others than its owner may read the
    /// file (vault.key_file_exposed), InvalidInput when it is no key file (vault.key_file_unreadable).
    static Result<KeyRing> open(const std::filesystem::path&);
    /// A new file with one key, mode 0600. Fails with Conflict when there is one (vault.key_file_exists).
    static Result<KeyRing> create(const std::filesystem::path&);
    /// Keys that are kept nowhere, for tests.
    static KeyRing ephemeral();

    ~KeyRing();
    KeyRing(KeyRing&&) noexcept;
    KeyRing& operator=(KeyRing&&) noexcept;

    /// XChaCha20-Poly1305 with a random nonce, `context` as associated data (see sealing_context):
    /// 45 bytes longer than the plain value.
    Bytes seal(std::string_view plain, std::string_view context) const;
    /// Fails with Unavailable (vault.value_unreadable) when the value was changed, stands in another row
    /// than it was sealed for, or its key is not in the ring.
    Result<std::string> open(BytesView sealed, std::string_view context) const;

    /// The value sealed anew with the newest key, or nothing when it is already: the step of a
    /// rotation that goes through all rows in batches and may stop and go on.
    Result<std::optional<Bytes>> re_seal(BytesView sealed, std::string_view context) const;
    /// Which key sealed a value; nothing if it is no sealed value.
    static std::optional<KeyId> key_of(BytesView sealed);

    /// From now on values of these tables are sealed with a secret of their subject too (ErasableSecrets), kept beside the
    /// key file. The subject is what the table is of, in a word, and the first number of the row's key: those of
    /// "care_event" {17|99} and "care_case" {17} may both be "case" 17.
    void keep_erasable(std::map<std::string, std::string, std::less<>> subject_of_table);
    /// What was sealed for a subject opens nowhere again, in no copy; nor do these values, whosever they are. How many
    /// secrets there were.
    std::size_t erase_subject(std::string_view province, std::string_view subject, std::int64_t id,
                              std::span<const Bytes> values = {});

    /// The same value gives the same index within a province and a purpose ("national_id"), and another
    /// one elsewhere.
    BlindIndex blind_index(std::string_view province, std::string_view purpose,
                           std::string_view value) const;

    KeyId newest() const;
    std::vector<KeyId> key_ids() const; ///< Ascending; the last one seals.
    /// Adds a key and writes the file (atomically). Values sealed before still open.
    Result<void> add_key();
    /// Forgets a key that seals nothing any more and writes the file. Fails with Conflict for the newest
    /// (vault.key_in_use), NotFound for one that is not there (vault.key_unknown).
    Result<void> retire_key(KeyId);

    using SealKey = std::array<unsigned char, 32>;
    /// For the files of this folder: false when there is no such key.
    bool with_key(KeyId, const std::function<void(const SealKey&)>&) const;

private:
    struct State;
    explicit KeyRing(std::unique_ptr<State>);
    std::unique_ptr<State> m_state;
};

} // namespace samatcha::vault
