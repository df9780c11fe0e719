#include "modules/access/actions.hpp"
#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_document.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_translation.hpp"
#include "modules/partners/actions.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

bool is_past_adoption(const Assembly& assembly) {
    return assembly.phase >= Phase::Adopted;
}

/// Of a resolution the last that agreed to its version.
const ConsensusTest* test_behind(const DocumentPart& part,
                                 const std::vector<ConsensusTest>& tests) {
    const auto found = std::find_if(tests.rbegin(), tests.rend(), [&](const ConsensusTest& test) {
        return part.state == DocumentState::Draft ||
               (test.version == part.version && (test.outcome == ConsensusOutcome::Reached ||
                                                 test.outcome == ConsensusOutcome::Fallback));
    });
    return found == tests.rend() ? nullptr : &*found;
}

DocumentPart part_of(const Occasion& occasion, AgendaItem item, const DraftResolution& draft,
                     const std::vector<Resolution>& adopted) {
    DocumentPart part;
    part.item = std::move(item);
    part.draft_id = draft.id;
    part.version = draft.version;
    part.text = draft.text;
    part.made_at = draft.made_at;
    for (const auto& resolution : adopted)
        if (resolution.draft_id == draft.id) {
            part.state = DocumentState::Adopted;
            part.number = resolution.number;
            part.version = resolution.version;
            part.text = resolution.text;
            part.made_at = resolution.adopted_at;
        }
    part.translation =
        translation_beside(draft.id, part.version, part.text,
                           draft_translations(occasion.db, occasion.actor.province, draft.id));
    part.amendments = amendments_of_draft(occasion.db, occasion.actor.province, draft.id);
    if (part.state == DocumentState::Draft)
        part.conflicts = amended_draft(occasion, draft.id, {}).value().conflicts;
    const auto tests = consensus_tests(occasion.db, occasion.actor.province, draft.id);
    if (const auto* const test = test_behind(part, tests)) {
        // It is this test that says who was there when it closed.
        auto view = consensus_view(occasion, test->id).value();
        part.test = std::move(view.test);
        part.tally = std::move(view.tally);
        part.positions = std::move(view.positions);
    }
    return part;
}

void name_agencies(const Occasion& occasion, DocumentFacts& facts) {
    const auto name = [&](partners::AgencyId id) {
        if (!facts.agencies.contains(id))
            if (auto agency = partners::agency(occasion.db, occasion.actor.province, id))
                facts.agencies.emplace(id, std::move(*agency));
    };
    for (const auto& seat : facts.attendance)
        name(seat.agency_id);
    for (const auto& part : facts.parts) {
        for (const auto& paragraph : part.text.paragraphs)
            for (const auto addressee : paragraph.addressees)
                name({addressee.value});
        for (const auto& amendment : part.amendments)
            name(amendment.agency_id);
    }
}

} // namespace

Result<DocumentFacts> document_facts(const Occasion& occasion, AssemblyId id) {
    const auto& province = occasion.actor.province;
    const auto assembly = find_assembly(occasion.db, province, id);
    if (!assembly)
        return failure(ErrorCode::NotFound, "assembly.unknown");
    DocumentFacts facts;
    facts.state = is_past_adoption(*assembly) ? DocumentState::Adopted : DocumentState::Draft;
    facts.assembly = *assembly;
    facts.province = TRY(access::province_of(occasion.db, province));
    facts.rooms = rooms(occasion.db, province, id);
    const auto adopted = resolutions(occasion.db, province, id);
    const auto all = drafts(occasion.db, province, id);
    for (auto& item : agenda_items(occasion.db, province, id))
        for (const auto& draft : all)
            if (draft.agenda_item_id == item.id)
                facts.parts.push_back(part_of(occasion, item, draft, adopted));
    if (facts.state == DocumentState::Adopted) {
        std::erase_if(facts.parts, [](const DocumentPart& part) { return part.number == 0; });
        std::sort(facts.parts.begin(), facts.parts.end(),
                  [](const DocumentPart& a, const DocumentPart& b) { return a.number < b.number; });
    }
    facts.attendance = attendance_of(occasion.db, province, id);
    name_agencies(occasion, facts);
    return facts;
}

Result<AssemblyDocument> print_document(const Occasion& occasion, AssemblyId id,
                                        std::vector<StatementOrigin> statements,
                                        const documents::PrintStyle& style,
                                        const Messages& messages) {
    auto facts = TRY(document_facts(occasion, id));
    facts.statements = std::move(statements);
    if (facts.parts.empty())
        return failure(ErrorCode::Conflict, "assembly.document_empty");
    AssemblyDocument document;
    document.content = document_of(facts, style, messages);
    TRY(documents::check(document.content));
    document.hash = documents::text_hash(document.content);
    document.assembly_id = id;
    document.state = facts.state;
    document.printed_at = occasion.now;
    insert_assembly_document(occasion.db, occasion.actor.province, document);
    return document;
}

} // namespace samatcha::assembly
