#pragma once

// The verbs of the cycle (S2, S11). Each holds its assembly first and adds to its log; what is not
// allowed in the phase is refused with Conflict (assembly.deed_not_now).

#include "modules/assembly/assembly.hpp"
#include "modules/assembly/duty.hpp"
#include "modules/assembly/occasion.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

struct NewAssembly {
    int year_be = 0;
    std::string title_th;
    std::string title_en;
    std::vector<PhaseDate> calendar{};
    std::optional<FallbackRule> fallback; ///< None: an objection is never outvoted.
};
BOOST_DESCRIBE_STRUCT(NewAssembly, (), (year_be, title_th, title_en, calendar, fallback))

/// A cycle from the standard template, with a plenary. Fails with Conflict (assembly.year_taken) or
/// InvalidInput (assembly.year_wrong, assembly.fallback_wrong).
Result<Assembly> open_assembly(const Occasion&, NewAssembly);

struct PhaseChange {
    Phase to = Phase::Reflect;
};
BOOST_DESCRIBE_STRUCT(PhaseChange, (), (to))

/// Where the next phase opens no doors, all who are in a room go out. Fails as check_transition().
Result<Assembly> change_phase(const Occasion&, AssemblyId, Phase to);

/// How a transition that the phase allows stands.
struct NeedView {
    Need need = Need::HasAgencies;
    bool is_met = false;
};
BOOST_DESCRIBE_STRUCT(NeedView, (), (need, is_met))

struct TransitionView {
    Phase to = Phase::Reflect;
    std::vector<NeedView> needs{};
};
BOOST_DESCRIBE_STRUCT(TransitionView, (), (to, needs))
Result<std::vector<TransitionView>> transitions_from_here(const Occasion&, AssemblyId);

/// What of the standard template, as it is now, differs from the assembly's own phases.
Result<std::vector<PhaseRuleChange>> newer_rules(const Occasion&, AssemblyId);
/// The assembly goes by them from now on. Fails with Conflict (assembly.rules_are_newest).
Result<Assembly> take_newer_rules(const Occasion&, AssemblyId);

struct CalendarForm {
    std::vector<PhaseDate> calendar{};
};
BOOST_DESCRIBE_STRUCT(CalendarForm, (), (calendar))

/// Each phase at most once, none ending before an earlier one: else InvalidInput
/// (assembly.calendar_wrong).
Result<void> check_calendar(const AssemblyRules&, const std::vector<PhaseDate>&);
Result<Assembly> keep_calendar(const Occasion&, AssemblyId, CalendarForm);

/// What the actor is asked to do now, in every assembly of the province.
std::vector<Duty> duties(const Occasion&);

} // namespace samatcha::assembly
