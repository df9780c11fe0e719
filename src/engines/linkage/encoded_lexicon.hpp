#pragma once

#include "engines/linkage/field_kind.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace samatcha::linkage {

/// A form of a value of which a keyed hash is handed over, its mark: equal forms have equal marks.
enum class MarkForm : std::uint8_t {
    Whole,
    Key,       ///< Of a name or place: the comparison key.
    Sound,     ///< Of a name: the phonetic key.
    Latin,     ///< Of a name: the key that Thai and Latin letters share.
    Start,     ///< Of a name: its first letters.
    YearMonth, ///< Of a date, as the next three.
    MonthDay,  ///< None for 1 January, which mostly stands for "some day of that year".
    Year,
    Unordered, ///< Year, and day and month in any order.
    Prefix2,   ///< Of an area, as the next two.
    Prefix4,
    Prefix6,
    Sort, ///< Of a number: citizen number or code with a letter, which say nothing about each
          ///< other.
    Word, ///< One of the rarest words of a text.
};

/// What an encoded value of a kind of field consists of, so that all are of one length: its marks
/// in this order, the whole value's first, and then a filter, if it has one.
struct EncodedLayout {
    std::span<const MarkForm> marks;
    bool has_filter = false;

    static EncodedLayout of(FieldKind);
    std::size_t words() const { return marks.size() + (has_filter ? filter_words : 0); }
    std::size_t place_of(MarkForm) const; ///< Of the first such mark.
    std::size_t count_of(MarkForm) const;

    static constexpr std::size_t filter_words = 8; ///< Of 64 bits.
    static constexpr std::size_t filter_bits = 64 * filter_words;
};

/// Letters, digits, - and _ for the words of an encoded value.
std::string text_of_encoded(std::span<const std::uint64_t> words);

/// The distinct encoded values of one field. Code 0 is the missing value.
class EncodedLexicon {
public:
    explicit EncodedLexicon(FieldKind);

    std::span<const std::uint64_t> words(std::uint32_t code) const {
        return std::span(m_words).subspan(code * m_layout.words(), m_layout.words());
    }
    /// 0 if the text is no encoded value of this kind.
    std::uint32_t code_of(std::string_view text);

    FieldKind kind() const { return m_kind; }
    const EncodedLayout& layout() const { return m_layout; }
    std::uint32_t size() const {
        return static_cast<std::uint32_t>(m_words.size() / m_layout.words());
    }
    std::uint64_t bytes() const {
        return m_words.capacity() * 8 + m_code_of_whole.size() * 40;
    } ///< About.
    /// 0 if the value has no such form.
    std::uint64_t mark(std::uint32_t code, std::size_t place) const {
        return m_words[code * m_layout.words() + place];
    }
    std::uint64_t mark(std::uint32_t code, MarkForm form) const {
        return mark(code, m_layout.place_of(form));
    }
    /// Whether both have this form, and it is the same.
    bool agree(MarkForm form, std::uint32_t a, std::uint32_t b) const {
        const auto place = m_layout.place_of(form);
        return mark(a, place) != 0 && mark(a, place) == mark(b, place);
    }
    /// The share of what either value's filter was made of that both were made of (Jaccard), with a
    /// standard error of at most .045. Bit-parallel.
    double likeness(std::uint32_t a, std::uint32_t b) const;

private:
    FieldKind m_kind;
    EncodedLayout m_layout;
    std::vector<std::uint64_t> m_words; ///< By code.
    std::unordered_map<std::uint64_t, std::uint32_t> m_code_of_whole;
};

} // namespace samatcha::linkage
