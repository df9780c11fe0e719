#pragma once

#include "engines/name_search/keyed_values.hpp"
#include "engines/name_search/word_list.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::name_search {

/// What somebody typed, understood: words of names and places, and numbers.
struct Question {
    std::vector<std::u16string> words;    ///< Folded.
    bool ends_in_a_word = false;          ///< The last word may be going on: its beginning counts.
    std::vector<std::string> numbers;     ///< Identity and telephone numbers, four characters or more.

    bool empty() const { return words.empty() && numbers.empty(); }
};
/// Titles (เด็กชาย, Miss) and words that only announce a place (บ้าน, หมู่, ตำบล) are left out; digits that blanks or
/// dashes part are one number. At most eight words.
Question understood(std::string_view typed);

struct Hit {
    std::uint32_t entry = 0;
    double likeness = 0; ///< 0 to 1; 1: each word and number as typed.
};

/// Entries (persons, cases) found by names as people write them, places, and numbers. In memory; knows nothing of an
/// entry but its number. Many are added, then it is settled; more may come and go afterwards. Reading is safe from many
/// threads, but not while something changes.
class NameIndex {
public:
    /// All words of a name, a nickname in brackets too, without a title.
    void add_name(std::uint32_t entry, std::string_view name);
    /// The words of a place, without what announces it.
    void add_place(std::uint32_t entry, std::string_view place);
    void add_number(std::uint32_t entry, std::string_view number);
    /// After many: until then nothing is found. Entries are those below `entries`.
    void settle(std::uint32_t entries);
    /// Is not found any more.
    void remove(std::uint32_t entry);

    /// The likest first, those that `may_be_shown`, at most `count_max`. What is equally like stands in the order of
    /// its number. A word that is rare counts more.
    std::vector<Hit> find(const Question&, std::size_t count_max,
                          const std::function<bool(std::uint32_t entry)>& may_be_shown) const;

    std::size_t words() const { return m_words.size(); }
    std::size_t bytes() const;

private:
    struct Asked;
    Asked asked(std::u16string_view word, WordList::Typed) const;
    std::vector<std::uint32_t> with_number(const std::string& number) const;
    bool is_removed(std::uint32_t entry) const { return entry < m_removed.size() && m_removed[entry]; }
    void add_words(std::uint32_t entry, std::string_view text);

    WordList m_words;
    Incidence m_of_words;
    KeyedValues<std::uint64_t> m_numbers;
    std::uint32_t m_entries = 0;
    std::vector<bool> m_removed;
};

} // namespace samatcha::name_search
