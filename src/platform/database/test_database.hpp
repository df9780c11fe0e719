#pragma once

#include "platform/database/database.hpp"
#include "platform/database/migration.hpp"

#include <string>

namespace samatcha::database {

/// A fresh, migrated database for one test: SQLite in memory or, when the environment names one in
/// SAMATCHA_TEST_DATABASE, a schema of its own on that PostgreSQL, dropped at the end.
class TestDatabase {
public:
    explicit TestDatabase(std::span<const EmbeddedFile> migrations = embedded_migrations());
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    Database& database() { return *m_database; }
    /// One connection kept for the test's own statements.
    Connection& connection() { return **m_lease; }

private:
    std::string m_schema; ///< Empty on SQLite.
    std::optional<Database> m_database;
    std::optional<Database::Lease> m_lease;
};

} // namespace samatcha::database
