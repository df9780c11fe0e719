#include "engines/resolution_text/word_diff.hpp"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <utility>

namespace samatcha::resolution_text {

namespace {

UChar32 letter_at(std::string_view utf8, std::size_t at) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    UChar32 letter = 0;
    U8_NEXT(bytes, at, utf8.size(), letter);
    return letter;
}

UChar32 letter_before(std::string_view utf8, std::size_t at) {
    do
        --at;
    while (at > 0 && (static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U);
    return letter_at(utf8, at);
}

constexpr bool is_leading_vowel(UChar32 letter) {
    return letter >= 0x0E40 && letter <= 0x0E44;
}

bool is_space(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c == ' '; });
}

struct Token {
    std::string_view word;
    std::size_t hash;
    bool operator==(const Token& other) const { return hash == other.hash && word == other.word; }
};

std::vector<Token> tokens_of(const std::vector<std::string_view>& words) {
    std::vector<Token> tokens;
    tokens.reserve(words.size());
    for (const auto word : words)
        tokens.push_back({word, std::hash<std::string_view>{}(word)});
    return tokens;
}

/// Marks the words that go and come on a shortest edit path: its middle is searched from both ends,
/// then the middles of its halves (E. W. Myers, An O(ND) Difference Algorithm, 1986, section 4b).
class ShortestPath {
public:
    ShortestPath(const std::vector<std::string_view>& before,
                 const std::vector<std::string_view>& after)
        : m_before(tokens_of(before)),
          m_after(tokens_of(after)),
          m_is_removed(before.size(), false),
          m_is_added(after.size(), false) {
        compare(0, static_cast<Place>(before.size()), 0, static_cast<Place>(after.size()));
    }

    bool is_removed(std::size_t word) const { return m_is_removed[word]; }
    bool is_added(std::size_t word) const { return m_is_added[word]; }

private:
    using Place = std::ptrdiff_t;

    bool is_same(Place a, Place b) const {
        return m_before[static_cast<std::size_t>(a)] == m_after[static_cast<std::size_t>(b)];
    }

    void compare(Place a, Place a_end, Place b, Place b_end) {
        for (; a < a_end && b < b_end && is_same(a, b); ++a)
            ++b;
        for (; a < a_end && b < b_end && is_same(a_end - 1, b_end - 1); --a_end)
            --b_end;
        if (a == a_end || b == b_end) {
            std::fill(m_is_removed.begin() + a, m_is_removed.begin() + a_end, true);
            std::fill(m_is_added.begin() + b, m_is_added.begin() + b_end, true);
            return;
        }
        const auto [x, y] = middle(a, a_end, b, b_end);
        compare(a, x, b, y);
        compare(x, a_end, y, b_end);
    }

    /// How far the paths of d changes reach on each diagonal (x - y), from one corner of the box.
    struct Front {
        Front(Place diagonals, Place words) : origin(diagonals), reach(words, -1) { at(1) = 0; }
        Place& at(Place diagonal) { return reach[static_cast<std::size_t>(origin + diagonal)]; }
        bool is_reached(Place diagonal) const {
            const auto i = origin + diagonal;
            return i >= 0 && i < static_cast<Place>(reach.size()) &&
                   reach[static_cast<std::size_t>(i)] >= 0;
        }
        Place origin;
        Place skipped_low = 0; ///< Diagonals that have left the box.
        Place skipped_high = 0;
        std::vector<Place> reach;
    };

    /// A point within the box, not a corner, that a shortest path goes through. The first words of
    /// the box differ, and so do its last.
    std::pair<Place, Place> middle(Place a, Place a_end, Place b, Place b_end) const {
        const Place n = a_end - a;
        const Place m = b_end - b;
        const Place delta = n - m;
        const Place most = (n + m + 1) / 2;
        Front forward(most, 2 * most + 2);
        Front backward(most, 2 * most + 2);
        const auto step = [&](Front& front, Place d, Place k, bool is_forward) {
            const bool is_down = k == -d || (k != d && front.at(k - 1) < front.at(k + 1));
            Place x = is_down ? front.at(k + 1) : front.at(k - 1) + 1;
            Place y = x - k;
            while (x < n && y < m &&
                   (is_forward ? is_same(a + x, b + y) : is_same(a_end - 1 - x, b_end - 1 - y)))
                ++x, ++y;
            front.at(k) = x;
            if (x > n)
                front.skipped_high += 2;
            else if (y > m)
                front.skipped_low += 2;
            return x <= n && y <= m;
        };
        for (Place d = 0; d <= most; ++d) {
            for (Place k = -d + forward.skipped_low; k <= d - forward.skipped_high; k += 2)
                if (step(forward, d, k, true) && delta % 2 != 0 && backward.is_reached(delta - k) &&
                    forward.at(k) + backward.at(delta - k) >= n)
                    return {a + forward.at(k), b + forward.at(k) - k};
            for (Place k = -d + backward.skipped_low; k <= d - backward.skipped_high; k += 2)
                if (step(backward, d, k, false) && delta % 2 == 0 &&
                    forward.is_reached(delta - k) && backward.at(k) + forward.at(delta - k) >= n)
                    return {a + forward.at(delta - k), b + forward.at(delta - k) - (delta - k)};
        }
        throw std::logic_error("two lists of words without a path between them");
    }

