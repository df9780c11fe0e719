#include "engines/encoding/value_forms.hpp"

#include "engines/linkage/latin_name.hpp"
#include "engines/linkage/values.hpp"

#include <algorithm>
#include <cmath>

namespace samatcha::encoding {

namespace {

using namespace linkage;

constexpr std::size_t words_marked = 3;

std::string bytes_of(Symbols text) {
    std::string bytes;
    for (const auto c : text) {
        bytes.push_back(static_cast<char>(c & 0xFFU));
        bytes.push_back(static_cast<char>(c >> 8U));
    }
    return bytes;
}

std::string bytes_of(std::uint64_t number) {
    return std::to_string(number);
}

/// Pairs of neighbouring letters, the ends counting as letters.
void add_letter_pairs(Symbols text, std::vector<std::string>& elements) {
    std::u16string padded = u"\u0002";
    padded.append(text).push_back(u'\u0003');
    for (std::size_t i = 0; i + 1 < padded.size(); ++i)
        elements.push_back("p" + bytes_of(Symbols(padded).substr(i, 2)));
}

/// Each with its place, so that one wrong digit is one element, and pairs, so that a missing one is
/// too.
void add_digits(Symbols text, std::vector<std::string>& elements) {
    for (std::size_t i = 0; i < text.size(); ++i)
        elements.push_back("d" + std::to_string(i) + bytes_of(text.substr(i, 1)));
}

std::u16string digits_of(PackedDate date) {
    std::u16string digits;
    const auto add = [&](unsigned number, unsigned count) {
        for (unsigned unit = count; unit-- > 0;) {
            unsigned power = 1;
            for (unsigned i = 0; i < unit; ++i)
                power *= 10;
            digits.push_back(static_cast<char16_t>(u'0' + number / power % 10));
        }
    };
    add(date.year(), 4);
    add(date.month(), 2);
    add(date.day(), 2);
    return digits;
}

ValueForms name_forms(const Lexicon& names, std::uint32_t name, bool has_start) {
    ValueForms forms{{bytes_of(names.text(name)), bytes_of(names.key_hash(name)),
                      bytes_of(names.sound(name)), bytes_of(latin_key(names.text(name)))},
                     {}};
    if (has_start)
        forms.marks.push_back(bytes_of(names.key(name).substr(0, 3)));
    add_letter_pairs(names.key(name), forms.elements);
    return forms;
}

ValueForms date_forms(PackedDate date) {
    const auto [low, high] = std::minmax({date.month(), date.day()});
    const auto part = [](unsigned x, unsigned y) {
        return std::to_string(x) + "-" + std::to_string(y);
    };
    const bool has_day = date.day() != 0 && !(date.day() == 1 && date.month() == 1);
    ValueForms forms{{std::to_string(date.bits),
                      date.month() == 0 ? "" : part(date.year(), date.month()),
                      has_day ? part(date.month(), date.day()) : "",
                      date.year() == 0 ? "" : std::to_string(date.year()),
                      date.year() == 0 ? "" : std::to_string(date.year()) + "-" + part(low, high)},
                     {}};
    add_digits(digits_of(date), forms.elements);
    return forms;
}

ValueForms identifier_forms(Symbols id) {
    ValueForms forms{{bytes_of(id), id[0] > u'9' ? "letter" : "digit"}, {}};
    add_digits(id, forms.elements);
    add_letter_pairs(id, forms.elements);
    return forms;
}

ValueForms area_forms(Symbols code) {
    ValueForms forms{{bytes_of(code)}, {}};
    for (const std::size_t digits : {2, 4, 6})
        forms.marks.push_back(code.size() < digits ? "" : bytes_of(code.substr(0, digits)));
    return forms;
}

ValueForms text_forms(const Lexicon& texts, Meaning meaning, std::uint32_t text) {
    ValueForms forms{{bytes_of(texts.text(text)), bytes_of(texts.key_hash(text))}, {}};
    if (meaning == Meaning::Postcode || meaning == Meaning::Phone)
        add_digits(texts.text(text), forms.elements);
    add_letter_pairs(texts.key(text), forms.elements);
    return forms;
}

/// Three marks whatever the number of words; those that stand for no word are equal to no other.
ValueForms words_forms(const Records& records, const Field& field, std::uint32_t text) {
    const auto& lists = records.word_lists[field.lexicon];
    const auto of_text = lists.of(text);
    std::vector<std::uint32_t> words(of_text.begin(), of_text.end());
    std::sort(words.begin(), words.end(), [&](std::uint32_t a, std::uint32_t b) {
        return lists.weights[a] != lists.weights[b] ? lists.weights[a] > lists.weights[b]
                                                    : lists.words.text(a) < lists.words.text(b);
    });
    const auto whole = bytes_of(records.lexicons[field.lexicon].text(text));
    ValueForms forms{{whole}, {}};
    for (std::size_t i = 0; i < words_marked; ++i)
        forms.marks.push_back(i < words.size() ? bytes_of(lists.words.text(words[i]))
                                               : "no word " + std::to_string(i) + " " + whole);
    for (const auto w : words) {
        const auto word = lists.words.text(w);
        const bool is_number = word[0] <= u'9';
        for (int copy = 0; copy < (is_number ? 3 : 1); ++copy)
            forms.elements.push_back("w" + std::to_string(copy) + bytes_of(word));
        if (!is_number)
            add_letter_pairs(word, forms.elements);
    }
    return forms;
}

/// Whole numbers near each other share most of their neighbours.
ValueForms number_forms(std::uint32_t bits) {
    ValueForms forms{{std::to_string(bits)}, {}};
    const auto middle = std::llround(number_from_bits(bits));
    for (long long n = middle - 5; n <= middle + 5; ++n)
        forms.elements.push_back("n" + std::to_string(n));
    return forms;
}

/// Points near each other share most of the squares around them.
ValueForms point_forms(std::uint32_t point) {
    ValueForms forms{{std::to_string(point)}, {}};
    constexpr int reach = 5;
    for (int north = -reach; north <= reach; ++north)
        for (int east = -reach / 2; east <= reach / 2; ++east)
            forms.elements.push_back("p" + std::to_string(static_cast<int>(point >> 16U) + north) + "," +
                                     std::to_string(static_cast<int>(point & 0xFFFFU) + east));
    return forms;
}

} // namespace

ValueForms forms_of(const Records& records, const Field& field, std::uint32_t value) {
    const auto& texts = records.lexicons[field.lexicon];
    switch (field.kind) {
    case FieldKind::Name:
        return name_forms(texts, value, true);
    case FieldKind::Guardians:
        return name_forms(texts, value, false);
    case FieldKind::Date:
        return date_forms({value});
    case FieldKind::Identifier: {
        linkage::IdentifierLexicon::Letters letters;
        return identifier_forms(records.identifiers[field.lexicon].text(value, letters));
    }
    case FieldKind::Area:
        return area_forms(texts.text(value));
    case FieldKind::Text:
        return text_forms(texts, field.meaning, value);
    case FieldKind::Words:
        return words_forms(records, field, value);
    case FieldKind::Sex:
        return {{std::to_string(value)}, {}};
    case FieldKind::Number:
        return number_forms(value);
    case FieldKind::Point:
        return point_forms(value);
    }
    return {};
}

} // namespace samatcha::encoding
