#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace samatcha::linkage {

/// Text is compared as UTF-16: one unit for every letter or mark of the scripts we meet.
using Symbols = std::u16string_view;

/// Jaro-Winkler similarity, 0 to 1 (Winkler 1990: up to four equal first letters, 0.1 each).
double jaro_winkler(Symbols left, Symbols right);

/// Damerau-Levenshtein distance with adjacent transpositions (optimal string alignment); values above
/// `limit` come back as limit + 1.
int edit_distance(Symbols left, Symbols right, int limit);

/// Pairs of neighbouring letters, the ends included, that two texts have in common, of all that either has (Jaccard): 0
/// to 1. Parts in another order change few of them. Texts are cut at 64 letters.
double letter_pair_likeness(Symbols left, Symbols right);

/// One bit for each letter that occurs, folded to 64. Two texts are at least popcount(a ^ b) / 2 edits apart.
std::uint64_t letter_mask(Symbols text);

} // namespace samatcha::linkage
