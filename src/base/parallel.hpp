#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace samatcha {

/// Calls work(part) for each part in 0..parts-1 on `threads` threads. Parts must not depend on the
/// number of threads, and what they write must be put together in the order of the parts: then the
/// result is the same for any number of threads. `between` is called on the calling thread after each
/// of its own parts with the number of parts begun; if it returns false no further part is begun.
template <class Work, class Between>
bool parallel_parts(unsigned threads, std::size_t parts, const Work& work, const Between& between) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stopped{false};
    std::exception_ptr error;
    std::mutex error_mutex;
    const auto run = [&](bool is_caller) {
        try {
            while (!stopped.load(std::memory_order_relaxed)) {
                const auto part = next.fetch_add(1);
                if (part >= parts)
                    return;
                work(part);
                if (is_caller && !between(part + 1))
                    stopped = true;
            }
        } catch (...) {
            const std::scoped_lock lock(error_mutex);
            error = std::current_exception();
            stopped = true;
        }
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads && i < parts; ++i)
        others.emplace_back(run, false);
    run(true);
    for (auto& other : others)
        other.join();
    if (error)
        std::rethrow_exception(error);
    return !stopped.load();
}

template <class Work>
void parallel_parts(unsigned threads, std::size_t parts, const Work& work) {
    parallel_parts(threads, parts, work, [](std::size_t) { return true; });
}

} // namespace samatcha
