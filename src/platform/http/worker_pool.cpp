#include "platform/http/worker_pool.hpp"

namespace samatcha::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t waiting_max) : m_waiting_max(waiting_max) {
    for (std::size_t i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool() { finish(); }

bool WorkerPool::submit(std::function<void()> work) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_is_finishing || m_waiting.size() >= m_waiting_max)
            return false;
        m_waiting.push_back(std::move(work));
    }
    m_changed.notify_one();
    return true;
}

std::size_t WorkerPool::waiting() const {
    const std::lock_guard lock(m_mutex);
    return m_waiting.size();
}

void WorkerPool::finish() {
    {
        const std::lock_guard lock(m_mutex);
        m_is_finishing = true;
    }
    m_changed.notify_all();
    for (auto& thread : m_threads)
        if (thread.joinable())
            thread.join();
}

void WorkerPool::run() {
    while (true) {
        std::function<void()> work;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return m_is_finishing || !m_waiting.empty(); });
            if (m_waiting.empty())
                return;
            work = std::move(m_waiting.front());
            m_waiting.pop_front();
        }
        work();
    }
}

} // namespace samatcha::http
