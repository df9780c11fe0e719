#pragma once

#include "platform/database/failure.hpp"
#include "platform/database/row.hpp"

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace samatcha::database {

enum class Engine { Sqlite, PostgreSql };

/// What the callback of Connection::each answers.
enum class Reading { Continue, Stop };

class Session;

/// Many rows into one table, fast: COPY on PostgreSQL, a prepared insert on SQLite. Lives inside a
/// transaction; the connection can do nothing else until finish(). Without finish() nothing that was
/// written stays. SQLite has one writer: commit every half second or so (some 20,000 rows), so that
/// requests get their turn.
class BulkWriter {
public:
    ~BulkWriter();
    BulkWriter(BulkWriter&&) noexcept;
    BulkWriter& operator=(BulkWriter&&) = delete;

    /// Values in the order of the columns named in copy_into().
    void row(std::initializer_list<Parameter> values) { row(std::span(values.begin(), values.size())); }
    void row(std::span<const Parameter> values);
    /// Sends what is left; returns how many rows were written. Constraints may fail only here.
    std::int64_t finish();

    class Sink;

private:
    friend class Connection;
    explicit BulkWriter(std::unique_ptr<Sink>);
    std::unique_ptr<Sink> m_sink;
};

/// One connection, used by one thread at a time. SQL is written once for both engines, with $1, $2 for
/// parameters; statements are prepared once and kept. Everything throws Failure.
class Connection {
public:
    explicit Connection(std::unique_ptr<Session>);
    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    Engine engine() const;

    /// `connection.execute("UPDATE ... WHERE province = $1 AND id = $2", {province, id})`: rows affected.
    std::int64_t execute(std::string_view sql, std::initializer_list<Parameter> parameters = {});
    std::int64_t execute(std::string_view sql, std::span<const Parameter> parameters);

    /// The whole result in memory.
    Rows query(std::string_view sql, std::initializer_list<Parameter> parameters = {});
    Rows query(std::string_view sql, std::span<const Parameter> parameters);

    /// The only column of the only row, an integer: `SELECT count(*) ...`.
    std::int64_t integer(std::string_view sql, std::initializer_list<Parameter> parameters = {});

    /// Each row made into a value: `connection.list("SELECT ...", {province}, agency_of)`.
    template <class Make>
    auto list(std::string_view sql, std::initializer_list<Parameter> parameters, Make make)
        -> std::vector<std::invoke_result_t<Make, const Row&>> {
        std::vector<std::invoke_result_t<Make, const Row&>> values;
        each(sql, parameters, [&](const Row& row) { values.push_back(make(row)); });
        return values;
    }

    /// The first row made into a value, or nothing.
    template <class Make>
    auto find(std::string_view sql, std::initializer_list<Parameter> parameters, Make make)
        -> std::optional<std::invoke_result_t<Make, const Row&>> {
        std::optional<std::invoke_result_t<Make, const Row&>> value;
        each(sql, parameters, [&](const Row& row) {
            value.emplace(make(row));
            return Reading::Stop;
        });
        return value;
    }

    /// Row by row without holding the result in memory. The callback takes `const Row&` and returns
    /// nothing or Reading; it may not use this connection (take a second one).
    template <class Callback>
    void each(std::string_view sql, std::initializer_list<Parameter> parameters, Callback callback) {
        if constexpr (std::is_void_v<std::invoke_result_t<Callback, const Row&>>)
            stream(sql, std::span(parameters.begin(), parameters.size()), [&](const Row& row) {
                callback(row);
                return Reading::Continue;
            });
        else
            stream(sql, std::span(parameters.begin(), parameters.size()), callback);
    }

    BulkWriter copy_into(std::string_view table, std::initializer_list<std::string_view> columns);
    BulkWriter copy_into(std::string_view table, std::span<const std::string_view> columns);

    /// Several statements separated by ';', without parameters: migrations.
    void run_script(std::string_view sql);

    // Use transaction() below. Within one, begin() sets a savepoint.
    void begin();
    void commit();
    void roll_back() noexcept;
    bool is_in_transaction() const;

    /// For the engine's own files in this folder (backup).
    Session& session() { return *m_session; }

private:
    void stream(std::string_view sql, std::span<const Parameter> parameters,
                const std::function<Reading(const Row&)>& callback);

    std::unique_ptr<Session> m_session;
};

/// Runs `act` in a transaction: commits when it returns a good Result (or anything that is no Result),
/// rolls back when it returns a failed one or throws. SQLite: BEGIN IMMEDIATE, one writer at a time.
/// PostgreSQL: READ COMMITTED, so a rule over what another may change at the same time is kept by a
/// constraint or by an UPDATE whose WHERE names the state it expects (and whose count is looked at).
/// Inside another transaction it is a savepoint.
template <class Act>
auto transaction(Connection& connection, Act act) {
    struct Guard {
        Connection& connection;
        bool is_open = true;
        ~Guard() {
            if (is_open)
                connection.roll_back();
        }
        void commit() {
            connection.commit();
            is_open = false;
        }
    };
    connection.begin();
    Guard guard{connection};
    using Outcome = std::invoke_result_t<Act>;
    if constexpr (std::is_void_v<Outcome>) {
        act();
        guard.commit();
    } else {
        Outcome outcome = act();
        if constexpr (requires { outcome.has_value(); outcome.error(); }) {
            if (!outcome.has_value())
                return outcome;
        }
        guard.commit();
        return outcome;
    }
}

} // namespace samatcha::database
