#include "modules/registers/upload_store.hpp"

#include "platform/vault/sodium.hpp"

#include <array>
#include <utility>

namespace samatcha::registers {

namespace {

class SealedSource final : public tables::ByteSource {
public:
    SealedSource(vault::SealedReader reader, UploadStore::BytesRead bytes_read)
        : m_reader(std::move(reader)), m_bytes_read(std::move(bytes_read)) {}
    Result<std::size_t> read(std::span<char> buffer) override {
        const auto got = TRY(m_reader.read(buffer));
        if (m_bytes_read)
            *m_bytes_read += static_cast<std::int64_t>(got);
        return got;
    }
    Result<void> rewind() override {
        if (m_bytes_read)
            *m_bytes_read = 0;
        return m_reader.rewind();
    }

private:
    vault::SealedReader m_reader;
    UploadStore::BytesRead m_bytes_read;
};

} // namespace

UploadStore::UploadStore(std::filesystem::path folder, const vault::KeyRing& keys)
    : m_files(std::move(folder), std::string(upload_sealed_kind), keys), m_keys(keys) {}

std::optional<std::string> UploadStore::context_of_file(const std::string& filename) {
    return vault::SealedStore::context_of_file(upload_sealed_kind, filename);
}

Result<void> UploadStore::receive(std::string_view province, Upload& upload,
                                  const NextChunk& next_chunk) const {
    vault::wake_sodium();
    const auto store = [&]() -> Result<void> {
        auto writer = m_files.create(province, upload.id.value);
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
        m_files.publish(province, upload.id.value);
        return {};
    };
    auto stored = store();
    if (!stored)
        remove(province, upload.id);
    return stored;
}

Result<std::unique_ptr<tables::ByteSource>> UploadStore::open(std::string_view province,
                                                              UploadId id, BytesRead bytes_read) const {
    auto reader = m_files.open(province, id.value);
    if (!reader && reader.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::NotFound, "registers.upload_removed");
    if (!reader)
        return Unexpected{std::move(reader).error()};
    return tables::unpacked(std::make_unique<SealedSource>(std::move(*reader), std::move(bytes_read)));
}

void UploadStore::remove(std::string_view province, UploadId id) const { m_files.remove(province, id.value); }

} // namespace samatcha::registers
