// What keys and distances make of names; name_keys.py counts (README.md).
#include "engines/linkage/hash.hpp"
#include "engines/linkage/latin_name.hpp"
#include "engines/linkage/name_key.hpp"
#include "engines/linkage/similarity.hpp"
#include "engines/linkage/typing_distance.hpp"
#include "engines/linkage/values.hpp"
#include "published_keys.hpp"

#include <cstdlib>
#include <iostream>
#include <string>
#include <unicode/unistr.h>
#include <vector>

using namespace samatcha::linkage;

namespace {

std::string utf8_of(std::u16string_view text) {
    std::string out;
    icu::UnicodeString(text.data(), static_cast<int32_t>(text.size())).toUTF8String(out);
    return out;
}

/// Lines of "given NAME" or "surname NAME" to lines of keys.
void print_keys() {
    std::cout << "name\tfolded\tromanised\tequal\tcomparison\tours\tlatin\tlk82\tudom83\tmetasound4\tmetasound7\n";
    for (std::string line; std::getline(std::cin, line);) {
        const auto space = line.find(' ');
        const auto raw = line.substr(space + 1);
        const auto name = line.starts_with("given") ? given_name_of(raw) : folded(raw);
        std::cout << line;
        for (const auto& key : {name, romanised(name), name, comparison_key(name), sound_key(name), latin_key(name),
                                lk82(name), udom83(name), metasound(name, 4), metasound(name, 7)})
            std::cout << '\t' << utf8_of(key);
        std::cout << '\n';
    }
}

void print_nearness(const char* kind, std::u16string_view a, std::u16string_view b, int edits_max) {
    if (a == b || edit_distance(a, b, edits_max) > edits_max)
        return;
    const auto key_a = comparison_key(a);
    const auto key_b = comparison_key(b);
    std::cout << kind << '\t' << jaro_winkler(key_a, key_b) << '\t' << -edit_distance(key_a, key_b, 8) << '\t'
              << -edit_distance(a, b, 8) << '\t' << -typing_distance(a, b, 16) << '\t'
              << -typing_distance(key_a, key_b, 16) << '\n';
}

/// Two lists of folded names, parted by an empty line, the true pairs standing beside each other: how near
/// true pairs are, and how near random ones, of those within `edits_max` edits.
void print_near_pairs(std::uint64_t random_pairs, int edits_max) {
    std::vector<std::u16string> lists[2];
    int list = 0;
    for (std::string line; std::getline(std::cin, line);)
        if (line.empty())
            list = 1;
        else
            lists[list].push_back(folded(line));
    std::cout << "kind\tjaro_winkler\tedits_key\tedits\ttyping\ttyping_key\n";
    for (std::size_t i = 0; i < lists[0].size() && i < lists[1].size(); ++i)
        print_nearness("true", lists[0][i], lists[1][i], edits_max);
    std::uint64_t state = 1;
    for (std::uint64_t i = 0; i < random_pairs; ++i) {
        const auto& a = lists[0][(state = mix(state)) % lists[0].size()];
        const auto& b = lists[1][(state = mix(state)) % lists[1].size()];
        if (__builtin_popcountll(letter_mask(a) ^ letter_mask(b)) <= 2 * edits_max)
            print_nearness("random", a, b, edits_max);
    }
}

} // namespace

int main(int count, char** words) {
    std::ios::sync_with_stdio(false);
    if (count == 2 && std::string_view(words[1]) == "keys")
        print_keys();
    else if (count == 4 && std::string_view(words[1]) == "near")
        print_near_pairs(std::strtoull(words[2], nullptr, 10), std::atoi(words[3]));
    else
        return std::cerr << "bench_name_keys keys | near RANDOM_PAIRS EDITS_MAX\n", 2;
    return 0;
}
