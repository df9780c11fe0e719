#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace samatcha;
using namespace samatcha::database;

namespace {

const EmbeddedFile shelf_migration{"0001_create_shelf.sql", R"(-- For these tests.
CREATE TABLE shelf (
    province TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT,
    weight DOUBLE,
    sealed BYTES,
    CONSTRAINT weight_is_positive CHECK (weight > 0),
    PRIMARY KEY (province, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE book (
    province TEXT NOT NULL,
    id BIGINT NOT NULL,
    shelf_id BIGINT NOT NULL,
    PRIMARY KEY (province, id),
    FOREIGN KEY (province, shelf_id) REFERENCES shelf (province, id)
) STRICT;
)"};

struct Shelves : TestDatabase {
    Shelves() : TestDatabase(std::span(&shelf_migration, 1)) {}

    void add(std::int64_t id, std::optional<std::string> name = {}) {
        connection().execute("INSERT INTO shelf (province, id, name) VALUES ($1, $2, $3)", {"40", id, name});
    }
    std::int64_t count() { return connection().integer("SELECT count(*) FROM shelf"); }

    FailureKind kind_of_failure(std::string_view sql) {
        try {
            connection().execute(sql);
        } catch (const Failure& failure) {
            return failure.kind();
        }
        FAIL("nothing was thrown");
        return FailureKind::Other;
    }
};

} // namespace

TEST_CASE("what goes in comes out, with its type") {
    Shelves shelves;
    auto& c = shelves.connection();
    const Bytes sealed{0, 1, 0xff, '\\', '\n'};
    CHECK(c.execute("INSERT INTO shelf (province, id, name, weight, sealed) VALUES ($1, $2, $3, $4, $5)",
                    {"40", std::int64_t{1} << 52, "สมหญิง\t\\N", 2.5, sealed}) == 1);
    const auto rows = c.query("SELECT id, name, weight, sealed, NULL FROM shelf");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].integer(0) == std::int64_t{1} << 52);
    CHECK(rows[0].text(1) == "สมหญิง\t\\N");
    CHECK(rows[0].real(2) == 2.5);
    CHECK(rows[0].bytes(3) == sealed);
    CHECK(rows[0].is_null(4));
    CHECK(rows[0].optional_text(4) == std::nullopt);
}

TEST_CASE("empty text and empty bytes are not NULL; a missing optional is") {
    Shelves shelves;
    auto& c = shelves.connection();
    c.execute("INSERT INTO shelf (province, id, name, sealed, weight) VALUES ($1, $2, $3, $4, $5)",
              {"40", 1, "", Bytes{}, std::optional<double>{}});
    const auto rows = c.query("SELECT name, sealed, weight FROM shelf");
    CHECK(rows[0].text(0).empty());
    CHECK(rows[0].bytes(1).empty());
    CHECK(rows[0].is_null(2));
}

TEST_CASE("parameters may be repeated, in any order, and stand in strings and comments as text") {
    Shelves shelves;
    const auto rows = shelves.connection().query(
        "SELECT $2 || '$1' || $1 || $2 /* $3 */ -- $4\n", {"a", std::string("b")});
    CHECK(rows[0].text(0) == "b$1ab");
}

TEST_CASE("a missing optional can be compared with NULL on both engines") {
    Shelves shelves;
    shelves.add(1, "red");
    shelves.add(2, "blue");
    const auto count = [&](std::optional<std::string> name) {
        return shelves.connection().integer(
            "SELECT count(*) FROM shelf WHERE $1 IS NULL OR name = $1", {name});
    };
    CHECK(count({}) == 2);
    CHECK(count("blue") == 1);
}

