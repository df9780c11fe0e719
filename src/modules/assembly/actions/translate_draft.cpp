#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_translation.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_translation.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

ShownTranslation shown_beside(const Occasion& occasion, const DraftResolution& draft) {
    return translation_beside(draft.id, draft.version, draft.text,
                              draft_translations(occasion.db, occasion.actor.province, draft.id));
}

/// Without what already reads so.
Result<DraftTranslation> changed_only(const DraftResolution& draft, const ShownTranslation& shown,
                                      const TranslationForm& form) {
    DraftTranslation made{DraftTranslationId{new_id()}, draft.id, draft.version};
    if (form.title) {
        auto title = TRY(any_text(*form.title, title_bytes_max));
        if (title != shown.title || shown.is_title_old)
            made.title = std::move(title);
    }
    for (const auto& each : form.paragraphs) {
        if (!resolution_text::paragraph(draft.text, each.id))
            return failure(ErrorCode::InvalidInput, "assembly.paragraph_unknown");
        const auto text = TRY(any_text(each.text, paragraph_bytes_max));
        const auto stands =
            std::find_if(shown.paragraphs.begin(), shown.paragraphs.end(),
                         [&](const ParagraphTranslation& one) { return one.id == each.id; });
        if (stands == shown.paragraphs.end() ? !text.empty()
                                             : stands->is_old || stands->text != text)
            made.paragraphs.push_back({each.id, text});
    }
    return made;
}

} // namespace

Result<ShownTranslation> translation_of(const Occasion& occasion, DraftId id,
                                        std::optional<std::int64_t> version) {
    const auto draft = version
                           ? find_draft_version(occasion.db, occasion.actor.province, id, *version)
                           : find_draft(occasion.db, occasion.actor.province, id);
    if (!draft)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    return shown_beside(occasion, *draft);
}

Result<ShownTranslation> translate_draft(const Occasion& occasion, DraftId id,
                                         TranslationForm form) {
    const auto& province = occasion.actor.province;
    const auto current = find_draft(occasion.db, province, id);
    if (!current)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    TRY(hold(occasion, current->assembly_id));
    TRY(check_owner(occasion, *find_agenda_item(occasion.db, province, current->agenda_item_id)));
    const auto draft = find_draft_version(occasion.db, province, id, form.version);
    if (!draft)
        return failure(ErrorCode::Conflict, "assembly.version_old");
    auto made = TRY(changed_only(*draft, shown_beside(occasion, *draft), form));
    if (made.title || !made.paragraphs.empty()) {
        made.made_at = occasion.now;
        insert_draft_translation(occasion.db, province, made, occasion.actor.account);
        boost::json::object data{{"draft", id.value},
                                 {"version", made.version},
                                 {"paragraphs", json::to_value(made.paragraphs)}};
        if (made.title)
            data["title"] = *made.title;
        add_event(occasion, draft->assembly_id, "draft_translated", std::move(data));
    }
    return shown_beside(occasion, *draft);
}

} // namespace samatcha::assembly
