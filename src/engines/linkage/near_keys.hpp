#pragma once

#include "engines/linkage/similarity.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace samatcha::linkage {

// Keys of which two texts that are alike share one, though they are not equal. 0 is no key.

inline constexpr std::size_t deletion_keys = 16;
/// The text, and the text without each of its first letters: two within one edit, or with two neighbours exchanged
/// there, share one (Mor and Fraenkel 1982, "A hash code method for detecting and correcting spelling errors").
void write_deletions(Symbols, std::span<std::uint32_t> keys);

inline constexpr std::size_t letter_pair_keys = 4;
/// Of the pairs of neighbouring letters, the ends included, the two that come first in an order drawn by lot, by four
/// such orders: the likelier shared the more pairs are (Broder 1997, "On the resemblance and containment of documents").
void write_letter_pairs(Symbols, std::span<std::uint32_t> keys);

} // namespace samatcha::linkage