    std::vector<Token> m_before;
    std::vector<Token> m_after;
    std::vector<bool> m_is_removed;
    std::vector<bool> m_is_added;
};

} // namespace

struct WordBoundaries::State {
    UBreakIterator* iterator = nullptr;
    ~State() { ubrk_close(iterator); }
};

WordBoundaries::WordBoundaries() : m_state(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    m_state->iterator = ubrk_open(UBRK_WORD, "th", nullptr, 0, &status);
    if (U_FAILURE(status))
        throw std::runtime_error(u_errorName(status));
}

WordBoundaries::~WordBoundaries() = default;

bool is_cut(std::string_view utf8, std::size_t at) {
    if (at == 0 || at >= utf8.size())
        return at == 0 || at == utf8.size();
    if ((static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U)
        return false;
    const auto next = letter_at(utf8, at);
    const auto last = letter_before(utf8, at);
    switch (u_getIntPropertyValue(next, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_EXTEND:
    case U_GCB_SPACING_MARK:
    case U_GCB_ZWJ:
        return false;
    default:
        break;
    }
    // A vowel that is written after its consonant belongs to it as one written above does.
    return !is_leading_vowel(last) && next != 0x0E30 && next != 0x0E32 && next != 0x0E45 &&
           u_getIntPropertyValue(last, UCHAR_GRAPHEME_CLUSTER_BREAK) != U_GCB_PREPEND &&
           last != 0x200D;
}

std::vector<std::string_view> WordBoundaries::words(std::string_view utf8) const {
    std::vector<std::string_view> words;
    UErrorCode status = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    utext_openUTF8(&text, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
    ubrk_setUText(m_state->iterator, &text, &status);
    if (U_FAILURE(status))
        throw std::runtime_error(u_errorName(status));
    std::size_t begin = 0;
    ubrk_first(m_state->iterator);
    for (auto at = ubrk_next(m_state->iterator); at != UBRK_DONE;
         at = ubrk_next(m_state->iterator)) {
        const auto end = static_cast<std::size_t>(at);
        if (!is_cut(utf8, end))
            continue;
        words.push_back(utf8.substr(begin, end - begin));
        begin = end;
    }
    utext_close(&text);
    return words;
}

std::vector<WordChange> word_changes(const std::vector<std::string_view>& before,
                                     const std::vector<std::string_view>& after) {
    const ShortestPath path(before, after);
    std::vector<WordChange> changes;
    std::size_t offset = 0;
    std::size_t b = 0;
    const auto begin_change = [&] {
        if (changes.empty() || changes.back().end != offset)
            changes.push_back({offset, offset, {}});
    };
    for (std::size_t a = 0; a <= before.size(); ++a) {
        for (; b < after.size() && path.is_added(b); ++b) {
            begin_change();
            changes.back().words += after[b];
        }
        if (a == before.size())
            break;
        const bool is_last_space =
            !path.is_removed(a) && is_space(before[a]) && !changes.empty() &&
            changes.back().end == offset && a + 1 < before.size() &&
            (path.is_removed(a + 1) || (b + 1 < after.size() && path.is_added(b + 1)));
        if (path.is_removed(a)) {
            begin_change();
            changes.back().end += before[a].size();
        } else {
            if (is_last_space) {
                changes.back().words += before[a];
                changes.back().end += before[a].size();
            }
            ++b;
        }
        offset += before[a].size();
    }
    return changes;
}

std::vector<WordChange> word_changes(const WordBoundaries& boundaries, std::string_view before,
                                     std::string_view after) {
    return word_changes(boundaries.words(before), boundaries.words(after));
}

} // namespace samatcha::resolution_text
