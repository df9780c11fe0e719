#include "modules/persons/review_rule.hpp"

#include <algorithm>

namespace samatcha::persons {

namespace {

const std::vector<ReviewRule>& all_rules() {
    static const std::vector<ReviewRule> rules{
        {"number_birth_names",
         Decision::Same,
         {{"national_id", {"exact"}},
          {"birth_date", {"exact"}},
          {"given_name", {"exact", "key", "neighbouring_key", "close", "other_script"}},
          {"surname", {"exact", "key", "neighbouring_key", "close", "other_script"}}}},
        {"names_birth_place",
         Decision::Same,
         {{"national_id", {"missing"}},
          {"birth_date", {"exact"}},
          {"given_name", {"exact", "key"}},
          {"surname", {"exact", "key"}},
          {"area_code", {"exact"}}}},
        {"two_numbers",
         Decision::Different,
         {{"national_id", {"different"}},
          {"given_name", {"neighbouring_key", "close", "other_script", "part", "similar", "weak", "different"}}}},
        {"names_differ",
         Decision::Different,
         {{"given_name", {"different"}}, {"surname", {"different"}}}},
    };
    return rules;
}

bool is_level(std::string_view level, std::string_view wanted) {
    if (wanted == "exact" && level == "exact_first_january")
        return false; // says the year only
    return level == wanted || (wanted == "exact" && level.starts_with("exact_"));
}

} // namespace

std::span<const ReviewRule> review_rules() {
    return all_rules();
}

const ReviewRule* review_rule(std::string_view key) {
    for (const auto& rule : all_rules())
        if (rule.key == key)
            return &rule;
    return nullptr;
}

bool holds(const ReviewRule& rule, std::span<const EvidenceWords::Told> evidence) {
    return std::all_of(rule.conditions.begin(), rule.conditions.end(), [&](const auto& condition) {
        const auto told = std::find_if(evidence.begin(), evidence.end(), [&](const auto& one) {
            return one.field == condition.field;
        });
        const std::string_view level =
            told == evidence.end() ? "missing" : std::string_view(told->level);
        return std::any_of(condition.levels.begin(), condition.levels.end(),
                           [&](std::string_view wanted) { return is_level(level, wanted); });
    });
}

} // namespace samatcha::persons
