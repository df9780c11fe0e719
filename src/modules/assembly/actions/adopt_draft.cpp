#include "engines/public_log/public_log.hpp"
#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"

namespace samatcha::assembly {

namespace {

bool agrees(const Occasion& occasion, const ConsensusTest& test, const DraftResolution& draft) {
    return test.version == draft.version &&
           (test.outcome == ConsensusOutcome::Reached ||
            test.outcome == ConsensusOutcome::Fallback) &&
           find_room(occasion.db, occasion.actor.province, test.room_id)->is_plenary;
}

} // namespace

Result<Resolution> adopt_draft(const Occasion& occasion, DraftId id) {
    const auto& province = occasion.actor.province;
    const auto unheld = find_draft(occasion.db, province, id);
    if (!unheld)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    TRY(hold_for(occasion, unheld->assembly_id, Deed::Adopt));
    const auto draft = *find_draft(occasion.db, province, id);
    TRY(check_chair(occasion, rooms(occasion.db, province, draft.assembly_id).back()));
    const auto tests = consensus_tests(occasion.db, province, id);
    if (tests.empty() || !agrees(occasion, tests.back(), draft))
        return failure(ErrorCode::Conflict, "assembly.not_agreed");
    Resolution resolution;
    resolution.id = ResolutionId{new_id()};
    resolution.assembly_id = draft.assembly_id;
    resolution.number =
        static_cast<int>(resolutions(occasion.db, province, draft.assembly_id).size()) + 1;
    resolution.draft_id = id;
    resolution.version = draft.version;
    resolution.text = draft.text;
    resolution.hash = public_log::fingerprint(json::to_text(draft.text));
    resolution.adopted_at = occasion.now;
    if (!insert_resolution(occasion.db, province, resolution, tests.back().id))
        return failure(ErrorCode::Conflict, "assembly.adopted_already");
    add_event(occasion, draft.assembly_id, "resolution_adopted",
              {{"resolution", resolution.id.value},
               {"number", resolution.number},
               {"draft", id.value},
               {"version", draft.version},
               {"hash", resolution.hash}});
    supersede_by(occasion, resolution, draft.agenda_item_id);
    freeze_figures(occasion, draft.agenda_item_id);
    return resolution;
}

Result<std::vector<Resolution>> adopt_whole(const Occasion& occasion, AssemblyId id) {
    TRY(hold_for(occasion, id, Deed::Adopt));
    std::vector<Resolution> adopted;
    for (const auto& draft : drafts(occasion.db, occasion.actor.province, id))
        if (check_not_adopted(occasion, draft.id))
            adopted.push_back(TRY(adopt_draft(occasion, draft.id)));
    if (adopted.empty())
        return failure(ErrorCode::Conflict, "assembly.nothing_to_adopt");
    return adopted;
}

} // namespace samatcha::assembly
