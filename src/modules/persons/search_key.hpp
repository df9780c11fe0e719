#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace samatcha::persons {

/// A name as it is compared in a search: repaired, without title, blanks, tone marks, silenced
/// letters and case. Names in other scripts pass through but for case and blanks.
std::string plain_name(std::string_view name);

/// The sound of a plain Thai name, roughly: consonants that sound alike are one letter, vowels are left
/// out but for the kind of the first. Names in other scripts: the plain name without doubled letters.
std::string sound_of_name(std::string_view plain);

/// Every way in which the name may be asked for: its plain form, its sound, and the sound with one
/// letter left out, so that one letter too many, too few or wrong still finds it. Prefixed by their
/// kind, in this order of likeness: "=", "~", "-". No doubles.
std::vector<std::string> search_keys(std::string_view name);

/// The words of a question, each looked for by itself: "ด.ช. สมชาย  ใจดี" is {"สมชาย", "ใจดี"}.
std::vector<std::string> search_words(std::string_view question);

/// How alike two plain names are, 0 to 1: letters in common by the edit distance (Damerau-Levenshtein,
/// adjacent swaps) over the longer length.
double likeness(std::string_view plain, std::string_view other_plain);

} // namespace samatcha::persons
