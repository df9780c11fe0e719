#include "modules/situation/field_finding.hpp"

#include <algorithm>
#include <unordered_map>

namespace samatcha::situation {

void learn_from_visits(const Definition& rules, std::span<const FieldFinding> findings, const PartialDate& as_of,
                       std::vector<Child>& children) {
    if (findings.empty() || !as_of.is_complete())
        return;
    constexpr std::int64_t day_ms = 24 * 3'600'000;
    std::unordered_map<std::int64_t, const FieldFinding*> by_person;
    for (const auto& finding : findings)
        if (finding.at.unix_ms / day_ms + finding_holds_days > days_since_1970(as_of))
            by_person.emplace(finding.person.value, &finding);
    const auto reason_index = [&](std::string_view key) {
        const auto found = std::find_if(rules.reasons.begin(), rules.reasons.end(), [&](const ReasonRule& rule) {
            return rule.key == key && rule.effect == ReasonEffect::NotCounted;
        });
        return static_cast<std::int16_t>(found == rules.reasons.end() ? -1 : found - rules.reasons.begin());
    };
    for (auto& child : children) {
        const auto found = by_person.find(child.person);
        if (found == by_person.end())
            continue;
        switch (found->second->finding) {
        case Finding::InSchool:
            child.p_enrolled = 1;
            break;
        case Finding::Moved:
            child.reason = reason_index("moved");
            break;
        case Finding::Died:
            child.reason = reason_index("died");
            break;
        }
    }
}

} // namespace samatcha::situation
