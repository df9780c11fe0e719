#include "engines/linkage/model.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace samatcha::linkage {

namespace {

constexpr std::array<std::string_view, class_count> class_words = {"match", "chance", "neighbour",
                                                                   "household", "twin"};

using Place = std::string; ///< A JSON pointer.

auto wrong_at(const Place& place, std::string key) {
    return failure(ErrorCode::InvalidInput, std::move(key), {{"place", place}});
}

boost::json::object by_class(const std::vector<double>& values) {
    boost::json::object o;
    for (std::size_t k = 0; k < class_count && k < values.size(); ++k)
        o[class_words[k]] = values[k];
    return o;
}

Result<boost::json::object> object_at(const boost::json::value& v, const Place& place) {
    if (!v.is_object())
        return wrong_at(place, "linkage.model_object_needed");
    return v.get_object();
}

Result<boost::json::value> value_at(const boost::json::object& o, std::string_view word, const Place& place) {
    const auto* found = o.if_contains(word);
    if (found == nullptr)
        return wrong_at(place + '/' + std::string(word), "linkage.model_value_missing");
    return *found;
}

Result<std::string> text_at(const boost::json::object& o, std::string_view word, const Place& place) {
    const auto value = TRY(value_at(o, word, place));
    if (!value.is_string())
        return wrong_at(place + '/' + std::string(word), "linkage.model_text_needed");
    return std::string(value.get_string());
}

Result<boost::json::array> list_at(const boost::json::object& o, std::string_view word, const Place& place) {
    const auto value = TRY(value_at(o, word, place));
    if (!value.is_array())
        return wrong_at(place + '/' + std::string(word), "linkage.model_list_needed");
    return value.get_array();
}

Result<std::vector<double>> by_class_at(const boost::json::object& owner, std::string_view word, const Place& owner_place) {
    const auto place = owner_place + '/' + std::string(word);
    const auto o = TRY(object_at(TRY(value_at(owner, word, owner_place)), place));
    std::vector<double> values;
    for (const auto class_word : class_words) {
        const auto value = TRY(value_at(o, class_word, place));
        const auto x = value.is_number() ? value.to_number<double>() : -1;
        if (!(x >= 0 && x <= 1))
            return wrong_at(place + '/' + std::string(class_word), "linkage.model_probability_needed");
        values.push_back(x);
    }
    return values;
}

Result<LevelModel> read_level(const boost::json::value& v, const Place& place) {
    const auto o = TRY(object_at(v, place));
    return LevelModel{TRY(text_at(o, "name", place)), TRY(by_class_at(o, "probability", place))};
}

Result<ComparisonModel> read_comparison(const boost::json::value& v, const Place& place) {
    const auto o = TRY(object_at(v, place));
    ComparisonModel comparison;
    comparison.field = TRY(text_at(o, "field", place));
    if (!meaning_from_name(TRY(text_at(o, "meaning", place)), comparison.meaning))
        return wrong_at(place + "/meaning", "linkage.model_meaning_unknown");
    for (const auto& level : TRY(list_at(o, "levels", place)))
        comparison.levels.push_back(
            TRY(read_level(level, place + "/levels/" + std::to_string(comparison.levels.size()))));
    return comparison;
}

} // namespace

double LevelShares::bits() const { return std::log2(std::max(m, 1e-15) / std::max(u, 1e-15)); }

std::vector<LevelShares> level_shares(const Model& model, const ComparisonModel& comparison) {
    double others = 0;
    for (std::size_t k = 1; k < class_count; ++k)
        others += model.class_share[k];
    std::vector<LevelShares> found;
    for (const auto& level : comparison.levels) {
        LevelShares shares{level.name, level.probability[0], 0};
        for (std::size_t k = 1; k < class_count; ++k)
            shares.u += model.class_share[k] * level.probability[k] / std::max(others, 1e-300);
        found.push_back(std::move(shares));
    }
    return found;
}

std::string to_json(const Model& model) {
    boost::json::array comparisons;
    for (const auto& comparison : model.comparisons) {
        boost::json::array levels;
        for (const auto& level : comparison.levels)
            levels.push_back(
                {{"name", level.name}, {"probability", by_class(level.probability)}});
        comparisons.push_back({{"field", comparison.field},
                               {"meaning", meaning_name(comparison.meaning)},
                               {"levels", std::move(levels)}});
    }
    const boost::json::object o{{"version", model.version},
                                {"class_share", by_class(model.class_share)},
                                {"comparisons", std::move(comparisons)}};
    return boost::json::serialize(o);
}

Result<Model> model_from_json(std::string_view json) {
    boost::json::error_code ec;
    const auto v = boost::json::parse(json, ec);
    if (ec || !v.is_object())
        return failure(ErrorCode::InvalidInput, "linkage.model_unreadable");
    const auto& o = v.get_object();
    const auto version = TRY(value_at(o, "version", ""));
    if (!version.is_int64() || version.get_int64() != Model().version)
        return failure(ErrorCode::InvalidInput, "linkage.model_version_unknown");
    Model model;
    model.class_share = TRY(by_class_at(o, "class_share", ""));
    for (const auto& comparison : TRY(list_at(o, "comparisons", "")))
        model.comparisons.push_back(
            TRY(read_comparison(comparison, "/comparisons/" + std::to_string(model.comparisons.size()))));
    return model;
}

} // namespace samatcha::linkage
