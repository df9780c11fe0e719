#include "modules/area/place_name.hpp"

#include "base/utf8.hpp"
#include "modules/area/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace samatcha::area {
namespace {

constexpr std::array<std::string_view, 13> place_prefixes{
    "ตำบล", "แขวง",    "อำเภอ",   "จังหวัด",     "เขต", "ต.", "อ.",
    "จ.",   "Tambon ", "Amphoe ", "Changwat ", "ต ",  "อ "};

// Letters that sound alike in Thai, each to the commonest of its sound.
constexpr std::array<std::pair<char32_t, char32_t>, 17> sound_alikes{{{U'ณ', U'น'},
                                                                      {U'ศ', U'ส'},
                                                                      {U'ษ', U'ส'},
                                                                      {U'ฎ', U'ด'},
                                                                      {U'ฏ', U'ต'},
                                                                      {U'ฐ', U'ท'},
                                                                      {U'ฑ', U'ท'},
                                                                      {U'ฒ', U'ท'},
                                                                      {U'ธ', U'ท'},
                                                                      {U'ภ', U'พ'},
                                                                      {U'ฬ', U'ล'},
                                                                      {U'ฆ', U'ค'},
                                                                      {U'ฅ', U'ค'},
                                                                      {U'ญ', U'ย'},
                                                                      {U'ใ', U'ไ'},
                                                                      {U'ฌ', U'ช'},
                                                                      {U'ฃ', U'ข'}}};

bool is_dropped(char32_t letter) {
    const bool is_tone_or_silence =
        letter >= U'\u0E47' && letter <= U'\u0E4E' && letter != U'\u0E4D';
    const bool is_blank_or_mark = letter <= U' ' || letter == U'\u00A0' || letter == U'.' ||
                                  letter == U'-' || letter == U'(' || letter == U')' ||
                                  (letter >= 0x200B && letter <= 0x200F) || letter == 0xFEFF;
    return is_tone_or_silence || is_blank_or_mark;
}

/// Edit distance, given up (bound + 1) once it must exceed `bound`.
int edit_distance(const std::u32string& left, const std::u32string& right, int bound) {
    if (std::abs(static_cast<int>(left.size()) - static_cast<int>(right.size())) > bound)
        return bound + 1;
    std::vector<int> row(right.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= left.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const int changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return std::min(row.back(), bound + 1);
}

} // namespace

std::string_view bare_place_name(std::string_view utf8) {
    const auto trim = [&] {
        while (!utf8.empty() && utf8.front() == ' ')
            utf8.remove_prefix(1);
        while (!utf8.empty() && utf8.back() == ' ')
            utf8.remove_suffix(1);
    };
    trim();
    for (const auto prefix : place_prefixes)
        if (utf8.size() > prefix.size() && utf8.starts_with(prefix)) {
            utf8.remove_prefix(prefix.size());
            trim();
            break;
        }
    return utf8;
}

std::string folded_place_name(std::string_view utf8) {
    std::u32string letters;
    for (char32_t letter : letters_of(bare_place_name(utf8))) {
        if (is_dropped(letter))
            continue;
        if (letter >= U'A' && letter <= U'Z')
            letter += 32;
        for (const auto& [from, to] : sound_alikes)
            if (letter == from)
                letter = to;
        if (!letters.empty() && letters.back() == U'\u0E4D' && letter == U'า') // nikhahit + aa = am
            letters.back() = U'ำ';
        else if (!letters.empty() && letters.back() == U'เ' && letter == U'เ')
            letters.back() = U'แ';
        else
            letters += letter;
    }
    return utf8_of(letters);
}

std::optional<NearestPlaceName> nearest_place_name(std::span<const std::string_view> candidates,
                                                   std::string_view folded) {
    const auto wanted = letters_of(folded);
    const int allowed = wanted.size() >= 8 ? 2 : wanted.size() >= 4 ? 1 : 0;
    std::optional<NearestPlaceName> best;
    bool is_tied = false;
    for (std::size_t index = 0; index < candidates.size(); ++index) {
        const int bound = best ? best->distance : allowed;
        const int distance = candidates[index] == folded
                                 ? 0
                                 : edit_distance(letters_of(candidates[index]), wanted, bound);
        if (distance > bound)
            continue;
        is_tied = best && distance == best->distance;
        if (!is_tied)
            best = NearestPlaceName{index, distance};
    }
    return is_tied ? std::nullopt : best;
}

} // namespace samatcha::area
