#pragma once

#include "base/growing_array.hpp"
#include "engines/linkage/large_pages.hpp"
#include "engines/linkage/similarity.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

namespace samatcha::linkage {

/// A number of at most 15 digits in one word: these, four bits each from the lowest on, and their count in the highest
/// four. 0 if the text is anything else.
std::uint64_t packed_digits(std::string_view text);
std::uint64_t packed_digits(Symbols text);

/// An identity number as it comes from a register, normalised.
struct IdentifierValue {
    std::uint64_t digits = 0; ///< As packed_digits().
    std::u16string text;      ///< Where it is no such number; empty: missing.
};

/// The distinct identity numbers of one field: there may be as many as records, and nearly all are digits, so that one
/// takes 8 bytes and, while more may come, its place in the table 4 to 8. Code 0 is the missing one.
class IdentifierLexicon {
public:
    IdentifierLexicon();

    std::uint32_t code_of(Symbols text);
    /// Many at once, which is quicker. Not to be called by two threads at once; the codes follow the order.
    void find_codes(std::span<const IdentifierValue> values, std::uint32_t* codes);
    /// Gives back what only the coming of more needs; it is made again should more come.
    void close() { m_slots = {}; }
    /// Of a closed one; read, it is closed.
    static auto parts(auto& own) { return std::tie(own.m_values, own.m_letters, own.m_others); }

    std::uint32_t size() const { return static_cast<std::uint32_t>(m_values.size()); }
    std::uint64_t bytes() const { return m_values.bytes() + m_slots.size() * 4 + m_letters.capacity() * 2 + m_others.bytes(); }
    /// What a text made of digits is written into.
    using Letters = std::array<char16_t, 15>;
    Symbols text(std::uint32_t code, Letters& letters) const;
    /// Of a number of 9 to 15 digits these, as packed_digits(); else 0.
    std::uint64_t digits(std::uint32_t code) const {
        constexpr std::uint64_t nine = std::uint64_t{9} << 60U;
        return m_values[code] >= nine ? m_values[code] : 0;
    }

private:
    struct Other {
        std::uint32_t start;
        std::uint32_t length;
    };
    std::uint32_t find(std::uint64_t digits, Symbols text, std::uint64_t hash);
    Symbols other(std::uint64_t value) const {
        return Symbols(m_letters).substr(m_others[value].start, m_others[value].length);
    }
    void make_slots(std::size_t count);

    GrowingArray<std::uint64_t> m_values; ///< By code: packed digits, or the place in m_others.
    std::u16string m_letters;
    GrowingArray<Other> m_others;
    LargeVector<std::uint32_t> m_slots;
};

} // namespace samatcha::linkage
