#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/records.hpp"

#include <algorithm>

namespace samatcha::assembly {

Result<void> check_calendar(const AssemblyRules& rules, const std::vector<PhaseDate>& calendar) {
    PartialDate latest;
    std::size_t dated = 0;
    for (const auto& rule : rules.phases) {
        const auto date =
            std::find_if(calendar.begin(), calendar.end(),
                         [&](const PhaseDate& each) { return each.phase == rule.phase; });
        if (date == calendar.end())
            continue;
        if (!date->until.is_complete() || date->until < latest)
            return failure(ErrorCode::InvalidInput, "assembly.calendar_wrong");
        latest = date->until;
        ++dated;
    }
    // More dates than phases that have one: a phase twice.
    if (dated != calendar.size())
        return failure(ErrorCode::InvalidInput, "assembly.calendar_wrong");
    return {};
}

Result<Assembly> keep_calendar(const Occasion& occasion, AssemblyId id, CalendarForm input) {
    const auto assembly = TRY(hold(occasion, id));
    TRY(check_calendar(assembly.rules, input.calendar));
    set_calendar(occasion.db, occasion.actor.province, id, input.calendar);
    add_event(occasion, id, "calendar_changed", {{"calendar", json::to_value(input.calendar)}});
    return hold(occasion, id);
}

Result<std::vector<TransitionView>> transitions_from_here(const Occasion& occasion, AssemblyId id) {
    const auto assembly = find_assembly(occasion.db, occasion.actor.province, id);
    if (!assembly)
        return failure(ErrorCode::NotFound, "assembly.unknown");
    const auto state = state_of(occasion.db, occasion.actor.province, id);
    std::vector<TransitionView> views;
    for (const auto& rule : assembly->rules.phases)
        if (rule.phase == assembly->phase)
            for (const auto& next : rule.next) {
                TransitionView view{next.to, {}};
                for (const auto need : next.needs)
                    view.needs.push_back({need, is_met(need, state)});
                views.push_back(std::move(view));
            }
    return views;
}

} // namespace samatcha::assembly
