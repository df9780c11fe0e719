#include "platform/vault/key_ring.hpp"

#include "platform/vault/erasable_secrets.hpp"
#include "platform/vault/sodium.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <map>
#include <mutex>
#include <shared_mutex>

namespace samatcha::vault {

namespace {

constexpr unsigned char sealed_version = 1;
constexpr unsigned char erasable_version = 2; ///< The place of the subject's secret follows the key's number.
using PlaceNumber = std::uint64_t;
constexpr std::size_t key_bytes = 32;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t prefix_bytes = 1 + sizeof(KeyId) + nonce_bytes;
constexpr std::int64_t look_every_ms = 1000;
constexpr std::string_view first_line = "samatcha-keys 1";

static_assert(key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

/// The keys of one state of the file.
struct KeySet {
    KeyRing::SealKey index{};
    std::map<KeyId, KeyRing::SealKey> seals;

    KeySet() = default;
    KeySet(const KeySet&) = default;
    KeySet& operator=(const KeySet&) = default;
    ~KeySet() {
        sodium_memzero(index.data(), index.size());
        for (auto& [id, key] : seals)
            sodium_memzero(key.data(), key.size());
    }
};

KeyRing::SealKey random_key() {
    KeyRing::SealKey key;
    randombytes_buf(key.data(), key.size());
    return key;
}

void append_key(std::string& text, std::string_view name, const KeyRing::SealKey& key) {
    char hex[2 * key_bytes + 1];
    sodium_bin2hex(hex, sizeof hex, key.data(), key.size());
    text.append(name).append(" ").append(hex).append("\n");
    sodium_memzero(hex, sizeof hex);
}

std::string key_file_text(const KeySet& keys) {
    std::string text;
    text.reserve(4096); // So that no half-grown copy is left in memory.
    text.append(first_line).append("\n");
    text.append("# Whoever has this file can read every name in the database; without it nobody can.\n"
                "# Keep a copy in a safe place, apart from the backups of the database.\n");
    append_key(text, "index", keys.index);
    for (const auto& [id, key] : keys.seals)
        append_key(text, "seal " + std::to_string(id), key);
    return text;
}

bool parse_key(std::string_view hex, KeyRing::SealKey& key) {
    std::size_t length = 0;
    const char* end = nullptr;
    return sodium_hex2bin(key.data(), key.size(), hex.data(), hex.size(), nullptr, &length, &end) == 0 &&
           length == key_bytes && end == hex.data() + hex.size();
}

bool parse_line(std::string_view line, KeySet& keys) {
    if (line.empty() || line[0] == '#')
        return true;
    if (line.substr(0, 6) == "index ")
        return parse_key(line.substr(6), keys.index);
    if (line.substr(0, 5) != "seal ")
        return false;
    line.remove_prefix(5);
    KeyId id = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), id);
    if (error != std::errc{} || id == 0 || end == line.data() + line.size() || *end != ' ')
        return false;
    return parse_key(line.substr(static_cast<std::size_t>(end - line.data()) + 1), keys.seals[id]);
}

std::optional<KeySet> parse_key_file(std::string_view text) {
    KeySet keys;
    bool is_first = true;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (is_first ? line != first_line : !parse_line(line, keys))
            return std::nullopt;
        is_first = false;
    }
    const bool has_index = !sodium_is_zero(keys.index.data(), keys.index.size());
    return has_index && !keys.seals.empty() ? std::optional(keys) : std::nullopt;
}

struct FileCloser {
    int file;
    ~FileCloser() {
        if (file >= 0)
            ::close(file);
    }
};

