#include "modules/forum/live_forums.hpp"

#include "modules/forum/records.hpp"
#include "modules/forum/records_vote.hpp"

#include <chrono>

namespace samatcha::forum {

namespace {

constexpr auto publishing_interval = std::chrono::seconds(1);
constexpr std::int64_t hour_ms = 60 * 60 * 1000;

/// Of IPv6 the half that a provider gives to one customer; IPv4 whole.
std::string network_of(std::string_view address) {
    std::size_t end = 0;
    for (int parts = 0; parts < 4 && end != address.npos; ++parts)
        end = address.find(':', end + 1);
    return std::string(address.substr(0, end));
}

std::shared_ptr<LiveForum> read_forum(database::Connection& db, const std::string& province,
                                      Forum forum) {
    auto all = statements(db, province, forum.id);
    const auto id = forum.id;
    auto live = std::make_shared<LiveForum>(std::move(forum), std::move(all));
    each_participant(db, province, id, [&](const Participant& participant, BytesView digest) {
        live->add_participant(participant, digest);
    });
    each_vote(db, province, id, [&](const SentVote& vote) { live->add_vote(vote); });
    return live;
}

} // namespace

Result<std::shared_ptr<LiveForum>> LiveForums::open(database::Connection& db,
                                                    const std::string& province, ForumId id) {
    const std::lock_guard lock(m_mutex);
    auto& live = m_forums[{province, id}];
    if (!live) {
        auto forum = find_forum(db, province, id);
        if (!forum) {
            m_forums.erase({province, id});
            return failure(ErrorCode::NotFound, "forum.unknown");
        }
        live = read_forum(db, province, std::move(*forum));
        live->publish(m_clock.now());
    }
    return live;
}

void LiveForums::refresh(database::Connection& db, const std::string& province, ForumId id) {
    std::shared_ptr<LiveForum> live;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_forums.find({province, id}); found != m_forums.end())
            live = found->second;
    }
    if (live) {
        live->set(*find_forum(db, province, id), statements(db, province, id));
        live->publish(m_clock.now());
    }
}

void LiveForums::read_anew(const std::string& province, ForumId id) {
    const std::lock_guard lock(m_mutex);
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
    m_publishing = std::thread([this] { publish_all(); });
}

void LiveForums::stop() {
    {
        const std::lock_guard lock(m_wake_mutex);
        m_is_stopping = true;
    }
    m_wake.notify_one();
    if (m_publishing.joinable())
        m_publishing.join();
}

void LiveForums::publish_all() {
    std::unique_lock lock(m_wake_mutex);
    while (!m_wake.wait_for(lock, publishing_interval, [&] { return m_is_stopping; })) {
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
