#include "platform/vault/sealed_store.hpp"

#include <system_error>
#include <utility>

namespace samatcha::vault {

namespace {

constexpr std::string_view whole_extension = ".sealed";
constexpr std::string_view part_extension = ".part";

std::string stem_of(std::string_view province, std::int64_t id) {
    return std::string(province) + "-" + std::to_string(id);
}

} // namespace

SealedStore::SealedStore(std::filesystem::path folder, std::string kind, const KeyRing& keys)
    : m_folder(std::move(folder)), m_kind(std::move(kind)), m_keys(keys) {
    std::filesystem::create_directories(m_folder);
    std::filesystem::permissions(m_folder, std::filesystem::perms::owner_all);
}

std::filesystem::path SealedStore::path_of(std::string_view province, std::int64_t id) const {
    return m_folder / (stem_of(province, id) + std::string(whole_extension));
}

std::filesystem::path SealedStore::part_of(std::string_view province, std::int64_t id) const {
    return m_folder / (stem_of(province, id) + std::string(part_extension));
}

std::string SealedStore::context_of(std::string_view province, std::int64_t id) const {
    return sealing_context(province, m_kind, std::to_string(id));
}

SealedWriter SealedStore::create(std::string_view province, std::int64_t id) const {
    return {m_keys, part_of(province, id), context_of(province, id)};
}

void SealedStore::publish(std::string_view province, std::int64_t id) const {
    std::filesystem::rename(part_of(province, id), path_of(province, id));
}

Result<SealedReader> SealedStore::open(std::string_view province, std::int64_t id) const {
    return SealedReader::open(m_keys, path_of(province, id), context_of(province, id));
}

void SealedStore::remove(std::string_view province, std::int64_t id) const {
    std::error_code ignored; // A file that is gone is what is wanted.
    std::filesystem::remove(path_of(province, id), ignored);
    std::filesystem::remove(part_of(province, id), ignored);
}

void SealedStore::remove_begun_before(std::filesystem::file_time_type time) const {
    for (const auto& entry : std::filesystem::directory_iterator(m_folder))
        if (entry.path().extension() == part_extension && entry.last_write_time() < time)
            std::filesystem::remove(entry.path());
}

std::optional<std::string> SealedStore::context_of_file(std::string_view kind, const std::string& filename) {
    const auto dash = filename.find('-');
    if (dash == std::string::npos || !filename.ends_with(whole_extension))
        return std::nullopt;
    const auto id = filename.substr(dash + 1, filename.size() - whole_extension.size() - dash - 1);
    if (id.empty() || id.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return sealing_context(filename.substr(0, dash), kind, id);
}

} // namespace samatcha::vault
