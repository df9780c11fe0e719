#include "platform/vault/coded.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/vault/sealed_file.hpp"
#include "platform/vault/secret.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace samatcha;
using namespace samatcha::vault;

namespace {

struct Folder {
    Folder() {
        auto pattern = (std::filesystem::temp_directory_path() / "samatcha-vault-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()));
        path = pattern;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
    std::filesystem::path keys() const { return path / "samatcha.keys"; }
};

std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string read_all(SealedReader& reader) {
    std::string all;
    char buffer[1000];
    for (;;) {
        const auto count = reader.read(buffer);
        REQUIRE(count.has_value());
        if (*count == 0)
            return all;
        all.append(buffer, *count);
    }
}

const std::string child = "เด็กหญิงดาวเรือง ทดสอบ";

} // namespace

TEST_CASE("a sealed value opens in its own row and in no other") {
    const auto ring = KeyRing::ephemeral();
    const auto here = sealing_context("40", "person_record", "7|12");
    const auto sealed = ring.seal(child, here);
    CHECK(sealed.size() == child.size() + 45);
    CHECK(std::string(as_text(sealed)).find("ดาวเรือง") == std::string::npos);
    CHECK(ring.open(sealed, here).value() == child);
    CHECK(ring.open(sealed, sealing_context("40", "person_record", "7|13")).error().key ==
          "vault.value_unreadable");
    CHECK_FALSE(ring.open(sealed, sealing_context("41", "person_record", "7|12")).has_value());
}

TEST_CASE("a sealed value that was changed anywhere does not open") {
    const auto ring = KeyRing::ephemeral();
    const auto sealed = ring.seal("x", "row");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] ^= 1;
        CHECK_FALSE(ring.open(changed, "row").has_value());
    }
    CHECK_FALSE(ring.open(BytesView(sealed).first(20), "row").has_value());
    CHECK_FALSE(ring.open({}, "row").has_value());
}

TEST_CASE("the same value sealed twice looks different; empty text can be sealed") {
    const auto ring = KeyRing::ephemeral();
    CHECK(ring.seal(child, "row") != ring.seal(child, "row"));
    CHECK(ring.open(ring.seal("", "row"), "row").value().empty());
}

TEST_CASE("another ring opens nothing") {
    const auto sealed = KeyRing::ephemeral().seal(child, "row");
    CHECK_FALSE(KeyRing::ephemeral().open(sealed, "row").has_value());
}

TEST_CASE("a blind index finds a value within its province and purpose only") {
    const auto ring = KeyRing::ephemeral();
    const auto index = ring.blind_index("40", "national_id", "1234567890121");
    CHECK(index == ring.blind_index("40", "national_id", "1234567890121"));
    CHECK(index != ring.blind_index("40", "national_id", "1234567890122"));
    CHECK(index != ring.blind_index("41", "national_id", "1234567890121"));
    CHECK(index != ring.blind_index("40", "phone", "1234567890121"));
    CHECK(index != KeyRing::ephemeral().blind_index("40", "national_id", "1234567890121"));
    CHECK(ring.blind_index("40", "ab", "c") != ring.blind_index("40", "a", "bc"));
}

TEST_CASE("a key file is made for its owner alone, once, and read again") {
    const Folder folder;
    const auto made = KeyRing::create(folder.keys());
    REQUIRE(made.has_value());
    CHECK(std::filesystem::status(folder.keys()).permissions() == std::filesystem::perms(0600));
    CHECK(KeyRing::create(folder.keys()).error().key == "vault.key_file_exists");
    const auto again = KeyRing::open(folder.keys());
    REQUIRE(again.has_value());
    CHECK(again->open(made->seal(child, "row"), "row").value() == child);
    CHECK(again->blind_index("40", "p", "v") == made->blind_index("40", "p", "v"));
}