/// Which state of the file was read: its inode and time of change.
struct FileStamp {
    ino_t inode = 0;
    std::int64_t changed_ns = 0;
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

FileStamp stamp_of(const struct stat& status) {
    return {status.st_ino, status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec};
}

Result<std::pair<KeySet, FileStamp>> read_key_file(const std::filesystem::path& path) {
    const FileCloser file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status {};
    if (file.file < 0 || fstat(file.file, &status) != 0)
        return failure(ErrorCode::NotFound, "vault.key_file_missing", {{"path", path.string()}});
    if ((status.st_mode & 077) != 0)
        return failure(ErrorCode::Forbidden, "vault.key_file_exposed", {{"path", path.string()}});
    std::string text(64 * 1024, '\0');
    const auto length = ::read(file.file, text.data(), text.size());
    auto keys = parse_key_file(std::string_view(text).substr(0, length > 0 ? static_cast<std::size_t>(length) : 0));
    sodium_memzero(text.data(), text.size());
    if (!keys)
        return failure(ErrorCode::InvalidInput, "vault.key_file_unreadable", {{"path", path.string()}});
    return std::pair(*keys, stamp_of(status));
}

[[noreturn]] void cannot_write(const std::filesystem::path& path) {
    throw std::filesystem::filesystem_error("cannot write the key file", path,
                                            std::error_code(errno, std::generic_category()));
}

void write_whole(const std::filesystem::path& path, int flags, const KeySet& keys) {
    const FileCloser file{::open(path.c_str(), flags | O_WRONLY | O_CREAT | O_CLOEXEC, 0600)};
    auto text = key_file_text(keys);
    const bool is_written = file.file >= 0 &&
                            ::write(file.file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                            ::fsync(file.file) == 0;
    sodium_memzero(text.data(), text.size());
    if (!is_written)
        cannot_write(path);
}

/// Another file, then its name: whoever reads meanwhile reads the old or the new one, whole.
void replace_key_file(const std::filesystem::path& path, const KeySet& keys) {
    auto beside = path;
    beside += ".new";
    write_whole(beside, O_TRUNC, keys);
    std::filesystem::rename(beside, path);
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const FileCloser directory{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory.file >= 0)
        ::fsync(directory.file);
}

/// How a sealed value begins: its version, the key's number, perhaps the secret's place, the nonce.
std::size_t prefix_of(unsigned char version) { return prefix_bytes + (version == erasable_version ? sizeof(PlaceNumber) : 0); }

template <class Number>
void put_number(unsigned char* into, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i)
        into[i] = static_cast<unsigned char>(number >> (8 * i));
}

template <class Number>
Number number_at(const unsigned char* from) {
    Number number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i)
        number |= static_cast<Number>(Number{from[i]} << (8 * i));
    return number;
}

/// Neither is of use without the other.
KeyRing::SealKey joint_key(const KeyRing::SealKey& key, const ErasableSecrets::Secret& secret) {
    KeyRing::SealKey joint;
    crypto_generichash(joint.data(), joint.size(), secret.data(), secret.size(), key.data(), key.size());
    return joint;
}

std::string subject_text(std::string_view province, std::string_view subject, std::string_view id) {
    return sealing_context(province, subject, id);
}

std::int64_t steady_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

std::string sealing_context(std::string_view province, std::string_view table, std::string_view row_key) {
    std::string context;
    context.reserve(province.size() + table.size() + row_key.size() + 2);
    context.append(province).append("|").append(table).append("|").append(row_key);
    return context;
}

std::filesystem::path secrets_file_of(std::filesystem::path key_file) { return key_file.replace_extension(".secrets"); }

struct KeyRing::State {
    std::filesystem::path path; ///< Empty: kept nowhere.
    mutable std::shared_mutex mutex;
    mutable KeySet keys;
    mutable FileStamp stamp;
    mutable std::atomic<std::int64_t> looked_ms{0};
    std::map<std::string, std::string, std::less<>> subject_of_table;
    std::unique_ptr<ErasableSecrets> secrets;

    /// Of a context "40|care_event|17|99" perhaps "40|case|17".
    std::optional<std::string> subject_of(std::string_view context) const {
        const auto table_at = context.find('|') + 1;
        const auto table_end = context.find('|', table_at);
        if (table_at == 0 || table_end == std::string_view::npos)
            return std::nullopt;
        const auto found = subject_of_table.find(context.substr(table_at, table_end - table_at));
        if (found == subject_of_table.end())
            return std::nullopt;
        const auto id = context.substr(table_end + 1);
        return subject_text(context.substr(0, table_at - 1), found->second, id.substr(0, id.find('|')));
    }

    void read_again() const {
        auto read = read_key_file(path);
        if (!read)
            return; // What we have still opens; a file that went away is the operator's matter.
        const std::unique_lock lock(mutex);
        keys = read->first;
        stamp = read->second;
    }

