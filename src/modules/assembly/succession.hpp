#pragma once

// What later cycles make of a resolution (S11). The resolution itself is never changed.

#include "modules/assembly/draft_resolution.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using SuccessionId = Id<struct SuccessionTag>;

/// It stays in force; it is written anew as an item of the cycle, and superseded when that is
/// adopted; a resolution of the cycle takes its place; it is no longer in force.
enum class SuccessionDecision { CarriedOver, Amended, Superseded, Closed };
BOOST_DESCRIBE_ENUM(SuccessionDecision, CarriedOver, Amended, Superseded, Closed)

struct Succession {
    SuccessionId id;
    ResolutionId resolution_id;
    AssemblyId assembly_id; ///< The later cycle.
    int year_be = 0;        ///< Of that cycle.
    SuccessionDecision decision = SuccessionDecision::CarriedOver;
    std::string reason;
    std::optional<AgendaItemId> agenda_item_id{};
    std::optional<ResolutionId> successor_id{}; ///< Once there is one.
    std::optional<int> successor_number{};
    Instant decided_at;
};
BOOST_DESCRIBE_STRUCT(Succession, (),
                      (id, resolution_id, assembly_id, year_be, decision, reason, agenda_item_id,
                       successor_id, successor_number, decided_at))

/// A resolution with its cycle and all that later ones decided, in their order.
struct ResolutionHistory {
    Resolution resolution;
    int year_be = 0;
    std::vector<Succession> successions{};
    std::vector<Resolution> supersedes{}; ///< Those whose place it took.
};
BOOST_DESCRIBE_STRUCT(ResolutionHistory, (), (resolution, year_be, successions, supersedes))

/// Neither closed nor superseded.
bool is_in_force(const std::vector<Succession>&);

} // namespace samatcha::assembly
