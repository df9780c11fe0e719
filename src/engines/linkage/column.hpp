#pragma once

#include "base/growing_array.hpp"
#include "base/text_list.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace samatcha::linkage {

/// What a column holds. The engine chooses comparisons and blocking from these and from the data;
/// the words of a SPEC are these in snake_case.
enum class Meaning : std::uint8_t {
    GivenName,
    Surname,
    FullName,
    Sex,
    BirthDate,
    BirthDay,
    BirthMonth,
    BirthYear,
    NationalId,
    AreaCode, ///< Digits, a longer code lies inside the area of its prefix (province 2, district 4, ...).
    Postcode,
    Place,
    Address,
    Phone,
    Email,
    GuardianName,
    Category,
    Number,
    Text,
    Coordinates, ///< Latitude and longitude in degrees, e.g. of a house: 16.4322, 102.8236.
};
inline constexpr std::size_t meaning_count = 20;

std::string_view meaning_name(Meaning);
/// False if the word is no meaning.
bool meaning_from_name(std::string_view word, Meaning& meaning);

/// A column of text as received, each distinct value stored once; only of numbers of persons, which hardly ever repeat,
/// equal ones are not looked for. Code 0 is the missing value.
class Column {
public:
    Column() = default; ///< To be read (parts()).
    Column(Meaning meaning, std::string name);

    /// Blanks at both ends are dropped; what is then empty is missing.
    void append(std::string_view value);
    /// Many at once, which is quicker.
    void append(std::span<const std::string_view> values);
    void reserve(std::size_t rows) { m_codes.reserve(rows); }
    /// No more will be appended: gives back what that alone needs.
    void close();
    /// Of a closed one; read, it is closed.
    static auto parts(auto& own) { return std::tie(own.m_meaning, own.m_name, own.m_codes, own.m_texts); }

    Meaning meaning() const { return m_meaning; }
    const std::string& name() const { return m_name; }
    std::size_t size() const { return m_codes.size(); }
    /// Values stored, the missing one included.
    std::uint32_t distinct() const { return static_cast<std::uint32_t>(m_texts.size()); }
    std::span<const std::uint32_t> codes() const { return {m_codes.data(), m_codes.size()}; }
    std::string_view text(std::uint32_t code) const { return m_texts[code]; }
    std::uint64_t bytes() const { return m_codes.bytes() + m_texts.bytes() + m_slots.size() * sizeof(Slot); }
    std::string_view value(std::size_t row) const { return text(m_codes[row]); }

private:
    std::uint32_t code_of(std::string_view value, std::uint32_t hash);
    std::uint32_t add_text(std::string_view value);
    void grow();

    Meaning m_meaning = Meaning::Text;
    std::string m_name;
    GrowingArray<std::uint32_t> m_codes;
    TextList m_texts; ///< By code.
    struct Slot {
        std::uint32_t code = 0; ///< 0: free.
        std::uint32_t hash = 0; ///< Part of the text's, so that others need not be looked at.
    };
    std::vector<Slot> m_slots; ///< None where equal values are not looked for.
};

/// How the values of an encoded file were made; only files of one making can be compared.
struct Encoding {
    int format = 1;
    std::string salt;      ///< What names were salted by; "none".
    std::string key_check; ///< The same for the same key, and says nothing else of it.
    friend bool operator==(const Encoding&, const Encoding&) = default;
};

/// One register as plain columns, all of the same length. Rows are known by their number from 0; what
/// they are called outside is the caller's.
struct File {
    std::string name;
    std::vector<Column> columns;
    std::optional<Encoding> encoding; ///< The values are codes (engines/encoding).
    std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
    /// Of clear values.
    static auto parts(auto& own) { return std::tie(own.name, own.columns); }
};

} // namespace samatcha::linkage
