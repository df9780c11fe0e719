#include "platform/database/database.hpp"

#include "platform/database/session.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <unistd.h>
#include <vector>

namespace samatcha::database {

namespace {

bool has_prefix(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

/// SQLite's own in-memory databases cannot be read by one connection while another writes; a file that
/// is never waited for and goes with its Database behaves as the real thing does.
std::string fleeting_path() {
    auto pattern = (std::filesystem::temp_directory_path() / "samatcha-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        throw Failure(FailureKind::Disk, "no temporary folder can be made");
    return pattern + "/fleeting.db";
}

} // namespace

struct Database::Lease::Pool {
    std::string url;
    Engine engine = Engine::Sqlite;
    std::string path; ///< SQLite only.
    bool is_lasting = true;
    OpenOptions options;
    std::shared_ptr<WriterQueue> writers = std::make_shared<WriterQueue>();

    std::mutex mutex;
    std::condition_variable returned;
    std::vector<std::unique_ptr<Connection>> idle;
    std::size_t made = 0;

    ~Pool() {
        idle.clear();
        if (!is_lasting) {
            std::error_code ignored;
            std::filesystem::remove_all(std::filesystem::path(path).parent_path(), ignored);
        }
    }

    std::unique_ptr<Connection> make() const {
        return std::make_unique<Connection>(
            engine == Engine::Sqlite ? open_sqlite(path, is_lasting, options.wait_max, writers)
                                     : open_postgresql(url));
    }

    std::unique_ptr<Connection> take() {
        std::unique_lock lock(mutex);
        if (!returned.wait_for(lock, options.wait_max,
                               [&] { return !idle.empty() || made < options.connections_max; }))
            throw Failure(FailureKind::Busy, "all database connections are in use");
        while (!idle.empty()) {
            auto connection = std::move(idle.back());
            idle.pop_back();
            if (connection->session().is_usable())
                return connection;
            --made;
        }
        ++made;
        lock.unlock();
        try {
            return make();
        } catch (...) {
            give_up_one();
            throw;
        }
    }

    void give_back(std::unique_ptr<Connection> connection) noexcept {
        while (connection->is_in_transaction() && connection->session().is_usable())
            connection->roll_back();
        if (!connection->session().is_usable()) {
            give_up_one();
            return;
        }
        {
            const std::lock_guard lock(mutex);
            idle.push_back(std::move(connection));
        }
        returned.notify_one();
    }

    void give_up_one() noexcept {
        {
            const std::lock_guard lock(mutex);
            --made;
        }
        returned.notify_one();
    }
};

Database::Lease::Lease(std::shared_ptr<Pool> pool, std::unique_ptr<Connection> connection)
    : m_pool(std::move(pool)), m_connection(std::move(connection)) {}

Database::Lease::~Lease() {
    if (m_connection)
        m_pool->give_back(std::move(m_connection));
}

Database::Lease::Lease(Lease&&) noexcept = default;

Database::Database(std::shared_ptr<Lease::Pool> pool) : m_pool(std::move(pool)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Database Database::open(std::string_view url, OpenOptions options) {
    auto pool = std::make_shared<Lease::Pool>();
    pool->url = url;
    pool->options = options;
    if (has_prefix(url, "postgresql://") || has_prefix(url, "postgres://")) {
        pool->engine = Engine::PostgreSql;
    } else if (url == ":memory:") {
        pool->is_lasting = false;
        pool->path = fleeting_path();
    } else {
        pool->path = has_prefix(url, "sqlite:") ? url.substr(7) : url;
    }
    Database database(pool);
    (void)database.connection(); // Says at once when the file or server cannot be used.
    return database;
}

Database::Lease Database::connection() { return Lease(m_pool, m_pool->take()); }
Engine Database::engine() const { return m_pool->engine; }
const std::string& Database::url() const { return m_pool->url; }

} // namespace samatcha::database
