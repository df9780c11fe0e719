#include "engines/linkage/lexicon.hpp"

#include "engines/linkage/name_key.hpp"

#include <algorithm>

namespace samatcha::linkage {

namespace {

constexpr std::size_t letters_max = 4000;

std::uint64_t hash_letters(Symbols text) {
    return hash_of({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char16_t)});
}

Lexicon::Outline outline_of(Symbols key, bool is_whole) {
    constexpr std::size_t length_max = 14;
    Lexicon::Outline outline;
    outline.mask = letter_mask(key);
    outline.is_whole = is_whole;
    outline.script = static_cast<std::uint16_t>(key.empty() ? 0 : key[0] >> 7U);
    if (key.size() <= length_max)
        outline.length = static_cast<std::uint8_t>(key.size());
    for (std::size_t i = 0; i < std::min<std::size_t>(4, key.size()); ++i) {
        outline.letters |= static_cast<std::uint32_t>(key[i] & 127U) << (8 * i);
        if (key[i] >> 7U != outline.script)
            outline.length = 0;
    }
    return outline;
}

} // namespace

Lexicon::Lexicon() : m_entries(1), m_outlines(1), m_slots(256, 0) {}

std::uint32_t Lexicon::find(Symbols letters, std::uint64_t hash) const {
    const auto mask = m_slots.size() - 1;
    auto slot = hash & mask;
    while (m_slots[slot] != 0 && text(m_slots[slot]) != letters)
        slot = (slot + 1) & mask;
    return m_slots[slot];
}

Lexicon::Coming Lexicon::coming(std::u16string letters) const {
    Coming found;
    if (letters.size() > letters_max)
        letters.resize(letters_max);
    found.text = std::move(letters);
    found.hash = hash_letters(found.text);
    if (!found.text.empty())
        found.code = find(found.text, found.hash);
    if (found.code == 0 && !found.text.empty()) {
        found.key = comparison_key(found.text);
        found.sound = hash_letters(sound_key(found.text));
    }
    return found;
}

std::uint32_t Lexicon::code_of(const Coming& coming) {
    if (coming.code != 0 || coming.text.empty())
        return coming.code;
    const auto code = find(coming.text, coming.hash);
    return code != 0 ? code : add(coming.text, coming.hash, coming.key, coming.sound);
}

std::uint32_t Lexicon::code_of(Symbols letters) {
    letters = letters.substr(0, letters_max);
    if (letters.empty())
        return 0;
    const auto hash = hash_letters(letters);
    const auto code = find(letters, hash);
    return code != 0 ? code : add(letters, hash, comparison_key(letters), hash_letters(sound_key(letters)));
}

/// Asks for the places of a few texts before it looks at the first of them.
std::vector<std::uint32_t> Lexicon::admit(const Lexicon& others) {
    constexpr std::uint32_t ahead = 16;
    std::vector<std::uint32_t> codes(others.size(), 0);
    std::array<std::uint64_t, ahead> hashes{};
    for (std::uint32_t begin = 1; begin < others.size(); begin += ahead) {
        const auto count = std::min(ahead, others.size() - begin);
        for (std::uint32_t i = 0; i < count; ++i) {
            hashes[i] = hash_letters(others.text(begin + i));
            __builtin_prefetch(&m_slots[hashes[i] & (m_slots.size() - 1)]);
        }
        for (std::uint32_t i = 0; i < count; ++i)
            __builtin_prefetch(&m_entries[m_slots[hashes[i] & (m_slots.size() - 1)]]);
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto other = begin + i;
            const auto code = find(others.text(other), hashes[i]);
            codes[other] = code != 0 ? code : add(others.text(other), hashes[i], others.key(other), others.sound(other));
        }
    }
    return codes;
}

std::uint32_t Lexicon::add(Symbols letters, std::uint64_t hash, Symbols key, std::uint64_t sound) {
    const auto mask = m_slots.size() - 1;
    auto slot = hash & mask;
    while (m_slots[slot] != 0)
        slot = (slot + 1) & mask;
    Entry entry;
    entry.key_hash = hash_letters(key);
    entry.sound = sound;
    entry.start = static_cast<std::uint32_t>(m_letters.size());
    entry.text_length = static_cast<std::uint16_t>(letters.size());
    entry.key_length = static_cast<std::uint16_t>(key.size());
    m_letters.append(letters);
    entry.key_start = entry.start;
    if (key != letters) {
        entry.key_start = static_cast<std::uint32_t>(m_letters.size());
        m_letters.append(key);
    }
    if (key.size() <= entry.near_key.size())
        std::copy(key.begin(), key.end(), entry.near_key.begin());
    const auto code = static_cast<std::uint32_t>(m_entries.size());
    m_entries.push_back(entry);
    m_outlines.push_back(outline_of(key, entry.start == entry.key_start));
    m_slots[slot] = code;
    if (m_entries.size() * 2 > m_slots.size())
        grow();
    return code;
}

void Lexicon::grow() {
    std::vector<std::uint32_t> slots(m_slots.size() * 2, 0);
    const auto mask = slots.size() - 1;
    for (std::uint32_t code = 1; code < m_entries.size(); ++code) {
        auto slot = hash_letters(text(code)) & mask;
        while (slots[slot] != 0)
            slot = (slot + 1) & mask;
        slots[slot] = code;
    }
    m_slots = std::move(slots);
}

} // namespace samatcha::linkage
