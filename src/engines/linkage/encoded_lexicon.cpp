#include "engines/linkage/encoded_lexicon.hpp"

#include <algorithm>
#include <array>

namespace samatcha::linkage {

namespace {

constexpr std::array name_marks = {MarkForm::Whole, MarkForm::Key, MarkForm::Sound, MarkForm::Latin,
                                   MarkForm::Start};
constexpr std::array guardian_marks = {MarkForm::Whole, MarkForm::Key, MarkForm::Sound,
                                       MarkForm::Latin};
constexpr std::array date_marks = {MarkForm::Whole, MarkForm::YearMonth, MarkForm::MonthDay,
                                   MarkForm::Year, MarkForm::Unordered};
constexpr std::array identifier_marks = {MarkForm::Whole, MarkForm::Sort};
constexpr std::array area_marks = {MarkForm::Whole, MarkForm::Prefix2, MarkForm::Prefix4,
                                   MarkForm::Prefix6};
constexpr std::array text_marks = {MarkForm::Whole, MarkForm::Key};
constexpr std::array words_marks = {MarkForm::Whole, MarkForm::Word, MarkForm::Word,
                                    MarkForm::Word};
constexpr std::array whole_mark = {MarkForm::Whole};

constexpr std::string_view code_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr auto value_of_letter = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(64);
    for (std::size_t i = 0; i < code_letters.size(); ++i)
        values[static_cast<unsigned char>(code_letters[i])] = static_cast<std::uint8_t>(i);
    return values;
}();

/// Of 64-bit words: six bits a letter.
std::size_t letters_of_words(std::size_t words) {
    return (words * 64 + 5) / 6;
}

/// False if this is no text of so many words.
bool words_of_text(std::string_view text, std::span<std::uint64_t> words) {
    if (text.size() != letters_of_words(words.size()))
        return false;
    std::fill(words.begin(), words.end(), 0);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::uint64_t value = value_of_letter[static_cast<unsigned char>(text[i])];
        if (value > 63)
            return false;
        const auto bit = i * 6;
        words[bit / 64] |= value << bit % 64;
        if (bit % 64 <= 58)
            continue;
        const auto beyond = value >> (64 - bit % 64);
        if (bit / 64 + 1 < words.size())
            words[bit / 64 + 1] |= beyond;
        else if (beyond != 0)
            return false;
    }
    return true;
}

/// How many bits are set in each byte.
constexpr std::uint64_t bits_by_byte(std::uint64_t x) {
    x -= x >> 1U & 0x5555555555555555ULL;
    x = (x & 0x3333333333333333ULL) + (x >> 2U & 0x3333333333333333ULL);
    return (x + (x >> 4U)) & 0x0f0f0f0f0f0f0f0fULL;
}

} // namespace

EncodedLayout EncodedLayout::of(FieldKind kind) {
    switch (kind) {
    case FieldKind::Name:
        return {name_marks, true};
    case FieldKind::Guardians:
        return {guardian_marks, true};
    case FieldKind::Date:
        return {date_marks, true};
    case FieldKind::Identifier:
        return {identifier_marks, true};
    case FieldKind::Area:
        return {area_marks, false};
    case FieldKind::Text:
        return {text_marks, true};
    case FieldKind::Words:
        return {words_marks, true};
    case FieldKind::Sex:
        return {whole_mark, false};
    case FieldKind::Number:
    case FieldKind::Point:
        return {whole_mark, true};
    }
    return {};
}

std::size_t EncodedLayout::place_of(MarkForm form) const {
    return static_cast<std::size_t>(std::find(marks.begin(), marks.end(), form) - marks.begin());
}

std::size_t EncodedLayout::count_of(MarkForm form) const {
    return static_cast<std::size_t>(std::count(marks.begin(), marks.end(), form));
}

std::string text_of_encoded(std::span<const std::uint64_t> words) {
    std::string text(letters_of_words(words.size()), 'A');
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto bit = i * 6;
        auto value = words[bit / 64] >> bit % 64;
        if (bit % 64 > 58 && bit / 64 + 1 < words.size())
            value |= words[bit / 64 + 1] << (64 - bit % 64);
        text[i] = code_letters[value & 63U];
    }
    return text;
}

EncodedLexicon::EncodedLexicon(FieldKind kind)
    : m_kind(kind), m_layout(EncodedLayout::of(kind)), m_words(m_layout.words(), 0) {}

std::uint32_t EncodedLexicon::code_of(std::string_view text) {
    const auto start = m_words.size();
    m_words.resize(start + m_layout.words());
    const auto words = std::span(m_words).subspan(start);
    if (!words_of_text(text, words) || words[0] == 0) {
        m_words.resize(start);
        return 0;
    }
    const auto code = static_cast<std::uint32_t>(start / m_layout.words());
    const auto [found, is_new] = m_code_of_whole.emplace(words[0], code);
    if (!is_new)
        m_words.resize(start);
    return found->second;
}

double EncodedLexicon::likeness(std::uint32_t a, std::uint32_t b) const {
    const auto* x = m_words.data() + a * m_layout.words() + m_layout.marks.size();
    const auto* y = m_words.data() + b * m_layout.words() + m_layout.marks.size();
    // Eight words of at most eight bits a byte: no byte overflows before they are added up.
    std::uint64_t sums = 0;
    for (std::size_t i = 0; i < EncodedLayout::filter_words; ++i)
        sums += bits_by_byte(x[i] ^ y[i]);
    const auto even = sums & 0x00ff00ff00ff00ffULL;
    const auto odd = sums >> 8U & 0x00ff00ff00ff00ffULL;
    const auto differing = ((even + odd) * 0x0001000100010001ULL) >> 48U;
    // Two bits of unlike sets are equal half of the time.
    return std::max(0.0, 1 - 2 * static_cast<double>(differing) / EncodedLayout::filter_bits);
}

} // namespace samatcha::linkage
