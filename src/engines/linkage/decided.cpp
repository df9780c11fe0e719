#include "engines/linkage/decided.hpp"

#include <algorithm>

namespace samatcha::linkage {

namespace {

/// Bits: beyond what a probability of 32 bits can tell from 0 or 1.
constexpr double decided_weight = 40;

std::uint64_t key_of(std::uint32_t a, std::uint32_t b) {
    return std::uint64_t{std::min(a, b)} << 32U | std::max(a, b);
}

} // namespace

Result<DecidedPairs> DecidedPairs::create(const Records& records, const std::vector<DecidedPair>& given) {
    DecidedPairs decided;
    const auto is_there = [&](RecordRef r) {
        return r.file < records.files() && r.row < records.file_starts[r.file + 1] - records.file_starts[r.file];
    };
    for (const auto& pair : given) {
        if (!is_there(pair.left) || !is_there(pair.right) || pair.left == pair.right)
            return failure(ErrorCode::InvalidInput, "linkage.decided_unknown");
        const auto a = records.file_starts[pair.left.file] + pair.left.row;
        const auto b = records.file_starts[pair.right.file] + pair.right.row;
        const auto [known, is_new] = decided.m_decisions.emplace(key_of(a, b), pair.decision);
        if (!is_new && pair.decision == Decision::Different)
            known->second = Decision::Different;
    }
    for (const auto& [key, decision] : decided.m_decisions) {
        const auto left = static_cast<std::uint32_t>(key >> 32U);
        const auto right = static_cast<std::uint32_t>(key);
        if (decision == Decision::Same) {
            decided.m_joined.emplace_back(left, right);
        } else {
            decided.m_apart[left].push_back(right);
            decided.m_apart[right].push_back(left);
        }
    }
    std::sort(decided.m_joined.begin(), decided.m_joined.end());
    return decided;
}

std::optional<Decision> DecidedPairs::of(std::uint32_t a, std::uint32_t b) const {
    const auto found = m_decisions.find(key_of(a, b));
    return found == m_decisions.end() ? std::nullopt : std::optional(found->second);
}

double DecidedPairs::weight_of(Decision decision) {
    return decision == Decision::Same ? decided_weight : -decided_weight;
}

const std::vector<std::uint32_t>& DecidedPairs::apart_from(std::uint32_t record) const {
    static const std::vector<std::uint32_t> nobody;
    const auto found = m_apart.find(record);
    return found == m_apart.end() ? nobody : found->second;
}

void DecidedPairs::weigh_links(LargeVector<WeightedPair>& pairs) const {
    if (is_empty())
        return;
    std::erase_if(pairs, [&](const WeightedPair& pair) { return of(pair.left, pair.right).has_value(); });
    for (const auto& [left, right] : m_joined)
        pairs.push_back({left, right, static_cast<float>(decided_weight), false});
}

void DecidedPairs::weigh_all(LargeVector<WeightedPair>& pairs) const {
    if (is_empty())
        return;
    for (auto& pair : pairs)
        if (const auto decision = of(pair.left, pair.right))
            pair.weight = static_cast<float>(weight_of(*decision));
}

} // namespace samatcha::linkage
