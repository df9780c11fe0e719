#pragma once

#include "engines/name_search/keyed_values.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace samatcha::name_search {

/// A word that may be meant by one that was typed.
struct MeantWord {
    std::uint32_t word = 0;
    double likeness = 0; ///< 0 to 1; 1: as typed.
};

/// Each distinct word once, found by all that people make of it: its spelling but for tone marks and letters of one
/// sound, that with one letter left out on either side, its sound, the sound it shares with Latin spellings, and
/// its beginning.
class WordList {
public:
    /// The number of a folded word (linkage::folded_words), which must not be empty.
    std::uint32_t intern(std::u16string_view folded);
    /// After many words: until then none is found.
    void settle();

    std::size_t size() const { return m_ends.size(); }
    std::u16string_view text(std::uint32_t word) const;

    enum class Typed { Whole, Beginning };
    /// In no order.
    std::vector<MeantWord> meant_by(std::u16string_view folded, Typed) const;

    std::size_t bytes() const;

private:
    void add_forms(std::uint32_t word);
    void add_beginnings(std::u16string_view folded, std::vector<std::uint32_t>& words) const;

    std::u16string m_letters; ///< Of all words, one after the other.
    std::vector<std::uint32_t> m_ends;
    KeyedValues<std::uint32_t> m_forms; ///< Words by what they are found by.
    std::vector<std::uint32_t> m_in_order; ///< Those that were there when it was settled, by text.
    std::unordered_map<std::u16string, std::uint32_t> m_unsettled; ///< While many are added.
    bool m_is_settled = false;
};

} // namespace samatcha::name_search
