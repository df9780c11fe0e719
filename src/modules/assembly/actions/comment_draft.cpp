#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/actions_hearing.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_comment.hpp"
#include "modules/assembly/records_draft.hpp"

namespace samatcha::assembly {

namespace {

Result<DraftResolution> commented_draft(const Occasion& occasion, DraftId id) {
    auto draft = find_draft(occasion.db, occasion.actor.province, id);
    if (!draft)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    return std::move(*draft);
}

CommentView comment_view(const DraftComment& comment, const DraftResolution& draft) {
    return {comment.id,      words_at(draft.text, comment.anchor),
            comment.text,    comment.agency_id,
            comment.made_at, comment.resolved_at};
}

} // namespace

Result<std::vector<CommentView>> comments_on(const Occasion& occasion, DraftId id) {
    const auto draft = TRY(commented_draft(occasion, id));
    std::vector<CommentView> views;
    for (const auto& comment : draft_comments(occasion.db, occasion.actor.province, id))
        views.push_back(comment_view(comment, draft));
    return views;
}

Result<CommentView> comment_on_draft(const Occasion& occasion, DraftId id, CommentForm input) {
    const auto unheld = TRY(commented_draft(occasion, id));
    TRY(hold_for(occasion, unheld.assembly_id, Deed::Comment));
    const auto draft = TRY(commented_draft(occasion, id));
    DraftComment comment;
    comment.id = CommentId{new_id()};
    comment.draft_id = id;
    comment.anchor = TRY(anchor_of(draft.text, input.words));
    comment.text = TRY(some_text(input.text, reason_bytes_max));
    if (!occasion.actor.may(access::Right::ManageAssembly))
        comment.agency_id = TRY(agency_spoken_for(occasion, draft.assembly_id));
    comment.made_by = occasion.actor.account;
    comment.made_at = occasion.now;
    insert_draft_comment(occasion.db, occasion.actor.province, comment);
    auto view = comment_view(comment, draft);
    boost::json::object data{{"draft", id.value},
                             {"id", comment.id.value},
                             {"paragraph", comment.anchor.paragraph.value}};
    if (comment.agency_id)
        data["agency"] = comment.agency_id->value;
    add_event(occasion, draft.assembly_id, "draft_commented", std::move(data), Audience::Everyone,
              personal_parts({{comment_part, comment.text}}));
    return view;
}

Result<CommentView> resolve_comment(const Occasion& occasion, CommentId id) {
    const auto& province = occasion.actor.province;
    const auto comment = find_draft_comment(occasion.db, province, id);
    if (!comment)
        return failure(ErrorCode::NotFound, "assembly.comment_unknown");
    const auto draft = TRY(commented_draft(occasion, comment->draft_id));
    TRY(hold_for(occasion, draft.assembly_id, Deed::Comment));
    if (!occasion.actor.may(access::Right::ManageAssembly) &&
        comment->made_by != occasion.actor.account)
        return failure(ErrorCode::Forbidden, "assembly.not_its_agency");
    set_comment_resolved(occasion.db, province, id, occasion.actor.account, occasion.now);
    add_event(occasion, draft.assembly_id, "comment_resolved",
              {{"draft", draft.id.value}, {"comment", id.value}});
    return comment_view(*find_draft_comment(occasion.db, province, id), draft);
}

void carry_comments(const Occasion& occasion, DraftId id,
                    const std::vector<resolution_text::TracedParagraph>& trace) {
    for (const auto& comment : draft_comments(occasion.db, occasion.actor.province, id))
        set_comment_anchor(occasion.db, occasion.actor.province, comment.id,
                           resolution_text::carried(comment.anchor, trace));
    carry_hearing_comments(occasion, id, trace);
}

} // namespace samatcha::assembly
