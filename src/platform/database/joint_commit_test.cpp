#include "platform/database/joint_commit.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <future>

using namespace samatcha;
using namespace samatcha::database;

namespace {

constexpr std::string_view table = "CREATE TABLE noted (number BIGINT PRIMARY KEY) STRICT";
const EmbeddedFile migration{"0001_create_noted.sql", table};

JointCommit::Write noting(int number) {
    return [number](Connection& db) -> Result<void> {
        db.execute("INSERT INTO noted (number) VALUES ($1)", {number});
        return {};
    };
}

} // namespace

TEST_CASE("writes that share a commit are there when they are told to be, in the order of coming") {
    TestDatabase database(std::span(&migration, 1));
    std::vector<std::int64_t> counts;
    {
        JointCommit together(database.database());
        for (int i = 0; i < 2000; ++i)
            together.add(noting(i), [&](Result<void> written) {
                REQUIRE(written);
                counts.push_back(static_cast<std::int64_t>(counts.size()));
            });
    }
    CHECK(counts.size() == 2000);
    CHECK(database.connection().integer("SELECT count(*) FROM noted") == 2000);
}

TEST_CASE("a write that fails or breaks a constraint is undone alone") {
    TestDatabase database(std::span(&migration, 1));
    std::vector<std::string> keys;
    {
        JointCommit together(database.database());
        const auto tell = [&](Result<void> written) {
            keys.push_back(written ? "" : written.error().key);
        };
        std::promise<void> begun;
        together.add(
            [&](Connection&) -> Result<void> { // So that those that follow share a commit.
                begun.get_future().wait();
                return {};
            },
            tell);
        together.add(noting(1), tell);
        together.add(
            [](Connection& db) -> Result<void> {
                db.execute("INSERT INTO noted (number) VALUES ($1)", {2});
                return failure(ErrorCode::Conflict, "test.refused");
            },
            tell);
        together.add(noting(1), tell);
        together.add(noting(3), tell);
        begun.set_value();
    }
    CHECK(keys == std::vector<std::string>{"", "", "test.refused", "database.not_written", ""});
    CHECK(database.connection().integer("SELECT sum(number) FROM noted") == 4);
}
