#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/forum/actions.hpp"
#include "modules/forum/records.hpp"
#include "modules/forum/records_use.hpp"

#include <algorithm>

namespace samatcha::forum {

namespace {

/// What was taken up, with the votes as they stand; where it goes is filled in.
Result<std::vector<StatementUse>> chosen(const assembly::Occasion& occasion, const LiveForum& live,
                                         const std::vector<std::int64_t>& numbers) {
    const auto forum = live.forum();
    const auto publication = live.publication();
    std::vector<StatementUse> uses;
    for (const auto number : numbers) {
        const auto& told = publication->results.statements;
        const auto found = std::find_if(told.begin(), told.end(),
                                        [&](const auto& each) { return each.number == number; });
        if (found == told.end())
            return failure(ErrorCode::NotFound, "forum.statement_unknown");
        StatementUse use{forum.id,
                         forum.title_th,
                         forum.title_en,
                         number,
                         found->text,
                         forum.assembly_id,
                         {},
                         {},
                         {}};
        use.votes = found->all;
        use.is_agreed_by_all = found->is_agreed_by_all;
        use.made_at = occasion.now;
        uses.push_back(std::move(use));
    }
    if (uses.empty())
        return failure(ErrorCode::InvalidInput, "forum.nothing_chosen");
    return uses;
}

/// What became of them: the titles, and the paragraphs of an assembly in which they stand.
void tell_whereabouts(database::Connection& db, const std::string& province,
                      assembly::AssemblyId id, std::vector<StatementUse>& uses) {
    const auto lines = assembly::paragraph_lines(db, province, id);
    for (auto& use : uses) {
        if (use.proposal_id)
            use.title = assembly::find_agenda_proposal(db, province, *use.proposal_id)->title_th;
        if (use.draft_id)
            use.title = assembly::find_draft(db, province, *use.draft_id)->text.title;
        for (const auto& line : lines)
            if (use.paragraph_id && std::find(line.came_from.begin(), line.came_from.end(),
                                              *use.paragraph_id) != line.came_from.end())
                use.stands_in.push_back(line.paragraph);
    }
}

} // namespace

Result<assembly::AgendaProposal> propose_statements(const assembly::Occasion& occasion,
                                                    const LiveForum& live,
                                                    ProposalOfStatements form) {
    auto uses = TRY(chosen(occasion, live, form.statements));
    const auto forum = live.forum();
    auto proposal = TRY(assembly::propose_item(
        occasion, forum.assembly_id,
        {form.title_th, form.title_en, form.reason, forum.title_th, form.agency_id}));
    for (auto& use : uses) {
        use.proposal_id = proposal.id;
        insert_use(occasion.db, occasion.actor.province, use, occasion.actor.account);
    }
    return proposal;
}

Result<assembly::DraftResolution> draft_statements(const assembly::Occasion& occasion,
                                                   const LiveForum& live,
                                                   ParagraphOfStatements form) {
    auto uses = TRY(chosen(occasion, live, form.statements));
    const auto& province = occasion.actor.province;
    const auto item = assembly::find_agenda_item(occasion.db, province, form.item_id);
    if (!item || item->assembly_id != live.forum().assembly_id)
        return failure(ErrorCode::NotFound, "assembly.item_unknown");
    const auto current = assembly::find_draft_of_item(occasion.db, province, form.item_id);
    assembly::DraftForm next{current ? current->version : 0,
                             current ? current->text.title : item->title_th};
    if (current)
        for (const auto& paragraph : current->text.paragraphs) {
            assembly::ParagraphForm kept{paragraph.id, paragraph.kind, paragraph.depth,
                                         paragraph.text};
            for (const auto addressee : paragraph.addressees)
                kept.addressees.push_back({addressee.value});
            next.paragraphs.push_back(std::move(kept));
        }
    next.paragraphs.push_back({{}, resolution_text::ParagraphKind::Operative, 0, form.text});
    auto written = TRY(assembly::write_draft(occasion, form.item_id, std::move(next)));
    for (auto& use : uses) {
        use.draft_id = written.draft.id;
        use.paragraph_id = written.draft.text.paragraphs.back().id;
        insert_use(occasion.db, province, use, occasion.actor.account);
    }
    return std::move(written.draft);
}

std::vector<StatementUse> uses_of(database::Connection& db, const std::string& province,
                                  const Forum& forum) {
    auto uses = statement_uses(db, province);
    std::erase_if(uses, [&](const StatementUse& use) { return use.forum_id != forum.id; });
    tell_whereabouts(db, province, forum.assembly_id, uses);
    return uses;
}

std::vector<StatementUse> uses_in(database::Connection& db, const std::string& province,
                                  assembly::AssemblyId id) {
    auto uses = statement_uses(db, province);
    tell_whereabouts(db, province, id, uses);
    std::erase_if(uses, [&](const StatementUse& use) {
        return use.assembly_id != id && use.stands_in.empty();
    });
    return uses;
}

std::vector<assembly::StatementOrigin>
origins_in(database::Connection& db, const std::string& province, assembly::AssemblyId id) {
    std::vector<assembly::StatementOrigin> origins;
    for (auto& use : uses_in(db, province, id))
        origins.push_back({std::move(use.stands_in), use.forum_th, use.forum_en, use.text,
                           use.votes.agree, use.votes.disagree, use.votes.pass,
                           use.is_agreed_by_all});
    return origins;
}

} // namespace samatcha::forum
