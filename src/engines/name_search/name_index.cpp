#include "engines/name_search/name_index.hpp"

#include "base/identifier.hpp"
#include "base/thai_text.hpp"
#include "engines/linkage/name_key.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <unordered_map>

namespace samatcha::name_search {

namespace {

constexpr std::size_t words_max = 8;
constexpr std::size_t number_characters_min = 4;
/// Of a word that so many have, only those are looked at that another, rarer word leads to as well.
constexpr std::size_t entries_by_word_max = 30'000;

constexpr std::array<std::u16string_view, 9> announcing{u"บ้าน", u"หมู่", u"หมู่บ้าน", u"หมู่ที่", u"ตำบล",
                                                        u"อำเภอ", u"ม", u"ต", u"อ"};
constexpr std::u16string_view house = u"บ้าน";

bool announces(const std::u16string& word) {
    return std::find(announcing.begin(), announcing.end(), word) != announcing.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_of_number(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
}

/// Fifteen characters of a number, four bits each from the highest on, so that numbers that begin alike are
/// neighbours: 1 to 10 for digits, 11 to 15 for letters by their place in the alphabet.
std::uint64_t packed_number(std::string_view number) {
    std::uint64_t packed = 0;
    for (std::size_t i = 0; i < number.size() && i < 15; ++i) {
        const auto c = number[i];
        const auto value = is_digit(c) ? static_cast<std::uint64_t>(c - '0') + 1
                                       : 11 + static_cast<std::uint64_t>(static_cast<unsigned char>(c)) % 5;
        packed |= value << (60U - 4 * i);
    }
    return packed;
}

/// Digits and capital letters only.
std::string plain_number(std::string_view text) {
    std::string number;
    for (const auto c : ascii_digits(text))
        if (is_digit(c) || (c >= 'A' && c <= 'Z'))
            number += c;
        else if (c >= 'a' && c <= 'z')
            number += static_cast<char>(c - 'a' + 'A');
    return number;
}

std::vector<std::string> tokens_of(std::string_view text) {
    std::vector<std::string> tokens(1);
    for (const auto c : text)
        if (c == ' ' || c == ',' || c == '/')
            tokens.emplace_back();
        else
            tokens.back() += c;
    std::erase(tokens, "");
    return tokens;
}

/// Open addressing over a power of two; words are looked up for each entry that may be meant.
class LikenessOfWords {
public:
    explicit LikenessOfWords(const std::vector<MeantWord>& meant) {
        std::size_t size = 4;
        while (size < meant.size() * 2 + 2)
            size *= 2;
        m_slots.assign(size, {none, 0});
        for (const auto& one : meant) {
            auto at = slot(one.word);
            while (m_slots[at].word != none)
                at = (at + 1) & (m_slots.size() - 1);
            m_slots[at] = one;
        }
    }
    double of(std::uint32_t word) const {
        for (auto at = slot(word); m_slots[at].word != none; at = (at + 1) & (m_slots.size() - 1))
            if (m_slots[at].word == word)
                return m_slots[at].likeness;
        return 0;
    }

private:
    static constexpr auto none = ~std::uint32_t{0};
    std::size_t slot(std::uint32_t word) const { return (word * 2654435761U >> 8U) & (m_slots.size() - 1); }
    std::vector<MeantWord> m_slots;
};

} // namespace

Question understood(std::string_view typed) {
    const auto parts = split_title(typed);
    Question question;
    std::string number;
    const auto end_number = [&] {
        if (number.size() >= number_characters_min)
            question.numbers.push_back(number);
        number.clear();
    };
    const auto text = ascii_digits(parts.name);
    for (const auto& token : tokens_of(text + " " + parts.nickname)) {
        const bool is_number = std::all_of(token.begin(), token.end(), is_letter_of_number) &&
                               std::count_if(token.begin(), token.end(), is_digit) * 2 > static_cast<std::ptrdiff_t>(token.size());
        if (is_number) {
            number += plain_number(token);
            continue;
        }
        end_number();
        for (auto& word : linkage::folded_words(token))
            if (!announces(word) && question.words.size() < words_max)
                question.words.push_back(std::move(word));
    }
    const bool number_is_last = !number.empty();
    end_number();
    question.ends_in_a_word = !question.words.empty() && !number_is_last && !typed.ends_with(' ');
    return question;
}

/// A word of the question, and all that may be meant by it.
struct NameIndex::Asked {
    std::vector<MeantWord> meant; ///< The likest first.
    std::size_t entries = 0;      ///< That have any of them, counted once for each.
    double weight = 0;            ///< Bits that the likest of them tell.
};

void NameIndex::add_words(std::uint32_t entry, std::string_view text) {
    for (const auto& word : linkage::folded_words(text))
        if (!announces(word))
            m_of_words.add(entry, m_words.intern(word));
}

void NameIndex::add_name(std::uint32_t entry, std::string_view name) {
    const auto parts = split_title(name);
    add_words(entry, parts.name);
    add_words(entry, parts.nickname);
    m_entries = std::max(m_entries, entry + 1);
}

void NameIndex::add_place(std::uint32_t entry, std::string_view place) {
    add_words(entry, place);
    for (const auto& word : linkage::folded_words(place))
        if (word.size() > house.size() + 1 && word.starts_with(house))
            m_of_words.add(entry, m_words.intern(word.substr(house.size())));
    m_entries = std::max(m_entries, entry + 1);
}

void NameIndex::add_number(std::uint32_t entry, std::string_view number) {
    if (const auto plain = plain_number(number); plain.size() >= number_characters_min)
        m_numbers.add(packed_number(plain), entry);
    m_entries = std::max(m_entries, entry + 1);
}

void NameIndex::settle(std::uint32_t entries) {
    m_entries = entries;
    m_words.settle();
    m_of_words.settle(entries, m_words.size());
    m_numbers.settle();
}

void NameIndex::remove(std::uint32_t entry) {
    if (m_removed.size() <= entry)
        m_removed.resize(entry + 1);
    m_removed[entry] = true;
}

NameIndex::Asked NameIndex::asked(std::u16string_view word, WordList::Typed typed) const {
    Asked asked;
    asked.meant = m_words.meant_by(word, typed);
    if (asked.meant.empty() && word.size() > house.size() + 1 && word.starts_with(house))
        asked.meant = m_words.meant_by(word.substr(house.size()), typed);
    std::sort(asked.meant.begin(), asked.meant.end(), [](const MeantWord& l, const MeantWord& r) {
        return l.likeness != r.likeness ? l.likeness > r.likeness : l.word < r.word;
    });
    std::size_t likest = 0;
    for (const auto& one : asked.meant) {
        const auto entries = m_of_words.entries_of(one.word);
        asked.entries += entries;
        if (one.likeness >= asked.meant.front().likeness - 0.05)
            likest += entries;
    }
    asked.weight = std::log2(2 + static_cast<double>(m_entries) / static_cast<double>(likest + 1));
    return asked;
}

/// Whole, or its beginning; else with one digit wrong or two exchanged.
std::vector<std::uint32_t> NameIndex::with_number(const std::string& number) const {
    std::vector<std::uint32_t> entries;
    const auto take = [&](std::uint32_t entry) { entries.push_back(entry); };
    const auto first = packed_number(number);
    const auto open_bits = number.size() >= 16 ? 0U : 64U - 4U * static_cast<unsigned>(number.size());
    m_numbers.each_between(first, first | (open_bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << open_bits) - 1), take);
    if (!entries.empty() || number.size() < 9)
        return entries;
    for (std::size_t i = 0; i < number.size(); ++i) {
        auto other = number;
        for (char digit = '0'; digit <= '9'; ++digit)
            if (is_digit(number[i]) && digit != number[i]) {
                other[i] = digit;
                m_numbers.each(packed_number(other), take);
            }
        other[i] = number[i];
        if (i + 1 < number.size() && number[i] != number[i + 1]) {
            std::swap(other[i], other[i + 1]);
            m_numbers.each(packed_number(other), take);
        }
    }
    return entries;
}

std::vector<Hit> NameIndex::find(const Question& question, std::size_t count_max,
                                 const std::function<bool(std::uint32_t)>& may_be_shown) const {
    std::vector<Asked> words;
    for (std::size_t i = 0; i < question.words.size(); ++i) {
        const bool is_last = i + 1 == question.words.size();
        words.push_back(asked(question.words[i], is_last && question.ends_in_a_word ? WordList::Typed::Beginning
                                                                                     : WordList::Typed::Whole));
    }
    std::stable_sort(words.begin(), words.end(), [](const Asked& l, const Asked& r) { return l.entries < r.entries; });

    constexpr double number_weight = 30;
    std::unordered_map<std::uint32_t, std::size_t> numbers_of; // entries by how many of the numbers are theirs
    for (const auto& number : question.numbers) {
        auto entries = with_number(number);
        std::sort(entries.begin(), entries.end());
        entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
        for (std::size_t i = 0; i < entries.size() && i < entries_by_word_max; ++i)
            ++numbers_of[entries[i]];
    }
    double weight_of_all = number_weight * static_cast<double>(question.numbers.size());
    std::vector<std::uint32_t> candidates;
    for (const auto& [entry, count] : numbers_of)
        candidates.push_back(entry);
    std::vector<LikenessOfWords> likeness;
    for (const auto& word : words) {
        weight_of_all += word.weight;
        likeness.emplace_back(word.meant);
        if (candidates.empty() || word.entries <= entries_by_word_max)
            for (std::size_t i = 0, taken = 0; i < word.meant.size() && taken < entries_by_word_max; ++i)
                m_of_words.each_entry(word.meant[i].word, [&](std::uint32_t entry) {
                    ++taken;
                    candidates.push_back(entry);
                });
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());

    std::vector<Hit> hits;
    hits.reserve(candidates.size());
    std::vector<double> best(words.size());
    for (const auto entry : candidates) {
        if (is_removed(entry))
            continue;
        std::fill(best.begin(), best.end(), 0.0);
        m_of_words.each_word(entry, [&](std::uint32_t word) {
            for (std::size_t i = 0; i < words.size(); ++i)
                best[i] = std::max(best[i], likeness[i].of(word));
        });
        double sum = 0;
        for (std::size_t i = 0; i < words.size(); ++i)
            sum += words[i].weight * best[i];
        if (const auto found = numbers_of.find(entry); found != numbers_of.end())
            sum += number_weight * static_cast<double>(found->second);
        hits.push_back({entry, sum / weight_of_all});
    }
    // A heap gives the likest one by one, so that what may not be shown costs no sorting of all.
    const auto is_behind = [](const Hit& l, const Hit& r) {
        return l.likeness != r.likeness ? l.likeness < r.likeness : l.entry > r.entry;
    };
    std::make_heap(hits.begin(), hits.end(), is_behind);
    std::vector<Hit> shown;
    for (auto end = hits.end(); end != hits.begin() && shown.size() < count_max; --end) {
        std::pop_heap(hits.begin(), end, is_behind);
        if (may_be_shown(std::prev(end)->entry))
            shown.push_back(*std::prev(end));
    }
    return shown;
}

std::size_t NameIndex::bytes() const {
    return m_words.bytes() + m_of_words.bytes() + m_numbers.bytes() + m_removed.capacity() / 8;
}

} // namespace samatcha::name_search
