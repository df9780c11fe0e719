#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace samatcha {

/// What an identity number in a register is (spec of the Department of Provincial Administration;
/// the G-code of the Ministry of Education for pupils without civil status).
enum class IdentifierKind {
    None,            ///< Empty, or a filler such as 0000000000000, 1234567890121 or "-".
    CitizenId,       ///< 13 digits, check digit right.
    CitizenIdBroken, ///< 13 digits, check digit wrong: evidence, never a match by itself.
    NoCivilStatusId, ///< 13 digits starting with 0, check digit right.
    GCode,           ///< G, academic year (2), province (2), 8 digits.
    Passport,
    Other,
};

struct Identifier {
    IdentifierKind kind = IdentifierKind::None;
    std::string value; ///< Normalised: Thai digits, blanks and dashes gone; letters upper case.
    friend bool operator==(const Identifier&, const Identifier&) = default;
};

/// Reads an identity number as registers write it: 1-6352-01982-62-2, ๑๖๓..., G6442...,
/// 1635201982622.0; what a spreadsheet has rounded (1.63521E+12) is Other. Never fails.
Identifier parse_identifier(std::string_view text);

/// The 13th digit for the first twelve: (11 - sum(d_i * (14 - i)) mod 11) mod 10; -1 if the text is
/// not twelve digits.
int citizen_id_check_digit(std::string_view first_twelve_digits);

/// 1-••••-•••••-••-2 for 13 digits, else first and last character around bullets, for screens and
/// reports; text of four characters or fewer is masked whole.
std::string masked_identifier(std::string_view value);

} // namespace samatcha
