#pragma once

// What an agenda item rests on (S4): words, and figures of the situation (S18).

#include "base/partial_date.hpp"
#include "modules/situation/situation.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>

namespace samatcha::assembly {

/// What a figure counts. Nothing smaller than a district can be cited.
enum class FigureScope { Province, Compulsory, WithoutCivilStatus, District };
BOOST_DESCRIBE_ENUM(FigureScope, Province, Compulsory, WithoutCivilStatus, District)

struct FigureForm {
    FigureScope scope = FigureScope::Province;
    std::string district_code; ///< Of District, four digits; else empty.
};
BOOST_DESCRIBE_STRUCT(FigureForm, (), (scope, district_code))

/// A number with what belongs to it.
struct FigureValue {
    std::int64_t value = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;
    PartialDate as_of;
    std::string definition; ///< The version of the method.
    friend bool operator==(const FigureValue&, const FigureValue&) = default;
};
BOOST_DESCRIBE_STRUCT(FigureValue, (), (value, low, high, as_of, definition))

/// Fewer children than this are not told: such a figure could lead to a single child.
inline constexpr std::int64_t figure_least = 10;

/// A figure of the situation that an item rests on. It follows the situation until the item's draft
/// is adopted, and stays from then on.
struct CitedFigure {
    FigureScope scope = FigureScope::Province;
    std::string district_code;
    std::optional<FigureValue> stands; ///< None: fewer than figure_least, or not counted any more.
    bool is_frozen = false;
};
BOOST_DESCRIBE_STRUCT(CitedFigure, (), (scope, district_code, stands, is_frozen))

/// What the situation says of it.
std::optional<FigureValue> figure_in(const situation::Situation&, const CitedFigure&);

/// Fails with InvalidInput (assembly.figure_unknown): a district without code, or one that the
/// situation does not have.
Result<CitedFigure> cited(const situation::Situation&, const FigureForm&);

struct EvidenceForm {
    std::string text;
    std::string method;
    std::optional<PartialDate> as_of;
    std::optional<FigureForm> figure;
};
BOOST_DESCRIBE_STRUCT(EvidenceForm, (), (text, method, as_of, figure))

/// Words and, if they hold a number, how it came about and when; a cited figure tells both itself.
struct Evidence {
    std::string text;
    std::string method;
    std::optional<PartialDate> as_of;
    std::optional<CitedFigure> figure;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (text, method, as_of, figure))

} // namespace samatcha::assembly
