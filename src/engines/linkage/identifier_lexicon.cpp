#include "engines/linkage/identifier_lexicon.hpp"

#include "engines/linkage/hash.hpp"

#include <algorithm>

namespace samatcha::linkage {

namespace {

constexpr std::size_t digits_max = 15;
constexpr unsigned count_shift = 60;

template <class Text>
std::uint64_t digits_packed(const Text& text) {
    if (text.empty() || text.size() > digits_max)
        return 0;
    std::uint64_t digits = std::uint64_t{text.size()} << count_shift;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        digits |= (static_cast<std::uint64_t>(text[i]) & 15U) << (4 * i);
    }
    return digits;
}

std::uint64_t identifier_hash(std::uint64_t digits, Symbols text) {
    return digits != 0 ? mix(digits)
                       : hash_of({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char16_t)});
}

} // namespace

std::uint64_t packed_digits(std::string_view text) { return digits_packed(text); }
std::uint64_t packed_digits(Symbols text) { return digits_packed(text); }

IdentifierLexicon::IdentifierLexicon() { m_values.push_back(0); }

std::uint32_t IdentifierLexicon::code_of(Symbols text) {
    const auto digits = packed_digits(text);
    return find(digits, text, identifier_hash(digits, text));
}

/// Asks for the places of a few numbers before it looks at the first of them.
void IdentifierLexicon::find_codes(std::span<const IdentifierValue> values, std::uint32_t* codes) {
    constexpr std::size_t ahead = 16;
    std::array<std::uint64_t, ahead> hashes{};
    if (m_slots.empty())
        make_slots(64);
    for (std::size_t begin = 0; begin < values.size(); begin += ahead) {
        const auto some = values.subspan(begin, std::min(ahead, values.size() - begin));
        for (std::size_t i = 0; i < some.size(); ++i) {
            hashes[i] = identifier_hash(some[i].digits, some[i].text);
            __builtin_prefetch(&m_slots[hashes[i] & (m_slots.size() - 1)]);
        }
        for (std::size_t i = 0; i < some.size(); ++i)
            __builtin_prefetch(&m_values[m_slots[hashes[i] & (m_slots.size() - 1)]]);
        for (std::size_t i = 0; i < some.size(); ++i)
            codes[begin + i] = find(some[i].digits, some[i].text, hashes[i]);
    }
}

std::uint32_t IdentifierLexicon::find(std::uint64_t digits, Symbols text, std::uint64_t hash) {
    if (digits == 0 && text.empty())
        return 0;
    if (m_slots.empty())
        make_slots(64);
    const auto mask = m_slots.size() - 1;
    auto slot = hash & mask;
    for (; m_slots[slot] != 0; slot = (slot + 1) & mask) {
        const auto value = m_values[m_slots[slot]];
        if (digits != 0 ? value == digits : value >> count_shift == 0 && other(value) == text)
            return m_slots[slot];
    }
    const auto code = size();
    if (digits == 0) {
        m_values.push_back(m_others.size());
        m_others.push_back({static_cast<std::uint32_t>(m_letters.size()), static_cast<std::uint32_t>(text.size())});
        m_letters.append(text);
    } else {
        m_values.push_back(digits);
    }
    m_slots[slot] = code;
    if (m_values.size() * 3 > m_slots.size() * 2)
        make_slots(m_slots.size() * 2);
    return code;
}

/// At least so many, and enough for all values.
void IdentifierLexicon::make_slots(std::size_t count) {
    while (m_values.size() * 3 > count * 2)
        count *= 2;
    m_slots = {};
    m_slots.resize(count, 0);
    const auto mask = count - 1;
    const auto slot_of = [&](std::uint32_t code) {
        const auto value = m_values[code];
        const auto digits = value >> count_shift == 0 ? 0 : value;
        return identifier_hash(digits, digits == 0 ? other(value) : Symbols()) & mask;
    };
    constexpr std::uint32_t ahead = 16;
    for (std::uint32_t code = 1; code < size(); ++code) {
        __builtin_prefetch(&m_slots[slot_of(std::min(code + ahead, size() - 1))], 1);
        auto slot = slot_of(code);
        while (m_slots[slot] != 0)
            slot = (slot + 1) & mask;
        m_slots[slot] = code;
    }
}

Symbols IdentifierLexicon::text(std::uint32_t code, Letters& letters) const {
    if (code == 0)
        return {};
    const auto value = m_values[code];
    const auto count = static_cast<std::size_t>(value >> count_shift);
    if (count == 0)
        return other(value);
    for (std::size_t i = 0; i < count; ++i)
        letters[i] = static_cast<char16_t>(u'0' + (value >> (4 * i) & 15U));
    return {letters.data(), count};
}

} // namespace samatcha::linkage
