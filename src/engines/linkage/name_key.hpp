#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace samatcha::linkage {

/// Lower case, accents off Latin letters, only letters, marks and digits; Thai repaired before and kept.
std::u16string folded(std::string_view utf8);

/// The words of a text, each folded.
std::vector<std::u16string> folded_words(std::string_view utf8);

/// Two spellings of one Thai name mostly share this: tone marks, mai taikhu and karan dropped,
/// consonants of one sound folded (ณ น, ศ ษ ส, ...), ใ to ไ, long vowels to short. Letters of other
/// scripts stay, but for Lao tone marks; double Latin letters become one.
std::u16string comparison_key(std::u16string_view folded_text);

/// The skeleton of consonants, by sound; own keys for each script. A consonant that karan silences stays:
/// the mark is put and forgotten more often than the letter under it (bench/linkage/name_keys).
/// Thai, Lao, Burmese, Khmer and Latin; text without a consonant and of other scripts is its own key.
std::u16string sound_key(std::u16string_view folded_text);

} // namespace samatcha::linkage
