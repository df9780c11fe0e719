#pragma once

#include "engines/linkage/linkage.hpp"
#include "engines/linkage/records.hpp"
#include "engines/linkage/resolve.hpp"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace samatcha::linkage {

/// What people decided, by record number. Few among many pairs: most questions end at the first look.
class DecidedPairs {
public:
    /// Fails with InvalidInput (linkage.decided_unknown) when a record is not there.
    static Result<DecidedPairs> create(const Records&, const std::vector<DecidedPair>&);

    bool is_empty() const { return m_decisions.empty(); }
    std::optional<Decision> of(std::uint32_t, std::uint32_t) const;
    /// Instead of the model's weight, whatever it is.
    static double weight_of(Decision);

    /// Pairs of one person, by left, then right.
    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& joined() const { return m_joined; }
    /// Records that are not this one's person.
    const std::vector<std::uint32_t>& apart_from(std::uint32_t) const;

    /// Sets the weights of decided pairs: those of one person are added where no rule met them, the
    /// others are taken out of the links.
    void weigh_links(LargeVector<WeightedPair>&) const;
    void weigh_all(LargeVector<WeightedPair>&) const;

private:
    std::unordered_map<std::uint64_t, Decision> m_decisions;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_joined;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> m_apart;
};

} // namespace samatcha::linkage
