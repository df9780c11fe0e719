#include "platform/database/session.hpp"

#include <endian.h>
#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>

namespace samatcha::database {

namespace {

using PgClock = std::chrono::steady_clock;

// pg_type.dat: the types that our schema and its aggregates have.
constexpr Oid oid_bool = 16, oid_bytea = 17, oid_char = 18, oid_name = 19, oid_int8 = 20,
              oid_int2 = 21, oid_int4 = 23, oid_text = 25, oid_oid = 26, oid_float4 = 700,
              oid_float8 = 701, oid_unknown = 705, oid_varchar = 1043, oid_numeric = 1700;

constexpr std::size_t copy_piece_bytes = 256 * 1024;
constexpr auto idle_unchecked_max = std::chrono::seconds(2);
constexpr std::size_t pg_statements_kept_max = 400;

using PgResult = std::unique_ptr<PGresult, decltype(&PQclear)>;

PgResult owned(PGresult* result) { return {result, &PQclear}; }

FailureKind pg_failure_kind(std::string_view sqlstate) {
    const auto group = sqlstate.substr(0, 2);
    if (sqlstate == "23505")
        return FailureKind::Unique;
    if (sqlstate == "23503")
        return FailureKind::ForeignKey;
    if (group == "23" || group == "22")
        return FailureKind::Check;
    if (group == "40" || sqlstate == "55P03" || sqlstate == "57014")
        return FailureKind::Busy;
    if (group == "53" || group == "58" || group == "XX")
        return FailureKind::Disk;
    if (group == "08" || group == "28" || group == "57" || group == "3D")
        return FailureKind::Connection;
    return FailureKind::Other;
}

/// Only the primary message: the detail quotes the values of a key.
[[noreturn]] void pg_failed(PGconn* handle, const PGresult* result, std::string_view sql) {
    const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    if (!state || PQstatus(handle) != CONNECTION_OK)
        throw Failure(FailureKind::Connection, "PostgreSQL is away, in: " + std::string(sql));
    const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    throw Failure(pg_failure_kind(state), std::string(message ? message : "unknown error") + " (" +
                                              state + ") in: " + std::string(sql));
}

template <class T>
T big_endian_at(const char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    if constexpr (sizeof(T) == 2)
        return static_cast<T>(be16toh(static_cast<std::uint16_t>(value)));
    else if constexpr (sizeof(T) == 4)
        return static_cast<T>(be32toh(static_cast<std::uint32_t>(value)));
    else
        return static_cast<T>(be64toh(static_cast<std::uint64_t>(value)));
}

/// SUM and AVG over BIGINT are numeric: digits to the base 10,000 (PostgreSQL's numeric_send).
Cell numeric_cell(const char* at) {
    const auto count = big_endian_at<std::int16_t>(at);
    const auto weight = big_endian_at<std::int16_t>(at + 2);
    const auto sign = big_endian_at<std::uint16_t>(at + 4);
    const auto scale = big_endian_at<std::int16_t>(at + 6);
    Cell cell;
    double real = 0;
    std::int64_t integer = 0;
    for (int i = 0; i < count; ++i) {
        const auto digit = big_endian_at<std::int16_t>(at + 8 + 2 * i);
        real += digit * std::pow(10'000.0, weight - i);
    }
    for (int i = 0; i <= weight && weight <= 4; ++i)
        integer = integer * 10'000 + (i < count ? big_endian_at<std::int16_t>(at + 8 + 2 * i) : 0);
    const bool is_negative = sign == 0x4000;
    const bool is_integer = scale == 0 && std::abs(real) < 9.2e18;
    cell.type = is_integer ? ValueType::Integer : ValueType::Real;
    cell.integer = is_negative ? -integer : integer;
    cell.real = sign == 0xC000 ? std::nan("") : is_negative ? -real : real;
    return cell;
}

Cell cell_of(const PGresult* result, int column) {
    Cell cell;
    if (PQgetisnull(result, 0, column))
        return cell;
    const char* at = PQgetvalue(result, 0, column);
    const auto length = static_cast<std::size_t>(PQgetlength(result, 0, column));
    switch (PQftype(result, column)) {
    case oid_bool:
        cell.type = ValueType::Integer;
        cell.integer = *at;
        break;
    case oid_int2:
        cell.type = ValueType::Integer;
        cell.integer = big_endian_at<std::int16_t>(at);
        break;
    case oid_int4:
    case oid_oid:
        cell.type = ValueType::Integer;
        cell.integer = big_endian_at<std::int32_t>(at);
        break;
    case oid_int8:
        cell.type = ValueType::Integer;
        cell.integer = big_endian_at<std::int64_t>(at);
        break;
    case oid_float4:
        cell.type = ValueType::Real;
        cell.real = static_cast<double>(std::bit_cast<float>(big_endian_at<std::int32_t>(at)));
        break;
    case oid_float8:
        cell.type = ValueType::Real;
        cell.real = std::bit_cast<double>(big_endian_at<std::int64_t>(at));
        break;
    case oid_numeric:
        return numeric_cell(at);
    case oid_bytea:
        cell.type = ValueType::Bytes;
        cell.text = {at, length};
        break;
    case oid_text:
    case oid_varchar:
    case oid_name:
    case oid_char:
    case oid_unknown:
        cell.type = ValueType::Text;
        cell.text = {at, length};
        break;
    default:
        throw Failure(FailureKind::Other, std::string("column of a type that the schema does not use: ") +
                                              PQfname(result, column));
    }
    return cell;
}

/// A statement's parameters as libpq wants them: all binary.
struct PgParameters {
    explicit PgParameters(std::span<const Parameter> parameters)
        : numbers(parameters.size()), values(parameters.size()), lengths(parameters.size()),
          formats(parameters.size(), 1) {
        for (std::size_t i = 0; i < parameters.size(); ++i)
            set(i, parameters[i]);
    }

    static Oid type_of(const Parameter& parameter) {
        switch (parameter.type()) {
        case ValueType::Null:
            return 0;
        case ValueType::Integer:
            return oid_int8;
        case ValueType::Real:
            return oid_float8;
        case ValueType::Text:
            return oid_text;
        case ValueType::Bytes:
            return oid_bytea;
        }
        return 0;
    }

    std::vector<std::uint64_t> numbers; ///< In network order.
    std::vector<const char*> values;
    std::vector<int> lengths;
    std::vector<int> formats;

private:
    void set(std::size_t i, const Parameter& parameter) {
        if (parameter.is_null())
            return;
        const auto text = parameter.text();
        if (parameter.type() == ValueType::Integer || parameter.type() == ValueType::Real) {
            numbers[i] = htobe64(parameter.type() == ValueType::Integer
                                     ? static_cast<std::uint64_t>(parameter.integer())
                                     : std::bit_cast<std::uint64_t>(parameter.real()));
            values[i] = reinterpret_cast<const char*>(&numbers[i]);
            lengths[i] = 8;
        } else {
            values[i] = text.empty() ? "" : text.data();
            lengths[i] = static_cast<int>(text.size());
        }
    }
};

void append_copy_text(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '\\':
            out += "\\\\";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            out += c;
        }
    }
}

void append_copy_value(std::string& out, const Parameter& value) {
    static constexpr char hex[] = "0123456789abcdef";
    char digits[32];
    if (value.is_null()) {
        out += "\\N";
        return;
    }
    switch (value.type()) {
    case ValueType::Null:
        break;
    case ValueType::Integer:
        out.append(digits, std::to_chars(digits, digits + sizeof digits, value.integer()).ptr);
        break;
    case ValueType::Real:
        out.append(digits, std::to_chars(digits, digits + sizeof digits, value.real()).ptr);
        break;
    case ValueType::Text:
        append_copy_text(out, value.text());
        break;
    case ValueType::Bytes:
        out += "\\\\x";
        for (const char c : value.text()) {
            const auto byte = static_cast<unsigned char>(c);
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
        break;
    }
}

class PgSession final : public Session {
public:
    explicit PgSession(const std::string& url) : m_handle(PQconnectdb(url.c_str())) {
        if (PQstatus(m_handle) != CONNECTION_OK) {
            PQfinish(m_handle);
            throw Failure(FailureKind::Connection, "cannot connect to PostgreSQL");
        }
        PQsetNoticeProcessor(m_handle, [](void*, const char*) {}, nullptr);
    }

    ~PgSession() override { PQfinish(m_handle); }
    PgSession(const PgSession&) = delete;
    PgSession& operator=(const PgSession&) = delete;

    Engine engine() const override { return Engine::PostgreSql; }
    bool is_in_transaction() const override { return m_depth > 0; }
    PGconn* handle() { return m_handle; }

    /// The server may have restarted while the connection lay in the pool.
    bool is_usable() override {
        if (PgClock::now() - m_last_use > idle_unchecked_max) {
            owned(PQexec(m_handle, ""));
            m_last_use = PgClock::now();
        }
        return PQstatus(m_handle) == CONNECTION_OK;
    }

    std::int64_t execute(std::string_view sql, std::span<const Parameter> parameters) override {
        const InUse in_use(m_is_in_use);
        const auto& name = prepared(sql, parameters);
        const PgParameters bound(parameters);
        const auto result = owned(PQexecPrepared(
            m_handle, name.c_str(), static_cast<int>(parameters.size()), bound.values.data(),
            bound.lengths.data(), bound.formats.data(), 1));
        check(result.get(), sql);
        std::int64_t rows = 0;
        const std::string_view count = PQcmdTuples(result.get());
        if (PQresultStatus(result.get()) == PGRES_COMMAND_OK || PQnfields(result.get()) > 0)
            std::from_chars(count.data(), count.data() + count.size(), rows);
        return rows;
    }

    void stream(std::string_view sql, std::span<const Parameter> parameters,
                const std::function<Reading(const Row&)>& callback) override {
        const InUse in_use(m_is_in_use);
        const auto& name = prepared(sql, parameters);
        const PgParameters bound(parameters);
        if (!PQsendQueryPrepared(m_handle, name.c_str(), static_cast<int>(parameters.size()),
                                 bound.values.data(), bound.lengths.data(), bound.formats.data(), 1))
            pg_failed(m_handle, nullptr, sql);
        PQsetSingleRowMode(m_handle);
        const Drain drain{m_handle};
        std::vector<Cell> cells;
        while (const auto result = owned(PQgetResult(m_handle))) {
            if (PQresultStatus(result.get()) != PGRES_SINGLE_TUPLE) {
                check(result.get(), sql);
                continue;
            }
            cells.resize(static_cast<std::size_t>(PQnfields(result.get())));
            for (std::size_t i = 0; i < cells.size(); ++i)
                cells[i] = cell_of(result.get(), static_cast<int>(i));
            if (callback(Row(cells.data(), cells.size())) == Reading::Stop)
                return;
        }
    }

    void run_script(std::string_view sql) override {
        const InUse in_use(m_is_in_use);
        run(std::string(sql));
    }

    std::unique_ptr<BulkWriter::Sink> copy_into(std::string_view table,
                                                std::span<const std::string_view> columns) override;

    void begin() override {
        const InUse in_use(m_is_in_use);
        run(m_depth == 0 ? "BEGIN" : "SAVEPOINT level_" + std::to_string(m_depth));
        ++m_depth;
    }

    void commit() override {
        const InUse in_use(m_is_in_use);
        if (m_depth > 1) {
            run("RELEASE level_" + std::to_string(m_depth - 1));
        } else if (run("COMMIT") != "COMMIT") { // The server rolls back what had failed, and says so.
            m_depth = 0;
            throw Failure(FailureKind::Other, "a transaction was committed after a failure in it");
        }
        --m_depth;
    }

    void roll_back() noexcept override {
        if (m_depth == 0)
            return;
        --m_depth;
        const auto name = "level_" + std::to_string(m_depth);
        const auto sql = m_depth == 0 ? "ROLLBACK" : "ROLLBACK TO " + name + "; RELEASE " + name;
        owned(PQexec(m_handle, sql.c_str())); // If the server is away it has rolled back already.
    }

    std::string run(const std::string& sql) {
        const auto result = owned(PQexec(m_handle, sql.c_str()));
        m_last_use = PgClock::now();
        check(result.get(), sql);
        return PQcmdStatus(result.get());
    }

    void check(const PGresult* result, std::string_view sql) {
        switch (PQresultStatus(result)) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_SINGLE_TUPLE:
        case PGRES_EMPTY_QUERY:
        case PGRES_COPY_IN:
            return;
        default:
            pg_failed(m_handle, result, sql);
        }
    }

    bool m_is_in_use = false;

private:
    /// What is left of a result must be read before the connection can be used again.
    struct Drain {
        PGconn* handle;
        ~Drain() {
            while (auto* result = PQgetResult(handle))
                PQclear(result);
        }
    };

    const std::string& prepared(std::string_view sql, std::span<const Parameter> parameters) {
        m_last_use = PgClock::now();
        std::vector<Oid> types(parameters.size());
        std::string key(sql);
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            types[i] = PgParameters::type_of(parameters[i]);
            key += static_cast<char>('\1' + static_cast<char>(parameters[i].type()));
        }
        if (const auto found = m_statements.find(key); found != m_statements.end())
            return found->second;
        if (m_statements.size() >= pg_statements_kept_max) {
            run("DEALLOCATE ALL");
            m_statements.clear();
        }
        const auto name = "s" + std::to_string(++m_statements_made);
        const auto result = owned(PQprepare(m_handle, name.c_str(), std::string(sql).c_str(),
                                            static_cast<int>(types.size()), types.data()));
        check(result.get(), sql);
        return m_statements.emplace(std::move(key), name).first->second;
    }

