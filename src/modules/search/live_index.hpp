#pragma once

#include "base/clock.hpp"
#include "modules/search/province_index.hpp"
#include "platform/database/database.hpp"
#include "platform/database/joint_commit.hpp"
#include "platform/vault/key_ring.hpp"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace samatcha::search {

/// The indexes of all provinces: read in the background when the server starts, and anew when a later link run is
/// complete, whichever process ran it; until then the one before answers. Cases that were written come in within a second.
class LiveIndex {
public:
    /// Told what could not be read, for the log.
    using Failed = std::function<void(std::string_view province, const Error&)>;

    LiveIndex(database::Database& database, const vault::KeyRing& keys, const Clock& clock, Cases cases)
        : m_database(database), m_keys(keys), m_clock(clock), m_cases(std::move(cases)), m_writes(database) {}
    ~LiveIndex() { stop(); }

    struct State {
        std::shared_ptr<ProvinceIndex> index; ///< Null before it is read.
        double part_read = 0; ///< Of the next one, 0 to 1.
        Instant cases_until;  ///< Cases that changed before are in the index.
    };
    State of(std::string_view province) const;

    /// Reads the province now if a later run is complete than the one that is known, and the cases that changed; in the
    /// caller's thread.
    Result<void> refresh(std::string_view province);

    Sight sight_of(database::Connection& connection, const access::Actor& actor) const {
        return m_cases.sight_of(connection, actor);
    }

    void start(Failed);
    void stop();

    /// Who searched is written here: many at once share a commit.
    database::JointCommit& writes() { return m_writes; }
    const Clock& clock() const { return m_clock; }

private:
    void refresh_all(const Failed&);
    Result<std::shared_ptr<ProvinceIndex>> read_persons(database::Connection&, std::string_view province, persons::LinkRunId);

    database::Database& m_database;
    const vault::KeyRing& m_keys;
    const Clock& m_clock;
    Cases m_cases;

    mutable std::mutex m_mutex;
    std::map<std::string, State, std::less<>> m_provinces;
    std::mutex m_reading; ///< One province after the other: memory for two of one is enough.

    std::mutex m_wake_mutex;
    std::condition_variable m_wake;
    std::atomic<bool> m_is_stopping = false;
    std::thread m_thread;

    database::JointCommit m_writes; ///< Ends first: what it calls uses all above.
};

} // namespace samatcha::search
