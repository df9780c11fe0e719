#include "platform/database/connection.hpp"

#include "platform/database/session.hpp"

#include <algorithm>
#include <exception>

namespace samatcha::database {

BulkWriter::BulkWriter(std::unique_ptr<Sink> sink) : m_sink(std::move(sink)) {}
BulkWriter::~BulkWriter() = default;
BulkWriter::BulkWriter(BulkWriter&&) noexcept = default;

void BulkWriter::row(std::span<const Parameter> values) { m_sink->row(values); }
std::int64_t BulkWriter::finish() { return m_sink->finish(); }

Connection::Connection(std::unique_ptr<Session> session) : m_session(std::move(session)) {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Engine Connection::engine() const { return m_session->engine(); }

std::int64_t Connection::execute(std::string_view sql,
                                 std::initializer_list<Parameter> parameters) {
    return execute(sql, std::span(parameters.begin(), parameters.size()));
}

std::int64_t Connection::execute(std::string_view sql, std::span<const Parameter> parameters) {
    return m_session->execute(sql, parameters);
}

Rows Connection::query(std::string_view sql, std::initializer_list<Parameter> parameters) {
    return query(sql, std::span(parameters.begin(), parameters.size()));
}

Rows Connection::query(std::string_view sql, std::span<const Parameter> parameters) {
    Rows rows;
    stream(sql, parameters, [&](const Row& row) {
        rows.add(row);
        return Reading::Continue;
    });
    return rows;
}

std::int64_t Connection::integer(std::string_view sql,
                                 std::initializer_list<Parameter> parameters) {
    const auto rows = query(sql, parameters);
    if (rows.size() != 1)
        throw Failure(FailureKind::Other, "not exactly one row: " + std::string(sql));
    return rows[0].integer(0);
}

void Connection::stream(std::string_view sql, std::span<const Parameter> parameters,
                        const std::function<Reading(const Row&)>& callback) {
    m_session->stream(sql, parameters, callback);
}

BulkWriter Connection::copy_into(std::string_view table,
                                 std::initializer_list<std::string_view> columns) {
    return copy_into(table, std::span(columns.begin(), columns.size()));
}

BulkWriter Connection::copy_into(std::string_view table, std::span<const std::string_view> columns) {
    if (!is_in_transaction())
        throw Failure(FailureKind::Other, "copy_into stands outside a transaction");
    return BulkWriter(m_session->copy_into(table, columns));
}

void Connection::run_script(std::string_view sql) { m_session->run_script(sql); }
void Connection::begin() { m_session->begin(); }
void Connection::commit() { m_session->commit(); }
void Connection::roll_back() noexcept { m_session->roll_back(); }
bool Connection::is_in_transaction() const { return m_session->is_in_transaction(); }

InUse::InUse(bool& flag) : m_flag(flag) {
    if (flag)
        throw Failure(FailureKind::Other, "this connection is still reading a result or copying rows");
    flag = true;
}

void WriterQueue::enter(std::chrono::milliseconds wait_max) {
    std::unique_lock lock(m_mutex);
    const int ticket = 0; // Its address is the place in line.
    m_waiting.push_back(&ticket);
    const bool is_my_turn = m_changed.wait_for(
        lock, wait_max, [&] { return !m_is_taken && m_waiting.front() == &ticket; });
    m_waiting.erase(std::find(m_waiting.begin(), m_waiting.end(), &ticket));
    if (!is_my_turn) {
        m_changed.notify_all();
        throw Failure(FailureKind::Busy, "another writer holds the database");
    }
    m_is_taken = true;
}

void WriterQueue::leave() {
    {
        const std::lock_guard lock(m_mutex);
        m_is_taken = false;
    }
    m_changed.notify_all();
}

} // namespace samatcha::database
