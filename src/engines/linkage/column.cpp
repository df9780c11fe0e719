#include "engines/linkage/column.hpp"

#include "base/short_copy.hpp"
#include "engines/linkage/hash.hpp"

#include <algorithm>
#include <array>

namespace samatcha::linkage {

namespace {

constexpr std::array<std::string_view, meaning_count> meaning_words = {
    "given_name", "surname",  "full_name",   "sex",       "birth_date", "birth_day", "birth_month",
    "birth_year", "national_id", "area_code", "postcode", "place",      "address",   "phone",
    "email",      "guardian_name", "category", "number",  "text",
    "coordinates"};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view value) {
    while (!value.empty() && is_blank(value.front()))
        value.remove_prefix(1);
    while (!value.empty() && is_blank(value.back()))
        value.remove_suffix(1);
    return value;
}

} // namespace

std::string_view meaning_name(Meaning meaning) {
    return meaning_words[static_cast<std::size_t>(meaning)];
}

bool meaning_from_name(std::string_view word, Meaning& meaning) {
    for (std::size_t i = 0; i < meaning_count; ++i)
        if (meaning_words[i] == word) {
            meaning = static_cast<Meaning>(i);
            return true;
        }
    return false;
}

Column::Column(Meaning meaning, std::string name)
    : m_meaning(meaning), m_name(std::move(name)), m_slots(meaning == Meaning::NationalId ? 0 : 64) {
    m_texts.append({});
}

void Column::append(std::string_view value) { append(std::span(&value, 1)); }

/// Asks for the places of a few values before it looks at the first of them.
void Column::append(std::span<const std::string_view> values) {
    if (m_slots.empty()) {
        for (const auto value : values) {
            const auto text = trimmed(value);
            m_codes.push_back(text.empty() ? 0 : add_text(text));
        }
        return;
    }
    constexpr std::size_t ahead = 64;
    std::array<std::string_view, ahead> texts;
    std::array<std::uint32_t, ahead> hashes{};
    for (std::size_t begin = 0; begin < values.size(); begin += ahead) {
        const auto count = std::min(ahead, values.size() - begin);
        for (std::size_t i = 0; i < count; ++i) {
            texts[i] = trimmed(values[begin + i]);
            hashes[i] = static_cast<std::uint32_t>(hash_of(texts[i]));
            __builtin_prefetch(&m_slots[hashes[i] & (m_slots.size() - 1)]);
        }
        for (std::size_t i = 0; i < count; ++i)
            m_texts.fetch_place(m_slots[hashes[i] & (m_slots.size() - 1)].code);
        for (std::size_t i = 0; i < count; ++i)
            m_texts.fetch(m_slots[hashes[i] & (m_slots.size() - 1)].code);
        for (std::size_t i = 0; i < count; ++i)
            m_codes.push_back(texts[i].empty() ? 0 : code_of(texts[i], hashes[i]));
    }
}

void Column::close() {
    m_slots = {};
    m_codes.shrink();
    m_texts.shrink();
}

std::uint32_t Column::add_text(std::string_view value) {
    m_texts.append(value);
    return static_cast<std::uint32_t>(m_texts.size() - 1);
}

std::uint32_t Column::code_of(std::string_view value, std::uint32_t tag) {
    const auto mask = m_slots.size() - 1;
    auto slot = tag & mask;
    while (m_slots[slot].code != 0) {
        if (m_slots[slot].hash == tag)
            if (const auto known = text(m_slots[slot].code);
                known.size() == value.size() && short_equal(known.data(), value.data(), value.size()))
                return m_slots[slot].code;
        slot = (slot + 1) & mask;
    }
    const auto code = add_text(value);
    m_slots[slot] = {code, tag};
    if (m_texts.size() * 2 > m_slots.size())
        grow();
    return code;
}

void Column::grow() {
    std::vector<Slot> slots(m_slots.size() * 2);
    const auto mask = slots.size() - 1;
    for (const auto& old : m_slots) {
        if (old.code == 0)
            continue;
        auto slot = old.hash & mask;
        while (slots[slot].code != 0)
            slot = (slot + 1) & mask;
        slots[slot] = old;
    }
    m_slots = std::move(slots);
}

} // namespace samatcha::linkage
