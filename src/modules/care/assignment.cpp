#include "modules/care/assignment.hpp"

namespace samatcha::care {

Turns::Turns(const std::vector<CareWorker>& workers) : m_workers(workers) {
    for (std::size_t i = 0; i < m_workers.size(); ++i) {
        if (m_workers[i].subdistricts.empty())
            m_everywhere.push_back(i);
        for (const auto& code : m_workers[i].subdistricts)
            m_by_area[code].push_back(i);
    }
}

const CareWorker* Turns::next(std::string_view subdistrict_code) {
    // Who walks there comes first; who works everywhere only where nobody does.
    const auto own = m_by_area.find(subdistrict_code);
    const auto& those = own == m_by_area.end() ? m_everywhere : own->second;
    if (those.empty())
        return nullptr;
    auto& turn = m_turn[std::string(subdistrict_code)];
    return &m_workers[those[turn++ % those.size()]];
}

std::size_t Turns::workers_in(std::string_view subdistrict_code) const {
    const auto own = m_by_area.find(subdistrict_code);
    return own == m_by_area.end() ? m_everywhere.size() : own->second.size();
}

} // namespace samatcha::care
