#pragma once

#include "base/partial_date.hpp"
#include "engines/linkage/identifier_lexicon.hpp"
#include "engines/linkage/records.hpp"

#include <string>
#include <string_view>

namespace samatcha::linkage {

/// A person's name, both parts folded. `is_split` is false where the text has one word only.
struct PersonName {
    std::u16string given;
    std::u16string surname;
};

/// Title and nickname dropped.
std::u16string given_name_of(std::string_view text);
/// "given surname", "given middle surname" (Latin), "surname, given"; title dropped. All that follows
/// the first Thai word is the surname: blanks are often typed into it.
PersonName full_name_of(std::string_view text);

/// 1 male, 2 female, 0 missing, larger for any other word.
std::uint32_t sex_of(std::string_view text);

/// Era and order of the dates of a column, learnt from all its distinct values.
DateConvention date_convention_of(const Column&);
/// What the text says, impossible parts included; missing if there is no number in it.
PackedDate date_of(std::string_view text, const DateConvention&);

/// Digits and capital letters; missing for fillers such as 0000000000000.
IdentifierValue identifier_of(std::string_view text);
/// The last nine digits: trunk and country prefixes differ between registers.
std::u16string phone_of(std::string_view text);
/// Lower case, no blanks.
std::u16string email_of(std::string_view text);
/// The first number in the text as the bits of a float; 0 if there is none.
std::uint32_t number_of(std::string_view text);
float number_from_bits(std::uint32_t bits);

/// A place on the earth in one word, to some 300 m north and 600 m east; 0 where the text is none.
std::uint32_t point_of(std::string_view text);
/// How far apart two of them are.
double kilometres_between(std::uint32_t a, std::uint32_t b);
/// Words, folded, with one space between.
std::u16string words_of(std::string_view text);

} // namespace samatcha::linkage
