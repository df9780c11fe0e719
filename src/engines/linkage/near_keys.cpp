#include "engines/linkage/near_keys.hpp"

#include "engines/linkage/blocking_keys.hpp"

#include <algorithm>
#include <string>

namespace samatcha::linkage {

namespace {

std::uint32_t key_of_text(Symbols text) {
    return text.empty() ? 0
                        : KeyColumn::short_key(hash_of(
                              {reinterpret_cast<const char*>(text.data()), text.size() * sizeof(char16_t)}));
}

} // namespace

void write_deletions(Symbols text, std::span<std::uint32_t> keys) {
    std::fill(keys.begin(), keys.end(), 0);
    keys[0] = key_of_text(text);
    std::u16string shorter;
    for (std::size_t i = 0; i < text.size() && i + 1 < keys.size(); ++i) {
        shorter.assign(text.substr(0, i)).append(text.substr(i + 1));
        keys[i + 1] = key_of_text(shorter);
    }
}

void write_letter_pairs(Symbols text, std::span<std::uint32_t> keys) {
    std::fill(keys.begin(), keys.end(), 0);
    if (text.empty())
        return;
    for (std::size_t order = 0; order < keys.size(); ++order) {
        std::uint64_t least[2] = {~std::uint64_t{0}, ~std::uint64_t{0}};
        for (std::size_t i = 0; i <= text.size(); ++i) {
            const std::uint64_t before = i == 0 ? 0 : text[i - 1];
            const std::uint64_t after = i == text.size() ? 0 : text[i];
            const auto drawn = mix(before << 32U | after << 16U | order);
            if (drawn < least[0]) {
                least[1] = least[0];
                least[0] = drawn;
            } else if (drawn > least[0] && drawn < least[1]) {
                least[1] = drawn;
            }
        }
        keys[order] = KeyColumn::short_key(combine(least[0], least[1]));
    }
}

} // namespace samatcha::linkage
