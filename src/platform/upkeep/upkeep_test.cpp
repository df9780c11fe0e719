#include "platform/database/test_database.hpp"
#include "platform/upkeep/backup.hpp"
#include "platform/upkeep/key_rotation.hpp"
#include "platform/vault/sealed_file.hpp"

#include <doctest/doctest.h>
#include <zip.h>

#include <fstream>

using namespace samatcha;
using namespace samatcha::upkeep;

namespace {

const EmbeddedFile letters{"0001_create_letter.sql", R"(-- For these tests.
CREATE TABLE letter (province TEXT NOT NULL, id BIGINT NOT NULL, page BIGINT NOT NULL, sealed BYTES,
    PRIMARY KEY (province, id)) STRICT;)"};

struct Installation {
    Installation() {
        auto pattern = (std::filesystem::temp_directory_path() / "samatcha-upkeep-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()));
        folder = pattern;
        files = {folder / "var/samatcha.db", folder / "var/samatcha.keys", folder / "var/uploads"};
        std::filesystem::create_directories(files.uploads);
        keys.emplace(vault::KeyRing::create(files.keys).value());
        auto database = open();
        auto connection = database.connection();
        REQUIRE(database::migrate(*connection, std::span(&letters, 1)).has_value());
        add(*connection, 1, "จดหมายฉบับแรก");
        vault::SealedWriter writer(*keys, files.uploads / "40-7.sealed", "40|upload|7");
        writer.write(std::span("ไฟล์", 12));
        writer.finish();
    }
    ~Installation() { std::filesystem::remove_all(folder); }

    database::Database open() const { return database::Database::open(files.database.string()); }
    void add(database::Connection& connection, std::int64_t id, std::string_view text) {
        connection.execute("INSERT INTO letter (province, id, page, sealed) VALUES ($1, $2, $3, $4)",
                           {"40", id, id * 10, keys->seal(text, "40|letter|" + std::to_string(id * 10))});
    }
    std::int64_t count() const { return open().connection()->integer("SELECT count(*) FROM letter"); }
    Result<BackupSummary> back_up(Keys with_keys = Keys::LeaveOut) {
        auto database = open();
        return write_backup(*database.connection(), *keys, files, archive(), with_keys, clock);
    }
    Result<BackupSummary> restore(Existing existing = Existing::Refuse) {
        return restore_backup(archive(), files, existing, std::span(&letters, 1), clock);
    }
    std::filesystem::path archive() const { return folder / "backup.samatcha"; }

    std::filesystem::path folder;
    InstallationFiles files;
    std::optional<vault::KeyRing> keys;
    SystemClock clock;
};

std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("a backup is written while others write, and gives back the moment it was taken") {
    Installation here;
    auto database = here.open();
    auto writer = database.connection();
    writer->begin();
    here.add(*writer, 2, "ยังไม่บันทึก");
    const auto summary = here.back_up();
    REQUIRE(summary.has_value());
    CHECK(summary->files == 2);
    CHECK_FALSE(summary->has_keys);
    CHECK(std::filesystem::status(here.archive()).permissions() == std::filesystem::perms(0600));
    writer->commit();
    CHECK(here.count() == 2);

    std::filesystem::rename(here.folder / "var", here.folder / "lost");
    const auto restored = here.restore();
    REQUIRE(restored.has_value());
    CHECK(restored->are_keys_missing);
    CHECK(here.count() == 1);
    CHECK(content(here.files.uploads / "40-7.sealed") == content(here.folder / "lost/uploads/40-7.sealed"));
    CHECK(std::filesystem::status(here.files.database).permissions() == std::filesystem::perms(0600));
    CHECK_FALSE(std::filesystem::exists(here.files.keys));
    CHECK_FALSE(std::filesystem::exists(here.files.database.string() + ".work"));
}

TEST_CASE("a backup holds the keys only when asked") {
    Installation here;
    REQUIRE(here.back_up(Keys::Include).value().has_keys);
    const auto keys = content(here.files.keys);
    std::filesystem::remove_all(here.folder / "var");
    const auto restored = here.restore().value();
    CHECK_FALSE(restored.are_keys_missing);
    CHECK(content(here.files.keys) == keys);
    CHECK(std::filesystem::status(here.files.keys).permissions() == std::filesystem::perms(0600));
}

TEST_CASE("an archive is never overwritten") {
    Installation here;
    REQUIRE(here.back_up().has_value());
    CHECK(here.back_up().error().key == "upkeep.archive_exists");
}

TEST_CASE("a restore refuses what is there, or moves it aside when told to") {
    Installation here;
    REQUIRE(here.back_up().has_value());
    {
        auto database = here.open();
        here.add(*database.connection(), 2, "หลังสำรอง");
    }
    CHECK(here.restore().error().key == "upkeep.database_exists");
    CHECK(here.count() == 2);
    const auto restored = here.restore(Existing::MoveAside).value();
    CHECK(here.count() == 1);
    REQUIRE(restored.moved_aside.size() == 2);
    CHECK(database::Database::open(restored.moved_aside[0]).connection()->integer(
              "SELECT count(*) FROM letter") == 2);
}

TEST_CASE("a restore under a running server is refused") {
    Installation here;
    REQUIRE(here.back_up().has_value());
    auto server = here.open();
    CHECK(here.restore(Existing::MoveAside).error().key == "upkeep.server_is_running");
    CHECK(server.connection()->integer("SELECT count(*) FROM letter") == 1);
}

TEST_CASE("a damaged archive changes nothing, wherever it is damaged") {
    Installation here;
    REQUIRE(here.back_up().has_value());
    const auto whole = content(here.archive());
    const auto restore_of = [&](const std::string& bytes) {
        std::ofstream(here.archive(), std::ios::binary | std::ios::trunc) << bytes;
        return here.restore(Existing::MoveAside);
    };
    for (std::size_t at = 0; at < whole.size(); at += whole.size() / 23) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        if (const auto restored = restore_of(damaged); !restored)
            CHECK(restored.error().key == "upkeep.archive_damaged");
        CHECK(here.count() == 1);
    }
    CHECK(restore_of(whole.substr(0, whole.size() / 2)).error().key == "upkeep.archive_damaged");
    CHECK(restore_of("no archive").error().key == "upkeep.archive_damaged");
    std::filesystem::remove(here.archive());
    CHECK(here.restore(Existing::MoveAside).error().key == "upkeep.archive_missing");
}

TEST_CASE("an archive in which a file was exchanged for another whole one is damaged") {
    Installation here;
    REQUIRE(here.back_up().has_value());
    const std::string other = "another whole file";
    auto* zip = zip_open(here.archive().c_str(), 0, nullptr);
    const auto index = zip_name_locate(zip, "uploads/40-7.sealed", 0);
    zip_file_replace(zip, static_cast<zip_uint64_t>(index),
                     zip_source_buffer(zip, other.data(), other.size(), 0), 0);
    REQUIRE(zip_close(zip) == 0);
    CHECK(here.restore(Existing::MoveAside).error().key == "upkeep.archive_damaged");
}

TEST_CASE("other keys than the backup was sealed with are refused; rotated ones fit") {
    Installation here;
    REQUIRE(here.back_up().has_value());
    REQUIRE(here.keys->add_key().has_value());
    CHECK(here.restore(Existing::MoveAside).has_value());
    std::filesystem::remove(here.files.keys);
    REQUIRE(vault::KeyRing::create(here.files.keys).has_value());
    CHECK(here.restore(Existing::MoveAside).error().key == "upkeep.keys_do_not_fit");
}

TEST_CASE("a backup of a newer program is refused") {
    Installation here;
    REQUIRE(here.back_up().has_value());
    CHECK(restore_backup(here.archive(), here.files, Existing::MoveAside, {}, here.clock).error().key ==
          "database.newer_than_program");
    CHECK(here.count() == 1);
}

namespace {

struct Rotation {
    Rotation() {
        test.connection().run_script(database::sql_for_engine(letters.bytes, test.connection().engine()));
        auto pattern = (std::filesystem::temp_directory_path() / "samatcha-rotation-XXXXXX").string();
        REQUIRE(mkdtemp(pattern.data()));
        folder = pattern;
        handle_key_rotation(jobs, keys, {{{"letter", "sealed", {"id"}, {"page"}}}, {{folder, context_of_file}}});
    }
    ~Rotation() { std::filesystem::remove_all(folder); }

