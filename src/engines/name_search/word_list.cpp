#include "engines/name_search/word_list.hpp"

#include "engines/linkage/hash.hpp"
#include "engines/linkage/latin_name.hpp"
#include "engines/linkage/letters.hpp"
#include "engines/linkage/name_key.hpp"
#include "engines/linkage/similarity.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace samatcha::name_search {

namespace {

enum class Form : std::uint64_t { Text = 1, Spelling, Sound, Latin };

/// A key that leaves a letter out must still say something.
constexpr std::size_t shortened_letters_min = 2;
constexpr std::size_t beginning_letters_min = 2;
constexpr std::size_t beginnings_max = 300;

std::uint32_t form_key(Form form, std::u16string_view text) {
    const auto hash = linkage::hash_of({reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char16_t)});
    return static_cast<std::uint32_t>(linkage::combine(hash, static_cast<std::uint64_t>(form)) >> 32U);
}

/// The spelling and each way of leaving one letter out of it: two words that are one error apart share one.
template <class Visit>
void each_spelling(const std::u16string& spelling, const Visit& visit) {
    visit(form_key(Form::Spelling, spelling));
    if (spelling.size() <= shortened_letters_min)
        return;
    auto shorter = spelling.substr(1);
    for (std::size_t i = 0; i < spelling.size(); ++i) {
        if (i == 0 || spelling[i] != spelling[i - 1]) // of equal neighbours one is enough
            visit(form_key(Form::Spelling, shorter));
        if (i + 1 < spelling.size())
            shorter[i] = spelling[i];
    }
}

/// How like a word is to the one that was typed; nothing if it is hardly meant.
class Likeness {
public:
    explicit Likeness(std::u16string_view typed)
        : m_typed(typed), m_spelling(linkage::comparison_key(typed)), m_sound(linkage::sound_key(typed)) {}

    std::optional<double> of(std::u16string_view word) const {
        if (word == m_typed)
            return 1;
        const auto spelling = linkage::comparison_key(word);
        if (spelling == m_spelling)
            return 0.96;
        const auto length = static_cast<double>(std::max(spelling.size(), m_spelling.size()));
        const auto edits = linkage::edit_distance(m_spelling, spelling, 3);
        const bool sounds_alike = linkage::sound_key(word) == m_sound;
        if (edits == 1)
            return (sounds_alike ? 0.94 : 0.92) - 0.6 / length;
        if (sounds_alike && edits <= 3 && edits < length / 2)
            return 0.9 - 0.6 * edits / length;
        if (edits == 2 && length >= 6)
            return 0.86 - 0.6 * edits / length;
        if (is_latin(m_typed) != is_latin(word) && linkage::latin_key(m_typed) == linkage::latin_key(word))
            return 0.7;
        return std::nullopt;
    }

    const std::u16string& spelling() const { return m_spelling; }
    const std::u16string& sound() const { return m_sound; }

private:
    static bool is_latin(std::u16string_view word) { return linkage::is_latin(word.front()); }

    std::u16string_view m_typed;
    std::u16string m_spelling;
    std::u16string m_sound;
};

} // namespace

std::u16string_view WordList::text(std::uint32_t word) const {
    const auto begin = word == 0 ? 0 : m_ends[word - 1];
    return std::u16string_view(m_letters).substr(begin, m_ends[word] - begin);
}

std::uint32_t WordList::intern(std::u16string_view folded) {
    constexpr auto none = ~std::uint32_t{0};
    auto known = none;
    if (m_is_settled)
        m_forms.each(form_key(Form::Text, folded), [&](std::uint32_t word) {
            if (text(word) == folded)
                known = word;
        });
    else if (const auto found = m_unsettled.find(std::u16string(folded)); found != m_unsettled.end())
        known = found->second;
    if (known != none)
        return known;
    const auto word = static_cast<std::uint32_t>(m_ends.size());
    m_letters += folded;
    m_ends.push_back(static_cast<std::uint32_t>(m_letters.size()));
    if (!m_is_settled)
        m_unsettled.emplace(folded, word);
    add_forms(word);
    return word;
}

void WordList::add_forms(std::uint32_t word) {
    const auto letters = text(word);
    m_forms.add(form_key(Form::Text, letters), word);
    each_spelling(linkage::comparison_key(letters), [&](std::uint32_t key) { m_forms.add(key, word); });
    m_forms.add(form_key(Form::Sound, linkage::sound_key(letters)), word);
    if (const auto latin = linkage::latin_key(letters); !latin.empty())
        m_forms.add(form_key(Form::Latin, latin), word);
}

void WordList::settle() {
    m_forms.settle();
    m_in_order.resize(m_ends.size());
    std::iota(m_in_order.begin(), m_in_order.end(), 0U);
    std::sort(m_in_order.begin(), m_in_order.end(), [this](std::uint32_t l, std::uint32_t r) { return text(l) < text(r); });
    m_unsettled = {};
    m_is_settled = true;
}

void WordList::add_beginnings(std::u16string_view folded, std::vector<std::uint32_t>& words) const {
    auto at = std::lower_bound(m_in_order.begin(), m_in_order.end(), folded,
                               [this](std::uint32_t word, std::u16string_view typed) { return text(word) < typed; });
    for (std::size_t n = 0; at != m_in_order.end() && n < beginnings_max && text(*at).starts_with(folded); ++at, ++n)
        words.push_back(*at);
    for (auto word = static_cast<std::uint32_t>(m_in_order.size()); word < m_ends.size(); ++word)
        if (text(word).starts_with(folded))
            words.push_back(word);
}

std::vector<MeantWord> WordList::meant_by(std::u16string_view folded, Typed typed) const {
    if (folded.empty())
        return {};
    const Likeness likeness(folded);
    std::vector<std::uint32_t> words;
    const auto take = [&](std::uint32_t word) { words.push_back(word); };
    each_spelling(likeness.spelling(), [&](std::uint32_t key) { m_forms.each(key, take); });
    m_forms.each(form_key(Form::Sound, likeness.sound()), take);
    if (const auto latin = linkage::latin_key(folded); !latin.empty())
        m_forms.each(form_key(Form::Latin, latin), take);
    const bool is_beginning = typed == Typed::Beginning && folded.size() >= beginning_letters_min;
    if (is_beginning)
        add_beginnings(folded, words);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());

    std::vector<MeantWord> meant;
    for (const auto word : words) {
        auto like = likeness.of(text(word));
        if (is_beginning && text(word).starts_with(folded)) {
            const auto part = static_cast<double>(folded.size()) / static_cast<double>(text(word).size());
            like = std::max(like.value_or(0), 0.7 + 0.25 * part);
        }
        if (like)
            meant.push_back({word, *like});
    }
    return meant;
}

std::size_t WordList::bytes() const {
    return m_letters.capacity() * sizeof(char16_t) + (m_ends.capacity() + m_in_order.capacity()) * sizeof(std::uint32_t) +
           m_forms.bytes();
}

} // namespace samatcha::name_search
