#pragma once

#include "engines/resolution_text/amendment.hpp"
#include "engines/resolution_text/consolidation.hpp"
#include "engines/resolution_text/text.hpp"
#include "modules/assembly/agenda.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using resolution_text::AmendmentId;
using resolution_text::ParagraphId;
using resolution_text::ResolutionText;

using DraftId = Id<struct DraftResolutionTag>;
using ResolutionId = Id<struct ResolutionTag>;

enum class VersionOrigin { Written, Consolidated };
BOOST_DESCRIBE_ENUM(VersionOrigin, Written, Consolidated)

/// The draft of one agenda item, as one of its versions reads.
struct DraftResolution {
    DraftId id;
    AssemblyId assembly_id;
    AgendaItemId agenda_item_id;
    std::int64_t version = 0;
    ResolutionText text{};
    VersionOrigin came_from = VersionOrigin::Written;
    Instant made_at;
};
BOOST_DESCRIBE_STRUCT(DraftResolution, (),
                      (id, assembly_id, agenda_item_id, version, text, came_from, made_at))

/// A version in the list of all: by whom and when.
struct DraftVersion {
    std::int64_t version = 0;
    VersionOrigin came_from = VersionOrigin::Written;
    Instant made_at;
    std::optional<partners::AgencyId> agency_id; ///< None: the secretariat or a chair.
};
BOOST_DESCRIBE_STRUCT(DraftVersion, (), (version, came_from, made_at, agency_id))

enum class OperationKind { Replace, Insert, Delete, Move, Split, Merge };
BOOST_DESCRIBE_ENUM(OperationKind, Replace, Insert, Delete, Move, Split, Merge)

/// An operation as it is sent and stored: only what its kind needs is there.
struct OperationForm {
    OperationKind kind = OperationKind::Replace;
    std::optional<ParagraphId> paragraph; ///< Of all but Insert.
    std::optional<ParagraphId>
        second; ///< Of Merge; of Split and Insert the new paragraph, by the server.
    std::optional<ParagraphId> after; ///< Of Insert and Move; missing: at the beginning.
    std::optional<std::string>
        text; ///< Of Replace and Insert; of Split what stays in the first part.
    std::optional<std::vector<partners::AgencyId>> addressees;    ///< Of Replace and Insert.
    std::optional<resolution_text::ParagraphKind> paragraph_kind; ///< Of Insert.
    std::optional<int> depth;                                     ///< Of Insert.
};
BOOST_DESCRIBE_STRUCT(OperationForm, (),
                      (kind, paragraph, second, after, text, addressees, paragraph_kind, depth))

/// Fails with InvalidInput (assembly.operation_incomplete).
Result<resolution_text::Operation> operation_of(const OperationForm&, const ResolutionText&);

enum class AmendmentState { Open, Accepted, Rejected, PassedUp, Withdrawn, Made };
BOOST_DESCRIBE_ENUM(AmendmentState, Open, Accepted, Rejected, PassedUp, Withdrawn, Made)

/// An agency's proposed change to one version of a draft.
struct Amendment {
    AmendmentId id;
    DraftId draft_id;
    std::int64_t version = 0;
    partners::AgencyId agency_id;
    RoomId room_id; ///< That decides on it: of the item, or the plenary.
    OperationForm operation;
    std::string reason;
    AmendmentState state = AmendmentState::Open;
    Instant proposed_at;
    std::string decision_reason;
    std::optional<Instant> decided_at;
    std::optional<AmendmentId> merged_into{}; ///< Accepted in the words of that other one.
};
BOOST_DESCRIBE_STRUCT(Amendment, (),
                      (id, draft_id, version, agency_id, room_id, operation, reason, state,
                       proposed_at, decision_reason, decided_at, merged_into))

/// Adopted, immutable: superseded by a later one, never edited.
struct Resolution {
    ResolutionId id;
    AssemblyId assembly_id;
    int number = 0;
    DraftId draft_id;
    std::int64_t version = 0;
    ResolutionText text{};
    std::string hash; ///< Of the text; printed on the document.
    Instant adopted_at;
};
BOOST_DESCRIBE_STRUCT(Resolution, (),
                      (id, assembly_id, number, draft_id, version, text, hash, adopted_at))

} // namespace samatcha::assembly
