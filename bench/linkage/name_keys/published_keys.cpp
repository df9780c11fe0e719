#include "published_keys.hpp"

#include "engines/linkage/letters.hpp"

#include <span>
#include <utility>

namespace samatcha::linkage {

namespace {

struct LetterClass {
    char16_t sign;
    std::u16string_view letters;
};

constexpr LetterClass lk82_first[] = {
    {u'ก', u"กขฃคฅฆ"}, {u'ช', u"ฉชฌ"}, {u'ซ', u"ซศษส"}, {u'ย', u"ญย"}, {u'ด', u"ฎด"}, {u'ต', u"ฏต"},
    {u'น', u"ณน"}, {u'ท', u"ฐฑฒถทธ"}, {u'พ', u"ผพภ"}, {u'ฟ', u"ฝฟ"}, {u'ร', u"รลฬฤฦ"}, {u'ห', u"หฮ"},
};
constexpr LetterClass lk82_other[] = {
    {u'1', u"กขฃคฅฆ"}, {u'2', u"ง"}, {u'3', u"จฉชซฌฎฏฐฑฒดตถทธศษส"}, {u'4', u"ญณนรลฬฤฦ"}, {u'5', u"บปพฟภผฝ"},
    {u'6', u"มำ"}, {u'7', u"ยวไใ"}, {u'8', u"หฮ"}, {u'9', u"า"}, {u'A', u"ๅ\u0E36\u0E37"}, {u'B', u"เ"},
    {u'C', u"แ"}, {u'D', u"โ"}, {u'E', u"\u0E38\u0E39"}, {u'F', u"อ"},
};
constexpr LetterClass udom83_first[] = {
    {u'ข', u"ขฃคฅฆ"}, {u'ช', u"ฉชฌ"}, {u'ส', u"ซศษส"}, {u'ด', u"ฎด"}, {u'ต', u"ฏต"}, {u'ท', u"ฐฑฒถทธ"},
    {u'น', u"ณน"}, {u'พ', u"ผพภ"}, {u'ฟ', u"ฝฟ"}, {u'ย', u"ญย"}, {u'ร', u"รลฬฤฦ"}, {u'ฮ', u"หฮ"},
};
constexpr LetterClass udom83_other[] = {
    {u'0', u"มวำ"}, {u'1', u"กขฃคฅฆ"}, {u'2', u"งย"}, {u'3', u"ญณน"}, {u'4', u"ฎฏดตศษส"}, {u'5', u"บปพภ"},
    {u'6', u"ผฝฟหอฮ"}, {u'7', u"จฉชซฌ"}, {u'8', u"ฐฑฒถทธ"}, {u'9', u"รฤลฦ"},
};
constexpr LetterClass metasound_other[] = {
    {u'1', u"กขฃคฆฅ"}, {u'2', u"จฉชฌซฐทฒดฎตสศษฏฑถธ"}, {u'3', u"ฟฝพผภบป"}, {u'4', u"ง"},
    {u'5', u"ลฬรนณญ"}, {u'6', u"ม"}, {u'7', u"ย"}, {u'8', u"ว"},
};

char16_t sign_of(char16_t c, std::span<const LetterClass> classes, char16_t otherwise) {
    for (const auto& [sign, letters] : classes)
        if (is_one_of(c, letters))
            return sign;
    return otherwise;
}

constexpr std::u16string_view marks = u"\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4D\u0E3Aๆฯ";

/// Without tone marks and signs, and without what karan silences.
std::u16string heard(std::u16string_view name) {
    std::u16string text;
    for (const auto c : name) {
        if (is_one_of(c, marks))
            continue;
        if (c != u'\u0E4C') {
            text.push_back(c);
            continue;
        }
        if (!text.empty() && text.back() >= u'ะ' && text.back() <= u'\u0E39')
            text.pop_back();
        const auto ends = std::u16string_view(text).substr(text.size() < 2 ? 0 : text.size() - 2);
        const bool is_double = ends == u"จน" || ends == u"มณ" || ends == u"ณฑ" || ends == u"ทร" || ends == u"ตร";
        if (!text.empty())
            text.resize(text.size() - (is_double ? 2 : 1));
    }
    return text;
}

} // namespace

std::u16string lk82(std::u16string_view name) {
    const auto text = heard(name);
    if (text.empty())
        return {};
    std::u16string key;
    bool is_parted = true; // equal signs on both sides of a vowel without a sign stay two
    const auto put = [&](char16_t sign) {
        if (is_parted || key.back() != sign)
            key.push_back(sign);
        is_parted = false;
    };
    std::size_t i = 0;
    if (is_thai_consonant(text[0]) || text.size() == 1) {
        put(sign_of(text[0], lk82_first, text[0]));
        i = 1;
    } else {
        put(sign_of(text[1], lk82_first, text[1]));
        put(sign_of(text[0], lk82_other, text[0]));
        i = 2;
    }
    const auto start = i;
    bool after_vowel = false;
    for (; i < text.size(); ++i) {
        const auto c = text[i];
        const bool before_u = i + 1 < text.size() && is_one_of(text[i + 1], u"\u0E36\u0E37\u0E38\u0E39");
        const bool is_vowel = is_one_of(c, u"ะ\u0E31\u0E34\u0E35า\u0E36\u0E37\u0E38\u0E39ๅ");
        bool is_coded = true;
        if (is_one_of(c, u"ะ\u0E31\u0E34\u0E35"))
            is_coded = false;
        else if (c == u'\u0E38')
            is_coded = i == start || !is_one_of(text[i - 1], u"ตธ");
        else if (is_one_of(c, u"หอ"))
            is_coded = before_u;
        else if (is_one_of(c, u"ยรฤฦว"))
            is_coded = after_vowel || before_u;
        if (is_coded)
            put(sign_of(c, lk82_other, c));
        else
            is_parted |= is_vowel;
        after_vowel = is_vowel;
    }
    key.resize(5, u'0');
    return key;
}

std::u16string udom83(std::u16string_view name) {
    // รร to ะน or ะ, ไ and ใ behind their consonant as ย, sara am to ม.
    std::u16string text;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto at = [&](std::size_t k) { return k < name.size() ? name[k] : u'\0'; };
        const auto c = name[i];
        if (c == u'ร' && at(i + 1) == u'ร') {
            const bool is_a = is_thai_consonant(at(i + 2)) &&
                              (is_thai_consonant(at(i + 3)) || (at(i + 3) >= u'เ' && at(i + 3) <= u'ไ'));
            if (!is_a)
                text.push_back(u'น');
            ++i;
        } else if ((c == u'ไ' || c == u'ใ') && is_thai_consonant(at(i + 1))) {
            text.push_back(at(i + 1));
            if (c == u'ใ' || at(i + 2) != u'ย')
                text.push_back(u'ย');
            ++i;
        } else if (c == u'ำ') {
            const bool is_doubled = at(i + 1) == u'ม' && at(i + 2) >= u'ะ' && at(i + 2) <= u'\u0E39';
            if (at(i + 1) != u'ม' || is_doubled)
                text.push_back(u'ม');
        } else {
            text.push_back(c);
        }
    }
    std::u16string plain;
    for (const auto c : heard(text))
        if (is_thai_consonant(c) || c == u'ฤ' || c == u'ฦ')
            plain.push_back(c);
    if (plain.empty())
        return {};
    std::u16string key(1, sign_of(plain[0], udom83_first, plain[0]));
    for (std::size_t i = 1; i < plain.size(); ++i)
        key.push_back(sign_of(plain[i], udom83_other, plain[i]));
    key.resize(7, u'0');
    return key;
}

std::u16string metasound(std::u16string_view name, std::size_t signs) {
    std::u16string consonants;
    for (const auto c : name) {
        if (is_thai_consonant(c))
            consonants.push_back(c);
        else if (c == u'\u0E4C' && !consonants.empty())
            consonants.pop_back();
    }
    if (consonants.empty())
        return {};
    std::u16string key(1, consonants[0]);
    for (std::size_t i = 1; i < consonants.size(); ++i)
        key.push_back(sign_of(consonants[i], metasound_other, u'0'));
    key.resize(signs, u'0');
    return key;
}

} // namespace samatcha::linkage
