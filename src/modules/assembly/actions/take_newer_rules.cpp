#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/records.hpp"

namespace samatcha::assembly {

Result<std::vector<PhaseRuleChange>> newer_rules(const Occasion& occasion, AssemblyId id) {
    const auto assembly = find_assembly(occasion.db, occasion.actor.province, id);
    if (!assembly)
        return failure(ErrorCode::NotFound, "assembly.unknown");
    return phase_changes(assembly->rules, standard_rules());
}

Result<Assembly> take_newer_rules(const Occasion& occasion, AssemblyId id) {
    auto rules = TRY(hold(occasion, id)).rules;
    if (phase_changes(rules, standard_rules()).empty())
        return failure(ErrorCode::Conflict, "assembly.rules_are_newest");
    rules.phases = standard_rules().phases;
    set_rules(occasion.db, occasion.actor.province, id, rules);
    add_event(occasion, id, "rules_changed", {{"rules", json::to_value(rules)}});
    return hold(occasion, id);
}

} // namespace samatcha::assembly
