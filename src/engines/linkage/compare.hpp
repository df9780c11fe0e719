#pragma once

#include "engines/linkage/records.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
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
/// Whether values are codes of a lexicon, so that each one's share of the records is known.
bool has_codes(FieldKind);

/// Remembers the levels of pairs of texts met lately. One for each thread.
class CompareMemo {
public:
    CompareMemo() : m_entries(size, ~std::uint64_t{0}) {}
    template <class Compute>
    unsigned level(std::uint32_t lexicon, std::uint32_t a, std::uint32_t b, const Compute& compute) {
        if (a > b)
            std::swap(a, b);
        if (b >> code_bits != 0)
            return compute(a, b);
        const auto key = key_of(lexicon, a, b);
        auto& entry = m_entries[mix(key) % size];
        if ((entry & ~std::uint64_t{15}) != key)
            entry = key | compute(a, b);
        return static_cast<unsigned>(entry & 15U);
    }
    /// Asks memory for what level() will look at.
    [[gnu::always_inline]] void fetch(std::uint32_t lexicon, std::uint32_t a, std::uint32_t b) const {
        __builtin_prefetch(&m_entries[mix(key_of(lexicon, std::min(a, b), std::max(a, b))) % size]);
    }

private:
    /// One word an entry: lexicon, both codes, the smaller first, level; a field has at most 16 of these.
    static std::uint64_t key_of(std::uint32_t lexicon, std::uint32_t a, std::uint32_t b) {
        return (std::uint64_t{lexicon} << (2 * code_bits) | std::uint64_t{a} << code_bits | b) << 4U;
    }
    static constexpr std::size_t size = 1U << 15U;
    static constexpr unsigned code_bits = 28;
    std::vector<std::uint64_t> m_entries;
};

/// How much more common than usual at their levels the values are that two records share, multiplied over the
/// fields: by this the chance of agreeing by accident is multiplied. By who may share a value for a reason.
struct Commonness {
    float personal = 1;  ///< Of what is one person's alone,
    float household = 1; ///< and of what a household shares,
    float all = 1;       ///< and of all else.
};

/// The values of two records.
struct ValuePair {
    const std::uint32_t* left;
    const std::uint32_t* right;
};

struct Compared {
    Pattern pattern = 0;
    Commonness common;
};

/// Compares records field by field.
class Comparer {
public:
    explicit Comparer(const Records& records) : Comparer(records, records.size()) {}
    /// How common values are is counted among the first `counted` records only.
    Comparer(const Records&, std::uint32_t counted, unsigned threads = 1);
    /// How common they are is to be read, as another one of the same records knew it (parts()).
    struct Uncounted {};
    Comparer(const Records&, Uncounted);
    static auto parts(auto& own) { return std::tie(own.m_kinds, own.m_values, own.m_spreads); }

    /// Values that have come to the lexicons since are as rare as one that was counted once.
    void admit_values();

    /// Some pairs at once, one field after the other.
    static constexpr std::size_t pairs_at_once = 32;
    void compare(std::span<const ValuePair>, std::span<Compared>, CompareMemo&) const;
    Pattern pattern(const std::uint32_t* left, const std::uint32_t* right, CompareMemo&) const;
    Commonness commonness(Pattern, const std::uint32_t* left, const std::uint32_t* right) const;

    /// The level of one field alone; exchanged names are seen by pattern() only.
    unsigned level(std::size_t field, const std::uint32_t* left, const std::uint32_t* right,
                   CompareMemo&) const;


    /// The exact level (1, ...) of a value, by how common it is.
    unsigned exact_level(std::size_t field, std::uint32_t code) const {
        return m_kinds[field].empty() ? 1 : value(field, code).level;
    }
    /// The level of two records that both have this value in a field.
    unsigned equal_level(std::size_t field, std::uint32_t value) const;
    /// Names in each other's place are one event, of which two fields tell: the second one says nothing more.
    bool says_it_again(std::size_t field, unsigned level) const;
    /// How often any two records have names in each other's place by chance: as often as a given name is the other's
    /// surname, twice. 0 where there are not both names.
    double exchanged_by_chance() const;
    /// Given name and surname, where both are compared as texts.
    std::optional<std::pair<std::size_t, std::size_t>> exchangeable() const {
        return m_given != SIZE_MAX && m_surname != SIZE_MAX ? std::optional(std::pair(m_given, m_surname)) : std::nullopt;
    }
    const Records& records() const { return m_records; }

private:
    /// Of one field; 1 where the values are not alike.
    double commonness(std::size_t field, const std::uint32_t* left, const std::uint32_t* right, unsigned level) const;
    unsigned name_level(const Field&, std::size_t index, const std::uint32_t*, const std::uint32_t*, CompareMemo&) const;
    unsigned guardian_level(const Field&, const std::uint32_t*, const std::uint32_t*, CompareMemo&) const;
    unsigned text_level(const Field&, std::size_t index, const std::uint32_t*, const std::uint32_t*, CompareMemo&) const;
    unsigned different_level(const Field&, std::uint32_t, std::uint32_t) const;
    unsigned unequal_level(const Field&, std::uint32_t, std::uint32_t, CompareMemo&) const;
    unsigned remembered_level(const Field&, std::uint32_t, std::uint32_t, CompareMemo&) const;
    /// Of two values that are alike: that of the commoner one, which the other may be misspelt.
    double commonness_of_alike(std::size_t field, const std::uint32_t* left,
                               const std::uint32_t* right) const;
    /// By whom such an agreement may be shared for a reason: relatives have names that are alike,
    /// not the same.
    FieldRole shared_by(std::size_t field, unsigned level) const {
        const auto role = m_records.fields[field].role;
        return level > m_valued[field] && role == FieldRole::Personal ? FieldRole::Household : role;
    }
    class Batch;
    bool may_be_alike(const Field&, std::uint32_t a, std::uint32_t b) const;
    void compare_texts(std::size_t field, Batch&, CompareMemo&) const;
    void mark_swapped(Pattern&, const std::uint32_t*, const std::uint32_t*) const;

    const Records& m_records;
    /// What is known of a value by its code.
    struct Value {
        float commonness = 1; ///< Its share of the records, against the usual one at its level,
        float nearby = 1; ///< and against the usual one of any value, for those that are nearly it.
        std::uint8_t level = 1;
    };
    void count_values(std::size_t field, std::uint32_t counted);
    const Value& value(std::size_t field, std::uint32_t code) const { return m_values[field][m_kinds[field][code]]; }

    // Values that equally many records have are of one kind: there may be as many values as records, but few kinds.
    std::vector<std::vector<std::uint16_t>> m_kinds; ///< By field and code; empty where there is no code.
    std::vector<std::vector<Value>> m_values;        ///< By field and kind; the missing value is of kind 0.
    std::vector<unsigned> m_valued; ///< By field: the levels up to this one depend on the value,
    std::vector<unsigned> m_alike;  ///< and those up to this one, of values that are alike, on both.
    static constexpr std::uint16_t uncounted = 1; ///< The kind of values that were not counted, or once.
    std::vector<float> m_spreads; ///< By field; of numbers.
    std::size_t m_given = SIZE_MAX;
    std::size_t m_surname = SIZE_MAX;
};

} // namespace samatcha::linkage
