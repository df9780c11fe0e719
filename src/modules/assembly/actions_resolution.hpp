#pragma once

// The verbs of adoption, and of what becomes of resolutions (S5, S11). Each holds its assembly
// first and adds to its log; what is not allowed in the phase is refused with Conflict
// (assembly.deed_not_now).

#include "modules/assembly/agenda.hpp"
#include "modules/assembly/assembly.hpp"
#include "modules/assembly/draft_resolution.hpp"
#include "modules/assembly/occasion.hpp"
#include "modules/assembly/succession.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

// --- Adoption

/// All drafts that are not yet adopted become resolutions, in the order of the agenda: all of them,
/// or none. Fails as adopt_draft(), or with Conflict (assembly.nothing_to_adopt).
Result<std::vector<Resolution>> adopt_whole(const Occasion&, AssemblyId);

/// A draft becomes a resolution, after its version was agreed to in the plenary: Conflict
/// (assembly.not_agreed, assembly.adopted_already).
Result<Resolution> adopt_draft(const Occasion&, DraftId);

// --- What becomes of resolutions

/// Fails with NotFound (assembly.resolution_unknown).
Result<ResolutionHistory> resolution_history(const Occasion&, ResolutionId);
/// Those of earlier cycles that are in force when this one begins, the latest cycle first.
Result<std::vector<ResolutionHistory>> earlier_resolutions(const Occasion&, AssemblyId);

struct SuccessionForm {
    ResolutionId resolution_id;
    SuccessionDecision decision = SuccessionDecision::CarriedOver;
    std::string reason;
    std::optional<AgendaItemId> agenda_item_id; ///< Of Amended: one of the cycle, without a draft.
    std::optional<ResolutionId> successor_id;   ///< Of Superseded: one of the cycle.
};
BOOST_DESCRIBE_STRUCT(SuccessionForm, (),
                      (resolution_id, decision, reason, agenda_item_id, successor_id))

/// What the cycle makes of a resolution, once; amended, the item's draft begins with its text.
/// Fails with Conflict: assembly.resolution_not_earlier, resolution_not_in_force,
/// resolution_decided, item_has_draft; or InvalidInput (assembly.successor_wrong).
Result<Succession> follow_resolution(const Occasion&, AssemblyId, SuccessionForm);

/// For adoption: what the item writes anew is superseded.
void supersede_by(const Occasion&, const Resolution& successor, AgendaItemId);
/// For every verb that would change a draft. Fails with Conflict (assembly.adopted_already,
/// assembly.item_withdrawn).
Result<void> check_not_adopted(const Occasion&, DraftId);

} // namespace samatcha::assembly
