#pragma once

#include "engines/population/random.hpp"

#include <string>
#include <string_view>

namespace samatcha::population {

/// The name with one error that a clerk makes: a tone or silence mark dropped or changed, a letter
/// taken for one that sounds alike (ณ/น, ศ/ษ/ส, ใ/ไ), a letter doubled, dropped or exchanged with
/// the next, or the neighbouring key of a Kedmanee keyboard. Never the same text; a one-letter name
/// and text in another script may come back unchanged.
std::string misspelt(Random&, std::string_view name);

/// The same name in other bytes: sara am decomposed, marks in the wrong order, two sara e for sara
/// ae, a zero-width or doubled blank. Unchanged where the name has no place for any.
std::string untidy(Random&, std::string_view name);

} // namespace samatcha::population
