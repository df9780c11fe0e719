#include "platform/database/session.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <optional>
#include <thread>
#include <unordered_map>

namespace samatcha::database {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// Another process (a command beside the server) polls for its turn; a transaction this long must be
/// followed by a pause that it can see.
constexpr auto long_transaction = std::chrono::milliseconds(50);
constexpr auto pause_for_others = std::chrono::milliseconds(8);
constexpr auto busy_poll = std::chrono::milliseconds(3);
constexpr std::size_t statements_kept_max = 400;

FailureKind sqlite_failure_kind(int code) {
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return FailureKind::Unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return FailureKind::ForeignKey;
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return FailureKind::Check;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return FailureKind::Busy;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_READONLY:
    case SQLITE_NOTADB:
    case SQLITE_NOMEM:
        return FailureKind::Disk;
    case SQLITE_CANTOPEN:
        return FailureKind::Connection;
    default:
        return FailureKind::Other;
    }
}

[[noreturn]] void sqlite_failed(sqlite3* handle, std::string_view sql) {
    std::string what = handle ? sqlite3_errmsg(handle) : "out of memory";
    const int code = handle ? sqlite3_extended_errcode(handle) : SQLITE_NOMEM;
    throw Failure(sqlite_failure_kind(code), what + " in: " + std::string(sql));
}

struct SqliteStatement {
    sqlite3_stmt* handle = nullptr;
    std::vector<int> numbers; ///< Of the n-th bound parameter: 3 for "$3".
    std::vector<Cell> cells;

    SqliteStatement() = default;
    SqliteStatement(SqliteStatement&& other) noexcept
        : handle(std::exchange(other.handle, nullptr)), numbers(std::move(other.numbers)),
          cells(std::move(other.cells)) {}
    SqliteStatement& operator=(SqliteStatement&&) = delete;
    ~SqliteStatement() { sqlite3_finalize(handle); }
};

/// Sets a statement back at the end of its use, so that it holds no lock and no view of our data.
class SqliteUse {
public:
    explicit SqliteUse(SqliteStatement& statement) : m_statement(statement) {}
    ~SqliteUse() {
        sqlite3_reset(m_statement.handle);
        sqlite3_clear_bindings(m_statement.handle);
    }
    SqliteUse(const SqliteUse&) = delete;
    SqliteUse& operator=(const SqliteUse&) = delete;

private:
    SqliteStatement& m_statement;
};

void bind_one(sqlite3_stmt* statement, int position, const Parameter& value) {
    if (value.is_null()) {
        sqlite3_bind_null(statement, position);
        return;
    }
    switch (value.type()) {
    case ValueType::Null:
        break;
    case ValueType::Integer:
        sqlite3_bind_int64(statement, position, value.integer());
        break;
    case ValueType::Real:
        sqlite3_bind_double(statement, position, value.real());
        break;
    case ValueType::Text: // A null pointer would bind NULL.
        sqlite3_bind_text64(statement, position, value.text().empty() ? "" : value.text().data(),
                            value.text().size(), SQLITE_STATIC, SQLITE_UTF8);
        break;
    case ValueType::Bytes:
        sqlite3_bind_blob64(statement, position, value.text().empty() ? "" : value.text().data(),
                            value.text().size(), SQLITE_STATIC);
        break;
    }
}

void read_cells(SqliteStatement& statement) {
    for (int i = 0; i < static_cast<int>(statement.cells.size()); ++i) {
        Cell cell;
        switch (sqlite3_column_type(statement.handle, i)) {
        case SQLITE_INTEGER:
            cell.type = ValueType::Integer;
            cell.integer = sqlite3_column_int64(statement.handle, i);
            break;
        case SQLITE_FLOAT:
            cell.type = ValueType::Real;
            cell.real = sqlite3_column_double(statement.handle, i);
            break;
        case SQLITE_TEXT:
            cell.type = ValueType::Text;
            cell.text = {reinterpret_cast<const char*>(sqlite3_column_text(statement.handle, i)),
                         static_cast<std::size_t>(sqlite3_column_bytes(statement.handle, i))};
            break;
        case SQLITE_BLOB:
            cell.type = ValueType::Bytes;
            if (const auto* bytes = sqlite3_column_blob(statement.handle, i))
                cell.text = {static_cast<const char*>(bytes),
                             static_cast<std::size_t>(sqlite3_column_bytes(statement.handle, i))};
            break;
        default:
            break;
        }
        statement.cells[static_cast<std::size_t>(i)] = cell;
    }
}

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

