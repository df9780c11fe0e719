#pragma once

// What an engine must be able to do; implemented in sqlite_session.cpp and postgresql_session.cpp.

#include "platform/database/connection.hpp"
#include "platform/database/database.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>

namespace samatcha::database {

class BulkWriter::Sink {
public:
    virtual ~Sink() = default;
    virtual void row(std::span<const Parameter> values) = 0;
    virtual std::int64_t finish() = 0;
};

class Session {
public:
    virtual ~Session() = default;
    virtual Engine engine() const = 0;
    virtual std::int64_t execute(std::string_view sql, std::span<const Parameter>) = 0;
    virtual void stream(std::string_view sql, std::span<const Parameter>,
                        const std::function<Reading(const Row&)>&) = 0;
    virtual void run_script(std::string_view sql) = 0;
    virtual std::unique_ptr<BulkWriter::Sink>
    copy_into(std::string_view table, std::span<const std::string_view> columns) = 0;
    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void roll_back() noexcept = 0;
    virtual bool is_in_transaction() const = 0;
    virtual bool is_usable() = 0; ///< False when the pool should make a new one instead.
};

/// SQLite has one writer. Its own waiting is a lottery that a long import wins every time; within this
/// process writers therefore stand in line.
class WriterQueue {
public:
    void enter(std::chrono::milliseconds wait_max); ///< Throws Failure(Busy).
    void leave();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<const void*> m_waiting;
    bool m_is_taken = false;
};

std::unique_ptr<Session> open_sqlite(const std::string& path, bool is_lasting,
                                     std::chrono::milliseconds wait_max,
                                     std::shared_ptr<WriterQueue>);
std::unique_ptr<Session> open_postgresql(const std::string& url);

/// Sets a flag for a scope; the connection is not to be used again while a result is being read or
/// rows are being copied in, on either engine.
class InUse {
public:
    explicit InUse(bool& flag);
    ~InUse() { m_flag = false; }
    InUse(const InUse&) = delete;
    InUse& operator=(const InUse&) = delete;

private:
    bool& m_flag;
};

} // namespace samatcha::database
