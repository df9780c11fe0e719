#pragma once

#include "base/bytes.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace samatcha::vault {

/// A secret of its own for each subject (a case, a photo), so that what is sealed with it can be made unreadable in every
/// copy, backups too: random numbers in a file beside the keys, which no backup holds unless it was asked for the keys. A
/// sealed value names the place of its secret; secrets are on the disk before they are used. Safe from many threads;
/// several processes may share the file.
class ErasableSecrets {
public:
    using Secret = std::array<unsigned char, 32>;

    /// Made, mode 0600, if it is not there; an empty path is kept nowhere. Throws std::filesystem::filesystem_error.
    explicit ErasableSecrets(std::filesystem::path);
    ~ErasableSecrets();
    ErasableSecrets(const ErasableSecrets&) = delete;
    ErasableSecrets& operator=(const ErasableSecrets&) = delete;

    struct Place {
        std::uint64_t number = 0;
        Secret secret{};
    };
    /// What the subject's values are sealed with now; made at the first call.
    Place place_for(std::string_view subject);
    /// Nothing when it was erased, or there is no such place.
    std::optional<Secret> secret_at(std::uint64_t place);

    /// Overwrites the secrets of a subject, and those of these places, which its values name; on the disk when it
    /// returns. How many there were.
    std::size_t erase(std::string_view subject, std::span<const std::uint64_t> places = {});

private:
    struct Record;
    using Digest = std::array<unsigned char, 16>;
    struct DigestHash {
        std::size_t operator()(const Digest&) const;
    };
    void read_again();
    void take_free_places();
    void write_record(std::uint64_t place);

    std::filesystem::path m_path;
    int m_file = -1;
    std::mutex m_mutex;
    std::vector<Record> m_records;
    std::unordered_multimap<Digest, std::uint64_t, DigestHash> m_places;
    std::vector<std::uint64_t> m_free; ///< Of this process alone.
};

} // namespace samatcha::vault
