#pragma once

#include "base/result.hpp"
#include "platform/database/database.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace samatcha::database {

/// Small writes of many callers that share a commit: the disk is flushed once for all that came
/// while it was flushed before. One thread with a connection of its own; callers do not wait.
class JointCommit {
public:
    /// Runs on the thread, within the transaction. When it fails or throws, this write alone is
    /// undone.
    using Write = std::function<Result<void>(Connection&)>;
    /// What became of it; called on the thread, once it is durable or will never be.
    using Then = std::function<void(Result<void>)>;

    explicit JointCommit(Database& database) : m_database(database) {}
    ~JointCommit(); ///< Writes what was taken.
    JointCommit(const JointCommit&) = delete;
    JointCommit& operator=(const JointCommit&) = delete;

    /// In the order of calls. The thread begins with the first.
    void add(Write, Then);

private:
    struct Waiting {
        Write write;
        Then then;
    };
    void run();
    std::vector<Result<void>> commit(const std::vector<Waiting>&);

    Database& m_database;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Waiting> m_waiting;
    bool m_is_finishing = false;
    std::thread m_thread;
};

} // namespace samatcha::database
