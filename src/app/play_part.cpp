#include "app/play_part.hpp"

#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/actions_draft.hpp"

namespace samatcha::app {

using namespace std::chrono_literals;

Result<void> PlayPart::go_on(assembly::Phase to, std::string_view key) {
    TRY(post<assembly::Assembly>(secretariat, path("/phase"), assembly::PhaseChange{to}));
    tell(key);
    m_stage.wait(4s);
    return {};
}

Result<void> PlayPart::propose(PlayedItemState& item, const PlayedAmendment& each) {
    const auto target = item.operative.at(static_cast<std::size_t>(each.paragraph) - 1);
    assembly::NewAmendment form{
        item.draft.version, {each.kind, {}, {}, {}, {}, {}, {}, {}}, each.reason};
    if (each.kind == assembly::OperationKind::Insert) {
        form.operation.after = target;
        form.operation.text = each.text;
        form.operation.addressees = each.addressees;
        form.operation.paragraph_kind = resolution_text::ParagraphKind::Operative;
        form.operation.depth = 0;
    } else {
        const auto* const paragraph = resolution_text::paragraph(item.draft.text, target);
        auto text = paragraph ? paragraph->text : std::string();
        const auto words = each.words.value_or(text);
        const auto at = text.find(words);
        if (at == std::string::npos)
            return failure(ErrorCode::Conflict, "app.play_words_missing", {{"words", words}});
        form.operation.paragraph = target;
        form.operation.text = text.replace(at, words.size(), each.text);
    }
    item.amendments.push_back(
        TRY(post<assembly::Amendment>(login_of(each.agency), draft_path(item, "/amendments"), form))
            .id);
    tell_of("play.amended", each.agency);
    m_stage.wait(4s);
    return {};
}

} // namespace samatcha::app
