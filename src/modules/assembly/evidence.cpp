#include "modules/assembly/evidence.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

std::optional<situation::Count> count_in(const situation::Situation& now,
                                         const CitedFigure& figure) {
    switch (figure.scope) {
    case FigureScope::Province:
        return situation::Count{now.value, now.low, now.high, now.population};
    case FigureScope::Compulsory:
        return now.compulsory;
    case FigureScope::WithoutCivilStatus:
        return now.without_civil_status;
    case FigureScope::District: {
        const auto cell =
            std::find_if(now.by_district.begin(), now.by_district.end(),
                         [&](const auto& each) { return each.code == figure.district_code; });
        if (figure.district_code.empty() || cell == now.by_district.end())
            return std::nullopt;
        return situation::Count{cell->value, cell->low, cell->high, cell->population};
    }
    }
    return std::nullopt;
}

} // namespace

std::optional<FigureValue> figure_in(const situation::Situation& now, const CitedFigure& figure) {
    const auto count = count_in(now, figure);
    if (!count || count->value < figure_least)
        return std::nullopt;
    return FigureValue{count->value, count->low, count->high, now.as_of, now.method.definition};
}

Result<CitedFigure> cited(const situation::Situation& now, const FigureForm& form) {
    CitedFigure figure{form.scope, form.district_code, {}, false};
    if (form.scope != FigureScope::District)
        figure.district_code.clear();
    if (!count_in(now, figure))
        return failure(ErrorCode::InvalidInput, "assembly.figure_unknown");
    figure.stands = figure_in(now, figure);
    return figure;
}

} // namespace samatcha::assembly
