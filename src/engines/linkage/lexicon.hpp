#pragma once

#include "engines/linkage/hash.hpp"
#include "engines/linkage/similarity.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace samatcha::linkage {

/// The distinct normalised texts of one kind (all names, all places, ...), each with what comparing
/// it needs, made once. Code 0 is the missing text.
class Lexicon {
public:
    Lexicon();

    /// Not to be called by two threads at once; the codes follow the order of the calls.
    std::uint32_t code_of(Symbols text);

    /// A text on its way in: what is known of it before its turn comes.
    struct Coming {
        std::u16string text;
        std::u16string key;
        std::uint64_t hash = 0;
        std::uint64_t sound = 0;
        std::uint32_t code = 0; ///< 0: new.
    };
    /// By any thread while nothing is added.
    Coming coming(std::u16string text) const;
    /// The same as code_of(text).
    std::uint32_t code_of(const Coming&);

    /// The texts of another one: by their codes there the codes here, as if they came in that order.
    std::vector<std::uint32_t> admit(const Lexicon& others);

    static auto parts(auto& own) { return std::tie(own.m_letters, own.m_entries, own.m_outlines, own.m_slots); }
    std::uint64_t bytes() const {
        return m_letters.capacity() * 2 + m_entries.capacity() * sizeof(Entry) +
               m_outlines.capacity() * sizeof(Outline) + m_slots.size() * 4;
    }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_entries.size()); }
    Symbols text(std::uint32_t code) const {
        const auto& e = m_entries[code];
        if (e.start == e.key_start)
            return key(code);
        return Symbols(m_letters).substr(e.start, e.text_length);
    }
    /// The comparison key (name_key.hpp).
    Symbols key(std::uint32_t code) const {
        const auto& e = m_entries[code];
        return e.key_length <= e.near_key.size() ? Symbols(e.near_key.data(), e.key_length)
                                                 : Symbols(m_letters).substr(e.key_start, e.key_length);
    }
    /// What tells most different texts apart, of the key, in a quarter of a line of the cache.
    struct Outline {
        std::uint64_t mask = 0;    ///< letter_mask().
        std::uint32_t letters = 0; ///< The first four, seven bits each, in bytes.
        std::uint16_t script = 0;  ///< The other bits of each of them.
        std::uint8_t length = 0;   ///< 0: too long, or of several scripts: to be looked at closely.
        bool is_whole = true;      ///< The text is its own key.
    };
    const Outline& outline(std::uint32_t code) const { return m_outlines[code]; }
    std::uint64_t mask(std::uint32_t code) const { return m_outlines[code].mask; } ///< Of the key.
    std::uint64_t key_hash(std::uint32_t code) const { return m_entries[code].key_hash; }
    std::uint64_t sound(std::uint32_t code) const { return m_entries[code].sound; } ///< A hash.
    bool keys_equal(std::uint32_t a, std::uint32_t b) const {
        return m_entries[a].key_hash == m_entries[b].key_hash;
    }

private:
    /// One line of the cache, so that comparing two short texts touches two.
    struct alignas(64) Entry {
        std::uint64_t key_hash = 0;
        std::uint64_t sound = 0;
        std::uint32_t start = 0;
        std::uint32_t key_start = 0; ///< The same where text and key are one.
        std::uint16_t text_length = 0;
        std::uint16_t key_length = 0;
        std::array<char16_t, 18> near_key{}; ///< The key, if it is no longer.
    };
    std::uint32_t find(Symbols text, std::uint64_t hash) const;
    std::uint32_t add(Symbols text, std::uint64_t hash, Symbols key, std::uint64_t sound);
    void grow();

    std::u16string m_letters;
    std::vector<Entry> m_entries;
    std::vector<Outline> m_outlines;
    std::vector<std::uint32_t> m_slots;
};

} // namespace samatcha::linkage
