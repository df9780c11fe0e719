#pragma once

// The verbs of a draft's English translation (S5).

#include "modules/assembly/draft_translation.hpp"
#include "modules/assembly/occasion.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

struct TranslationForm {
    std::int64_t version = 0; ///< That was translated.
    std::optional<std::string> title;
    std::vector<TranslatedParagraph> paragraphs{};
};
BOOST_DESCRIBE_STRUCT(TranslationForm, (), (version, title, paragraphs))

/// Beside a version; none: the latest. Fails with NotFound (assembly.draft_unknown).
Result<ShownTranslation> translation_of(const Occasion&, DraftId,
                                        std::optional<std::int64_t> version);

/// By the secretariat or an agency that leads or co-owns the item (Forbidden,
/// assembly.not_an_owner), in any phase: the text that binds stays as it is. What the form leaves
/// out stays too. Fails with Conflict (assembly.version_old) or InvalidInput
/// (assembly.paragraph_unknown).
Result<ShownTranslation> translate_draft(const Occasion&, DraftId, TranslationForm);

} // namespace samatcha::assembly
