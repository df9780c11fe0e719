#include "engines/linkage/latin_name.hpp"

#include "engines/linkage/letters.hpp"

#include <utility>
#include <vector>

namespace samatcha::linkage {

namespace {

using Letters = std::u16string_view;

/// Stands where a silenced consonant was: the syllable ends here.
constexpr char16_t silenced = u'|';

bool is_leading_vowel(char16_t c) { return c >= u'เ' && c <= u'ไ'; }
bool is_stop(char16_t c) { return is_thai_consonant(c) && !is_one_of(c, u"งญณนมยรลวฬหอฮ"); }
bool is_nasal(char16_t c) { return is_one_of(c, u"งญณนม"); }
bool is_hissing(char16_t c) { return is_one_of(c, u"จฉชซฌศษส"); }

/// Spellings whose sound no rule tells.
constexpr std::pair<Letters, Letters> irregular[] = {
    {u"สร้าง", u"สาง"}, {u"สร้อย", u"สอย"},   {u"เสริม", u"เสิม"},  {u"เสร็จ", u"เสด"},   {u"สระ", u"สะ"},
    {u"สรวง", u"สวง"},  {u"ศรี", u"สี"},      {u"ศรัท", u"สัท"},    {u"เศรษฐ", u"เสษฐ"},  {u"เศร้า", u"เสา"},
    {u"จริง", u"จิง"},   {u"ทราย", u"ซาย"},   {u"ทรง", u"ซง"},      {u"ทรัพ", u"ซัพ"},    {u"ทรวง", u"ซวง"},
    {u"ไทร", u"ไซ"},    {u"พรหม", u"พฺรม"},   {u"พราหม", u"พราม"},  {u"สามารถ", u"สามาด"}, {u"บวร", u"บอวอน"},
    {u"บรม", u"บอรม"},  {u"บริ", u"บอริ"},     {u"เกียรติ", u"เกียด"}, {u"ชาติ", u"ชาด"},    {u"ภูมิ", u"ภูม"},
    {u"ธาตุ", u"ธาด"},   {u"เหตุ", u"เหด"},   {u"กนก", u"กะนก"},
    {u"สวรร", u"สะวรร"}, {u"สวัส", u"สะวัส"},  {u"ณรง", u"นะรง"},    {u"นคร", u"นะคร"},    {u"วดี", u"วะดี"},
    {u"เสริฐ", u"เสิด"},
};
constexpr std::pair<Letters, Letters> irregular_ends[] = {
    {u"โชติ", u"โชด"}, {u"บัติ", u"บัด"}, {u"วุฒิ", u"วุด"}, {u"ญาติ", u"ยาด"}, {u"พรรดิ", u"พัด"},
};

void replace_all(std::u16string& text, Letters from, Letters to) {
    for (auto at = text.find(from); at != std::u16string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// The letters to be read: tones and shorteners gone, silent letters replaced by a mark.
std::u16string readable(Letters name) {
    std::u16string text(name);
    for (const auto& [from, to] : irregular)
        replace_all(text, from, to);
    for (const auto& [from, to] : irregular_ends)
        if (text.ends_with(from))
            text.replace(text.size() - from.size(), from.size(), to);
    std::u16string out;
    for (const auto c : text) {
        if (c == u'\u0E4C') { // karan
            if (!out.empty() && is_one_of(out.back(), u"\u0E34\u0E35\u0E38\u0E39"))
                out.pop_back();
            if (!out.empty() && is_thai_consonant(out.back()))
                out.back() = silenced;
        } else if ((c >= 0x0E47 && c <= 0x0E4E) || c == u'ฯ' || c == u'ๆ' || c == u'\u0E3A') {
            continue;
        } else {
            out.push_back(c == u'ใ' ? u'ไ' : c == u'ๅ' ? u'า' : c);
        }
    }
    return out;
}

Letters initial_sound(char16_t c) {
    switch (c) {
    case u'ก': return u"k";
    case u'ข': case u'ฃ': case u'ค': case u'ฅ': case u'ฆ': return u"kh";
    case u'ง': return u"ng";
    case u'จ': case u'ฉ': case u'ช': case u'ฌ': return u"ch";
    case u'ซ': case u'ศ': case u'ษ': case u'ส': return u"s";
    case u'ญ': case u'ย': return u"y";
    case u'ฎ': case u'ด': return u"d";
    case u'ฏ': case u'ต': return u"t";
    case u'ฐ': case u'ฑ': case u'ฒ': case u'ถ': case u'ท': case u'ธ': return u"th";
    case u'ณ': case u'น': return u"n";
    case u'บ': return u"b";
    case u'ป': return u"p";
    case u'ผ': case u'พ': case u'ภ': return u"ph";
    case u'ฝ': case u'ฟ': return u"f";
    case u'ม': return u"m";
    case u'ร': return u"r";
    case u'ล': case u'ฬ': return u"l";
    case u'ว': return u"w";
    case u'ห': case u'ฮ': return u"h";
    default: return u"";
    }
}

Letters final_sound(char16_t c) {
    switch (c) {
    case u'ก': case u'ข': case u'ฃ': case u'ค': case u'ฅ': case u'ฆ': return u"k";
    case u'ง': return u"ng";
    case u'บ': case u'ป': case u'ผ': case u'พ': case u'ฝ': case u'ฟ': case u'ภ': return u"p";
    case u'ม': return u"m";
    case u'ญ': case u'ณ': case u'น': case u'ร': case u'ล': case u'ฬ': return u"n";
    case u'ย': return u"i";
    case u'ว': return u"o";
    case 0: case u'ห': case u'อ': case u'ฮ': return u"";
    default: return u"t";
    }
}

bool is_cluster(char16_t first, char16_t second) {
    switch (second) {
    case u'ร': return is_one_of(first, u"กขคตทปพบดฟ");
    case u'ล': return is_one_of(first, u"กขคปผพบฟ");
    case u'ว': return is_one_of(first, u"กขค");
    default: return false;
    }
}

/// ห before a sonorant is not heard, it only gives the tone: หมอ.
bool is_led_by_ho(char16_t first, char16_t second) {
    return first == u'ห' && is_one_of(second, u"งญณนมยรลว");
}

/// Consonants that a leading vowel or a vowel around them may jump over: เฉลิม, เจริญ, เสถียร.
bool is_jumped(char16_t first, char16_t second) {
    return is_one_of(first, u"กขจฉชตถผฝพศส") && is_one_of(second, u"งชถณนมยรลวษ");
}

struct Syllable {
    Letters onset{};           ///< One or two consonants, or none for a vowel that stands alone.
    bool is_jumped = false;    ///< Two consonants with a short a between.
    Letters vowel{};
    char16_t coda = 0;
    bool is_linked = false;    ///< The coda is heard again, with a short a: รัช-ชะ-นี.
};

/// Cuts a text into syllables, the cheapest way from its start to each letter.
class Reading {
public:
    explicit Reading(Letters text) : m_text(text), m_best(text.size() + 1) {
        m_best[0].cost = 0;
        for (m_at = 0; m_at < m_text.size(); ++m_at)
            if (m_best[m_at].cost < unreachable)
                extend();
    }

    std::u16string romanised() const {
        std::vector<const Step*> steps;
        for (auto at = m_text.size(); at > 0; at = m_best[at].from)
            steps.push_back(&m_best[at]);
        std::u16string out;
        for (auto step = steps.rbegin(); step != steps.rend(); ++step)
            write((*step)->syllable, out);
        return out;
    }

private:
    static constexpr int unreachable = 1 << 28;
    struct Step {
        int cost = unreachable;
        std::size_t from = 0;
        Syllable syllable{};
    };
    enum class Vowel { Explicit, Implicit };

    char16_t at(std::size_t i) const { return i < m_text.size() ? m_text[i] : u'\0'; }

    /// Whether the consonant at i can end a syllable: no vowel hangs on it.
    bool can_end(std::size_t i) const {
        if (!is_thai_consonant(at(i)) || is_one_of(at(i), u"ฉฌผฝหอฮ"))
            return false;
        const auto next = at(i + 1);
        if (next == u'อ') // onset of the next syllable, or the vowel of this one
            return is_thai_consonant(at(i + 2)) || is_one_of(at(i + 2), u"\u0E31าะ\u0E34\u0E35\u0E36\u0E37\u0E38\u0E39ำ");
        return !(next >= u'ะ' && next <= u'\u0E39') && next != u'ฤ' && !(next == u'ร' && at(i + 2) == u'ร');
    }

    void put(std::size_t end, int cost, Syllable syllable) {
        while (at(end) == silenced)
            ++end;
        cost += m_best[m_at].cost;
        if (cost < m_best[end].cost)
            m_best[end] = {cost, m_at, syllable};
    }

    void extend() {
        const auto c = m_text[m_at];
        if (is_leading_vowel(c)) {
            if (is_thai_consonant(at(m_at + 1)))
                for_each_onset(m_at + 1, [&](std::size_t after, Syllable s, int cost) { led(c, after, s, cost); });
        } else if (c == u'ฤ') {
            Syllable s;
            s.vowel = is_one_of(at(m_at + 1), u"ทช") ? u"ri" : u"rue";
            closed(m_at + 1, s, 100);
        } else if (is_thai_consonant(c)) {
            for_each_onset(m_at, [&](std::size_t after, Syllable s, int cost) { unled(after, s, cost); });
        }
        put(m_at + 1, 700, is_thai_consonant(c) ? Syllable{m_text.substr(m_at, 1), false, {}, 0, false}
                           : is_thai(c) || c == silenced
                               ? Syllable{}
                               : Syllable{{}, false, m_text.substr(m_at, 1), 0, false});
    }

    template <class Use>
    void for_each_onset(std::size_t i, const Use& use) {
        Syllable s;
        s.onset = m_text.substr(i, 1);
        use(i + 1, s, 100);
        if (!is_thai_consonant(at(i + 1)))
            return;
        if (is_cluster(at(i), at(i + 1))) {
            s.onset = m_text.substr(i, 2);
            use(i + 2, s, 100);
        } else if (is_led_by_ho(at(i), at(i + 1))) {
            s.onset = m_text.substr(i + 1, 1);
            use(i + 2, s, 100);
        }
        if (i > m_at && is_jumped(at(i), at(i + 1))) {
            s.onset = m_text.substr(i, 2);
            s.is_jumped = true;
            use(i + 2, s, 150);
        }
    }

    /// A syllable whose vowel is complete at `i`: open, or with a coda.
    void closed(std::size_t i, Syllable s, int cost, Vowel vowel = Vowel::Explicit) {
        if (vowel == Vowel::Explicit)
            put(i, cost, s);
        if (!can_end(i))
            return;
        const auto coda = at(i);
        const auto next = at(i + 1);
        s.coda = coda;
        const bool goes_on = next != 0 && next != silenced;
        // วรพล is wo-ra-phon and การเวก ka-ra-wek, but พรทิพย์ phon-thip.
        if (coda == u'ร' && goes_on && is_thai_consonant(next))
            cost += vowel == Vowel::Explicit || is_one_of(s.onset[0], u"วนอปสมจ") ? 150 : 0;
        if (vowel == Vowel::Implicit && goes_on && is_thai_consonant(next) && s.onset.size() == 1 &&
            ((s.onset[0] == u'ธ' && coda == u'น') || (s.onset[0] == u'น' && coda == u'ว')))
            cost += 150;
        const bool links = is_thai_consonant(next) && next != coda && !is_hissing(next) && is_thai_consonant(coda) &&
                           (is_hissing(coda) || (is_one_of(coda, u"ฐฒตถทธ") && is_one_of(next, u"นมยว")));
        put(i + 1, cost + (links ? 60 : 0), s);
        if (links) {
            auto linked = s;
            linked.is_linked = true;
            put(i + 1, cost, linked);
        }
        // Letters before a silenced one are silent too: จันท(ร์), ลักษ(มณ์); so is a last ร: จักร.
        if (is_stop(next) && (is_nasal(coda) || is_stop(coda))) {
            if (at(i + 2) == silenced)
                put(i + 2, cost + 10, s);
            else if (is_thai_consonant(at(i + 2)) && at(i + 3) == silenced)
                put(i + 3, cost + 10, s);
            else if (at(i + 2) == 0 && vowel == Vowel::Explicit && is_stop(coda))
                put(i + 2, cost + 60, s);
        }
        if (next == u'ร' && at(i + 2) == 0 &&
            (is_one_of(coda, u"ตช") || (is_one_of(at(i - 1), u"\u0E31\u0E38") && is_one_of(coda, u"กคท"))))
            put(i + 2, cost + 20, s);
    }

    /// Vowels that stand before their consonant.
    void led(char16_t lead, std::size_t i, Syllable s, int cost) {
        const auto with = [&](Letters vowel) {
            s.vowel = vowel;
            return s;
        };
        switch (lead) {
        case u'ไ':
            put(i, cost, with(u"ai"));
            if (at(i) == u'ย' && can_end(i))
                put(i + 1, cost, s);
            return;
        case u'โ':
            if (at(i) == u'ะ')
                return put(i + 1, cost, with(u"o"));
            return closed(i, with(u"o"), cost);
        case u'แ':
            if (at(i) == u'ะ')
                return put(i + 1, cost, with(u"ae"));
            return closed(i, with(u"ae"), cost);
        default: break;
        }
        switch (at(i)) {
        case u'ะ': return put(i + 1, cost, with(u"e"));
        case u'า':
            if (at(i + 1) == u'ะ')
                put(i + 2, cost, with(u"o"));
            else if (!s.is_jumped)
                put(i + 1, cost, with(u"ao"));
            return;
        case u'\u0E34': return closed(i + 1, with(u"oe"), cost, Vowel::Implicit);
        case u'\u0E35':
            if (at(i + 1) == u'ย')
                closed(i + 2, with(u"ia"), cost);
            return;
        case u'\u0E37':
            if (at(i + 1) == u'อ')
                closed(i + 2, with(u"uea"), cost);
            return;
        case u'อ': closed(i + 1, with(u"oe"), cost); break;
        case u'ย':
            if (can_end(i))
                put(i + 1, cost - 5, with(u"oei"));
            break;
        default: break;
        }
        if (!s.is_jumped || is_thai_consonant(at(i)))
            closed(i, with(u"e"), cost + (s.is_jumped ? 60 : 0));
    }

    /// Vowels above, below or behind their consonant, or not written.
    void unled(std::size_t i, Syllable s, int cost) {
        const auto with = [&](Letters vowel) {
            s.vowel = vowel;
            return s;
        };
        switch (at(i)) {
        case u'ะ': return put(i + 1, cost, with(u"a"));
        case u'\u0E31':
            if (at(i + 1) == u'ว')
                return put(i + (at(i + 2) == u'ะ' ? 3 : 2), cost, with(u"ua"));
            return closed(i + 1, with(u"a"), cost, Vowel::Implicit);
        case u'า': return closed(i + 1, with(u"a"), cost);
        case u'ำ': return put(i + 1, cost, with(u"am"));
        case u'\u0E34':
        case u'\u0E35': return closed(i + 1, with(u"i"), cost);
        case u'\u0E36': return closed(i + 1, with(u"ue"), cost);
        case u'\u0E37':
            if (at(i + 1) == u'อ')
                put(i + 2, cost, with(u"ue"));
            return closed(i + 1, with(u"ue"), cost);
        case u'\u0E38':
        case u'\u0E39': return closed(i + 1, with(u"u"), cost);
        case u'ฤ': return closed(i + 1, with(is_one_of(s.onset[0], u"กตทปศส") ? u"ri" : u"rue"), cost);
        default: break;
        }
        if (at(i) == u'ร' && at(i + 1) == u'ร') {
            if (can_end(i + 2))
                closed(i + 2, with(u"a"), cost, Vowel::Implicit);
            else
                put(i + 2, cost, with(u"an"));
            return;
        }
        if (at(i) == u'อ')
            closed(i + 1, with(u"o"), cost);
        if (at(i) == u'ว' && can_end(i) && can_end(i + 1))
            closed(i + 1, with(u"ua"), cost, Vowel::Implicit);
        const int onset_cost = s.onset.size() > 1 ? 30 : is_one_of(s.onset[0], u"ญณงฬฎฏ") ? 60 : 5;
        closed(i, with(u"o"), cost + onset_cost, Vowel::Implicit);
        if (s.onset.size() == 1 && at(i) != silenced) {
            const bool before_ro = at(i) == u'ร' && is_thai_consonant(at(i + 1)) && at(i + 1) != u'ร';
            put(i, at(i) == 0 ? 250 : 110, with(before_ro ? u"o" : u"a"));
        }
    }

    static void write(const Syllable& s, std::u16string& out) {
        if (s.is_jumped) {
            out.append(initial_sound(s.onset[0])).append(u"a").append(initial_sound(s.onset[1]));
        } else {
            for (const auto c : s.onset)
                out.append(initial_sound(c));
        }
        out.append(s.vowel);
        const auto end = final_sound(s.coda);
        // กาย is kai, แก้ว kaeo, but นิว niu is nio and เร็ว reo.
        if (!(end == u"i" && s.vowel.ends_with(u'i')))
            out.append(end);
        if (s.is_linked)
            out.append(initial_sound(s.coda)).append(u"a");
    }

    Letters m_text;
    std::size_t m_at = 0;
    std::vector<Step> m_best;
};

bool is_latin_vowel(char16_t c) { return is_one_of(c, u"aeiou"); }

/// The sound that starts at `i`, and how many letters it takes.
struct LatinSound {
    char16_t sound = 0; ///< 0: not heard.
    std::size_t letters = 1;
};

LatinSound sound_at(Letters text, std::size_t i) {
    const auto at = [&](std::size_t k) { return k < text.size() ? text[k] : u'\0'; };
    const auto next = at(i + 1);
    switch (text[i]) {
    case u'k': case u'q': case u'g': return {u'k', next == u'h' ? std::size_t{2} : 1};
    case u'c':
        if (next == u'h')
            return {u'c', 2};
        if (next == u'k')
            return {u'k', 2};
        return {is_one_of(next, u"eiy") ? u's' : u'k', 1};
    case u'j': return {u'c', 1};
    case u's':
        if (next == u'h')
            return {u'c', 2};
        return {u's', next == u'r' ? std::size_t{2} : 1}; // ศรี: Sri, Si
    case u'z': return {u's', 1};
    case u'x': return {u's', 1};
    case u't': case u'd':
        if (next == u'h')
            return {u't', 2};
        if ((next == u'c' && at(i + 2) == u'h') || next == u'j')
            return {u'c', next == u'j' ? std::size_t{2} : 3};
        if (is_one_of(next, u"sz"))
            return {u's', 2};
        return {u't', 1};
    case u'b': case u'p': return {u'p', next == u'h' ? std::size_t{2} : 1};
    case u'f': return {u'p', 1};
    case u'v': return {is_latin_vowel(next) ? u'w' : u'\0', 1};
    case u'w': return {is_latin_vowel(next) ? u'w' : u'\0', 1};
    case u'm': return {u'm', 1};
    case u'n':
        if (next == u'g')
            return {u'g', 2};
        return {u'n', 1};
    case u'l': return {is_latin_vowel(next) || next == u'y' ? u'l' : u'n', 1};
    case u'r': return {is_latin_vowel(next) || next == u'y' ? u'r' : u'\0', 1};
    case u'h': return {is_latin_vowel(next) ? u'h' : u'\0', 1};
    case u'y': return {is_latin_vowel(next) && i > 0 && !is_one_of(text[i - 1], u"ie") ? u'y' : u'\0', 1};
    default: return {};
    }
}

} // namespace

std::u16string romanised(std::u16string_view name) {
    const auto text = readable(name);
    return Reading(text).romanised();
}

std::u16string latin_key(std::u16string_view name) {
    const auto text = romanised(name);
    std::u16string key;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_latin(text[i])) {
            ++i;
            continue;
        }
        auto [sound, letters] = sound_at(text, i);
        if (sound == 0 && i == 0)
            sound = text[i] == u'y' ? u'y' : text[i] == u'w' || text[i] == u'v' ? u'w' : u'a';
        i += letters;
        if (i >= text.size() && is_one_of(sound, u"cs"))
            sound = u't';
        if (sound != 0 && (key.empty() || key.back() != sound))
            key.push_back(sound);
    }
    return key;
}

} // namespace samatcha::linkage
