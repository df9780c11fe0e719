#include "modules/persons/decided_records.hpp"

#include <algorithm>
#include <tuple>

namespace samatcha::persons {

DecidedRecordsFinder::DecidedRecordsFinder(const vault::KeyRing& keys, std::string_view province,
                                           const std::vector<ReviewDecision>& decisions)
    : m_keys(keys), m_province(province) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> number_of;
    for (const auto& decision : decisions) {
        const auto [known, is_new] =
            number_of.emplace(std::pair(decision.low.key, decision.high.key), m_pairs.size());
        if (is_new) {
            m_pairs.emplace_back();
            m_pairs_of_key[decision.low.key].push_back(known->second);
            if (decision.high.key != decision.low.key)
                m_pairs_of_key[decision.high.key].push_back(known->second);
        }
        auto& pair = m_pairs[known->second];
        pair.low.identity = decision.low;
        pair.high.identity = decision.high;
        pair.decisions.push_back(decision.decision);
    }
}

void DecidedRecordsFinder::look_at(linkage::RecordRef at, std::int64_t key, const LinkedSnapshot& snapshot,
                                   const registers::PersonRecord& record) {
    const auto found = m_pairs_of_key.find(key);
    if (found == m_pairs_of_key.end())
        return;
    const auto identity =
        identity_of(m_keys, m_province, snapshot.register_kind, snapshot.agency_id, record);
    for (const auto number : found->second) {
        for (auto* side : {&m_pairs[number].low, &m_pairs[number].high}) {
            if (!is_same_record(side->identity, identity))
                continue;
            side->at = at;
            ++side->rows;
        }
    }
}

std::vector<DecidedRecords> DecidedRecordsFinder::found() const {
    std::vector<DecidedRecords> list;
    for (const auto& pair : m_pairs)
        if (pair.low.rows == 1 && pair.high.rows == 1 && pair.low.at != pair.high.at)
            list.push_back({std::min(pair.low.at, pair.high.at),
                            std::max(pair.low.at, pair.high.at), outcome_of(pair.decisions),
                            pair.low.identity.key, pair.high.identity.key});
    std::sort(list.begin(), list.end(), [](const DecidedRecords& l, const DecidedRecords& r) {
        return std::tie(l.left, l.right) < std::tie(r.left, r.right);
    });
    return list;
}

std::vector<linkage::DecidedPair> binding(const std::vector<DecidedRecords>& decided,
                                          std::span<const ReviewItem> asked,
                                          std::span<const ReviewStratum> strata) {
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> stratum_of;
    for (const auto& item : asked)
        if (item.stratum)
            stratum_of.emplace(std::pair(item.low_key, item.high_key), *item.stratum);
    std::vector<linkage::DecidedPair> pairs;
    std::map<std::int64_t, std::vector<std::size_t>> drawn; // by stratum, in `pairs`
    for (const auto& one : decided) {
        if (one.outcome != ReviewOutcome::Same && one.outcome != ReviewOutcome::Different)
            continue;
        if (const auto found = stratum_of.find({one.low_key, one.high_key});
            found != stratum_of.end())
            drawn[found->second].push_back(pairs.size());
        pairs.push_back({one.left, one.right,
                         one.outcome == ReviewOutcome::Same ? linkage::Decision::Same
                                                            : linkage::Decision::Different});
    }
    for (const auto& stratum : strata)
        for (const auto i : drawn[stratum.number])
            pairs[i].stands_for =
                std::max(1.0, static_cast<double>(stratum.pairs) /
                                  static_cast<double>(drawn[stratum.number].size()));
    return pairs;
}

} // namespace samatcha::persons
