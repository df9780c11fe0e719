#include "modules/search/live_index.hpp"

#include "modules/access/records.hpp"
#include "modules/persons/records.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

namespace samatcha::search {

LiveIndex::State LiveIndex::of(std::string_view province) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_provinces.find(province);
    return found == m_provinces.end() ? State{} : found->second;
}

Result<std::shared_ptr<ProvinceIndex>> LiveIndex::read_persons(database::Connection& connection, std::string_view province,
                                                               persons::LinkRunId id) {
    const auto run = TRY(persons::link_run(connection, province, id));
    const auto tell = [&](double part) {
        const std::lock_guard lock(m_mutex);
        m_provinces[std::string(province)].part_read = part;
    };
    tell(0);
    return ProvinceIndex::read(connection, m_keys, province, run, [&](std::int64_t done, std::int64_t total) {
        tell(total == 0 ? 0 : static_cast<double>(done) / static_cast<double>(total));
        return !m_is_stopping;
    });
}

Result<void> LiveIndex::refresh(std::string_view province) {
    const std::lock_guard one_by_one(m_reading);
    const auto connection = m_database.connection();
    const auto latest = persons::latest_complete_link_run_id(*connection, province);
    auto state = of(province);
    if (!state.index || (latest && state.index->run() != *latest))
        state = {latest ? TRY(read_persons(*connection, province, *latest)) : ProvinceIndex::empty(), 1, {}};
    // A transaction that began earlier may end later: some are looked at again.
    constexpr std::int64_t longest_transaction_ms = 30'000;
    const auto begun = m_clock.now();
    TRY(m_cases.read(*connection, province, {std::max<std::int64_t>(0, state.cases_until.unix_ms - longest_transaction_ms)},
                     [&](std::int64_t id, std::int64_t version) { return !state.index->knows(id, version); },
                     [&](const ToldCase& told) { state.index->put(told); }));
    state.cases_until = begun;
    const std::lock_guard lock(m_mutex);
    m_provinces[std::string(province)] = std::move(state);
    return {};
}

void LiveIndex::refresh_all(const Failed& failed) {
    std::vector<std::string> provinces;
    {
        const auto connection = m_database.connection();
        for (const auto& province : access::records::provinces(*connection))
            provinces.push_back(province.code);
    }
    for (const auto& province : provinces)
        if (!m_is_stopping)
            if (const auto done = refresh(province); !done && done.error().code != ErrorCode::Cancelled)
                failed(province, done.error());
}

void LiveIndex::start(Failed failed) {
    m_thread = std::thread([this, failed = std::move(failed)] {
        while (!m_is_stopping) {
            try {
                refresh_all(failed);
            } catch (const std::exception& broken) { // The database: tried again.
                failed("", {ErrorCode::Unavailable, "search.unreadable", {}, broken.what()});
            }
            std::unique_lock lock(m_wake_mutex);
            m_wake.wait_for(lock, std::chrono::seconds(1), [this] { return m_is_stopping.load(); });
        }
    });
}

void LiveIndex::stop() {
    {
        const std::lock_guard lock(m_wake_mutex);
        m_is_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

} // namespace samatcha::search
