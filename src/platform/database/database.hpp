#pragma once

#include "platform/database/connection.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace samatcha::database {

struct OpenOptions {
    std::size_t connections_max = 16;
    std::chrono::milliseconds wait_max{15'000}; ///< For a free connection, and for SQLite's writer.
};

/// A pool of connections to one database; safe to use from many threads, outlives its leases.
class Database {
public:
    /// `var/samatcha.db` or `sqlite:var/samatcha.db` (made if missing, mode 0600),
    /// `postgresql://user@host/name`, or `:memory:` (shared by this Database's connections, for tests).
    /// Throws Failure.
    static Database open(std::string_view url, OpenOptions options = {});
    ~Database();
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;

    /// A connection that goes back to the pool at the end of its scope; waits for a free one, then
    /// throws Failure(Busy). A transaction left open is rolled back.
    class Lease {
    public:
        ~Lease();
        Lease(Lease&&) noexcept;
        Lease& operator=(Lease&&) = delete;
        Connection& operator*() const { return *m_connection; }
        Connection* operator->() const { return m_connection.get(); }

    private:
        friend class Database;
        struct Pool;
        Lease(std::shared_ptr<Pool>, std::unique_ptr<Connection>);
        std::shared_ptr<Pool> m_pool;
        std::unique_ptr<Connection> m_connection;
    };
    Lease connection();

    Engine engine() const;
    const std::string& url() const; ///< As given; may hold a password, do not log.

private:
    explicit Database(std::shared_ptr<Lease::Pool>);
    std::shared_ptr<Lease::Pool> m_pool;
};

} // namespace samatcha::database
