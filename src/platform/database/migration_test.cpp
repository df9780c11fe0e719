#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::database;

namespace {

const EmbeddedFile first{"modules/a/migrations/0001_create_first.sql", "CREATE TABLE first (a BIGINT) STRICT;"};
const EmbeddedFile second{"modules/b/migrations/0002_create_second.sql",
                          "CREATE TABLE second (a TEXT) STRICT; CREATE TABLE third (a TEXT) STRICT;"};

} // namespace

TEST_CASE("words of a migration are rewritten for the engine, except in strings and comments") {
    const std::string_view sql = "-- a DOUBLE\nCREATE TABLE t (a DOUBLE, b BYTES DEFAULT 'BYTES',\n"
                                 "c BIGINT, d TEXT) STRICT, WITHOUT ROWID;";
    CHECK(sql_for_engine(sql, Engine::Sqlite) ==
          "-- a DOUBLE\nCREATE TABLE t (a REAL, b BLOB DEFAULT 'BYTES',\n"
          "c INTEGER, d TEXT) STRICT, WITHOUT ROWID;");
    CHECK(sql_for_engine(sql, Engine::PostgreSql) ==
          "-- a DOUBLE\nCREATE TABLE t (a DOUBLE PRECISION, b BYTEA DEFAULT 'BYTES',\n"
          "c BIGINT, d TEXT);");
}

TEST_CASE("migrations run once, in the order of their numbers") {
    TestDatabase test(std::span<const EmbeddedFile>{});
    const EmbeddedFile files[] = {second, first};
    CHECK(migrate(test.connection(), files).value() ==
          std::vector<std::string>{"0001_create_first", "0002_create_second"});
    CHECK(migrate(test.connection(), files).value().empty());
    CHECK(test.connection().integer("SELECT count(*) FROM third") == 0);
}

TEST_CASE("an edited migration is refused") {
    TestDatabase test(std::span(&first, 1));
    const EmbeddedFile edited{first.path, "CREATE TABLE first (a BIGINT, b BIGINT) STRICT;"};
    CHECK(migrate(test.connection(), std::span(&edited, 1)).error().key == "database.migration_edited");
}

TEST_CASE("a database that is newer than the program is refused") {
    const EmbeddedFile files[] = {first, second};
    TestDatabase test(files);
    CHECK(migrate(test.connection(), std::span(&first, 1)).error().key == "database.newer_than_program");
}

TEST_CASE("a migration that breaks leaves nothing behind") {
    const EmbeddedFile broken{"0003_create_broken.sql", "CREATE TABLE whole (a TEXT) STRICT; CREATE GARBAGE;"};
    TestDatabase test(std::span(&first, 1));
    const EmbeddedFile files[] = {first, broken};
    CHECK_THROWS_AS((void)migrate(test.connection(), files), Failure);
    CHECK_THROWS_AS((void)test.connection().integer("SELECT count(*) FROM whole"), Failure);
    CHECK(test.connection().integer("SELECT count(*) FROM schema_migration") == 1);
}

TEST_CASE("a migration's number is its place, and taken once") {
    const EmbeddedFile nameless{"create_thing.sql", ""};
    CHECK_THROWS_AS((void)migrations_in_order(std::span(&nameless, 1)), Failure);
    const EmbeddedFile twice[] = {first, {"0001_create_other.sql", ""}};
    CHECK_THROWS_AS((void)migrations_in_order(twice), Failure);
}

TEST_CASE("all migrations of the program run") {
    TestDatabase test;
    CHECK(test.connection().integer("SELECT count(*) FROM schema_migration") ==
          static_cast<std::int64_t>(embedded_migrations().size()));
}
