#pragma once

#include "base/clock.hpp"
#include "modules/forum/live_forum.hpp"
#include "platform/database/joint_commit.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

namespace samatcha::forum {

/// The forums in memory, each read from its tables once: those that are open when the server
/// starts, others when somebody asks for them. The one writer of what participants send, and the
/// thread that publishes.
class LiveForums {
public:
    /// Told of each publication: province, forum, summary.
    using Told =
        std::function<void(const std::string& province, ForumId, const std::string& summary)>;

    LiveForums(database::Database& database, const Clock& clock)
        : m_database(database), m_clock(clock), m_writes(database) {}
    ~LiveForums() { stop(); }

    /// Fails with NotFound (forum.unknown), or Unavailable (forum.is_being_read) while somebody
    /// else reads it for longer than one waits: nobody else's forum waits for it.
    Result<std::shared_ptr<LiveForum>> open(database::Connection&, const std::string& province,
                                            ForumId);
    /// What the secretariat changed is read anew; after the commit.
    void refresh(database::Connection&, const std::string& province, ForumId);

    /// The same for all of it, votes too.
    void read_anew(const std::string& province, ForumId);

    database::JointCommit& writes() { return m_writes; }
    const Clock& clock() const { return m_clock; }

    /// Fails with TooMany (forum.too_many_joins): as many came from this network within the hour as
    /// may. Addresses are forgotten with the hour, and never stored.
    Result<void> count_join(const Forum&, std::string_view address);

    void start(Told);
    void stop();

private:
    using Key = std::pair<std::string, ForumId>;
    std::shared_ptr<LiveForum> read(database::Connection&, const Key&);
    /// Once nobody reads it.
    std::unique_lock<std::mutex> hold(const Key&);
    void read_open_forums();
    void publish_all();

    database::Database& m_database;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::condition_variable m_is_read;
    std::set<Key> m_reading;
    std::map<Key, std::shared_ptr<LiveForum>> m_forums;
    std::mutex m_joins_mutex;
    std::map<std::pair<ForumId, std::string>, std::int64_t> m_joins;
    std::int64_t m_joins_hour = 0;

    std::mutex m_wake_mutex;
    std::condition_variable m_wake;
    std::atomic<bool> m_is_stopping = false;
    Told m_told;
    std::thread m_reader;
    std::thread m_publishing;

    database::JointCommit m_writes; ///< Ends first: what it calls uses all above.
};

} // namespace samatcha::forum