class SqliteSession final : public Session {
public:
    SqliteSession(const std::string& path, bool is_lasting, std::chrono::milliseconds wait_max,
                  std::shared_ptr<WriterQueue> writers)
        : m_wait_max(wait_max), m_writers(std::move(writers)) {
        make_private_file(path);
        if (sqlite3_open_v2(path.c_str(), &m_handle,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                                SQLITE_OPEN_EXRESCODE,
                            nullptr) != SQLITE_OK) {
            const std::string what = m_handle ? sqlite3_errmsg(m_handle) : "out of memory";
            sqlite3_close_v2(m_handle);
            throw Failure(FailureKind::Connection, "cannot open " + path + ": " + what);
        }
        sqlite3_busy_handler(m_handle, &wait_a_little, this);
        sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        try {
            run_at_once("PRAGMA journal_mode = WAL;"
                        "PRAGMA foreign_keys = ON;"
                        "PRAGMA trusted_schema = OFF;"
                        "PRAGMA temp_store = MEMORY;"
                        "PRAGMA cache_size = -16384;"
                        "PRAGMA journal_size_limit = 67108864;");
            // FULL: what was acknowledged survives a power cut, not only a crash of ours.
            run_at_once(is_lasting ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
        } catch (...) {
            sqlite3_close_v2(m_handle);
            throw;
        }
    }

    ~SqliteSession() override {
        while (m_depth > 0)
            roll_back();
        m_statements.clear();
        sqlite3_close_v2(m_handle);
    }

    Engine engine() const override { return Engine::Sqlite; }
    bool is_usable() override { return true; }
    bool is_in_transaction() const override { return m_depth > 0; }
    sqlite3* handle() { return m_handle; }

    std::int64_t execute(std::string_view sql, std::span<const Parameter> parameters) override {
        const InUse in_use(m_is_in_use);
        auto& statement = prepared(sql);
        const bool is_reading = sqlite3_stmt_readonly(statement.handle) != 0;
        const WriterTurn turn(*this, !is_reading);
        const SqliteUse use(statement);
        bind(statement, parameters);
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW)
            code = sqlite3_step(statement.handle);
        if (code != SQLITE_DONE)
            sqlite_failed(m_handle, sql);
        return is_reading ? 0 : sqlite3_changes64(m_handle);
    }

    void stream(std::string_view sql, std::span<const Parameter> parameters,
                const std::function<Reading(const Row&)>& callback) override {
        const InUse in_use(m_is_in_use);
        auto& statement = prepared(sql);
        const WriterTurn turn(*this, !sqlite3_stmt_readonly(statement.handle));
        const SqliteUse use(statement);
        bind(statement, parameters);
        int code = SQLITE_ROW;
        while ((code = sqlite3_step(statement.handle)) == SQLITE_ROW) {
            statement.cells.resize(static_cast<std::size_t>(sqlite3_column_count(statement.handle)));
            read_cells(statement);
            if (callback(Row(statement.cells.data(), statement.cells.size())) == Reading::Stop)
                return;
        }
        if (code != SQLITE_DONE)
            sqlite_failed(m_handle, sql);
    }

    void run_script(std::string_view sql) override {
        const InUse in_use(m_is_in_use);
        const WriterTurn turn(*this, true);
        run_at_once(std::string(sql));
    }

    std::unique_ptr<BulkWriter::Sink> copy_into(std::string_view table,
                                                std::span<const std::string_view> columns) override;