    /// At most once a second: has a command added a key?
    void look_for_new_keys() const {
        const auto now = steady_ms();
        auto last = looked_ms.load(std::memory_order_relaxed);
        if (path.empty() || now - last < look_every_ms || !looked_ms.compare_exchange_strong(last, now))
            return;
        struct stat status {};
        if (::stat(path.c_str(), &status) == 0 && stamp_of(status) != (std::shared_lock(mutex), stamp))
            read_again();
    }
};

KeyRing::KeyRing(std::unique_ptr<State> state) : m_state(std::move(state)) {}
KeyRing::~KeyRing() = default;
KeyRing::KeyRing(KeyRing&&) noexcept = default;
KeyRing& KeyRing::operator=(KeyRing&&) noexcept = default;

Result<KeyRing> KeyRing::open(const std::filesystem::path& path) {
    wake_sodium();
    auto read = TRY(read_key_file(path));
    auto state = std::make_unique<State>();
    state->path = path;
    state->keys = read.first;
    state->stamp = read.second;
    state->looked_ms = steady_ms();
    return KeyRing(std::move(state));
}

Result<KeyRing> KeyRing::create(const std::filesystem::path& path) {
    wake_sodium();
    if (std::filesystem::exists(path))
        return failure(ErrorCode::Conflict, "vault.key_file_exists", {{"path", path.string()}});
    KeySet keys;
    keys.index = random_key();
    keys.seals[1] = random_key();
    write_whole(path, O_EXCL, keys);
    return open(path);
}

KeyRing KeyRing::ephemeral() {
    wake_sodium();
    auto state = std::make_unique<State>();
    state->keys.index = random_key();
    state->keys.seals[1] = random_key();
    return KeyRing(std::move(state));
}

void KeyRing::keep_erasable(std::map<std::string, std::string, std::less<>> subject_of_table) {
    m_state->subject_of_table = std::move(subject_of_table);
    m_state->secrets = std::make_unique<ErasableSecrets>(m_state->path.empty() ? m_state->path : secrets_file_of(m_state->path));
}

std::size_t KeyRing::erase_subject(std::string_view province, std::string_view subject, std::int64_t id,
                                   std::span<const Bytes> values) {
    std::vector<PlaceNumber> places;
    for (const auto& value : values)
        if (value.size() >= prefix_of(erasable_version) && value[0] == erasable_version)
            places.push_back(number_at<PlaceNumber>(value.data() + 1 + sizeof(KeyId)));
    return m_state->secrets ? m_state->secrets->erase(subject_text(province, subject, std::to_string(id)), places) : 0;
}

Bytes KeyRing::seal(std::string_view plain, std::string_view context) const {
    m_state->look_for_new_keys();
    const auto subject = m_state->subject_of(context);
    const auto place = subject ? std::optional(m_state->secrets->place_for(*subject)) : std::nullopt;
    const auto version = place ? erasable_version : sealed_version;
    const auto prefix = prefix_of(version);
    Bytes sealed(prefix + plain.size() + tag_bytes);
    const auto message = as_bytes(plain);
    const auto associated = as_bytes(context);
    auto* nonce = sealed.data() + prefix - nonce_bytes;
    randombytes_buf(nonce, nonce_bytes);
    sealed[0] = version;
    if (place)
        put_number(sealed.data() + 1 + sizeof(KeyId), place->number);

    const std::shared_lock lock(m_state->mutex);
    const auto& [id, ring_key] = *m_state->keys.seals.rbegin();
    put_number(sealed.data() + 1, id);
    auto key = place ? joint_key(ring_key, place->secret) : ring_key;
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + prefix, nullptr, message.data(), message.size(),
                                               associated.data(), associated.size(), nullptr, nonce, key.data());
    sodium_memzero(key.data(), key.size());
    return sealed;
}

Result<std::string> KeyRing::open(BytesView sealed, std::string_view context) const {
    const auto id = key_of(sealed);
    std::string plain;
    bool is_open = false;
    std::optional<ErasableSecrets::Secret> secret;
    const bool is_erasable = id && sealed[0] == erasable_version;
    if (is_erasable && m_state->secrets)
        secret = m_state->secrets->secret_at(number_at<PlaceNumber>(sealed.data() + 1 + sizeof(KeyId)));
    if (is_erasable && !secret)
        return failure(ErrorCode::NotFound, "vault.value_erased");
    if (id) {
        const auto prefix = prefix_of(sealed[0]);
        plain.resize(sealed.size() - prefix - tag_bytes);
        const auto associated = as_bytes(context);
        with_key(*id, [&](const SealKey& ring_key) {
            auto key = secret ? joint_key(ring_key, *secret) : ring_key;
            is_open = crypto_aead_xchacha20poly1305_ietf_decrypt(
                          reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, sealed.data() + prefix,
                          sealed.size() - prefix, associated.data(), associated.size(),
                          sealed.data() + prefix - nonce_bytes, key.data()) == 0;
            sodium_memzero(key.data(), key.size());
        });
    }
    if (!is_open)
        return failure(ErrorCode::Unavailable, "vault.value_unreadable", {},
                       id ? "key " + std::to_string(*id) : "no sealed value");
    return plain;
}