TEST_CASE("a key file that others may read, that is missing or spoilt is refused") {
    const Folder folder;
    CHECK(KeyRing::open(folder.keys()).error().key == "vault.key_file_missing");
    REQUIRE(KeyRing::create(folder.keys()).has_value());
    for (const auto mode : {0640, 0604, 0660}) {
        std::filesystem::permissions(folder.keys(), std::filesystem::perms(mode));
        CHECK(KeyRing::open(folder.keys()).error().key == "vault.key_file_exposed");
    }
    std::filesystem::permissions(folder.keys(), std::filesystem::perms(0600));
    const auto whole = content(folder.keys());
    for (const auto& spoilt : {std::string(), whole.substr(1), whole.substr(0, whole.size() - 4),
                               whole + "seal 2 00\n", whole + "what\n"}) {
        std::ofstream(folder.keys(), std::ios::binary | std::ios::trunc) << spoilt;
        CHECK(KeyRing::open(folder.keys()).error().key == "vault.key_file_unreadable");
    }
}

TEST_CASE("after a key is added, old values open and are sealed anew once") {
    const Folder folder;
    auto ring = KeyRing::create(folder.keys()).value();
    const auto old = ring.seal(child, "row");
    const auto index = ring.blind_index("40", "p", "v");
    REQUIRE(ring.add_key().has_value());
    CHECK(ring.key_ids() == std::vector<KeyId>{1, 2});
    CHECK(ring.open(old, "row").value() == child);
    const auto renewed = ring.re_seal(old, "row").value();
    REQUIRE(renewed.has_value());
    CHECK(KeyRing::key_of(*renewed) == 2);
    CHECK_FALSE(ring.re_seal(*renewed, "row").value().has_value());
    CHECK(ring.blind_index("40", "p", "v") == index);
    CHECK(ring.retire_key(2).error().key == "vault.key_in_use");
    CHECK(ring.retire_key(9).error().key == "vault.key_unknown");
    REQUIRE(ring.retire_key(1).has_value());
    CHECK_FALSE(ring.open(old, "row").has_value());
    CHECK(KeyRing::open(folder.keys()).value().open(*renewed, "row").value() == child);
    CHECK(std::filesystem::status(folder.keys()).permissions() == std::filesystem::perms(0600));
}

TEST_CASE("a ring that is open elsewhere opens what was sealed with a key added since") {
    const Folder folder;
    auto command = KeyRing::create(folder.keys()).value();
    const auto server = KeyRing::open(folder.keys()).value();
    REQUIRE(command.add_key().has_value());
    CHECK(server.open(command.seal(child, "row"), "row").value() == child);
}

