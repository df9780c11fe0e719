#pragma once

#include <boost/describe.hpp>

namespace samatcha::population {

/// How often a row of one register errs, as probabilities. Sources: spec of the registers as they
/// arrive, and the rates at which the made set of four Thai registers errs; where neither says, a
/// guess on the cautious side. Rates of one group (id_*, birth_*) exclude each other.
struct RegisterErrors {
    double id_missing = 0;     ///< Of those who have a number.
    double id_mistyped = 0;    ///< One digit wrong or two swapped: the check digit fails.
    double id_of_sibling = 0;  ///< The number of a brother or sister, of those who have one.
    double id_still_gcode = 0; ///< The G-code of before the child was registered.
    double given_misspelt = 0; ///< Tone or silence mark, sound-alike letter, slip on the keyboard.
    double surname_misspelt = 0;
    double untidy_bytes =
        0; ///< Either name: same letters, other bytes (decomposed sara am, zero width).
    double birth_first_of_january = 0; ///< Day and month unknown.
    double birth_swapped = 0;          ///< Day and month exchanged, where that gives another date.
    double birth_year_off = 0;         ///< By one or ten.
    double birth_day_off = 0;
    double sex_wrong = 0;
    double former_name = 0;    ///< Of those who changed a name: the register has the former one.
    double former_address = 0; ///< Of those who live elsewhere than registered: the registered one.
    double area_missing = 0;
    double house_missing = 0;
    double guardian_missing = 0;  ///< Each of father, mother, guardian.
    double guardian_misspelt = 0; ///< Given name of each.
    double title_glued = 0;       ///< Title written into the first name.
    double odd_date = 0;    ///< Written unlike the rest of the column: other era, two-digit year.
    double thai_digits = 0; ///< House number or date in Thai digits.
    double duplicated = 0;  ///< A second row of the same child, with errors of its own.
};

struct ErrorRates {
    RegisterErrors civil{
        .given_misspelt = 0.004,
        .surname_misspelt = 0.004,
        .untidy_bytes = 0.01,
        .birth_swapped = 0.001,
        .birth_year_off = 0.001,
        .sex_wrong = 0.001,
        .house_missing = 0.01,
        .guardian_missing = 0.04,
        .guardian_misspelt = 0.01,
        .thai_digits = 0.01,
        .duplicated = 0.002,
    };
    RegisterErrors school{
        .id_missing = 0.015,
        .id_mistyped = 0.015,
        .id_of_sibling = 0.002,
        .id_still_gcode = 0.004,
        .given_misspelt = 0.05,
        .surname_misspelt = 0.05,
        .untidy_bytes = 0.04,
        .birth_first_of_january = 0.004,
        .birth_swapped = 0.01,
        .birth_year_off = 0.008,
        .birth_day_off = 0.008,
        .sex_wrong = 0.004,
        .former_name = 0.4,
        .former_address = 0.3,
        .area_missing = 0.04,
        .house_missing = 0.10,
        .guardian_missing = 0.15,
        .guardian_misspelt = 0.04,
        .title_glued = 0.12,
        .odd_date = 0.05,
        .thai_digits = 0.02,
        .duplicated = 0.008,
    };
    RegisterErrors health{
        .id_missing = 0.06,
        .id_mistyped = 0.02,
        .id_of_sibling = 0.003,
        .given_misspelt = 0.05,
        .surname_misspelt = 0.05,
        .untidy_bytes = 0.05,
        .birth_first_of_january = 0.02,
        .birth_swapped = 0.005,
        .birth_year_off = 0.008,
        .birth_day_off = 0.008,
        .sex_wrong = 0.006,
        .former_name = 0.5,
        .former_address = 0.3,
        .area_missing = 0.06,
        .house_missing = 0.15,
        .title_glued = 0.08,
        .duplicated = 0.015,
    };
    RegisterErrors welfare{
        .id_missing = 0.08,
        .id_mistyped = 0.03,
        .id_of_sibling = 0.004,
        .given_misspelt = 0.07,
        .surname_misspelt = 0.07,
        .untidy_bytes = 0.06,
        .birth_first_of_january = 0.01,
        .birth_swapped = 0.015,
        .birth_year_off = 0.015,
        .birth_day_off = 0.015,
        .former_name = 0.5,
        .former_address = 0.3,
        .area_missing = 0.06,
        .house_missing = 0.2,
        .guardian_missing = 0.05,
        .guardian_misspelt = 0.06,
        .title_glued = 0.2,
        .odd_date = 0.4,
        .thai_digits = 0.05,
        .duplicated = 0.01,
    };
};

BOOST_DESCRIBE_STRUCT(RegisterErrors, (),
                      (id_missing, id_mistyped, id_of_sibling, id_still_gcode, given_misspelt,
                       surname_misspelt, untidy_bytes, birth_first_of_january, birth_swapped,
                       birth_year_off, birth_day_off, sex_wrong, former_name, former_address,
                       area_missing, house_missing, guardian_missing, guardian_misspelt,
                       title_glued, odd_date, thai_digits, duplicated))
BOOST_DESCRIBE_STRUCT(ErrorRates, (), (civil, school, health, welfare))

/// All rates times `factor`, at most 0.9: for asking how much disorder the linkage bears.
ErrorRates scaled(ErrorRates rates, double factor);

} // namespace samatcha::population