TEST_CASE("sums and averages are numbers on both engines") {
    Shelves shelves;
    auto& c = shelves.connection();
    for (std::int64_t id = 1; id <= 4; ++id)
        c.execute("INSERT INTO shelf (province, id, weight) VALUES ($1, $2, $3)", {"40", 900'000'001 * id, static_cast<double>(id)});
    const auto rows = c.query("SELECT SUM(id), AVG(id), SUM(weight), SUM(-id) FROM shelf");
    CHECK(rows[0].integer(0) == 9'000'000'010);
    CHECK(rows[0].real(1) == doctest::Approx(2'250'000'002.5));
    CHECK(rows[0].real(2) == 10.0);
    CHECK(rows[0].integer(3) == -9'000'000'010);
}

TEST_CASE("reading another type than the column has is refused") {
    Shelves shelves;
    shelves.add(1);
    const auto rows = shelves.connection().query("SELECT id, name FROM shelf");
    CHECK_THROWS_AS((void)rows[0].text(0), Failure);
    CHECK_THROWS_AS((void)rows[0].text(1), Failure);
    CHECK_THROWS_AS((void)rows[0].integer(2), Failure);
}

TEST_CASE("rows become values, one or many") {
    Shelves shelves;
    shelves.add(1, "red");
    shelves.add(2, "blue");
    const auto name_of = [](const Row& row) { return row.text(0); };
    auto& c = shelves.connection();
    CHECK(c.list("SELECT name FROM shelf ORDER BY id", {}, name_of) ==
          std::vector<std::string>{"red", "blue"});
    CHECK(c.find("SELECT name FROM shelf WHERE id = $1", {2}, name_of) == "blue");
    CHECK(c.find("SELECT name FROM shelf WHERE id = $1", {3}, name_of) == std::nullopt);
}

TEST_CASE("a large result is read row by row and may be left early") {
    Shelves shelves;
    auto& c = shelves.connection();
    transaction(c, [&] {
        auto writer = c.copy_into("shelf", {"province", "id"});
        for (int id = 1; id <= 5'000; ++id)
            writer.row({"40", id});
        CHECK(writer.finish() == 5'000);
    });
    int seen = 0;
    c.each("SELECT id FROM shelf ORDER BY id", {}, [&](const Row& row) {
        seen = static_cast<int>(row.integer(0));
        return seen == 100 ? Reading::Stop : Reading::Continue;
    });
    CHECK(seen == 100);
    CHECK(shelves.count() == 5'000);
}

TEST_CASE("a connection that is reading cannot be used inside, on either engine") {
    Shelves shelves;
    shelves.add(1);
    auto& c = shelves.connection();
    CHECK_THROWS_AS(c.each("SELECT id FROM shelf", {},
                           [&](const Row&) { c.execute("DELETE FROM shelf"); }),
                    Failure);
    CHECK(shelves.count() == 1);
}

TEST_CASE("failures have one kind for both engines") {
    Shelves shelves;
    shelves.add(1);
    CHECK(shelves.kind_of_failure("INSERT INTO shelf (province, id) VALUES ('40', 1)") ==
          FailureKind::Unique);
    CHECK(shelves.kind_of_failure("INSERT INTO book (province, id, shelf_id) VALUES ('40', 1, 9)") ==
          FailureKind::ForeignKey);
    CHECK(shelves.kind_of_failure("INSERT INTO shelf (province, id, weight) VALUES ('40', 2, -1)") ==
          FailureKind::Check);
    CHECK(shelves.kind_of_failure("INSERT INTO shelf (province, id) VALUES (NULL, 2)") ==
          FailureKind::Check);
    CHECK(shelves.kind_of_failure("INSERT INTO shelf (province, id) VALUES ('40', 'x')") ==
          FailureKind::Check);
    CHECK(shelves.kind_of_failure("SELEKT 1") == FailureKind::Other);
    CHECK(shelves.kind_of_failure("SELECT \"shelf\"") == FailureKind::Other);
}

TEST_CASE("a failure does not quote the row") {
    Shelves shelves;
    shelves.add(7, "สมหญิง");
    try {
        shelves.connection().execute("INSERT INTO shelf (province, id, name) VALUES ($1, $2, $3)",
                                     {"40", 7, "สมหญิง"});
    } catch (const Failure& failure) {
        CHECK(std::string(failure.what()).find("สมหญิง") == std::string::npos);
        CHECK(std::string(failure.what()).find("=(40") == std::string::npos);
        return;
    }
    FAIL("nothing was thrown");
}

TEST_CASE("a transaction stays when its Result is good and is undone when it failed or threw") {
    Shelves shelves;
    auto& c = shelves.connection();
    CHECK(transaction(c, [&]() -> Result<int> { shelves.add(1); return 7; }).value() == 7);
    const auto failed = transaction(c, [&]() -> Result<int> {
        shelves.add(2);
        return failure(ErrorCode::Conflict, "test.refused");
    });
    CHECK(failed.error().key == "test.refused");
    CHECK_THROWS(transaction(c, [&] {
        shelves.add(3);
        throw std::runtime_error("broken");
    }));
    CHECK(shelves.count() == 1);
    CHECK_FALSE(c.is_in_transaction());
}

TEST_CASE("a failed inner transaction leaves the outer one whole") {
    Shelves shelves;
    auto& c = shelves.connection();
    transaction(c, [&] {
        shelves.add(1);
        CHECK_THROWS_AS(transaction(c, [&] { shelves.add(1); }), Failure);
        shelves.add(2);
    });
    CHECK(shelves.count() == 2);
}

TEST_CASE("rows copied in without finish() do not stay") {
    Shelves shelves;
    auto& c = shelves.connection();
    CHECK_THROWS_AS(transaction(c,
                                [&] {
                                    auto writer = c.copy_into("shelf", {"province", "id"});
                                    writer.row({"40", 1});
                                }),
                    Failure);
    CHECK(shelves.count() == 0);
    CHECK_THROWS_AS((void)c.copy_into("shelf", {"province", "id"}), Failure);
}

TEST_CASE("a bulk writer keeps every value as it was") {
    Shelves shelves;
    auto& c = shelves.connection();
    const std::string name = "a\tb\nc\\d\re ก\\.";
    const Bytes sealed{0, 9, 10, 13, 92, 255};
    transaction(c, [&] {
        auto writer = c.copy_into("shelf", {"province", "id", "name", "weight", "sealed"});
        writer.row({"40", -1, name, 0.1, sealed});
        writer.row({"40", 2, nullptr, std::optional<double>{}, nullptr});
        writer.row({"40", 3, "", 1e300, Bytes{}});
        writer.finish();
    });
    const auto rows = c.query("SELECT id, name, weight, sealed FROM shelf ORDER BY id");
    CHECK(rows[0].integer(0) == -1);
    CHECK(rows[0].text(1) == name);
    CHECK(rows[0].real(2) == 0.1);
    CHECK(rows[0].bytes(3) == sealed);
    CHECK(rows[1].is_null(1));
    CHECK(rows[1].is_null(2));
    CHECK(rows[2].text(1).empty());
    CHECK(rows[2].real(2) == 1e300);
    CHECK(rows[2].bytes(3).empty());
}

TEST_CASE("a bulk writer meets the same constraints") {
    Shelves shelves;
    shelves.add(1);
    auto& c = shelves.connection();
    CHECK_THROWS_AS(transaction(c,
                                [&] {
                                    auto writer = c.copy_into("shelf", {"province", "id"});
                                    writer.row({"40", 1});
                                    writer.finish();
                                }),
                    Failure);
    CHECK(shelves.count() == 1);
}

TEST_CASE("many threads write at once and each gets its turn") {
    Shelves shelves;
    std::vector<std::thread> threads;
    std::atomic<int> failures{0};
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 25; ++i)
                try {
                    auto connection = shelves.database().connection();
                    transaction(*connection, [&] {
                        const auto next = connection->integer("SELECT coalesce(max(id), 0) + 1 FROM shelf"
                                                              " WHERE province = $1",
                                                              {std::to_string(t)});
                        connection->execute("INSERT INTO shelf (province, id) VALUES ($1, $2)",
                                            {std::to_string(t), next});
                    });
                } catch (const Failure&) {
                    ++failures;
                }
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(failures == 0);
    CHECK(shelves.count() == 100);
}

TEST_CASE("others read the old state while one writes") {
    Shelves shelves;
    auto& c = shelves.connection();
    transaction(c, [&] {
        shelves.add(1);
        CHECK(shelves.database().connection()->integer("SELECT count(*) FROM shelf") == 0);
    });
    CHECK(shelves.database().connection()->integer("SELECT count(*) FROM shelf") == 1);
}

TEST_CASE("a connection given back with an open transaction is rolled back") {
    Shelves shelves;
    {
        auto connection = shelves.database().connection();
        connection->begin();
        connection->execute("INSERT INTO shelf (province, id) VALUES ('40', 1)");
    }
    shelves.add(1); // Not there, and nobody holds the writer.
    CHECK(shelves.count() == 1);
}

TEST_CASE("when no connection is free one waits, then is told") {
    auto database = Database::open(":memory:", {.connections_max = 1, .wait_max = std::chrono::milliseconds(20)});
    {
        auto only = database.connection();
        CHECK_THROWS_AS((void)database.connection(), Failure);
    }
    CHECK(database.connection()->integer("SELECT 1") == 1);
}

TEST_CASE("a database file is made for its owner alone, and what cannot be opened is said at once") {
    auto pattern = (std::filesystem::temp_directory_path() / "samatcha-file-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()));
    const std::filesystem::path folder(pattern);
    Database::open((folder / "a.db").string()).connection()->run_script("CREATE TABLE t (a INTEGER) STRICT");
    for (const auto& file : std::filesystem::directory_iterator(folder))
        CHECK((file.status().permissions() & std::filesystem::perms(0077)) == std::filesystem::perms::none);
    CHECK_THROWS_AS(Database::open((folder / "none" / "b.db").string()), Failure);
    CHECK_THROWS_AS(Database::open("postgresql:///nothing?host=/nonexistent"), Failure);
    std::filesystem::remove_all(folder);
}

TEST_CASE("a command that comes and goes leaves the server's log where it is") {
    auto pattern = (std::filesystem::temp_directory_path() / "samatcha-file-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()));
    const auto path = pattern + "/a.db";
    {
        auto server = Database::open(path);
        auto first = server.connection();
        first->run_script("CREATE TABLE t (a INTEGER) STRICT");
        auto second = server.connection(); // Opened while the first one holds its locks.
        const auto command = fork();
        if (command == 0) {
            { Database::open(path).connection()->integer("SELECT count(*) FROM t"); }
            _exit(0);
        }
        waitpid(command, nullptr, 0);
        CHECK(std::filesystem::exists(path + "-wal"));
        first->execute("INSERT INTO t (a) VALUES (1)");
        CHECK(second->integer("SELECT count(*) FROM t") == 1);
    }
    std::filesystem::remove_all(pattern);
}
