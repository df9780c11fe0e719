#pragma once

// Texts and amendments at random, for the properties.

#include "engines/resolution_text/amendment.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

namespace samatcha::resolution_text {

inline std::string any_words(int least, int most) {
    static const std::vector<std::string> words{
        "ขอให้",    "สำนักงาน",  "ศึกษาธิการ", "จังหวัด",
        "ค้นหา",    "ดูแล",      "ส่งต่อ",     "เด็ก",
        "นอกระบบ", "ทุกคน",     "ร่วมกับ",    "โรงเรียน",
        "ที่",       "ภายใน",    "๓๐",       "วัน",
        " ",       " ",        "(",        ")",
        "เพื่อ",     "ป้องกัน",    "ก็",        "น้ำ",
        "the",     "province", "2567",     "กำ\u0E4D\u0E32",
        "ปู่",       "ไม้",       "เ",        "\U0001F468\u200D\U0001F469"};
    std::string text;
    const auto count = *rc::gen::inRange(least, most + 1);
    for (int i = 0; i < count; ++i)
        text += words[*rc::gen::inRange<std::size_t>(0, words.size())];
    return text;
}

/// A text of up to 12 paragraphs with the identities 1, 2, ...
inline ResolutionText any_text() {
    ResolutionText text{any_words(1, 6)};
    const auto count = *rc::gen::inRange(1, 12);
    for (int i = 1; i <= count; ++i) {
        const auto depth = i == 1 ? 0 : *rc::gen::inRange(0, 2);
        std::vector<AddresseeId> addressees;
        for (int a = 1; a <= 3; ++a)
            if (*rc::gen::inRange(0, 3) == 0)
                addressees.push_back({a});
        text.paragraphs.push_back(
            {{i}, ParagraphKind::Operative, depth, any_words(1, 25), std::move(addressees)});
    }
    return text;
}

inline ParagraphId any_paragraph(const ResolutionText& text) {
    return text.paragraphs[*rc::gen::inRange<std::size_t>(0, text.paragraphs.size())].id;
}

/// The words of a text with a few of them taken out, put in or put in others' place.
inline std::string any_change_of(const WordBoundaries& boundaries, std::string_view text) {
    std::string out;
    for (const auto word : boundaries.words(text)) {
        const auto luck = *rc::gen::inRange(0, 16);
        if (luck != 0)
            out += word;
        if (luck <= 1)
            out += any_words(0, 2);
    }
    return out.empty() ? "เด็ก" : out;
}

/// Operations that check() may refuse; new paragraphs have identities of their own from `made` on.
inline Operation any_operation(const WordBoundaries& boundaries, const ResolutionText& text,
                               ParagraphId made) {
    const auto on = any_paragraph(text);
    const auto& old = *paragraph(text, on);
    switch (*rc::gen::inRange(0, 8)) {
    case 0:
        return Insert{*rc::gen::inRange(0, 5) == 0 ? ParagraphId{} : on,
                      {made, ParagraphKind::Operative, 0, any_words(1, 10)}};
    case 1:
        return Delete{on};
    case 2:
        return Move{on, any_paragraph(text)};
    case 3: {
        std::size_t at = 0;
        for (const auto word : boundaries.words(old.text)) {
            if (at > 0 && *rc::gen::inRange(0, 4) == 0)
                break;
            at += word.size();
        }
        return Split{on, at, made};
    }
    case 4:
        return Merge{on, any_paragraph(text), " "};
    default:
        return Replace{on, any_change_of(boundaries, old.text),
                       *rc::gen::inRange(0, 3) == 0 ? std::vector<AddresseeId>{{2}, {4}}
                                                    : old.addressees};
    }
}

inline std::vector<Amendment> any_amendments(const WordBoundaries& boundaries,
                                             const ResolutionText& text, int most) {
    std::int64_t made = 1000;
    for (const auto& each : text.paragraphs)
        made = std::max(made, each.id.value + 1);
    std::vector<Amendment> amendments;
    const auto count = *rc::gen::inRange(0, most);
    for (int i = 1; i <= count; ++i)
        amendments.push_back({{i}, any_operation(boundaries, text, {made++})});
    return amendments;
}

} // namespace samatcha::resolution_text
