#pragma once

#include "engines/linkage/hash.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/records.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace samatcha::linkage {

/// What of a value makes a key.
enum class KeyForm : std::uint8_t {
    Whole,     ///< The value itself.
    Table,     ///< Looked up by its code: sound, comparison key, first letters, wider area, rare words, ...
    YearMonth, ///< Of dates, as the next two; 1 January is a year only.
    MonthDay,
    Year,
};

/// A key of one field in one form, e.g. surname:sound. A field with several values has several keys
/// (`width`).
struct KeyColumn {
    std::string name;
    std::size_t field = 0;
    std::size_t width = 1;
    bool is_automatic = true; ///< Considered where rules are chosen from the data.
    bool is_name = false; ///< Given names and surnames hash alike, so that exchanged ones meet.
    KeyForm form = KeyForm::Whole;
    std::uint16_t slot = 0;           ///< Of the first value in a record.
    std::uint16_t step = 1;           ///< To the next; 0 where one value has several keys.
    std::vector<std::uint32_t> table; ///< By code, and then by key if `step` is 0.

    /// Its i-th key of a record; 0 where the value is missing.
    std::uint32_t key(const std::uint32_t* record, std::size_t i) const {
        const auto value = record[slot + i * step];
        if (value == 0)
            return 0;
        switch (form) {
        case KeyForm::Table: return step == 0 ? table[value * width + i] : table[value];
        case KeyForm::Whole: return short_key(value);
        case KeyForm::YearMonth: return PackedDate{value}.month() == 0 ? 0 : short_key(value >> 7U);
        case KeyForm::MonthDay: {
            const PackedDate date{value};
            return date.day() == 0 || (date.day() == 1 && date.month() == 1) ? 0 : short_key(value & 16383U);
        }
        case KeyForm::Year: return value >> 14U == 0 ? 0 : short_key(value >> 14U);
        }
        return 0;
    }

    static auto parts(auto& own) {
        return std::tie(own.name, own.field, own.width, own.is_automatic, own.is_name, own.form, own.slot, own.step,
                        own.table);
    }

    /// Whether two records have one of its first `keys` keys in common.
    bool agree(const std::uint32_t* left, const std::uint32_t* right, std::size_t keys) const {
        for (std::size_t i = 0; i < keys; ++i)
            if (const auto own = key(left, i); own != 0)
                for (std::size_t j = 0; j < keys; ++j)
                    if (own == key(right, j))
                        return true;
        return false;
    }

    static std::uint32_t short_key(std::uint64_t hash) {
        const auto key = static_cast<std::uint32_t>(mix(hash) >> 32U);
        return key == 0 ? 1 : key;
    }
};

/// Every key that the fields of these records can give; those that take much only where `given` rules name them.
std::vector<KeyColumn> key_columns(const Records&, std::span<const BlockingRule> given);
/// Looks up the values that have come to the lexicons since the columns were made.
void admit_values(std::vector<KeyColumn>&, const Records&);

} // namespace samatcha::linkage
