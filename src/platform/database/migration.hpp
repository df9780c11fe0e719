#pragma once

#include "base/embedded.hpp"
#include "base/result.hpp"
#include "platform/database/connection.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha {

/// The migrations of all modules, put into test programs and the app by the build.
std::span<const EmbeddedFile> embedded_migrations();

} // namespace samatcha

namespace samatcha::database {

/// One file `NNNN_verb_object.sql`. Forward only; never edited once released.
struct Migration {
    int number = 0;
    std::string name; ///< "0401_create_snapshot"
    std::string_view sql;
};

/// In the order of their numbers. A file without a number, or a number taken twice, throws Failure.
std::vector<Migration> migrations_in_order(std::span<const EmbeddedFile>);

/// Migrations are written once, in words that this rewrites for an engine (outside strings and
/// comments): BIGINT, DOUBLE, BYTES and TEXT for columns; STRICT and WITHOUT ROWID after a table are
/// SQLite's alone.
std::string sql_for_engine(std::string_view sql, Engine);

/// Brings the schema up to date, each migration in a transaction with its entry in schema_migration;
/// returns the names of those that ran. Fails with Conflict when a migration that ran before was
/// edited since, or when the database is newer than this program.
Result<std::vector<std::string>> migrate(Connection&, std::span<const EmbeddedFile>);

} // namespace samatcha::database
