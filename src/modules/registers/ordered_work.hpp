#pragma once

#include "base/result.hpp"

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace samatcha::registers {

/// Work on a stream of pieces with several threads, given on in the order in which they were taken.
/// At most `window` pieces are under way, so memory is bounded however slow the taker is.
template <class In, class Out>
class OrderedWork {
public:
    /// Fills the next piece; false at the end. Called by one thread at a time, in order.
    using Take = std::function<Result<bool>(In&)>;
    /// Turns a piece into its outcome. Each thread has one of its own.
    using Work = std::function<void(In&, Out&)>;
    /// Receives the outcomes in order, on the thread of run(). A failure ends the whole.
    using Give = std::function<Result<void>(Out&)>;

    /// Returns when everything was given, or with the first failure; exceptions of any thread pass on.
    static Result<void> run(std::size_t threads, std::size_t window, const Take& take,
                            const std::function<Work()>& make_work, const Give& give) {
        OrderedWork shared(window, take);
        std::vector<std::thread> hands;
        Result<void> outcome;
        struct Joiner {
            OrderedWork& shared;
            std::vector<std::thread>& hands;
            ~Joiner() {
                shared.stop();
                for (auto& hand : hands)
                    hand.join();
            }
        };
        {
            const Joiner joiner{shared, hands};
            for (std::size_t i = 0; i < threads; ++i)
                hands.emplace_back([&shared, work = make_work()] { shared.work_on(work); });
            while (auto piece = shared.next()) {
                outcome = give(*piece);
                if (!outcome)
                    break;
            }
        }
        if (shared.m_exception)
            std::rethrow_exception(shared.m_exception);
        if (outcome && shared.m_error)
            return Unexpected{std::move(*shared.m_error)};
        return outcome;
    }

private:
    OrderedWork(std::size_t window, const Take& take) : m_window(window), m_take(take) {}

    void stop() {
        const std::lock_guard lock(m_mutex);
        m_is_stopped = true;
        m_changed.notify_all();
    }

    std::optional<Out> next() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] {
            return m_is_stopped || m_ready.contains(m_given) || (m_has_ended && m_given == m_taken);
        });
        if (m_is_stopped || !m_ready.contains(m_given))
            return std::nullopt;
        auto node = m_ready.extract(m_given++);
        m_changed.notify_all();
        return std::move(node.mapped());
    }

    void work_on(const Work& work) {
        try {
            In piece;
            while (const auto number = take_piece(piece)) {
                Out outcome;
                work(piece, outcome);
                const std::lock_guard lock(m_mutex);
                m_ready.emplace(*number, std::move(outcome));
                m_changed.notify_all();
            }
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            m_exception = std::current_exception();
            m_is_stopped = true;
            m_changed.notify_all();
        }
    }

    std::optional<std::size_t> take_piece(In& piece) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] {
            return m_is_stopped || m_has_ended || (!m_is_taking && m_taken - m_given < m_window);
        });
        if (m_is_stopped || m_has_ended)
            return std::nullopt;
        m_is_taking = true;
        lock.unlock();
        auto more = m_take(piece); // Not under the lock: the others go on working meanwhile.
        lock.lock();
        m_is_taking = false;
        m_changed.notify_all();
        if (!more) {
            m_error = std::move(more).error();
            m_is_stopped = true;
            return std::nullopt;
        }
        if (!*more) {
            m_has_ended = true;
            return std::nullopt;
        }
        return m_taken++;
    }

    const std::size_t m_window;
    const Take& m_take;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::size_t, Out> m_ready;
    std::size_t m_taken = 0;
    std::size_t m_given = 0;
    bool m_is_taking = false;
    bool m_has_ended = false;
    bool m_is_stopped = false;
    std::optional<Error> m_error;
    std::exception_ptr m_exception;
};

} // namespace samatcha::registers