Result<std::optional<Bytes>> KeyRing::re_seal(BytesView sealed, std::string_view context) const {
    if (key_of(sealed) == newest())
        return std::optional<Bytes>{};
    auto plain = TRY(open(sealed, context));
    std::optional<Bytes> again = seal(plain, context);
    sodium_memzero(plain.data(), plain.size());
    return again;
}

std::optional<KeyId> KeyRing::key_of(BytesView sealed) {
    if (sealed.empty() || (sealed[0] != sealed_version && sealed[0] != erasable_version) ||
        sealed.size() < prefix_of(sealed[0]) + tag_bytes)
        return std::nullopt;
    return number_at<KeyId>(sealed.data() + 1);
}

BlindIndex KeyRing::blind_index(std::string_view province, std::string_view purpose,
                                std::string_view value) const {
    crypto_generichash_state hash;
    BlindIndex index;
    {
        const std::shared_lock lock(m_state->mutex);
        crypto_generichash_init(&hash, m_state->keys.index.data(), key_bytes, index.size());
    }
    for (const auto part : {province, purpose}) {
        const auto bytes = as_bytes(part);
        const auto length = static_cast<unsigned char>(bytes.size()); // So that "a"+"bc" is not "ab"+"c".
        crypto_generichash_update(&hash, &length, 1);
        crypto_generichash_update(&hash, bytes.data(), bytes.size());
    }
    const auto bytes = as_bytes(value);
    crypto_generichash_update(&hash, bytes.data(), bytes.size());
    crypto_generichash_final(&hash, index.data(), index.size());
    return index;
}

KeyId KeyRing::newest() const {
    m_state->look_for_new_keys();
    const std::shared_lock lock(m_state->mutex);
    return m_state->keys.seals.rbegin()->first;
}

std::vector<KeyId> KeyRing::key_ids() const {
    const std::shared_lock lock(m_state->mutex);
    std::vector<KeyId> ids;
    for (const auto& [id, key] : m_state->keys.seals)
        ids.push_back(id);
    return ids;
}

Result<void> KeyRing::add_key() {
    if (!m_state->path.empty())
        m_state->read_again();
    const std::unique_lock lock(m_state->mutex);
    auto keys = m_state->keys;
    keys.seals[keys.seals.rbegin()->first + 1] = random_key();
    if (!m_state->path.empty())
        replace_key_file(m_state->path, keys);
    m_state->keys = keys;
    return {};
}

Result<void> KeyRing::retire_key(KeyId id) {
    if (!m_state->path.empty())
        m_state->read_again();
    const std::unique_lock lock(m_state->mutex);
    auto keys = m_state->keys;
    if (keys.seals.rbegin()->first == id)
        return failure(ErrorCode::Conflict, "vault.key_in_use", {{"key", std::to_string(id)}});
    if (keys.seals.erase(id) == 0)
        return failure(ErrorCode::NotFound, "vault.key_unknown", {{"key", std::to_string(id)}});
    if (!m_state->path.empty())
        replace_key_file(m_state->path, keys);
    m_state->keys = keys;
    return {};
}

bool KeyRing::with_key(KeyId id, const std::function<void(const SealKey&)>& use) const {
    for (const bool is_last_try : {false, true}) {
        {
            const std::shared_lock lock(m_state->mutex);
            if (const auto found = m_state->keys.seals.find(id); found != m_state->keys.seals.end()) {
                use(found->second);
                return true;
            }
        }
        if (!is_last_try && !m_state->path.empty())
            m_state->read_again(); // Sealed by another process with a key that we have not seen.
    }
    return false;
}

} // namespace samatcha::vault
