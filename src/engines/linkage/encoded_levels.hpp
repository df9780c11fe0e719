#pragma once

#include "engines/linkage/column.hpp"
#include "engines/linkage/encoded_lexicon.hpp"

namespace samatcha::linkage {

/// The level of two present values by their codes, as level_rules.hpp has it for clear ones. Equal
/// codes are asked for with dates only.
unsigned encoded_level(const EncodedLexicon&, Meaning, std::uint32_t a, std::uint32_t b);

} // namespace samatcha::linkage
