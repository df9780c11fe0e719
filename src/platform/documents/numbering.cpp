#include "platform/documents/numbering.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace samatcha::documents {

namespace {

/// Anchor and number by key; of each section on its own.
using Named = std::map<std::int64_t, const NumberedParagraph*>;

/// Where a reference `[#17]` stands in a text.
struct ReferencePlace {
    std::size_t begin, end;
    std::int64_t key;
};

std::optional<ReferencePlace> next_reference(std::string_view text, std::size_t from) {
    for (auto begin = text.find("[#", from); begin != text.npos;
         begin = text.find("[#", begin + 1)) {
        std::int64_t key = 0;
        const auto* const first = text.data() + begin + 2;
        const auto* const last = text.data() + text.size();
        const auto read = std::from_chars(first, last, key);
        if (read.ec == std::errc{} && read.ptr != last && *read.ptr == ']')
            return ReferencePlace{begin, static_cast<std::size_t>(read.ptr - text.data()) + 1, key};
    }
    return std::nullopt;
}

std::vector<TextPiece> pieces_of(std::string_view text, const Named& own, const Named& first) {
    std::vector<TextPiece> pieces;
    std::size_t at = 0;
    while (const auto place = next_reference(text, at)) {
        if (place->begin > at)
            pieces.push_back({std::string(text.substr(at, place->begin - at))});
        TextPiece reference{{}, true};
        const auto in_own = own.find(place->key);
        const auto in_first = first.find(place->key);
        const auto* const named = in_own != own.end()       ? in_own->second
                                  : in_first != first.end() ? in_first->second
                                                            : nullptr;
        if (named && !named->number.empty()) {
            reference.number = named->number;
            reference.anchor = named->anchor;
        }
        pieces.push_back(std::move(reference));
        at = place->end;
    }
    if (at < text.size())
        pieces.push_back({std::string(text.substr(at))});
    return pieces;
}

NumberedSection counted(const Section& section, int annex_no, std::size_t section_no) {
    NumberedSection out{&section, annex_no};
    std::array<int, level_max + 1> counts{};
    for (const auto& each : section.paragraphs) {
        NumberedParagraph paragraph{&each};
        if (each.key != 0)
            paragraph.anchor = "p" + std::to_string(section_no) + "_" + std::to_string(each.key);
        if (each.kind == ParagraphKind::Numbered) {
            const auto level = counts.begin() + each.level;
            ++*level;
            std::fill(level + 1, counts.end(), 0);
            paragraph.number.assign(counts.begin(), level + 1);
        }
        out.paragraphs.push_back(std::move(paragraph));
    }
    return out;
}

} // namespace

std::vector<NumberedSection> numbered(const Document& document) {
    std::vector<NumberedSection> sections;
    for (const auto& section : document.body)
        sections.push_back(counted(section, 0, sections.size() + 1));
    for (int annex_no = 1; const auto& section : document.annexes)
        sections.push_back(counted(section, annex_no++, sections.size() + 1));

    std::vector<Named> by_section;
    Named first;
    for (const auto& section : sections) {
        auto& own = by_section.emplace_back();
        for (const auto& paragraph : section.paragraphs)
            if (paragraph.source->key != 0) {
                own.emplace(paragraph.source->key, &paragraph);
                first.emplace(paragraph.source->key, &paragraph);
            }
    }
    for (std::size_t i = 0; i < sections.size(); ++i)
        for (auto& paragraph : sections[i].paragraphs)
            paragraph.pieces = pieces_of(paragraph.source->text, by_section[i], first);
    return sections;
}

std::string in_digits(std::int64_t number, Digits digits) {
    const auto arabic = std::to_string(number);
    if (digits == Digits::Arabic)
        return arabic;
    std::string thai;
    for (const char digit : arabic) { // U+0E50 to U+0E59
        thai += "\xE0\xB9";
        thai += static_cast<char>(0x90 + (digit - '0'));
    }
    return thai;
}

std::string number_text(const ParagraphNumber& number, Digits digits) {
    std::string text;
    for (const auto part : number)
        text += (text.empty() ? "" : ".") + in_digits(part, digits);
    return text;
}

std::string number_label(const ParagraphNumber& number, Digits digits) {
    return number_text(number, digits) + (number.size() == 1 ? "." : "");
}

std::string text_of(const std::vector<TextPiece>& pieces, Digits digits, std::string_view missing) {
    std::string text;
    for (const auto& piece : pieces) {
        if (!piece.is_reference)
            text += piece.text;
        else if (piece.number.empty())
            text += missing;
        else
            text += number_text(piece.number, digits);
    }
    return text;
}

std::string annex_label(const NumberedSection& section, const PrintStyle& style,
                        const Messages& words) {
    if (section.annex_no == 0)
        return {};
    return words.text("documents.annex", style.language,
                      {{"number", in_digits(section.annex_no, style.digits)}});
}

} // namespace samatcha::documents
