#include "modules/assembly/records_translation.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

std::vector<TranslatedVersion> draft_translations(database::Connection& connection,
                                                  std::string_view province, DraftId draft) {
    return connection.list(
        "SELECT t.id, t.version, t.title, t.paragraphs, t.made_at, v.text FROM draft_translation t"
        " JOIN draft_version v ON v.province = t.province AND v.draft_id = t.draft_id"
        " AND v.version = t.version WHERE t.province = $1 AND t.draft_id = $2 ORDER BY t.id",
        {province, draft}, [&](const database::Row& row) {
            return TranslatedVersion{
                {row.id<DraftTranslationId>(0), draft, row.integer(1), row.optional_text(2),
                 json::from_text<std::vector<TranslatedParagraph>>(row.text_view(3)).value(),
                 row.instant(4)},
                json::from_text<ResolutionText>(row.text_view(5)).value()};
        });
}

void insert_draft_translation(database::Connection& connection, std::string_view province,
                              const DraftTranslation& translation, access::AccountId by) {
    const auto paragraphs = json::to_text(translation.paragraphs);
    connection.execute("INSERT INTO draft_translation (province, id, draft_id, version, title,"
                       " paragraphs, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                       {province, translation.id, translation.draft_id, translation.version,
                        translation.title, paragraphs, by, translation.made_at});
}

} // namespace samatcha::assembly