    void begin() override {
        if (m_depth > 0) {
            control("SAVEPOINT level_" + std::to_string(m_depth));
            ++m_depth;
            return;
        }
        if (m_last_length > long_transaction && SteadyClock::now() - m_last_end < pause_for_others)
            std::this_thread::sleep_for(pause_for_others);
        m_writers->enter(m_wait_max);
        try {
            control("BEGIN IMMEDIATE");
        } catch (...) {
            m_writers->leave();
            throw;
        }
        m_depth = 1;
        m_started = SteadyClock::now();
        m_is_copy_unfinished = false;
    }

    void commit() override {
        if (m_is_copy_unfinished)
            throw Failure(FailureKind::Other, "rows were copied in without finish()");
        if (m_depth > 1) {
            control("RELEASE level_" + std::to_string(m_depth - 1));
            --m_depth;
            return;
        }
        control("COMMIT"); // If it throws, the guard of transaction() rolls back.
        end_transaction();
    }

    void roll_back() noexcept override {
        if (m_depth == 0)
            return;
        try {
            if (m_depth > 1) {
                const auto name = "level_" + std::to_string(m_depth - 1);
                control("ROLLBACK TO " + name + "; RELEASE " + name);
            } else if (!sqlite3_get_autocommit(m_handle)) {
                control("ROLLBACK");
            }
        } catch (const Failure&) { // The transaction is gone with the disk that failed.
        }
        if (m_depth > 1)
            --m_depth;
        else
            end_transaction();
    }

    SqliteStatement& prepared(std::string_view sql) {
        if (const auto found = m_statements.find(sql); found != m_statements.end())
            return found->second;
        if (m_statements.size() >= statements_kept_max)
            m_statements.clear();
        auto statement = prepare(sql);
        return m_statements.emplace(std::string(sql), std::move(statement)).first->second;
    }

    SqliteStatement prepare(std::string_view sql) {
        SqliteStatement statement;
        const char* rest = nullptr;
        if (sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()),
                               SQLITE_PREPARE_PERSISTENT, &statement.handle, &rest) != SQLITE_OK)
            sqlite_failed(m_handle, sql);
        const auto left = sql.substr(static_cast<std::size_t>(rest - sql.data()));
        if (!statement.handle || left.find_first_not_of(" \t\r\n;") != std::string_view::npos)
            throw Failure(FailureKind::Other, "not exactly one statement: " + std::string(sql));
        for (int i = 1; i <= sqlite3_bind_parameter_count(statement.handle); ++i) {
            const char* name = sqlite3_bind_parameter_name(statement.handle, i);
            int number = 0;
            if (name && *name == '$')
                std::from_chars(name + 1, name + std::char_traits<char>::length(name), number);
            if (number < 1)
                throw Failure(FailureKind::Other, "a parameter is not $1, $2, ...: " + std::string(sql));
            statement.numbers.push_back(number);
        }
        return statement;
    }

    void bind(SqliteStatement& statement, std::span<const Parameter> parameters) {
        for (std::size_t i = 0; i < statement.numbers.size(); ++i) {
            const auto number = static_cast<std::size_t>(statement.numbers[i]);
            if (number > parameters.size())
                throw Failure(FailureKind::Other, "no value for $" + std::to_string(number) + " in: " +
                                                      sqlite3_sql(statement.handle));
            bind_one(statement.handle, static_cast<int>(i + 1), parameters[number - 1]);
        }
    }

    bool m_is_in_use = false;
    bool m_is_copy_unfinished = false;

