#pragma once

// What a draft says in English, for who reads no Thai. The Thai text is what is discussed, agreed
// to and binds; a translation stands beside it, paragraph by paragraph, from version to version.

#include "modules/assembly/draft_resolution.hpp"

#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using DraftTranslationId = Id<struct DraftTranslationTag>;

struct TranslatedParagraph {
    ParagraphId id;
    std::string text; ///< Empty: taken back.
};
BOOST_DESCRIBE_STRUCT(TranslatedParagraph, (), (id, text))

/// As someone wrote it: only what he translated then, of one version.
struct DraftTranslation {
    DraftTranslationId id;
    DraftId draft_id;
    std::int64_t version = 0;
    std::optional<std::string> title{};
    std::vector<TranslatedParagraph> paragraphs{};
    Instant made_at{};
};

/// With the Thai text that was translated.
struct TranslatedVersion {
    DraftTranslation translation;
    ResolutionText binding;
};

struct ParagraphTranslation {
    ParagraphId id;
    std::string text;
    bool is_old = false; ///< The Thai words have changed since.
};
BOOST_DESCRIBE_STRUCT(ParagraphTranslation, (), (id, text, is_old))

struct ShownTranslation {
    DraftId draft_id;
    std::int64_t version = 0;
    std::string title; ///< Empty: there is none.
    bool is_title_old = false;
    std::vector<ParagraphTranslation> paragraphs{}; ///< Those that have one.
};
BOOST_DESCRIBE_STRUCT(ShownTranslation, (), (draft_id, version, title, is_title_old, paragraphs))

/// Beside a version of a draft: of each part what was written last for the same Thai words, else
/// the last that was written for an earlier wording. `made` earlier ones first.
ShownTranslation translation_beside(DraftId, std::int64_t version, const ResolutionText&,
                                    const std::vector<TranslatedVersion>& made);

} // namespace samatcha::assembly
