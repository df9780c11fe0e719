#include "engines/resolution_text/comparison.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_version.hpp"

namespace samatcha::assembly {

Result<std::vector<DraftVersion>> versions_of(const Occasion& occasion, DraftId id) {
    auto versions = draft_versions(occasion.db, occasion.actor.province, id);
    if (versions.empty())
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    return versions;
}

Result<VersionComparison> compare_versions(const Occasion& occasion, DraftId id, std::int64_t from,
                                           std::int64_t to) {
    auto before = find_draft_version(occasion.db, occasion.actor.province, id, from);
    auto after = find_draft_version(occasion.db, occasion.actor.province, id, to);
    if (!before || !after)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    const resolution_text::WordBoundaries boundaries;
    auto trace = resolution_text::compared(boundaries, before->text, after->text);
    return VersionComparison{std::move(*before), std::move(*after), std::move(trace)};
}

} // namespace samatcha::assembly
