#pragma once

#include "platform/vault/sealed_file.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace samatcha::vault {

/// Files of provinces, each sealed for its place, in a folder for their owner alone. A file has its name,
/// "40-17.sealed", only when it is whole: what was not published is no file.
class SealedStore {
public:
    /// Makes the folder. `kind` is part of what a file is sealed for. The keys must outlive the store.
    SealedStore(std::filesystem::path folder, std::string kind, const KeyRing&);

    /// Begins a file, anew if there is one begun. Finish the writer, then publish.
    SealedWriter create(std::string_view province, std::int64_t id) const;
    void publish(std::string_view province, std::int64_t id) const;
    /// Fails with NotFound (vault.file_missing) or Unavailable (vault.file_unreadable).
    Result<SealedReader> open(std::string_view province, std::int64_t id) const;
    /// The file, begun or whole; none is well too.
    void remove(std::string_view province, std::int64_t id) const;

    /// Those begun and never published, because the program was ended meanwhile.
    void remove_begun_before(std::filesystem::file_time_type) const;

    const std::filesystem::path& folder() const { return m_folder; }

    /// What a file of such a folder is sealed for, told by its name; nothing for another file. A
    /// rotation of keys asks.
    static std::optional<std::string> context_of_file(std::string_view kind, const std::string& filename);

private:
    std::filesystem::path path_of(std::string_view province, std::int64_t id) const;
    std::filesystem::path part_of(std::string_view province, std::int64_t id) const;
    std::string context_of(std::string_view province, std::int64_t id) const;

    std::filesystem::path m_folder;
    std::string m_kind;
    const KeyRing& m_keys;
};

} // namespace samatcha::vault
