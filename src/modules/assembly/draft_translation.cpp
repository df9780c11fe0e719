#include "modules/assembly/draft_translation.hpp"

namespace samatcha::assembly {

namespace {

/// Where a part was translated: the words that were, and what they became.
struct Rendering {
    const std::string* binding = nullptr;
    const std::string* text = nullptr;
    std::int64_t version = 0;
};

struct ChosenRendering {
    std::string text;
    bool is_old = false;
};

ChosenRendering chosen(const std::string& words, std::int64_t version,
                       const std::vector<Rendering>& renderings) {
    const Rendering* earlier = nullptr;
    for (auto each = renderings.rbegin(); each != renderings.rend(); ++each) {
        if (*each->binding == words)
            return {*each->text, false};
        if (!earlier && each->version <= version)
            earlier = &*each;
    }
    return earlier ? ChosenRendering{*earlier->text, true} : ChosenRendering{};
}

std::vector<Rendering> renderings_of(ParagraphId id, const std::vector<TranslatedVersion>& made) {
    std::vector<Rendering> renderings;
    for (const auto& each : made)
        for (const auto& paragraph : each.translation.paragraphs)
            if (const auto* const binding = resolution_text::paragraph(each.binding, id);
                binding && paragraph.id == id)
                renderings.push_back({&binding->text, &paragraph.text, each.translation.version});
    return renderings;
}

std::vector<Rendering> renderings_of_title(const std::vector<TranslatedVersion>& made) {
    std::vector<Rendering> renderings;
    for (const auto& each : made)
        if (each.translation.title)
            renderings.push_back(
                {&each.binding.title, &*each.translation.title, each.translation.version});
    return renderings;
}

} // namespace

ShownTranslation translation_beside(DraftId draft, std::int64_t version, const ResolutionText& text,
                                    const std::vector<TranslatedVersion>& made) {
    auto title = chosen(text.title, version, renderings_of_title(made));
    ShownTranslation shown{draft, version, std::move(title.text), title.is_old};
    for (const auto& paragraph : text.paragraphs)
        if (auto found = chosen(paragraph.text, version, renderings_of(paragraph.id, made));
            !found.text.empty())
            shown.paragraphs.push_back({paragraph.id, std::move(found.text), found.is_old});
    return shown;
}

} // namespace samatcha::assembly
