#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_succession.hpp"

namespace samatcha::assembly {

namespace {

/// The item where it is written anew begins with its text, so that paragraphs keep their
/// identities from cycle to cycle.
Result<void> begin_anew(const Occasion& occasion, const Assembly& assembly,
                        const Resolution& resolution, std::optional<AgendaItemId> item_id) {
    const auto& province = occasion.actor.province;
    if (!check_deed(assembly.rules, assembly.phase, Deed::KeepAgenda))
        TRY(check_deed(assembly.rules, assembly.phase, Deed::WriteDraft));
    const auto item = item_id ? find_agenda_item(occasion.db, province, *item_id) : std::nullopt;
    if (!item || item->assembly_id != assembly.id)
        return failure(ErrorCode::NotFound, "assembly.item_unknown");
    if (find_draft_of_item(occasion.db, province, item->id))
        return failure(ErrorCode::Conflict, "assembly.item_has_draft");
    DraftResolution draft{DraftId{new_id()},      assembly.id, item->id, 1, resolution.text,
                          VersionOrigin::Written, occasion.now};
    insert_draft(occasion.db, province, draft);
    insert_draft_version(occasion.db, province, draft, occasion.actor.account);
    add_event(occasion, assembly.id, "draft_written",
              {{"draft", draft.id.value},
               {"item", item->id.value},
               {"version", draft.version},
               {"text", json::to_value(draft.text)}});
    return {};
}

Result<void> check_successor(const Occasion& occasion, const Assembly& assembly,
                             std::optional<ResolutionId> successor, ResolutionId resolution) {
    const auto found = successor ? find_resolution(occasion.db, occasion.actor.province, *successor)
                                 : std::nullopt;
    if (!found || found->assembly_id != assembly.id || found->id == resolution)
        return failure(ErrorCode::InvalidInput, "assembly.successor_wrong");
    return {};
}

} // namespace

Result<ResolutionHistory> resolution_history(const Occasion& occasion, ResolutionId id) {
    const auto& province = occasion.actor.province;
    auto resolution = find_resolution(occasion.db, province, id);
    if (!resolution)
        return failure(ErrorCode::NotFound, "assembly.resolution_unknown");
    const auto assembly = find_assembly(occasion.db, province, resolution->assembly_id);
    return ResolutionHistory{std::move(*resolution), assembly->year_be,
                             successions_of(occasion.db, province, id),
                             superseded_by(occasion.db, province, id)};
}

Result<std::vector<ResolutionHistory>> earlier_resolutions(const Occasion& occasion,
                                                           AssemblyId id) {
    const auto& province = occasion.actor.province;
    const auto assembly = find_assembly(occasion.db, province, id);
    if (!assembly)
        return failure(ErrorCode::NotFound, "assembly.unknown");
    std::vector<ResolutionHistory> earlier;
    for (const auto& other : assemblies(occasion.db, province)) {
        if (other.year_be >= assembly->year_be)
            continue;
        for (const auto& resolution : resolutions(occasion.db, province, other.id)) {
            auto history = TRY(resolution_history(occasion, resolution.id));
            // What this cycle or a later one decided does not hide it from this cycle's list.
            auto before = history.successions;
            std::erase_if(before,
                          [&](const Succession& one) { return one.year_be >= assembly->year_be; });
            if (is_in_force(before))
                earlier.push_back(std::move(history));
        }
    }
    return earlier;
}

Result<Succession> follow_resolution(const Occasion& occasion, AssemblyId id, SuccessionForm form) {
    const auto& province = occasion.actor.province;
    const auto assembly = TRY(hold(occasion, id));
    const auto history = TRY(resolution_history(occasion, form.resolution_id));
    const bool is_earlier = history.year_be < assembly.year_be;
    if (!is_earlier &&
        !(history.resolution.assembly_id == id && form.decision == SuccessionDecision::Superseded))
        return failure(ErrorCode::Conflict, "assembly.resolution_not_earlier");
    if (!is_in_force(history.successions))
        return failure(ErrorCode::Conflict, "assembly.resolution_not_in_force");
    Succession succession;
    succession.id = SuccessionId{new_id()};
    succession.resolution_id = form.resolution_id;
    succession.assembly_id = id;
    succession.year_be = assembly.year_be;
    succession.decision = form.decision;
    succession.reason = TRY(some_text(form.reason, reason_bytes_max));
    succession.decided_at = occasion.now;
    if (form.decision == SuccessionDecision::Amended)
        succession.agenda_item_id = form.agenda_item_id;
    if (form.decision == SuccessionDecision::Superseded) {
        TRY(check_successor(occasion, assembly, form.successor_id, form.resolution_id));
        succession.successor_id = form.successor_id;
    }
    for (const auto& earlier : history.successions)
        if (earlier.assembly_id == id)
            return failure(ErrorCode::Conflict, "assembly.resolution_decided");
    if (form.decision == SuccessionDecision::Amended)
        TRY(begin_anew(occasion, assembly, history.resolution, form.agenda_item_id));
    if (!insert_succession(occasion.db, province, succession, occasion.actor.account))
        return failure(ErrorCode::Conflict, "assembly.resolution_decided");
    boost::json::object data{{"resolution", form.resolution_id.value},
                             {"number", history.resolution.number},
                             {"year_be", history.year_be},
                             {"decision", json::enum_name(form.decision)}};
    if (succession.agenda_item_id)
        data["item"] = succession.agenda_item_id->value;
    if (succession.successor_id)
        data["successor"] = succession.successor_id->value;
    add_event(occasion, id, "resolution_followed", std::move(data), Audience::Everyone,
              personal_parts({{reason_part, succession.reason}}));
    return succession;
}

void supersede_by(const Occasion& occasion, const Resolution& successor, AgendaItemId item) {
    const auto& province = occasion.actor.province;
    const auto succession = find_succession_of_item(occasion.db, province, item);
    if (!succession)
        return;
    set_successor(occasion.db, province, succession->id, successor.id);
    const auto old = find_resolution(occasion.db, province, succession->resolution_id);
    add_event(occasion, successor.assembly_id, "resolution_superseded",
              {{"resolution", succession->resolution_id.value},
               {"number", old->number},
               {"successor", successor.id.value}});
}

Result<void> check_not_adopted(const Occasion& occasion, DraftId id) {
    if (find_resolution_of_draft(occasion.db, occasion.actor.province, id))
        return failure(ErrorCode::Conflict, "assembly.adopted_already");
    if (const auto draft = find_draft(occasion.db, occasion.actor.province, id))
        return check_on_agenda(
            *find_agenda_item(occasion.db, occasion.actor.province, draft->agenda_item_id));
    return {};
}

} // namespace samatcha::assembly
