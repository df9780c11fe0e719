#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace samatcha::http {

/// A fixed number of threads that run what they are given, in order. What was accepted is run.
class WorkerPool {
public:
    WorkerPool(std::size_t threads, std::size_t waiting_max);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False when too many wait already, or after finish().
    [[nodiscard]] bool submit(std::function<void()>);
    std::size_t waiting() const;

    /// Runs what waits, then ends the threads.
    void finish();

private:
    void run();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_waiting;
    std::size_t m_waiting_max;
    bool m_is_finishing = false;
    std::vector<std::thread> m_threads;
};

} // namespace samatcha::http
