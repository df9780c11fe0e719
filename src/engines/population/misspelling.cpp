#include "engines/population/misspelling.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace samatcha::population {
namespace {

// Letters that one hears alike.
constexpr std::u32string_view sound_groups[] = {U"นณ", U"สศษซ", U"ทธฑฒถฐ", U"พภผ", U"คฆข",
                                                U"ดฎ", U"ตฏ",   U"ลฬร",    U"ยญ",  U"ชฌฉ",
                                                U"ไใ", U"ิี",     U"ุู",       U"อฮ"};
// Consonant keys of a Kedmanee keyboard, row by row; a slip takes the neighbour.
constexpr std::u32string_view keyboard_rows[] = {U"ภถคตจขช", U"พรนยบล", U"ฟหกด",
                                                 U"สวง",     U"ผปอ",    U"ทมฝ"};

constexpr char32_t mai_ek = U'\u0E48', mai_chattawa = U'\u0E4B', thanthakhat = U'\u0E4C',
                   nikhahit = U'\u0E4D';

bool is_tone(char32_t letter) {
    return letter >= mai_ek && letter <= mai_chattawa;
}
bool is_consonant(char32_t letter) {
    return letter >= U'ก' && letter <= U'ฮ';
}
bool is_mark_above(char32_t letter) {
    return letter == U'\u0E31' || (letter >= U'\u0E34' && letter <= U'\u0E39');
}

/// Places where `fits` holds.
template <class Fits>
std::vector<std::size_t> places_of(const std::u32string& name, Fits fits) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < name.size(); ++i)
        if (fits(i))
            places.push_back(i);
    return places;
}

bool changed_tone(Random& random, std::u32string& name) {
    const auto places = places_of(name, [&](std::size_t i) { return is_tone(name[i]); });
    if (places.empty())
        return false;
    const auto at = random.one_of(places);
    if (random.chance(0.7))
        name.erase(at, 1);
    else
        name[at] = name[at] == mai_ek ? mai_ek + 1 : mai_ek;
    return true;
}

bool changed_silence(Random& random, std::u32string& name) {
    if (const auto at = name.find(thanthakhat); at != std::u32string::npos) {
        name.erase(at, 1);
        return true;
    }
    if (name.size() < 4 || !is_consonant(name.back()) || !random.chance(0.5))
        return false;
    name += thanthakhat;
    return true;
}

bool changed_by_list(Random& random, std::u32string& name,
                     std::span<const std::u32string_view> lists, bool neighbours_only) {
    const auto list_with = [&](char32_t letter) {
        const auto found = std::find_if(lists.begin(), lists.end(), [&](std::u32string_view list) {
            return list.find(letter) != std::u32string_view::npos;
        });
        return found == lists.end() ? std::u32string_view() : *found;
    };
    const auto places = places_of(name, [&](std::size_t i) { return !list_with(name[i]).empty(); });
    if (places.empty())
        return false;
    const auto at = random.one_of(places);
    const auto list = list_with(name[at]);
    const auto own = list.find(name[at]);
    if (neighbours_only) {
        const bool goes_right = own == 0 || (own + 1 < list.size() && random.chance(0.5));
        name[at] = list[goes_right ? own + 1 : own - 1];
    } else {
        const auto other = random.below(static_cast<std::uint32_t>(list.size() - 1));
        name[at] = list[other < own ? other : other + 1];
    }
    return true;
}

bool slipped(Random& random, std::u32string& name) {
    const auto places =
        places_of(name, [&](std::size_t i) { return i > 0 && is_consonant(name[i]); });
    if (places.empty() || name.size() < 4)
        return false;
    const auto at = random.one_of(places);
    const double u = random.unit();
    if (u < 0.3) {
        name.insert(at, 1, name[at]);
    } else if (u < 0.7 || !is_consonant(name[at - 1]) || name[at - 1] == name[at]) {
        name.erase(at, 1);
    } else {
        std::swap(name[at - 1], name[at]);
    }
    return true;
}

} // namespace

std::string misspelt(Random& random, std::string_view name) {
    const auto original = letters_of(name);
    for (int attempt = 0; attempt < 8; ++attempt) {
        auto letters = original;
        const double u = random.unit();
        const bool is_done = u < 0.22   ? changed_tone(random, letters)
                             : u < 0.36 ? changed_silence(random, letters)
                             : u < 0.68 ? changed_by_list(random, letters, sound_groups, false)
                             : u < 0.82 ? changed_by_list(random, letters, keyboard_rows, true)
                                        : slipped(random, letters);
        if (is_done && letters != original)
            return utf8_of(letters);
    }
    return std::string(name);
}

std::string untidy(Random& random, std::string_view name) {
    auto letters = letters_of(name);
    const double u = random.unit();
    if (u < 0.35) {
        if (const auto am = letters.find(U'ำ'); am != std::u32string::npos) {
            letters.replace(am, 1, {nikhahit, U'า'});
            return utf8_of(letters);
        }
    }
    if (u < 0.6) {
        const auto places = places_of(letters, [&](std::size_t i) {
            return i + 1 < letters.size() && is_mark_above(letters[i]) && is_tone(letters[i + 1]);
        });
        if (!places.empty()) {
            const auto at = random.one_of(places);
            std::swap(letters[at], letters[at + 1]);
            return utf8_of(letters);
        }
        if (const auto ae = letters.find(U'แ'); ae != std::u32string::npos) {
            letters.replace(ae, 1, U"เเ");
            return utf8_of(letters);
        }
    }
    if (u < 0.8 && letters.size() > 2)
        letters.insert(1 + random.below(static_cast<std::uint32_t>(letters.size() - 1)), 1,
                       U'\u200B');
    else
        letters += random.chance(0.5) ? U"\u00A0" : U" ";
    return utf8_of(letters);
}

} // namespace samatcha::population
