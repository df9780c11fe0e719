#include "platform/database/test_database.hpp"

#include "base/clock.hpp"

#include <cstdlib>
#include <unistd.h>

namespace samatcha::database {

TestDatabase::TestDatabase(std::span<const EmbeddedFile> migrations) {
    const char* server = std::getenv("SAMATCHA_TEST_DATABASE");
    if (server && *server) {
        m_schema = "test_" + std::to_string(getpid()) + "_" + std::to_string(new_id());
        auto admin = Database::open(server);
        admin.connection()->run_script("CREATE SCHEMA " + m_schema);
        const std::string url = server;
        m_database = Database::open(url + (url.find('?') == std::string::npos ? "?" : "&") +
                                    "options=-csearch_path%3D" + m_schema);
    } else {
        m_database = Database::open(":memory:");
    }
    m_lease.emplace(m_database->connection());
    if (auto migrated = migrate(connection(), migrations); !migrated)
        throw Failure(FailureKind::Other, migrated.error().key);
}

TestDatabase::~TestDatabase() {
    if (!m_schema.empty() && m_lease) {
        while (connection().is_in_transaction())
            connection().roll_back();
        try {
            connection().run_script("DROP SCHEMA " + m_schema + " CASCADE");
        } catch (const Failure&) { // The private server is thrown away anyhow.
        }
    }
}

} // namespace samatcha::database
