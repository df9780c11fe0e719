#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/records.hpp"

namespace samatcha::assembly {

Result<Assembly> open_assembly(const Occasion& occasion, NewAssembly input) {
    if (input.year_be < 2500 || input.year_be > 2700)
        return failure(ErrorCode::InvalidInput, "assembly.year_wrong");
    if (input.fallback)
        for (const int percent :
             {input.fallback->percent_of_all, input.fallback->percent_of_each_sector})
            if (percent < 50 || percent > 100)
                return failure(ErrorCode::InvalidInput, "assembly.fallback_wrong");
    Assembly assembly{AssemblyId{new_id()},
                      input.year_be,
                      TRY(some_text(input.title_th, title_bytes_max)),
                      TRY(any_text(input.title_en, title_bytes_max)),
                      Phase::Reflect,
                      standard_rules(),
                      std::move(input.calendar),
                      0,
                      occasion.now};
    assembly.rules.fallback = input.fallback;
    TRY(check_calendar(assembly.rules, assembly.calendar));
    if (!insert_assembly(occasion.db, occasion.actor.province, assembly, occasion.actor.account))
        return failure(ErrorCode::Conflict, "assembly.year_taken",
                       {{"year", std::to_string(input.year_be)}});
    insert_room(occasion.db, occasion.actor.province,
                {RoomId{new_id()}, assembly.id, "ที่ประชุมใหญ่", "Plenary", true, {}});
    add_event(occasion, assembly.id, "assembly_opened",
              {{"year_be", assembly.year_be},
               {"title_th", assembly.title_th},
               {"title_en", assembly.title_en},
               {"rules", json::to_value(assembly.rules)}});
    return hold(occasion, assembly.id);
}

Result<Assembly> change_phase(const Occasion& occasion, AssemblyId id, Phase to) {
    auto assembly = TRY(hold(occasion, id));
    TRY(check_transition(assembly.rules, assembly.phase, to,
                         state_of(occasion.db, occasion.actor.province, id)));
    set_phase(occasion.db, occasion.actor.province, id, to);
    add_event(occasion, id, "phase_changed",
              {{"from", json::enum_name(assembly.phase)}, {"to", json::enum_name(to)}});
    if (!check_deed(assembly.rules, to, Deed::CheckIn))
        end_sittings(occasion, id);
    return hold(occasion, id);
}

} // namespace samatcha::assembly
