#include "modules/assembly/assembly.hpp"

#include "base/embedded.hpp"
#include "base/json.hpp"

#include <algorithm>
#include <iterator>

namespace samatcha {

std::span<const EmbeddedFile> embedded_assembly();

namespace assembly {

namespace {

const PhaseRule* rule_of(const AssemblyRules& rules, Phase phase) {
    const auto found = std::find_if(rules.phases.begin(), rules.phases.end(),
                                    [&](const PhaseRule& rule) { return rule.phase == phase; });
    return found == rules.phases.end() ? nullptr : &*found;
}

/// What is said when a need is not met.
std::string key_of_lack(Need need) {
    return "assembly.need_" + json::enum_name(need);
}

} // namespace

AssemblyRules standard_rules() {
    return json::from_text<AssemblyRules>(embedded_assembly().front().bytes).value();
}

std::vector<PhaseRuleChange> phase_changes(const AssemblyRules& own, const AssemblyRules& newer) {
    const auto missing_in = [](const std::vector<Deed>& some, const std::vector<Deed>& all) {
        std::vector<Deed> missing;
        std::copy_if(all.begin(), all.end(), std::back_inserter(missing), [&](Deed deed) {
            return std::find(some.begin(), some.end(), deed) == some.end();
        });
        return missing;
    };
    std::vector<PhaseRuleChange> changes;
    for (const auto& rule : newer.phases) {
        const auto* const found = rule_of(own, rule.phase);
        const auto before = found ? *found : PhaseRule{rule.phase};
        const PhaseRuleChange change{rule.phase, missing_in(before.deeds, rule.deeds),
                                     missing_in(rule.deeds, before.deeds),
                                     rule.next != before.next};
        if (!change.more.empty() || !change.fewer.empty() || change.has_other_ways)
            changes.push_back(change);
    }
    return changes;
}

bool is_met(Need need, const AssemblyState& state) {
    switch (need) {
    case Need::HasAgencies:
        return state.agencies > 0;
    case Need::HasAgenda:
        return state.agenda_items > 0;
    case Need::ProposalsAnswered:
        return state.proposals_open == 0;
    case Need::ItemsHaveDrafts:
        return state.items_without_draft == 0;
    case Need::AmendmentsDecided:
        return state.amendments_open == 0;
    case Need::TestsClosed:
        return state.tests_open == 0;
    case Need::HasResolution:
        return state.resolutions > 0;
    }
    return false;
}

Result<void> check_transition(const AssemblyRules& rules, Phase from, Phase to,
                              const AssemblyState& state) {
    const auto* const rule = rule_of(rules, from);
    if (rule)
        for (const auto& next : rule->next)
            if (next.to == to) {
                for (const auto need : next.needs)
                    if (!is_met(need, state))
                        return failure(ErrorCode::Conflict, key_of_lack(need));
                return {};
            }
    return failure(ErrorCode::Conflict, "assembly.transition_unknown");
}

Result<void> check_deed(const AssemblyRules& rules, Phase phase, Deed deed) {
    const auto* const rule = rule_of(rules, phase);
    if (!rule || std::find(rule->deeds.begin(), rule->deeds.end(), deed) == rule->deeds.end())
        return failure(ErrorCode::Conflict, "assembly.deed_not_now");
    return {};
}

} // namespace assembly
} // namespace samatcha
