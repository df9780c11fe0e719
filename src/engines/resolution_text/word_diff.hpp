#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::resolution_text {

/// Where words end, by ICU's dictionary for Thai and by Unicode's rules for the rest. A boundary
/// never stands within a grapheme cluster, nor between a leading vowel (เ แ โ ใ ไ) and its
/// consonant. Opening one reads a dictionary: make one and keep it. Used by one thread at a time.
class WordBoundaries {
public:
    WordBoundaries();
    ~WordBoundaries();
    WordBoundaries(const WordBoundaries&) = delete;
    WordBoundaries& operator=(const WordBoundaries&) = delete;

    /// The words of `utf8` in order, spaces and punctuation among them; joined they are the text.
    std::vector<std::string_view> words(std::string_view utf8) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Bytes [begin, end) of a text give way to other words. Empty range: words come in; empty words:
/// some go out.
struct WordChange {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string words;
    friend bool operator==(const WordChange&, const WordChange&) = default;
};

/// The fewest words that must change to make `after` of `before`, in order and never touching; two
/// changes with nothing but a space between are one.
std::vector<WordChange> word_changes(const WordBoundaries&, std::string_view before,
                                     std::string_view after);
std::vector<WordChange> word_changes(const std::vector<std::string_view>& before,
                                     const std::vector<std::string_view>& after);

/// Whether a text may be cut at this byte: not within a cluster or a syllable's marks.
bool is_cut(std::string_view utf8, std::size_t at);

} // namespace samatcha::resolution_text
