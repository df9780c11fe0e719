#include "engines/linkage/model.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace samatcha::linkage {

namespace {

constexpr std::array<std::string_view, class_count> class_words = {"match", "chance", "neighbour",
                                                                   "household", "twin"};

auto model_failure(std::string_view why) {
    return failure(ErrorCode::InvalidInput, "linkage.model_unreadable", {{"why", std::string(why)}});
}

boost::json::object by_class(const std::vector<double>& values) {
    boost::json::object o;
    for (std::size_t k = 0; k < class_count && k < values.size(); ++k)
        o[class_words[k]] = values[k];
    return o;
}

Result<std::vector<double>> read_by_class(const boost::json::value& v) {
    if (!v.is_object())
        return model_failure("a probability by class is missing");
    std::vector<double> values(class_count, 0);
    for (std::size_t k = 0; k < class_count; ++k) {
        const auto* x = v.get_object().if_contains(class_words[k]);
        if (x == nullptr || !x->is_number())
            return model_failure("a class has no probability");
        values[k] = x->to_number<double>();
        if (!(values[k] >= 0 && values[k] <= 1))
            return model_failure("a probability is not between 0 and 1");
    }
    return values;
}

Result<LevelModel> read_level(const boost::json::value& v) {
    if (!v.is_object())
        return model_failure("a level is no object");
    const auto* name = v.get_object().if_contains("name");
    const auto* probability = v.get_object().if_contains("probability");
    if (name == nullptr || !name->is_string() || probability == nullptr)
        return model_failure("a level lacks its name or probability");
    return LevelModel{std::string(name->get_string()), TRY(read_by_class(*probability))};
}

Result<ComparisonModel> read_comparison(const boost::json::value& v) {
    if (!v.is_object())
        return model_failure("a comparison is no object");
    const auto& o = v.get_object();
    const auto* field = o.if_contains("field");
    const auto* meaning = o.if_contains("meaning");
    const auto* levels = o.if_contains("levels");
    ComparisonModel comparison;
    if (field == nullptr || !field->is_string() || meaning == nullptr || !meaning->is_string() ||
        !meaning_from_name(std::string_view(meaning->get_string()), comparison.meaning))
        return model_failure("a comparison lacks its field or meaning");
    if (levels == nullptr || !levels->is_array())
        return model_failure("a comparison has no levels");
    comparison.field = std::string(field->get_string());
    for (const auto& level : levels->get_array())
        comparison.levels.push_back(TRY(read_level(level)));
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
        return model_failure("it is no JSON object");
    const auto& o = v.get_object();
    const auto* version = o.if_contains("version");
    if (version == nullptr || !version->is_int64() || version->get_int64() != 1)
        return model_failure("its version is not 1");
    const auto* share = o.if_contains("class_share");
    const auto* comparisons = o.if_contains("comparisons");
    if (share == nullptr || comparisons == nullptr || !comparisons->is_array())
        return model_failure("class_share or comparisons is missing");
    Model model;
    model.class_share = TRY(read_by_class(*share));
    for (const auto& comparison : comparisons->get_array())
        model.comparisons.push_back(TRY(read_comparison(comparison)));
    return model;
}

} // namespace samatcha::linkage
