#include "modules/forum/live_forums.hpp"

#include "modules/access/actions.hpp"
#include "modules/forum/records.hpp"
#include "modules/forum/records_vote.hpp"

#include <chrono>
#include <tuple>

namespace samatcha::forum {

namespace {

constexpr auto publishing_interval = std::chrono::seconds(1);
/// So long one waits for a forum that somebody else reads: most take less.
constexpr auto patience = std::chrono::seconds(1);
constexpr std::int64_t hour_ms = 60 * 60 * 1000;

/// Of IPv6 the half that a provider gives to one customer; IPv4 whole.
std::string network_of(std::string_view address) {
    std::size_t end = 0;
    for (int parts = 0; parts < 4 && end != address.npos; ++parts)
        end = address.find(':', end + 1);
    return std::string(address.substr(0, end));
}

} // namespace

std::shared_ptr<LiveForum> LiveForums::read(database::Connection& db, const Key& key) {
    const auto& [province, id] = key;
    auto forum = find_forum(db, province, id);
    if (!forum)
        return nullptr;
    auto live = std::make_shared<LiveForum>(std::move(*forum), statements(db, province, id));
    each_participant(db, province, id, [&](const Participant& participant, BytesView digest) {
        live->add_participant(participant, digest);
    });
    live->read_votes([&](const TakeVote& take) {
        each_vote(db, province, id, [&](const SentVote& vote) {
            return m_is_stopping ? database::Reading::Stop : take(vote);
        });
    });
    live->publish(m_clock.now());
    return live;
}

Result<std::shared_ptr<LiveForum>> LiveForums::open(database::Connection& db,
                                                    const std::string& province, ForumId id) {
    const Key key{province, id};
    std::unique_lock lock(m_mutex);
    if (!m_is_read.wait_for(lock, patience, [&] { return !m_reading.contains(key); }))
        return failure(ErrorCode::Unavailable, "forum.is_being_read");
    if (const auto found = m_forums.find(key); found != m_forums.end())
        return found->second;
    m_reading.insert(key);
    lock.unlock();
    const auto done = [&](std::shared_ptr<LiveForum> live) {
        lock.lock();
        m_reading.erase(key);
        if (live)
            m_forums[key] = std::move(live);
        lock.unlock();
        m_is_read.notify_all();
    };
    std::shared_ptr<LiveForum> live;
    try {
        live = read(db, key);
    } catch (...) {
        done(nullptr);
        throw;
    }
    done(live);
    if (!live)
        return failure(ErrorCode::NotFound, "forum.unknown");
    return live;
}

std::unique_lock<std::mutex> LiveForums::hold(const Key& key) {
    std::unique_lock lock(m_mutex);
    m_is_read.wait(lock, [&] { return !m_reading.contains(key); });
    return lock;
}

void LiveForums::refresh(database::Connection& db, const std::string& province, ForumId id) {
    std::shared_ptr<LiveForum> live;
    {
        const auto lock = hold({province, id});
        if (const auto found = m_forums.find({province, id}); found != m_forums.end())
            live = found->second;
    }
    if (live) {
        live->set(*find_forum(db, province, id), statements(db, province, id));
        live->publish(m_clock.now());
    }
}

void LiveForums::read_anew(const std::string& province, ForumId id) {
    const auto lock = hold({province, id});
    m_forums.erase({province, id});
}

Result<void> LiveForums::count_join(const Forum& forum, std::string_view address) {
    const std::lock_guard lock(m_joins_mutex);
    if (const auto hour = m_clock.now().unix_ms / hour_ms; hour != m_joins_hour) {
        m_joins.clear();
        m_joins_hour = hour;
    }
    auto& joins = m_joins[{forum.id, network_of(address)}];
    if (joins >= forum.joins_per_hour)
        return failure(ErrorCode::TooMany, "forum.too_many_joins");
    ++joins;
    return {};
}

void LiveForums::start(Told told) {
    m_told = std::move(told);
    m_reader = std::thread([this] { read_open_forums(); });
    m_publishing = std::thread([this] { publish_all(); });
}

void LiveForums::stop() {
    {
        const std::lock_guard lock(m_wake_mutex);
        m_is_stopping = true;
    }
    m_wake.notify_one();
    for (auto* const thread : {&m_reader, &m_publishing})
        if (thread->joinable())
            thread->join();
}

void LiveForums::read_open_forums() {
    try {
        const auto db = m_database.connection();
        for (const auto& province : access::provinces(*db))
            for (const auto& forum : forums(*db, province.code))
                if (forum.phase == ForumPhase::Open && !m_is_stopping)
                    std::ignore = open(*db, province.code, forum.id);
    } catch (const database::Failure&) {
        // Whoever asks for one of the others reads it then.
    }
}

void LiveForums::publish_all() {
    std::unique_lock lock(m_wake_mutex);
    while (!m_wake.wait_for(lock, publishing_interval, [&] { return m_is_stopping.load(); })) {
        lock.unlock();
        std::map<Key, std::shared_ptr<LiveForum>> forums;
        {
            const std::lock_guard reading(m_mutex);
            forums = m_forums;
        }
        for (const auto& [key, live] : forums)
            if (live->publish(m_clock.now()))
                m_told(key.first, key.second, live->summary());
        lock.lock();
    }
}

} // namespace samatcha::forum