    PGconn* m_handle;
    std::map<std::string, std::string> m_statements; ///< SQL and types to name.
    std::size_t m_statements_made = 0;
    int m_depth = 0; ///< 1 in a transaction, 2 in a savepoint within it, ...
    PgClock::time_point m_last_use = PgClock::now();
};

/// COPY in text format, which asks nothing about the columns' types.
class PgSink final : public BulkWriter::Sink {
public:
    PgSink(PgSession& session, std::string sql, std::size_t columns)
        : m_session(session), m_sql(std::move(sql)), m_columns(columns) {
        m_in_use.emplace(session.m_is_in_use);
        m_session.run(m_sql);
    }

    ~PgSink() override {
        if (!m_in_use)
            return;
        PQputCopyEnd(m_session.handle(), "not finished"); // Fails the transaction.
        while (auto* result = PQgetResult(m_session.handle()))
            PQclear(result);
    }

    void row(std::span<const Parameter> values) override {
        if (values.size() != m_columns)
            throw Failure(FailureKind::Other, "a row has not as many values as columns are named");
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i)
                m_buffer += '\t';
            append_copy_value(m_buffer, values[i]);
        }
        m_buffer += '\n';
        if (m_buffer.size() >= copy_piece_bytes)
            send();
    }

    std::int64_t finish() override {
        send();
        if (PQputCopyEnd(m_session.handle(), nullptr) != 1)
            pg_failed(m_session.handle(), nullptr, m_sql);
        std::int64_t rows = 0;
        PgResult failed = owned(nullptr);
        while (auto result = owned(PQgetResult(m_session.handle()))) {
            if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
                failed = std::move(result);
                continue;
            }
            const std::string_view count = PQcmdTuples(result.get());
            std::from_chars(count.data(), count.data() + count.size(), rows);
        }
        m_in_use.reset();
        if (failed)
            pg_failed(m_session.handle(), failed.get(), m_sql);
        return rows;
    }

private:
    void send() {
        if (PQputCopyData(m_session.handle(), m_buffer.data(), static_cast<int>(m_buffer.size())) != 1)
            pg_failed(m_session.handle(), nullptr, m_sql);
        m_buffer.clear();
    }

    PgSession& m_session;
    std::string m_sql;
    std::size_t m_columns;
    std::string m_buffer;
    std::optional<InUse> m_in_use; ///< Until finish().
};

std::unique_ptr<BulkWriter::Sink>
PgSession::copy_into(std::string_view table, std::span<const std::string_view> columns) {
    std::string sql = "COPY " + std::string(table) + " (";
    for (std::size_t i = 0; i < columns.size(); ++i)
        sql += (i ? ", " : "") + std::string(columns[i]);
    return std::make_unique<PgSink>(*this, sql + ") FROM STDIN", columns.size());
}

} // namespace

std::unique_ptr<Session> open_postgresql(const std::string& url) {
    return std::make_unique<PgSession>(url);
}

} // namespace samatcha::database
