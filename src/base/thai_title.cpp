// Titles before names (split_title, sex_of_title of base/thai_text.hpp).
#include "base/thai_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <vector>

namespace samatcha {

namespace {

/// How a title may stand before a name.
enum class TitleForm {
    Word,          ///< Glued on or apart, and also alone: นาย.
    Rank,          ///< Glued on or apart, never alone; may be followed by หญิง.
    Apart,         ///< Only apart, as names begin with it: คุณ.
    Dotted,        ///< With its dots: ร.ต., glued on or apart.
    DottedOrBare,  ///< Its dots may be forgotten: ด.ช., ดช.
    DottedOrApart, ///< Likewise, but only apart: names begin with นส.
    Latin,         ///< Mr, in any case, followed by a dot or a blank.
};

struct Title {
    std::string_view text; ///< Dotted titles with all their dots.
    TitleForm form;
    char sex = 0;
};

constexpr Title titles[] = {
    {"เด็กชาย", TitleForm::Word, 'M'},
    {"เด็กหญิง", TitleForm::Word, 'F'},
    {"ด.ช.", TitleForm::DottedOrBare, 'M'},
    {"ด.ญ.", TitleForm::DottedOrBare, 'F'},
    {"นาย", TitleForm::Word, 'M'},
    {"นาง", TitleForm::Word, 'F'},
    {"นางสาว", TitleForm::Word, 'F'},
    {"น.ส.", TitleForm::DottedOrApart, 'F'},
    {"คุณ", TitleForm::Apart},
    {"คุณหญิง", TitleForm::Apart, 'F'},
    {"ท่านผู้หญิง", TitleForm::Word, 'F'},
    {"หม่อมเจ้า", TitleForm::Rank},
    {"หม่อมราชวงศ์", TitleForm::Rank},
    {"หม่อมหลวง", TitleForm::Rank},
    {"ม.จ.", TitleForm::Dotted},
    {"ม.ร.ว.", TitleForm::Dotted},
    {"ม.ล.", TitleForm::Dotted},
    {"พระ", TitleForm::Rank, 'M'},
    {"พระครู", TitleForm::Rank, 'M'},
    {"พระมหา", TitleForm::Rank, 'M'},
    {"พระปลัด", TitleForm::Rank, 'M'},
    {"พระสมุห์", TitleForm::Rank, 'M'},
    {"พระใบฎีกา", TitleForm::Rank, 'M'},
    {"พระอธิการ", TitleForm::Rank, 'M'},
    {"พระภิกษุ", TitleForm::Rank, 'M'},
    {"สามเณร", TitleForm::Word, 'M'},
    {"เณร", TitleForm::Rank, 'M'},
    {"แม่ชี", TitleForm::Rank, 'F'},
    {"บาทหลวง", TitleForm::Rank, 'M'},
    {"ซิสเตอร์", TitleForm::Rank, 'F'},
    {"ดร.", TitleForm::Dotted},
    {"ศ.", TitleForm::Dotted},
    {"รศ.", TitleForm::Dotted},
    {"ผศ.", TitleForm::Dotted},
    {"ศาสตราจารย์", TitleForm::Rank},
    {"รองศาสตราจารย์", TitleForm::Rank},
    {"ผู้ช่วยศาสตราจารย์", TitleForm::Rank},
    {"ดอกเตอร์", TitleForm::Rank},
    {"นายแพทย์", TitleForm::Rank, 'M'},
    {"แพทย์หญิง", TitleForm::Rank, 'F'},
    {"นพ.", TitleForm::Dotted, 'M'},
    {"พญ.", TitleForm::Dotted, 'F'},
    {"ทพ.", TitleForm::Dotted, 'M'},
    {"ทพญ.", TitleForm::Dotted, 'F'},
    {"ภก.", TitleForm::Dotted, 'M'},
    {"ภญ.", TitleForm::Dotted, 'F'},
    {"สพ.ญ.", TitleForm::Dotted, 'F'},
    {"น.สพ.", TitleForm::Dotted, 'M'},
    {"ว่าที่", TitleForm::Rank},
    // Police, army, navy and air force, from general to private.
    {"พล.ต.อ.", TitleForm::Dotted},
    {"พล.ต.ท.", TitleForm::Dotted},
    {"พล.ต.ต.", TitleForm::Dotted},
    {"พ.ต.อ.", TitleForm::Dotted},
    {"พ.ต.ท.", TitleForm::Dotted},
    {"พ.ต.ต.", TitleForm::Dotted},
    {"ร.ต.อ.", TitleForm::Dotted},
    {"ร.ต.ท.", TitleForm::Dotted},
    {"ร.ต.ต.", TitleForm::Dotted},
    {"ด.ต.", TitleForm::Dotted},
    {"จ.ส.ต.", TitleForm::Dotted},
    {"ส.ต.อ.", TitleForm::Dotted},
    {"ส.ต.ท.", TitleForm::Dotted},
    {"ส.ต.ต.", TitleForm::Dotted},
    {"พล.อ.", TitleForm::Dotted},
    {"พล.ท.", TitleForm::Dotted},
    {"พล.ต.", TitleForm::Dotted},
    {"พล.ร.อ.", TitleForm::Dotted},
    {"พล.อ.อ.", TitleForm::Dotted},
    {"พ.อ.", TitleForm::Dotted},
    {"พ.ท.", TitleForm::Dotted},
    {"พ.ต.", TitleForm::Dotted},
    {"ร.อ.", TitleForm::Dotted},
    {"ร.ท.", TitleForm::Dotted},
    {"ร.ต.", TitleForm::Dotted},
    {"จ.ส.อ.", TitleForm::Dotted},
    {"จ.ส.ท.", TitleForm::Dotted},
    {"ส.อ.", TitleForm::Dotted},
    {"ส.ท.", TitleForm::Dotted},
    {"ส.ต.", TitleForm::Dotted},
    {"น.อ.", TitleForm::Dotted},
    {"น.ท.", TitleForm::Dotted},
    {"น.ต.", TitleForm::Dotted},
    {"พ.อ.อ.", TitleForm::Dotted},
    {"พ.อ.ท.", TitleForm::Dotted},
    {"พ.อ.ต.", TitleForm::Dotted},
    {"พ.จ.อ.", TitleForm::Dotted},
    {"พ.จ.ท.", TitleForm::Dotted},
    {"พ.จ.ต.", TitleForm::Dotted},
    {"จ.อ.", TitleForm::Dotted},
    {"จ.ท.", TitleForm::Dotted},
    {"จ.ต.", TitleForm::Dotted},
    {"อส.", TitleForm::Dotted},
    {"พลตำรวจเอก", TitleForm::Rank},
    {"พลตำรวจโท", TitleForm::Rank},
    {"พลตำรวจตรี", TitleForm::Rank},
    {"พันตำรวจเอก", TitleForm::Rank},
    {"พันตำรวจโท", TitleForm::Rank},
    {"พันตำรวจตรี", TitleForm::Rank},
    {"ร้อยตำรวจเอก", TitleForm::Rank},
    {"ร้อยตำรวจโท", TitleForm::Rank},
    {"ร้อยตำรวจตรี", TitleForm::Rank},
    {"ดาบตำรวจ", TitleForm::Rank},
    {"จ่าสิบตำรวจ", TitleForm::Rank},
    {"สิบตำรวจเอก", TitleForm::Rank},
    {"สิบตำรวจโท", TitleForm::Rank},
    {"สิบตำรวจตรี", TitleForm::Rank},
    {"พลเอก", TitleForm::Rank},
    {"พลโท", TitleForm::Rank},
    {"พลตรี", TitleForm::Rank},
    {"พันเอก", TitleForm::Rank},
    {"พันโท", TitleForm::Rank},
    {"พันตรี", TitleForm::Rank},
    {"ร้อยเอก", TitleForm::Rank},
    {"ร้อยโท", TitleForm::Rank},
    {"ร้อยตรี", TitleForm::Rank},
    {"จ่าสิบเอก", TitleForm::Rank},
    {"จ่าสิบโท", TitleForm::Rank},
    {"จ่าสิบตรี", TitleForm::Rank},
    {"สิบเอก", TitleForm::Rank},
    {"สิบโท", TitleForm::Rank},
    {"สิบตรี", TitleForm::Rank},
    {"จ่าเอก", TitleForm::Rank},
    {"จ่าโท", TitleForm::Rank},
    {"จ่าตรี", TitleForm::Rank},
    {"เรือเอก", TitleForm::Rank},
    {"เรือโท", TitleForm::Rank},
    {"เรือตรี", TitleForm::Rank},
    {"นาวาเอก", TitleForm::Rank},
    {"นาวาโท", TitleForm::Rank},
    {"นาวาตรี", TitleForm::Rank},
    {"เรืออากาศเอก", TitleForm::Rank},
    {"เรืออากาศโท", TitleForm::Rank},
    {"เรืออากาศตรี", TitleForm::Rank},
    {"นาวาอากาศเอก", TitleForm::Rank},
    {"นาวาอากาศโท", TitleForm::Rank},
    {"นาวาอากาศตรี", TitleForm::Rank},
    {"พันจ่าอากาศเอก", TitleForm::Rank},
    {"พันจ่าเอก", TitleForm::Rank},
    {"พลทหาร", TitleForm::Rank},
    {"mr", TitleForm::Latin, 'M'},
    {"mrs", TitleForm::Latin, 'F'},
    {"ms", TitleForm::Latin, 'F'},
    {"miss", TitleForm::Latin, 'F'},
    {"master", TitleForm::Latin, 'M'},
    {"mstr", TitleForm::Latin, 'M'},
    {"dr", TitleForm::Latin},
    {"prof", TitleForm::Latin},
};

/// Whole given names that begin like a title and leave a plausible name.
constexpr std::string_view names_like_titles[] = {"นางนวล",  "นางฟ้า",  "นางงาม", "พระจันทร์",
                                                  "พระพรหม", "พระพาย", "พระเอก", "พระเพลิง",
                                                  "พระแพง",  "เณรแก้ว", "นายก"};

constexpr std::string_view woman = "หญิง";

bool is_thai_letter(std::string_view text, unsigned first, unsigned last) {
    if (text.size() < 3 || text[0] != '\xE0')
        return false;
    const unsigned c = 0x0E00 + ((static_cast<unsigned>(text[1]) & 1U) << 6) +
                       (static_cast<unsigned>(text[2]) & 0x3FU);
    return (text[1] == '\xB8' || text[1] == '\xB9') && c >= first && c <= last;
}
bool starts_with_consonant(std::string_view text) {
    return is_thai_letter(text, 0x0E01, 0x0E2E);
}
bool starts_with_leading_vowel(std::string_view text) {
    return is_thai_letter(text, 0x0E40, 0x0E44);
}

/// Whether a name can begin like this: a consonant (no silent one) or a leading vowel and its
/// consonant, two characters at least; or a letter of another script.
bool begins_plausible_name(std::string_view text) {
    if (text.empty() || text[0] == ' ')
        return false;
    if (starts_with_leading_vowel(text))
        return starts_with_consonant(text.substr(3));
    if (starts_with_consonant(text))
        return text.size() >= 6 && text[3] == '\xE0' &&
               !is_thai_letter(text.substr(3), 0x0E4C, 0x0E4C);
    if (text[0] == '\xE0' && (text[1] == '\xB8' || text[1] == '\xB9'))
        return false;
    const auto byte = static_cast<unsigned char>(text[0]);
    return byte >= 0x80 || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Bytes that a dotted title takes at the start of `text`; 0 if it is not there. Blanks may follow
/// a dot. Sets `dots` to how many of its dots were written.
std::size_t match_dotted(std::string_view text, std::string_view title, int& dots, int& dots_all) {
    std::size_t i = 0;
    dots = dots_all = 0;
    for (std::size_t k = 0; k < title.size(); ++k) {
        if (title[k] == '.') {
            ++dots_all;
            if (i < text.size() && text[i] == '.') {
                ++dots;
                ++i;
                if (k + 1 < title.size() && i < text.size() && text[i] == ' ')
                    ++i;
            }
        } else if (i < text.size() && text[i] == title[k]) {
            ++i;
        } else {
            return 0;
        }
    }
    return i;
}

std::size_t match_dotted_title(std::string_view text, const Title& title) {
    int dots = 0, dots_all = 0;
    const auto size = match_dotted(text, title.text, dots, dots_all);
    if (size == 0)
        return 0;
    const auto rest = text.substr(size);
    const bool last_dot = text[size - 1] == '.';
    const bool apart = rest.empty() || rest[0] == ' ';
    if (title.form == TitleForm::Dotted) {
        if (rest.empty() || rest[0] == '.' || dots + (apart && !last_dot ? 1 : 0) != dots_all ||
            dots == 0)
            return 0;
        return last_dot || apart ? size : 0;
    }
    if (apart || (last_dot && rest[0] != '.'))
        return size;
    return (dots > 0 || title.form == TitleForm::DottedOrBare) && begins_plausible_name(rest) ? size
                                                                                              : 0;
}

std::size_t match_word(std::string_view text, const Title& title) {
    if (!text.starts_with(title.text))
        return 0;
    const auto rest = text.substr(title.text.size());
    if (rest.empty())
        return title.form == TitleForm::Word ? title.text.size() : 0;
    if (rest[0] == ' ')
        return title.text.size();
    if (title.form == TitleForm::Apart)
        return 0;
    if (title.text == "ว่าที่")
        return title.text.size();
    return begins_plausible_name(rest) ? title.text.size() : 0;
}

std::size_t match_latin(std::string_view text, const Title& title) {
    const auto size = title.text.size();
    if (text.size() < size)
        return 0;
    for (std::size_t i = 0; i < size; ++i)
        if (lower(text[i]) != title.text[i])
            return 0;
    if (text.size() == size)
        return size;
    return text[size] == '.' ? size + 1 : text[size] == ' ' ? size : 0;
}

std::size_t match_title(std::string_view text, const Title& title) {
    switch (title.form) {
    case TitleForm::Word:
    case TitleForm::Rank:
    case TitleForm::Apart:
        return match_word(text, title);
    case TitleForm::Dotted:
    case TitleForm::DottedOrBare:
    case TitleForm::DottedOrApart:
        return match_dotted_title(text, title);
    case TitleForm::Latin:
        return match_latin(text, title);
    }
    return 0;
}

/// Titles by the last byte of their first character, longest first. Most names are told apart from
/// every title by that byte.
class TitleIndex {
public:
    TitleIndex() {
        for (const auto& title : titles)
            m_by_first[key_of(title.text)].push_back(&title);
        for (auto& list : m_by_first)
            std::stable_sort(list.begin(), list.end(), [](const Title* left, const Title* right) {
                return left->text.size() > right->text.size();
            });
    }

    std::span<const Title* const> candidates(std::string_view text) const {
        return m_by_first[key_of(text)];
    }

private:
    static std::size_t key_of(std::string_view text) {
        if (text.empty())
            return 0;
        if (text[0] == '\xE0' && text.size() >= 3)
            return static_cast<unsigned char>(text[2]);
        return static_cast<unsigned char>(lower(text[0]));
    }

    std::array<std::vector<const Title*>, 256> m_by_first;
};

/// Bytes of the title at the start of `text`, 0 if there is none.
std::size_t title_at(std::string_view text) {
    static const TitleIndex index;
    const auto candidates = index.candidates(text);
    if (candidates.empty())
        return 0;
    const auto word = text.substr(0, text.find(' '));
    if (std::find(std::begin(names_like_titles), std::end(names_like_titles), word) !=
        std::end(names_like_titles))
        return 0;
    for (const auto* title : candidates) {
        auto size = match_title(text, *title);
        if (size == 0)
            continue;
        if (title->form == TitleForm::Rank || title->form == TitleForm::Dotted) {
            const auto blank = text.substr(size).starts_with(' ') ? 1U : 0U;
            const auto rest = text.substr(size + blank);
            if (rest.starts_with(woman) && rest.size() > woman.size() &&
                (rest[woman.size()] == ' ' || begins_plausible_name(rest.substr(woman.size()))))
                size += blank + woman.size();
        }
        return size;
    }
    return 0;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// Takes the first bracketed part out of `name`; empty if there is none.
std::string take_nickname(std::string& name) {
    if (std::none_of(name.begin(), name.end(),
                     [](char c) { return c == '(' || c == '[' || c == '\xEF'; }))
        return {};
    struct Brackets {
        std::string_view open, close;
    };
    for (const auto& [open, close] :
         {Brackets{"(", ")"}, Brackets{"[", "]"}, Brackets{"（", "）"}}) {
        const auto from = name.find(open);
        if (from == std::string::npos)
            continue;
        const auto to = name.find(close, from);
        if (to == std::string::npos)
            continue;
        const std::string nickname(
            trimmed(std::string_view(name).substr(from + open.size(), to - from - open.size())));
        const std::string before(trimmed(std::string_view(name).substr(0, from)));
        const auto after = trimmed(std::string_view(name).substr(to + close.size()));
        name = before + (before.empty() || after.empty() ? "" : " ") + std::string(after);
        return nickname;
    }
    return {};
}

/// Dots, blanks and case gone: ด. ช. and ดช are one title.
std::string title_key(std::string_view title) {
    std::string key;
    for (const char c : title)
        if (c != '.' && c != ' ')
            key += lower(c);
    return key;
}

} // namespace

NameParts split_title(std::string_view utf8) {
    NameParts parts;
    parts.name = repair_thai(utf8);
    parts.nickname = take_nickname(parts.name);
    // Titles stack (ว่าที่ ร.ต., ผศ.ดร.), but no more than three deep.
    std::size_t title_end = 0;
    std::size_t name_begin = 0;
    for (int i = 0; i < 3 && name_begin < parts.name.size(); ++i) {
        const auto size = title_at(std::string_view(parts.name).substr(name_begin));
        if (size == 0)
            break;
        title_end = name_begin + size;
        name_begin = title_end;
        if (name_begin < parts.name.size() && parts.name[name_begin] == ' ')
            ++name_begin;
    }
    if (title_end != 0) {
        parts.title = parts.name.substr(0, title_end);
        parts.name.erase(0, name_begin);
    }
    return parts;
}

char sex_of_title(std::string_view title) {
    static const std::map<std::string, char, std::less<>> sexes = [] {
        std::map<std::string, char, std::less<>> by_key;
        for (const auto& t : titles)
            if (t.sex != 0) {
                by_key.emplace(t.text, t.sex);
                by_key.emplace(title_key(t.text), t.sex);
            }
        return by_key;
    }();
    if (const auto found = sexes.find(title); found != sexes.end())
        return found->second;
    const auto key = title_key(repair_thai(title));
    if (const auto found = sexes.find(key); found != sexes.end())
        return found->second;
    return key.size() > woman.size() && key.ends_with(woman) ? 'F' : 0;
}

} // namespace samatcha
