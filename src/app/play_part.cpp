#include "app/play_part.hpp"

#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/actions_draft.hpp"

namespace samatcha::app {

using namespace std::chrono_literals;
using http::Method;

Result<void> PlayPart::go_on(assembly::Phase to, std::string_view key) {
    TRY(post<assembly::Assembly>(secretariat, path("/phase"), assembly::PhaseChange{to}));
    tell(key);
    m_stage.wait(4s);
    return {};
}

Result<std::string> PlayPart::reworded(const PlayedItemState& item, const PlayedAmendment& each) {
    const auto target = item.operative.at(static_cast<std::size_t>(each.paragraph) - 1);
    const auto* const paragraph = resolution_text::paragraph(item.draft.text, target);
    auto text = paragraph ? paragraph->text : std::string();
    const auto words = each.words.value_or(text);
    const auto at = text.find(words);
    if (at == std::string::npos)
        return failure(ErrorCode::Conflict, "app.play_words_missing", {{"words", words}});
    return text.replace(at, words.size(), each.text);
}

Result<void> PlayPart::propose(PlayedItemState& item, const PlayedAmendment& each) {
    const auto operative = [&](int number) {
        return item.operative.at(static_cast<std::size_t>(number) - 1);
    };
    assembly::NewAmendment form{item.draft.version,
                                {each.kind, operative(each.paragraph), {}, {}, {}, {}, {}, {}},
                                each.reason};
    auto& operation = form.operation;
    switch (each.kind) {
    case assembly::OperationKind::Insert:
        operation.after = operation.paragraph;
        operation.paragraph.reset();
        operation.text = each.text;
        operation.addressees = each.addressees;
        operation.paragraph_kind = resolution_text::ParagraphKind::Operative;
        operation.depth = 0;
        break;
    case assembly::OperationKind::Replace:
        operation.text = TRY(reworded(item, each));
        break;
    case assembly::OperationKind::Split:
        operation.text = each.text;
        break;
    case assembly::OperationKind::Merge:
        operation.second = operative(each.second.value_or(each.paragraph + 1));
        break;
    case assembly::OperationKind::Move:
        operation.after = operative(each.after.value_or(each.paragraph));
        break;
    case assembly::OperationKind::Delete:
        break;
    }
    item.amendments.push_back(TRY(
        post<assembly::Amendment>(login_of(each.agency), draft_path(item, "/amendments"), form)));
    tell_of("play.amended", each.agency);
    m_stage.wait(4s);
    return {};
}

Result<void> PlayPart::translate(const PlayedItemState& item, assembly::TranslationForm form) {
    form.version = item.draft.version;
    TRY(ask<assembly::ShownTranslation>(secretariat, Method::Put, draft_path(item, "/translation"),
                                        json::to_value(form)));
    return {};
}

} // namespace samatcha::app
