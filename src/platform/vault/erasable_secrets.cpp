#include "platform/vault/erasable_secrets.hpp"

#include "platform/vault/sodium.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace samatcha::vault {

namespace {

/// As many as a bulk assignment opens in a few turns; each turn waits for the disk once.
constexpr std::size_t places_taken_at_once = 4096;

std::array<unsigned char, 16> digest_of(std::string_view subject) {
    std::array<unsigned char, 16> digest;
    const auto bytes = as_bytes(subject);
    crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), nullptr, 0);
    return digest;
}

bool is_zero(std::span<const unsigned char> bytes) { return sodium_is_zero(bytes.data(), bytes.size()) != 0; }

} // namespace

/// As it stands in the file. A secret of zeros is none any more; a digest of zeros is nobody's yet.
struct ErasableSecrets::Record {
    Secret secret{};
    Digest subject{};
};

std::size_t ErasableSecrets::DigestHash::operator()(const Digest& digest) const {
    std::size_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
}

ErasableSecrets::ErasableSecrets(std::filesystem::path path) : m_path(std::move(path)) {
    wake_sodium();
    if (m_path.empty())
        return;
    m_file = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_file < 0)
        throw std::filesystem::filesystem_error("cannot open the secrets", m_path,
                                                std::error_code(errno, std::generic_category()));
    read_again();
}

ErasableSecrets::~ErasableSecrets() {
    for (auto& record : m_records)
        sodium_memzero(record.secret.data(), record.secret.size());
    if (m_file >= 0)
        ::close(m_file);
}

/// All of the file: another process may have taken or erased some.
void ErasableSecrets::read_again() {
    struct stat status {};
    if (m_file < 0 || ::fstat(m_file, &status) != 0)
        return;
    m_records.resize(static_cast<std::size_t>(status.st_size) / sizeof(Record));
    auto* into = reinterpret_cast<char*>(m_records.data());
    const auto wanted = m_records.size() * sizeof(Record);
    for (std::size_t done = 0; done < wanted;) {
        const auto got = ::pread(m_file, into + done, wanted - done, static_cast<off_t>(done));
        if (got <= 0)
            throw std::filesystem::filesystem_error("cannot read the secrets", m_path,
                                                    std::error_code(errno, std::generic_category()));
        done += static_cast<std::size_t>(got);
    }
    m_places.clear();
    for (std::size_t i = 0; i < m_records.size(); ++i)
        if (!is_zero(m_records[i].subject) && !is_zero(m_records[i].secret))
            m_places.emplace(m_records[i].subject, i);
}

void ErasableSecrets::take_free_places() {
    std::vector<Record> made(places_taken_at_once);
    for (auto& record : made)
        randombytes_buf(record.secret.data(), record.secret.size());
    if (m_file >= 0) {
        ::flock(m_file, LOCK_EX);
        struct stat status {};
        const auto size = made.size() * sizeof(Record);
        const bool is_known = ::fstat(m_file, &status) == 0;
        const auto end = status.st_size - status.st_size % static_cast<off_t>(sizeof(Record));
        const bool is_written = is_known && ::pwrite(m_file, made.data(), size, end) == static_cast<ssize_t>(size) &&
                                ::fsync(m_file) == 0;
        ::flock(m_file, LOCK_UN);
        if (!is_written)
            throw std::filesystem::filesystem_error("cannot write the secrets", m_path,
                                                    std::error_code(errno, std::generic_category()));
        read_again();
        for (std::size_t i = 0; i < made.size(); ++i)
            m_free.push_back(static_cast<std::uint64_t>(end) / sizeof(Record) + made.size() - 1 - i);
    } else {
        for (std::size_t i = 0; i < made.size(); ++i)
            m_free.push_back(m_records.size() + made.size() - 1 - i);
        m_records.insert(m_records.end(), made.begin(), made.end());
    }
    sodium_memzero(made.data(), made.size() * sizeof(Record));
}

void ErasableSecrets::write_record(std::uint64_t place) {
    const auto& record = m_records[place];
    if (m_file >= 0 && ::pwrite(m_file, &record, sizeof record, static_cast<off_t>(place * sizeof record)) !=
                           static_cast<ssize_t>(sizeof record))
        throw std::filesystem::filesystem_error("cannot write the secrets", m_path,
                                                std::error_code(errno, std::generic_category()));
}

ErasableSecrets::Place ErasableSecrets::place_for(std::string_view subject) {
    const std::lock_guard lock(m_mutex);
    const auto digest = digest_of(subject);
    if (const auto known = m_places.find(digest); known != m_places.end())
        return {known->second, m_records[known->second].secret};
    if (m_free.empty())
        take_free_places();
    const auto place = m_free.back();
    m_free.pop_back();
    m_records[place].subject = digest;
    write_record(place); // Without waiting: who loses power finds it by the values, which name it.
    m_places.emplace(digest, place);
    return {place, m_records[place].secret};
}

std::optional<ErasableSecrets::Secret> ErasableSecrets::secret_at(std::uint64_t place) {
    const std::lock_guard lock(m_mutex);
    if (place >= m_records.size())
        read_again(); // Taken by another process.
    if (place >= m_records.size() || is_zero(m_records[place].secret))
        return std::nullopt;
    return m_records[place].secret;
}

std::size_t ErasableSecrets::erase(std::string_view subject, std::span<const std::uint64_t> places) {
    const std::lock_guard lock(m_mutex);
    read_again();
    std::vector<std::uint64_t> all(places.begin(), places.end());
    for (auto [at, last] = m_places.equal_range(digest_of(subject)); at != last; ++at)
        all.push_back(at->second);
    std::size_t erased = 0;
    for (const auto place : all)
        if (place < m_records.size() && !is_zero(m_records[place].secret)) {
            // Whosever it was: what is sealed for them later has another.
            const auto [mine, end] = m_places.equal_range(m_records[place].subject);
            if (const auto at = std::find_if(mine, end, [&](const auto& entry) { return entry.second == place; }); at != end)
                m_places.erase(at);
            m_records[place] = {};
            write_record(place);
            ++erased;
        }
    if (m_file >= 0 && ::fsync(m_file) != 0)
        throw std::filesystem::filesystem_error("cannot write the secrets", m_path,
                                                std::error_code(errno, std::generic_category()));
    return erased;
}

} // namespace samatcha::vault
