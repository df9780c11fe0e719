#pragma once

#include <string>
#include <string_view>

namespace samatcha::linkage {

/// A Thai name in Latin letters by the rules of the Royal Institute of 1999 (RTGS), in lower case, from its
/// letters alone: syllables are cut by the cheapest reading, without a dictionary. Takes folded text;
/// letters that are not Thai stay.
std::u16string romanised(std::u16string_view folded_text);

/// What a Thai name and the usual ways to spell it in Latin letters have in common: the consonants
/// heard, aspirated or not, voiced or not; no vowels. Somchai, Somchay and สมชาย share it; so do
/// Siriporn and Siriphon, Phongsak and Pongsak, -wat and -vat. Empty where nothing is Thai or Latin.
std::u16string latin_key(std::u16string_view folded_text);

} // namespace samatcha::linkage