    static std::optional<std::string> context_of_file(const std::string& name) {
        return name == "7.sealed" ? std::optional<std::string>("file") : std::nullopt;
    }
    void add(std::string_view province, std::int64_t id) {
        test.connection().execute(
            "INSERT INTO letter (province, id, page, sealed) VALUES ($1, $2, $3, $4)",
            {province, id, id + 5,
             keys.seal("text " + std::to_string(id),
                       vault::sealing_context(province, "letter", std::to_string(id + 5)))});
    }
    jobs::Job rotate() { return jobs.run("00", jobs.enqueue(test.connection(), "00", key_rotation_kind, {})); }
    std::int64_t left() {
        return values_with_older_keys(test.connection(), keys, {"letter", "sealed", {"id"}, {"page"}});
    }

    database::TestDatabase test;
    SystemClock clock;
    jobs::Jobs jobs{test.database(), clock};
    vault::KeyRing keys = vault::KeyRing::ephemeral();
    std::filesystem::path folder;
};

} // namespace

TEST_CASE("a rotation seals every value and file anew, of all provinces, and retires the older keys") {
    Rotation rotation;
    auto& c = rotation.test.connection();
    database::transaction(c, [&] {
        for (int id = 1; id <= 2'500; ++id)
            rotation.add(id % 3 ? "40" : "41", id);
        c.execute("INSERT INTO letter (province, id, page) VALUES ('40', 9999, 1)");
    });
    vault::SealedWriter(rotation.keys, rotation.folder / "7.sealed", "file").finish();
    std::ofstream(rotation.folder / "stray") << "not ours";
    REQUIRE(rotation.keys.add_key().has_value());
    CHECK(rotation.left() == 2'500);

    const auto job = rotation.rotate();
    REQUIRE(job.state == jobs::JobState::Succeeded);
    const auto result = json::from_value<RotationResult>(job.result).value();
    CHECK(result.values == 2'500);
    CHECK(result.files == 1);
    CHECK(result.retired_keys == std::vector<std::int64_t>{1});
    CHECK(rotation.left() == 0);
    CHECK(rotation.keys.key_ids() == std::vector<vault::KeyId>{2});
    int opened = 0;
    c.each("SELECT province, id, page, sealed FROM letter WHERE sealed IS NOT NULL", {},
           [&](const database::Row& row) {
               const auto context =
                   vault::sealing_context(row.text(0), "letter", std::to_string(row.integer(2)));
               opened += rotation.keys.open(row.bytes_view(3), context).value() ==
                         "text " + std::to_string(row.integer(1));
           });
    CHECK(opened == 2'500);
}

TEST_CASE("a key that sealed something during the rotation is kept") {
    Rotation rotation;
    rotation.add("40", 2);
    const auto late = rotation.keys.seal("late", "40|letter|6");
    REQUIRE(rotation.keys.add_key().has_value());
    std::ofstream(rotation.folder / "stray") << "asked about when all columns are done";
    handle_key_rotation(rotation.jobs, rotation.keys,
                        {{{"letter", "sealed", {"id"}, {"page"}}},
                         {{rotation.folder, [&](const std::string&) {
                               rotation.test.database().connection()->execute(
                                   "INSERT INTO letter (province, id, page, sealed) VALUES ('40', 1, 6, $1)", {late});
                               return std::nullopt;
                           }}}});
    const auto job = rotation.rotate();
    REQUIRE(job.state == jobs::JobState::Succeeded);
    CHECK(rotation.keys.key_ids().size() == 2);
    CHECK(rotation.left() == 1);
}

TEST_CASE("a value that cannot be opened stops the rotation, and no key is retired") {
    Rotation rotation;
    rotation.add("40", 1);
    rotation.test.connection().execute("UPDATE letter SET page = 77");
    REQUIRE(rotation.keys.add_key().has_value());
    CHECK(rotation.rotate().error->key == "vault.value_unreadable");
    CHECK(rotation.keys.key_ids().size() == 2);
}
