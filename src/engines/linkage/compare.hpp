#pragma once

#include "engines/linkage/records.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace samatcha::linkage {

/// Four bits for each field: 0 where a side has no value, else the level, 1 being the best.
using Pattern = std::uint64_t;

constexpr unsigned level_at(Pattern pattern, std::size_t field) {
    return static_cast<unsigned>(pattern >> (4 * field) & 15U);
}

/// The names of the levels of a kind of field; the first is level 1.
std::span<const std::string_view> level_names(FieldKind);
/// How many of them, from level 1 on, say that the values are the same; those levels are told apart
/// by how common the value is.
unsigned exact_levels(FieldKind);

/// Remembers the levels of pairs of texts met lately. One for each thread.
class CompareMemo {
public:
    CompareMemo() : m_entries(size) {}
    template <class Compute>
    unsigned level(std::uint32_t lexicon, std::uint32_t a, std::uint32_t b, const Compute& compute) {
        if (a > b)
            std::swap(a, b);
        const auto key = std::uint64_t{a} << 32U | b;
        auto& entry = m_entries[mix(key + lexicon) % size];
        if (entry.key != key || entry.lexicon != lexicon)
            entry = {key, lexicon, compute(a, b)};
        return entry.level;
    }

private:
    static constexpr std::size_t size = 1U << 15U;
    struct Entry {
        std::uint64_t key = 0;
        std::uint32_t lexicon = ~0U;
        unsigned level = 0;
    };
    std::vector<Entry> m_entries;
};

/// Compares records field by field.
class Comparer {
public:
    explicit Comparer(const Records&);

    Pattern pattern(const std::uint32_t* left, const std::uint32_t* right, CompareMemo&) const;

    /// How much more common than usual at its level the value is that both records have: by this the
    /// chance of agreeing by accident is multiplied. 1 where the values differ.
    double commonness(std::size_t field, const std::uint32_t* left, const std::uint32_t* right,
                      unsigned level) const;

    /// The share of records with a value that have this one.
    double share(std::size_t field, std::uint32_t code) const { return m_shares[field][code]; }
    /// The exact level (1, ...) of a value, by how common it is.
    unsigned exact_level(std::size_t field, std::uint32_t code) const;
    const Records& records() const { return m_records; }

private:
    unsigned name_level(const Field&, std::size_t index, const std::uint32_t*, const std::uint32_t*, CompareMemo&) const;
    unsigned guardian_level(const Field&, const std::uint32_t*, const std::uint32_t*, CompareMemo&) const;
    unsigned text_level(const Field&, std::size_t index, const std::uint32_t*, const std::uint32_t*, CompareMemo&) const;
    void mark_swapped(Pattern&, const std::uint32_t*, const std::uint32_t*) const;

    const Records& m_records;
    std::vector<std::vector<float>> m_shares;       ///< By field and code; empty where there is no code.
    std::vector<std::array<double, 5>> m_mean_shares; ///< By field and exact level.
    std::vector<float> m_spreads; ///< By field; of numbers.
    std::size_t m_given = SIZE_MAX;
    std::size_t m_surname = SIZE_MAX;
};

} // namespace samatcha::linkage
