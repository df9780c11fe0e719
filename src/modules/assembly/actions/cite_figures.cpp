#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_paper.hpp"
#include "modules/situation/actions.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

bool follows(const Evidence& evidence) {
    return evidence.figure && !evidence.figure->is_frozen;
}

bool follows(const AgendaItem& item) {
    return std::any_of(item.evidence.begin(), item.evidence.end(),
                       [](const Evidence& each) { return follows(each); });
}

void refresh(AgendaItem& item, const situation::Situation& now) {
    for (auto& evidence : item.evidence)
        if (follows(evidence))
            evidence.figure->stands = figure_in(now, *evidence.figure);
}

} // namespace

boost::json::array figures_of(const AgendaItem& item) {
    boost::json::array figures;
    for (const auto& evidence : item.evidence)
        if (evidence.figure)
            figures.push_back(json::to_value(*evidence.figure));
    return figures;
}

Result<std::vector<AgendaItem>> agenda(const Occasion& occasion, AssemblyId id) {
    const auto& province = occasion.actor.province;
    if (!find_assembly(occasion.db, province, id))
        return failure(ErrorCode::NotFound, "assembly.unknown");
    auto items = agenda_items(occasion.db, province, id);
    if (std::any_of(items.begin(), items.end(), [](const auto& each) { return follows(each); }))
        if (const auto now = situation::latest(occasion.db, province))
            for (auto& item : items)
                refresh(item, *now);
    for (auto& [item, paper] : background_papers(occasion.db, province, id))
        for (auto& each : items)
            if (each.id == item)
                each.papers.push_back(std::move(paper));
    return items;
}

void freeze_figures(const Occasion& occasion, AgendaItemId id) {
    const auto& province = occasion.actor.province;
    auto item = *find_agenda_item(occasion.db, province, id);
    if (!follows(item))
        return;
    if (const auto now = situation::latest(occasion.db, province))
        refresh(item, *now);
    for (auto& evidence : item.evidence)
        if (evidence.figure)
            evidence.figure->is_frozen = true;
    update_agenda_item(occasion.db, province, item);
    add_event(occasion, item.assembly_id, "figures_frozen",
              {{"item", id.value}, {"figures", figures_of(item)}});
}

} // namespace samatcha::assembly