private:
    void run_at_once(const std::string& sql) {
        if (sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            sqlite_failed(m_handle, sql);
    }

    void control(const std::string& sql) {
        const InUse in_use(m_is_in_use);
        run_at_once(sql);
    }

    /// A write outside a transaction stands in line too.
    class WriterTurn {
    public:
        WriterTurn(SqliteSession& session, bool is_writing)
            : m_writers(is_writing && session.m_depth == 0 ? session.m_writers.get() : nullptr) {
            if (m_writers)
                m_writers->enter(session.m_wait_max);
        }
        ~WriterTurn() {
            if (m_writers)
                m_writers->leave();
        }
        WriterTurn(const WriterTurn&) = delete;
        WriterTurn& operator=(const WriterTurn&) = delete;

    private:
        WriterQueue* m_writers;
    };

    static int wait_a_little(void* self, int times) {
        const auto waited = busy_poll * times;
        if (waited > static_cast<SqliteSession*>(self)->m_wait_max)
            return 0;
        std::this_thread::sleep_for(busy_poll);
        return 1;
    }

    /// The file, and with it its WAL, is the owner's alone. A file that is there is not even opened: to
    /// close it again would drop the locks that this process's other connections hold on it (fcntl(2)),
    /// and another process would then take itself for the last one and remove the WAL.
    static void make_private_file(const std::string& path) {
        const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
        if (file >= 0)
            ::close(file);
        else if (errno != EEXIST)
            throw Failure(FailureKind::Connection, "cannot open " + path);
    }

    void end_transaction() {
        m_depth = 0;
        m_last_end = SteadyClock::now();
        m_last_length = m_last_end - m_started;
        m_writers->leave();
    }

    sqlite3* m_handle = nullptr;
    std::chrono::milliseconds m_wait_max;
    std::shared_ptr<WriterQueue> m_writers;
    std::unordered_map<std::string, SqliteStatement, TextHash, std::equal_to<>> m_statements;
    int m_depth = 0; ///< 1 in a transaction, 2 in a savepoint within it, ...
    SteadyClock::time_point m_started;
    SteadyClock::time_point m_last_end;
    SteadyClock::duration m_last_length{};
};

/// One prepared insert, stepped for each row.
class SqliteSink final : public BulkWriter::Sink {
public:
    SqliteSink(SqliteSession& session, const std::string& sql, std::size_t columns)
        : m_session(session), m_in_use(std::in_place, session.m_is_in_use),
          m_statement(session.prepare(sql)), m_columns(columns) {}

    ~SqliteSink() override {
        if (m_in_use)
            m_session.m_is_copy_unfinished = true;
    }

    void row(std::span<const Parameter> values) override {
        if (values.size() != m_columns)
            throw Failure(FailureKind::Other, "a row has not as many values as columns are named");
        for (std::size_t i = 0; i < values.size(); ++i)
            bind_one(m_statement.handle, static_cast<int>(i + 1), values[i]);
        const int code = sqlite3_step(m_statement.handle);
        if (code != SQLITE_DONE) {
            const std::string sql = sqlite3_sql(m_statement.handle);
            sqlite_failed(m_session.handle(), sql);
        }
        sqlite3_reset(m_statement.handle);
        ++m_rows;
    }

    std::int64_t finish() override {
        m_in_use.reset();
        return m_rows;
    }

private:
    SqliteSession& m_session;
    std::optional<InUse> m_in_use; ///< Until finish().
    SqliteStatement m_statement;
    std::size_t m_columns;
    std::int64_t m_rows = 0;
};

std::unique_ptr<BulkWriter::Sink>
SqliteSession::copy_into(std::string_view table, std::span<const std::string_view> columns) {
    std::string sql = "INSERT INTO " + std::string(table) + " (";
    std::string values;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        sql += (i ? ", " : "") + std::string(columns[i]);
        values += (i ? ", $" : "$") + std::to_string(i + 1);
    }
    return std::make_unique<SqliteSink>(*this, sql + ") VALUES (" + values + ")", columns.size());
}

} // namespace

std::unique_ptr<Session> open_sqlite(const std::string& path, bool is_lasting,
                                     std::chrono::milliseconds wait_max,
                                     std::shared_ptr<WriterQueue> writers) {
    return std::make_unique<SqliteSession>(path, is_lasting, wait_max, std::move(writers));
}

} // namespace samatcha::database
