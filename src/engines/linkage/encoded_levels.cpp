#include "engines/linkage/encoded_levels.hpp"

#include "engines/linkage/level_rules.hpp"

namespace samatcha::linkage {

namespace {

// Bounds of the likeness of two filters (Jaccard). One letter changed in a name of six letters
// leaves five of nine letter pairs in common; one digit changed in a date leaves seven of nine
// digits, in a number of seven or thirteen digits 12 of 18 or 24 of 30 digits and pairs.

unsigned encoded_name_level(const EncodedLexicon& names, std::uint32_t a, std::uint32_t b) {
    using namespace name_levels;
    if (names.agree(MarkForm::Key, a, b))
        return key;
    const auto likeness = names.likeness(a, b);
    if (likeness >= 0.45 || (likeness >= 0.35 && names.agree(MarkForm::Sound, a, b)))
        return close;
    // Alike to the ear without one letter in common: one is in Thai letters, the other in Latin.
    if (likeness < 0.1 && names.agree(MarkForm::Latin, a, b))
        return other_script;
    return likeness >= 0.3 ? similar : likeness >= 0.2 ? weak : different;
}

unsigned encoded_date_level(const EncodedLexicon& dates, std::uint32_t a, std::uint32_t b) {
    using namespace date_levels;
    const auto is_year_only = [&](std::uint32_t date) {
        return dates.mark(date, MarkForm::MonthDay) == 0;
    };
    if (a == b)
        return is_year_only(a) ? exact_first_january : exact;
    const bool same_year = dates.agree(MarkForm::Year, a, b);
    if (same_year && (is_year_only(a) || is_year_only(b)))
        return year_only;
    if (dates.agree(MarkForm::Unordered, a, b))
        return swapped;
    const bool one_digit = dates.likeness(a, b) >= 0.68;
    if (dates.agree(MarkForm::MonthDay, a, b))
        return one_digit ? close : month_day;
    if (dates.agree(MarkForm::YearMonth, a, b))
        return one_digit ? close : year_month;
    if (same_year)
        return one_digit ? close : year;
    return different;
}

unsigned encoded_area_level(const EncodedLexicon& areas, std::uint32_t a, std::uint32_t b) {
    const auto is_inside = [&](std::uint32_t inner, std::uint32_t outer) {
        const auto whole = areas.mark(outer, MarkForm::Whole);
        return areas.mark(inner, MarkForm::Prefix4) == whole ||
               areas.mark(inner, MarkForm::Prefix6) == whole;
    };
    if (is_inside(a, b) || is_inside(b, a))
        return 5;
    return areas.agree(MarkForm::Prefix4, a, b) ? 6 : areas.agree(MarkForm::Prefix2, a, b) ? 7 : 8;
}

unsigned encoded_identifier_level(const EncodedLexicon& ids, std::uint32_t a, std::uint32_t b) {
    if (!ids.agree(MarkForm::Sort, a, b))
        return 0;
    const auto likeness = ids.likeness(a, b);
    return likeness >= 0.58 ? 2 : likeness >= 0.4 ? 3 : 4;
}

unsigned encoded_text_level(const EncodedLexicon& texts, Meaning meaning, std::uint32_t a,
                            std::uint32_t b) {
    using namespace text_levels;
    if (meaning != Meaning::Postcode && meaning != Meaning::Phone &&
        texts.agree(MarkForm::Key, a, b))
        return close;
    const auto likeness = texts.likeness(a, b);
    return likeness >= 0.45 ? close : likeness >= 0.3 ? similar : different;
}

unsigned encoded_words_level(const EncodedLexicon& texts, std::uint32_t a, std::uint32_t b) {
    const auto likeness = texts.likeness(a, b);
    // Twice what is common by the sum of both, which is nearer to what words_level() weighs.
    const double shared = 2 * likeness / (1 + likeness);
    unsigned level = 2;
    for (const auto bound : {0.92, 0.8, 0.68, 0.56, 0.44, 0.32, 0.2, 0.08}) {
        if (shared >= bound)
            return level;
        ++level;
    }
    return level;
}

} // namespace

unsigned encoded_level(const EncodedLexicon& values, Meaning meaning, std::uint32_t a,
                       std::uint32_t b) {
    switch (values.kind()) {
    case FieldKind::Name:
    case FieldKind::Guardians:
        return encoded_name_level(values, a, b);
    case FieldKind::Date:
        return encoded_date_level(values, a, b);
    case FieldKind::Identifier:
        return encoded_identifier_level(values, a, b);
    case FieldKind::Area:
        return encoded_area_level(values, a, b);
    case FieldKind::Text:
        return encoded_text_level(values, meaning, a, b);
    case FieldKind::Words:
        return encoded_words_level(values, a, b);
    case FieldKind::Sex:
        return 2;
    case FieldKind::Point: {
        const auto likeness = values.likeness(a, b);
        return likeness >= 0.35 ? 2 : likeness >= 0.05 ? 3 : 5;
    }
    case FieldKind::Number: {
        const auto likeness = values.likeness(a, b);
        return likeness >= 0.6 ? 2 : likeness >= 0.3 ? 3 : 4;
    }
    }
    return 0;
}

} // namespace samatcha::linkage
