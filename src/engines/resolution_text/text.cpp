#include "engines/resolution_text/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
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

/// Calls `plain` and `name` for what is between references and for these, in order.
void read_references(std::string_view text, const std::function<void(std::string_view)>& plain,
                     const std::function<void(ParagraphId)>& name) {
    std::size_t at = 0;
    for (;;) {
        const auto begin = text.find("[#", at);
        const auto end = begin == text.npos ? text.npos : text.find(']', begin);
        if (end == text.npos)
            break;
        ParagraphId id;
        const auto* const first = text.data() + begin + 2;
        const auto* const last = text.data() + end;
        if (const auto read = std::from_chars(first, last, id.value);
            read.ec == std::errc{} && read.ptr == last) {
            plain(text.substr(at, begin - at));
            name(id);
            at = end + 1;
        } else {
            plain(text.substr(at, begin + 2 - at));
            at = begin + 2;
        }
    }
    plain(text.substr(at));
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

std::string with_numbers(const ResolutionText& text, std::string_view words, Digits digits,
                         std::string_view missing) {
    std::string out;
    const auto numbers = paragraph_numbers(text, digits);
    read_references(
        words, [&](std::string_view plain) { out += plain; },
        [&](ParagraphId id) {
            const auto* const named = paragraph(text, id);
            const auto& number =
                named ? numbers[static_cast<std::size_t>(named - text.paragraphs.data())]
                      : std::string();
            out += number.empty() ? missing : std::string_view(number);
        });
    return out;
}

std::vector<ParagraphId> paragraphs_named_in(std::string_view text) {
    std::vector<ParagraphId> named;
    read_references(
        text, [](std::string_view) {}, [&](ParagraphId id) { named.push_back(id); });
    return named;
}

} // namespace samatcha::resolution_text