TEST_CASE("a sealed file reads as it was written and shows nothing on disk") {
    const Folder folder;
    const auto ring = KeyRing::ephemeral();
    const auto path = folder.path / "upload";
    for (const std::size_t size : {0, 1, 65535, 65536, 65537, 200'000}) {
        std::string plain;
        while (plain.size() < size)
            plain += child;
        plain.resize(size);
        SealedWriter writer(ring, path, "40|upload|1");
        for (std::size_t at = 0; at < size; at += 7'777)
            writer.write(std::span(plain).subspan(at, std::min<std::size_t>(7'777, size - at)));
        CHECK(writer.finish() == size);
        CHECK(content(path).find("ดาวเรือง") == std::string::npos);
        auto reader = SealedReader::open(ring, path, "40|upload|1").value();
        CHECK(read_all(reader) == plain);
        REQUIRE(reader.rewind().has_value());
        CHECK(read_all(reader) == plain);
    }
    CHECK(std::filesystem::status(path).permissions() == std::filesystem::perms(0600));
}

TEST_CASE("a sealed file that was cut short, changed or moved does not read to its end") {
    const Folder folder;
    const auto ring = KeyRing::ephemeral();
    const auto path = folder.path / "upload";
    {
        SealedWriter writer(ring, path, "40|upload|1");
        const std::string plain(150'000, 'a');
        writer.write(std::span(plain));
        writer.finish();
    }
    const auto whole = content(path);
    const auto reads = [&](const std::string& bytes, std::string_view context = "40|upload|1") {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
        auto reader = SealedReader::open(ring, path, context);
        std::vector<char> buffer(200'000);
        return reader.has_value() && reader->read(buffer).has_value();
    };
    CHECK(reads(whole));
    CHECK_FALSE(reads(whole, "40|upload|2"));
    CHECK_FALSE(reads(whole.substr(0, whole.size() - 1)));
    CHECK_FALSE(reads(whole.substr(0, 29 + 65'536 + 17))); // One whole piece, but not the last.
    auto changed = whole;
    changed[70'000] = static_cast<char>(changed[70'000] ^ 1);
    CHECK_FALSE(reads(changed));
    CHECK_FALSE(reads(""));
    CHECK(SealedReader::open(ring, folder.path / "none", "x").error().key == "vault.file_missing");
}

TEST_CASE("a sealed file is sealed anew with the newest key, once") {
    const Folder folder;
    auto ring = KeyRing::ephemeral();
    const auto path = folder.path / "upload";
    {
        SealedWriter writer(ring, path, "c");
        writer.write(std::span(child.data(), child.size()));
        writer.finish();
    }
    REQUIRE(ring.add_key().has_value());
    CHECK(re_seal_file(ring, path, "c").value());
    CHECK_FALSE(re_seal_file(ring, path, "c").value());
    REQUIRE(ring.retire_key(1).has_value());
    auto reader = SealedReader::open(ring, path, "c").value();
    CHECK(read_all(reader) == child);
}

TEST_CASE("a password is verified against its hash, and no other") {
    const auto hash = hash_password("ถูกต้อง");
    CHECK(hash.substr(0, 10) == "$argon2id$");
    CHECK(hash != hash_password("ถูกต้อง"));
    CHECK(verify_password(hash, "ถูกต้อง"));
    CHECK_FALSE(verify_password(hash, "ถูกตอง"));
    CHECK_FALSE(verify_password("", "ถูกต้อง"));
    CHECK_FALSE(verify_password(std::string(500, 'x'), "ถูกต้อง"));
    CHECK_FALSE(verify_no_password("ถูกต้อง"));
}

TEST_CASE("tokens differ, are safe in a cookie, and are kept as digests") {
    const auto token = random_token();
    CHECK(token.size() == 43);
    CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    CHECK(token != random_token());
    CHECK(token_digest(token) == token_digest(token));
    CHECK(token_digest(token) != token_digest(random_token()));
    CHECK(token_digest(token).size() == 32);
}

TEST_CASE("texts are compared as they are, and a wiped secret is gone") {
    CHECK(constant_time_equal("abc", "abc"));
    CHECK_FALSE(constant_time_equal("abc", "abd"));
    CHECK_FALSE(constant_time_equal("abc", "abcd"));
    CHECK(constant_time_equal("", ""));
    std::string secret = "a secret that is long enough to stand on the heap";
    const char* at = secret.data();
    wipe(secret);
    CHECK(secret.empty());
    CHECK(at[1] == '\0');
}

TEST_CASE("what is sealed for a subject opens until the subject is erased, then in no copy") {
    const Folder folder;
    auto keys = KeyRing::create(folder.keys()).value();
    keys.keep_erasable({{"care_case", "case"}, {"care_event", "case"}});
    const auto child = keys.seal("สมชาย", "40|care_case|17");
    const auto event = keys.seal("พบที่บ้าน", "40|care_event|17|99");
    const auto other = keys.seal("สมหญิง", "40|care_case|18");
    const auto register_row = keys.seal("สมชาย", "40|received_record|17|1");
    const auto key_file = content(folder.keys());
    CHECK(keys.open(child, "40|care_case|17").value() == "สมชาย");
    CHECK(keys.open(event, "40|care_event|17|99").value() == "พบที่บ้าน");
    CHECK(keys.erase_subject("40", "case", 17) == 1);
    CHECK(keys.open(child, "40|care_case|17").error().key == "vault.value_erased");
    CHECK(keys.open(event, "40|care_event|17|99").error().key == "vault.value_erased");
    CHECK(keys.open(other, "40|care_case|18").value() == "สมหญิง");
    CHECK(keys.open(register_row, "40|received_record|17|1").value() == "สมชาย");
    CHECK(content(folder.keys()) == key_file);
    auto again = KeyRing::open(folder.keys()).value();
    again.keep_erasable({{"care_case", "case"}, {"care_event", "case"}});
    CHECK(again.open(child, "40|care_case|17").error().key == "vault.value_erased");
    CHECK(again.open(other, "40|care_case|18").value() == "สมหญิง");
}

TEST_CASE("a secret is on the disk before it is used, stays with its subject, and is found by the value alone") {
    const Folder folder;
    auto keys = KeyRing::create(folder.keys()).value();
    keys.keep_erasable({{"care_case", "case"}});
    const auto first = keys.seal("ก", "40|care_case|17");
    auto beside = KeyRing::open(folder.keys()).value(); // another process
    beside.keep_erasable({{"care_case", "case"}});
    CHECK(beside.open(first, "40|care_case|17").value() == "ก");
    const auto second = beside.seal("ข", "40|care_case|18");
    CHECK(keys.open(second, "40|care_case|18").value() == "ข");
    // As if the power had failed before it was written whose the place is.
    const auto secrets = secrets_file_of(folder.keys());
    auto bytes = content(secrets);
    for (std::size_t at = 0; at + 48 <= bytes.size(); at += 48)
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at) + 32, 16, '\0');
    std::ofstream(secrets, std::ios::binary) << bytes;
    auto after = KeyRing::open(folder.keys()).value();
    after.keep_erasable({{"care_case", "case"}});
    CHECK(after.open(first, "40|care_case|17").value() == "ก");
    CHECK(after.erase_subject("40", "case", 17, std::vector<Bytes>{first}) == 1);
    CHECK(after.open(first, "40|care_case|17").error().key == "vault.value_erased");
    CHECK(after.open(second, "40|care_case|18").value() == "ข");
}

TEST_CASE("what is sealed for a subject after one of its values was erased has a secret of its own") {
    auto keys = KeyRing::ephemeral();
    keys.keep_erasable({{"care_case", "case"}, {"legal_basis", "legal_basis"}});
    const auto giver = keys.seal("สมศรี", "40|legal_basis|3");
    CHECK(keys.erase_subject("40", "case", 17, std::vector<Bytes>{giver}) == 1);
    CHECK(keys.open(giver, "40|legal_basis|3").error().key == "vault.value_erased");
    CHECK(keys.open(keys.seal("", "40|legal_basis|3"), "40|legal_basis|3").value().empty());
}

TEST_CASE("erasable values are sealed anew with a new key, and stay erasable") {
    const Folder folder;
    auto keys = KeyRing::create(folder.keys()).value();
    keys.keep_erasable({{"care_case", "case"}});
    const auto before = keys.seal("ก", "40|care_case|17");
    REQUIRE(keys.add_key());
    const auto renewed = keys.re_seal(before, "40|care_case|17").value();
    REQUIRE(renewed);
    CHECK(KeyRing::key_of(*renewed) == keys.newest());
    REQUIRE(keys.retire_key(1));
    CHECK(keys.open(*renewed, "40|care_case|17").value() == "ก");
    keys.erase_subject("40", "case", 17);
    CHECK(keys.open(*renewed, "40|care_case|17").error().key == "vault.value_erased");
}

TEST_CASE("a file that is coded reads with its key alone") {
    const auto key = coding_key();
    const auto text = coded("ภาพถ่าย", key);
    CHECK(text.find("ภาพ") == std::string::npos);
    CHECK(decoded(text, key).value() == "ภาพถ่าย");
    CHECK(decoded(text, coding_key()).error().key == "vault.file_unreadable");
    CHECK(decoded(text.substr(0, 10), key).error().key == "vault.file_unreadable");
}
