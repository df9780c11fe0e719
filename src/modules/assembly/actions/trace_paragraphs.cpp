#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/records_document.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_succession.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

/// Of a draft, and of those in earlier cycles whose resolution it writes anew.
std::vector<Amendment> amendments_ever(database::Connection& db, const std::string& province,
                                       const DraftResolution& draft) {
    auto all = amendments_of_draft(db, province, draft.id);
    auto item = draft.agenda_item_id;
    while (const auto succession = find_succession_of_item(db, province, item)) {
        const auto earlier = find_draft(
            db, province, find_resolution(db, province, succession->resolution_id)->draft_id);
        for (auto& amendment : amendments_of_draft(db, province, earlier->id))
            all.push_back(std::move(amendment));
        item = earlier->agenda_item_id;
    }
    return all;
}

std::vector<ParagraphId> came_from(ParagraphId paragraph, const std::vector<Amendment>& all) {
    std::vector<ParagraphId> sources{paragraph};
    for (std::size_t i = 0; i < sources.size(); ++i)
        for (const auto& amendment : all) {
            const auto& form = amendment.operation;
            if (amendment.state != AmendmentState::Made)
                continue;
            std::optional<ParagraphId> source;
            if (form.kind == OperationKind::Merge && form.paragraph == sources[i])
                source = form.second;
            if (form.kind == OperationKind::Split && form.second == sources[i])
                source = form.paragraph;
            if (source && std::find(sources.begin(), sources.end(), *source) == sources.end())
                sources.push_back(*source);
        }
    return sources;
}

} // namespace

std::vector<ParagraphLine> paragraph_lines(database::Connection& db, const std::string& province,
                                           AssemblyId id) {
    std::vector<ParagraphLine> lines;
    for (const auto& draft : drafts_ever(db, province, id)) {
        const auto amendments = amendments_ever(db, province, draft);
        const auto resolution = find_resolution_of_draft(db, province, draft.id);
        for (const auto& paragraph : (resolution ? resolution->text : draft.text).paragraphs)
            lines.push_back({paragraph.id, came_from(paragraph.id, amendments)});
    }
    return lines;
}

} // namespace samatcha::assembly
