#include "platform/database/joint_commit.hpp"

#include <algorithm>
#include <iterator>

namespace samatcha::database {

namespace {

/// So that others who write get their turn, and nobody waits long for the first of many.
constexpr std::size_t writes_of_a_commit_max = 500;

Unexpected<Error> not_written(const std::exception& broken) {
    return failure(ErrorCode::Unavailable, "database.not_written", {}, broken.what());
}

} // namespace

JointCommit::~JointCommit() {
    {
        const std::lock_guard lock(m_mutex);
        m_is_finishing = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void JointCommit::add(Write write, Then then) {
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back({std::move(write), std::move(then)});
        if (!m_thread.joinable())
            m_thread = std::thread([this] { run(); });
    }
    m_changed.notify_one();
}

void JointCommit::run() {
    std::vector<Waiting> batch;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [&] { return !m_waiting.empty() || m_is_finishing; });
            if (m_waiting.empty())
                return;
            const auto count = std::min(m_waiting.size(), writes_of_a_commit_max);
            const auto end = m_waiting.begin() + static_cast<std::ptrdiff_t>(count);
            batch.assign(std::make_move_iterator(m_waiting.begin()), std::make_move_iterator(end));
            m_waiting.erase(m_waiting.begin(), end);
        }
        auto outcomes = commit(batch);
        for (std::size_t i = 0; i < batch.size(); ++i)
            batch[i].then(std::move(outcomes[i]));
        batch.clear();
    }
}

std::vector<Result<void>> JointCommit::commit(const std::vector<Waiting>& batch) {
    std::vector<Result<void>> outcomes;
    try {
        const auto connection = m_database.connection();
        transaction(*connection, [&] {
            for (const auto& waiting : batch) {
                try {
                    outcomes.push_back(
                        transaction(*connection, [&] { return waiting.write(*connection); }));
                } catch (const std::exception& broken) {
                    outcomes.push_back(not_written(broken));
                }
            }
        });
    } catch (const std::exception& broken) { // No connection, or no commit: nothing of it is there.
        outcomes.assign(batch.size(), not_written(broken));
    }
    return outcomes;
}

} // namespace samatcha::database
