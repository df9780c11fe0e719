#include "modules/registers/upload_store.hpp"

#include "platform/vault/sealed_file.hpp"
#include "platform/vault/sodium.hpp"

#include <array>
#include <system_error>
#include <utility>

namespace samatcha::registers {

namespace {

std::string context_of(std::string_view province, UploadId id) {
    return vault::sealing_context(province, "upload", std::to_string(id.value));
}

class SealedSource final : public tables::ByteSource {
public:
    explicit SealedSource(vault::SealedReader reader) : m_reader(std::move(reader)) {}
    Result<std::size_t> read(std::span<char> buffer) override { return m_reader.read(buffer); }
    Result<void> rewind() override { return m_reader.rewind(); }

private:
    vault::SealedReader m_reader;
};

} // namespace

UploadStore::UploadStore(std::filesystem::path folder, const vault::KeyRing& keys)
    : m_folder(std::move(folder)), m_keys(keys) {
    std::filesystem::create_directories(m_folder);
    std::filesystem::permissions(m_folder, std::filesystem::perms::owner_all);
}

std::filesystem::path UploadStore::path_of(std::string_view province, UploadId id) const {
    return m_folder / (std::string(province) + "-" + std::to_string(id.value) + ".sealed");
}

std::optional<std::string> UploadStore::context_of_file(const std::string& filename) {
    constexpr std::string_view extension = ".sealed";
    const auto dash = filename.find('-');
    if (dash == std::string::npos || !filename.ends_with(extension))
        return std::nullopt;
    const auto id = filename.substr(dash + 1, filename.size() - extension.size() - dash - 1);
    if (id.empty() || id.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return context_of(filename.substr(0, dash), UploadId{std::stoll(id)});
}

Result<void> UploadStore::receive(std::string_view province, Upload& upload,
                                  const NextChunk& next_chunk) const {
    vault::wake_sodium();
    const auto path = path_of(province, upload.id);
    const auto store = [&]() -> Result<void> {
        vault::SealedWriter writer(m_keys, path, context_of(province, upload.id));
        crypto_generichash_state hash;
        crypto_generichash_init(&hash, nullptr, 0, crypto_generichash_BYTES);
        while (true) {
            const auto chunk = TRY(next_chunk());
            if (chunk.empty())
                break;
            writer.write({chunk.data(), chunk.size()});
            crypto_generichash_update(&hash, as_bytes(chunk).data(), chunk.size());
        }
        upload.bytes = static_cast<std::int64_t>(writer.finish());
        if (upload.bytes == 0)
            return failure(ErrorCode::InvalidInput, "registers.upload_empty", {{"file", upload.filename}});
        std::array<unsigned char, crypto_generichash_BYTES> digest{};
        crypto_generichash_final(&hash, digest.data(), digest.size());
        // Keyed, so that whoever holds the database cannot tell which public file it was.
        const auto keyed = m_keys.blind_index(province, "upload", as_text(digest));
        upload.digest.assign(keyed.begin(), keyed.end());
        return {};
    };
    auto stored = store();
    if (!stored)
        remove(province, upload.id);
    return stored;
}

Result<std::unique_ptr<tables::ByteSource>> UploadStore::open(std::string_view province,
                                                              UploadId id) const {
    auto reader = vault::SealedReader::open(m_keys, path_of(province, id), context_of(province, id));
    if (!reader && reader.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::NotFound, "registers.upload_removed");
    if (!reader)
        return Unexpected{std::move(reader).error()};
    return tables::unpacked(std::make_unique<SealedSource>(std::move(*reader)));
}

void UploadStore::remove(std::string_view province, UploadId id) const {
    std::error_code ignored; // A file that is gone is what is wanted.
    std::filesystem::remove(path_of(province, id), ignored);
}

} // namespace samatcha::registers
