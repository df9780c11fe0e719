#include "engines/resolution_text/text.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace samatcha::resolution_text {

namespace {

std::string in_digits(int number, Digits digits) {
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

} // namespace

void add_authorship(std::vector<Authorship>& authorship, std::size_t bytes, AmendmentId amendment) {
    if (!authorship.empty() && authorship.back().amendment == amendment)
        authorship.back().bytes += bytes;
    else if (bytes > 0)
        authorship.push_back({bytes, amendment});
}

void add_authorship_of(std::vector<Authorship>& authorship, const Paragraph& paragraph,
                       std::size_t begin, std::size_t bytes) {
    if (paragraph.authorship.empty())
        return add_authorship(authorship, bytes, {});
    std::size_t part_begin = 0;
    for (const auto& part : paragraph.authorship) {
        const auto first = std::max(part_begin, begin);
        const auto last = std::min(part_begin + part.bytes, begin + bytes);
        if (first < last)
            add_authorship(authorship, last - first, part.amendment);
        part_begin += part.bytes;
    }
}

const Paragraph* paragraph(const ResolutionText& text, ParagraphId id) {
    const auto found = std::find_if(text.paragraphs.begin(), text.paragraphs.end(),
                                    [&](const Paragraph& p) { return p.id == id; });
    return found == text.paragraphs.end() ? nullptr : &*found;
}

Result<void> check(const ResolutionText& text) {
    std::unordered_set<ParagraphId> seen;
    int depth_before = -1;
    for (const auto& each : text.paragraphs) {
        if (each.text.empty())
            return failure(ErrorCode::InvalidInput, "resolution_text.paragraph_empty");
        if (!each.id || !seen.insert(each.id).second)
            return failure(ErrorCode::InvalidInput, "resolution_text.paragraph_twice");
        if (each.kind == ParagraphKind::Preambular
                ? each.depth != 0
                : each.depth < 0 || each.depth > depth_max || each.depth > depth_before + 1)
            return failure(ErrorCode::InvalidInput, "resolution_text.depth_wrong");
        depth_before = each.kind == ParagraphKind::Preambular ? -1 : each.depth;
    }
    return {};
}

std::vector<std::string> paragraph_numbers(const ResolutionText& text, Digits digits) {
    std::vector<std::string> numbers;
    std::array<int, depth_max + 1> counts{};
    for (const auto& each : text.paragraphs) {
        if (each.kind == ParagraphKind::Preambular) {
            numbers.emplace_back();
            continue;
        }
        const auto depth = static_cast<std::size_t>(std::clamp(each.depth, 0, depth_max));
        ++counts[depth];
        std::fill(counts.begin() + static_cast<std::ptrdiff_t>(depth) + 1, counts.end(), 0);
        std::string number;
        for (std::size_t i = 0; i <= depth; ++i)
            number += (i == 0 ? "" : ".") + in_digits(counts[i], digits);
        numbers.push_back(std::move(number));
    }
    return numbers;
}

} // namespace samatcha::resolution_text
