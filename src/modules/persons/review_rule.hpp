#pragma once

#include "modules/persons/evidence.hpp"
#include "modules/persons/review.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::persons {

/// A rule by which many pairs are decided at once. Its words stand in the texts under
/// "persons.rule.<key>", so that whoever decides reads exactly what is asked of each pair.
struct ReviewRule {
    std::string_view key;
    Decision decision = Decision::Same;
    struct Condition {
        std::string_view field;
        std::vector<std::string_view> levels; ///< "exact" stands for all its grades by how common.
    };
    std::vector<Condition> conditions; ///< All must hold.
};

std::span<const ReviewRule> review_rules();
const ReviewRule* review_rule(std::string_view key);

bool holds(const ReviewRule&, std::span<const EvidenceWords::Told>);

} // namespace samatcha::persons
