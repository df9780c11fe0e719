#include "modules/assembly/actions_hearing.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_hearing.hpp"

namespace samatcha::assembly {

namespace {

constexpr std::size_t hearing_name_bytes_max = 300;

Result<DraftResolution> heard_draft(const Occasion& occasion, DraftId id) {
    auto draft = find_draft(occasion.db, occasion.actor.province, id);
    if (!draft)
        return failure(ErrorCode::NotFound, "assembly.draft_unknown");
    return std::move(*draft);
}

/// Its hearing, the assembly held, while it goes on.
Result<Hearing> open_hearing_on(const Occasion& occasion, const DraftResolution& draft) {
    TRY(hold_for(occasion, draft.assembly_id, Deed::Hear));
    const auto hearing = find_hearing(occasion.db, occasion.actor.province, draft.id);
    if (!hearing || hearing->closed_at)
        return failure(ErrorCode::Conflict, "assembly.hearing_not_open");
    return *hearing;
}

Result<HearingComment> known_comment(const Occasion& occasion, HearingCommentId id) {
    auto comment = find_hearing_comment(occasion.db, occasion.actor.province, id);
    if (!comment)
        return failure(ErrorCode::NotFound, "assembly.comment_unknown");
    return std::move(*comment);
}

void tell_of_comment(const Occasion& occasion, const DraftResolution& draft, std::string_view kind,
                     const HearingComment& comment, Audience audience,
                     std::vector<public_log::PersonalPart> personal = {}) {
    add_event(occasion, draft.assembly_id, kind,
              {{"draft", draft.id.value},
               {"hearing_comment", comment.id.value},
               {"paragraph", comment.anchor.paragraph.value}},
              audience, std::move(personal));
}

} // namespace

Result<Hearing> open_hearing(const Occasion& occasion, DraftId id) {
    const auto draft = TRY(heard_draft(occasion, id));
    TRY(hold_for(occasion, draft.assembly_id, Deed::Hear));
    TRY(check_not_adopted(occasion, id));
    const auto& province = occasion.actor.province;
    const auto earlier = find_hearing(occasion.db, province, id);
    if (earlier && !earlier->closed_at)
        return failure(ErrorCode::Conflict, "assembly.hearing_opened_already");
    if (earlier)
        set_hearing_closed(occasion.db, province, id, {});
    else
        insert_hearing(occasion.db, province, {id, draft.assembly_id, occasion.now, {}});
    add_event(occasion, draft.assembly_id, "hearing_opened",
              {{"draft", id.value}, {"version", draft.version}});
    return *find_hearing(occasion.db, province, id);
}

Result<Hearing> close_hearing(const Occasion& occasion, DraftId id) {
    const auto draft = TRY(heard_draft(occasion, id));
    TRY(open_hearing_on(occasion, draft));
    set_hearing_closed(occasion.db, occasion.actor.province, id, occasion.now);
    add_event(occasion, draft.assembly_id, "hearing_closed", {{"draft", id.value}});
    return *find_hearing(occasion.db, occasion.actor.province, id);
}

std::vector<Hearing> hearings_of(const Occasion& occasion, AssemblyId id) {
    return hearings(occasion.db, occasion.actor.province, id);
}

Result<HearingCommentView> comment_in_hearing(const Occasion& occasion, DraftId id,
                                              HearingCommentForm input) {
    const auto unheld = TRY(heard_draft(occasion, id));
    TRY(open_hearing_on(occasion, unheld));
    const auto draft = TRY(heard_draft(occasion, id));
    HearingComment comment;
    comment.id = HearingCommentId{new_id()};
    comment.draft_id = id;
    comment.anchor = TRY(anchor_of(draft.text, input.words));
    comment.name = TRY(some_text(input.name, hearing_name_bytes_max));
    comment.text = TRY(some_text(input.text, reason_bytes_max));
    comment.made_at = occasion.now;
    // Sent again, by a second tap or a bad line, it is the same comment.
    for (const auto& earlier : hearing_comments(occasion.db, occasion.actor.province, id))
        if (earlier.state == HearingCommentState::Waiting && earlier.anchor == comment.anchor &&
            earlier.name == comment.name && earlier.text == comment.text)
            return view_of(earlier, draft.text);
    insert_hearing_comment(occasion.db, occasion.actor.province, comment);
    tell_of_comment(occasion, draft, "hearing_comment_made", comment, Audience::Secretariat,
                    personal_parts({{name_part, comment.name}, {comment_part, comment.text}}));
    return view_of(comment, draft.text);
}

Result<std::vector<HearingCommentView>> hearing_comments_on(const Occasion& occasion, DraftId id) {
    const auto draft = TRY(heard_draft(occasion, id));
    std::vector<HearingCommentView> views;
    for (const auto& comment : hearing_comments(occasion.db, occasion.actor.province, id))
        views.push_back(view_of(comment, draft.text));
    return views;
}

Result<std::vector<HearingCommentView>> hearing_comments_in(const Occasion& occasion,
                                                            AssemblyId id) {
    std::vector<HearingCommentView> all;
    for (const auto& hearing : hearings_of(occasion, id))
        for (auto& view : TRY(hearing_comments_on(occasion, hearing.draft_id)))
            all.push_back(std::move(view));
    return all;
}

Result<HearingCommentView> decide_hearing_comment(const Occasion& occasion, HearingCommentId id,
                                                  HearingCommentDecision input) {
    const auto unheld = TRY(known_comment(occasion, id));
    const auto draft = TRY(heard_draft(occasion, unheld.draft_id));
    TRY(hold(occasion, draft.assembly_id));
    auto comment = TRY(known_comment(occasion, id));
    if (comment.state != HearingCommentState::Waiting)
        return failure(ErrorCode::Conflict, "assembly.hearing_comment_decided");
    comment.state = input.is_shown ? HearingCommentState::Shown : HearingCommentState::KeptBack;
    set_hearing_comment_state(occasion.db, occasion.actor.province, id, comment.state,
                              occasion.actor.account, occasion.now);
    tell_of_comment(occasion, draft,
                    input.is_shown ? "hearing_comment_shown" : "hearing_comment_kept_back", comment,
                    input.is_shown ? Audience::Everyone : Audience::Secretariat);
    return view_of(comment, draft.text);
}

Result<HearingCommentView> answer_hearing_comment(const Occasion& occasion, HearingCommentId id,
                                                  HearingCommentAnswer input) {
    const auto unheld = TRY(known_comment(occasion, id));
    const auto draft = TRY(heard_draft(occasion, unheld.draft_id));
    TRY(hold(occasion, draft.assembly_id));
    auto comment = TRY(known_comment(occasion, id));
    if (comment.state != HearingCommentState::Shown)
        return failure(ErrorCode::Conflict, "assembly.hearing_comment_not_shown");
    comment.answer = TRY(some_text(input.answer, reason_bytes_max));
    comment.answered_at = occasion.now;
    set_hearing_comment_answer(occasion.db, occasion.actor.province, comment);
    tell_of_comment(occasion, draft, "hearing_comment_answered", comment, Audience::Everyone,
                    personal_parts({{answer_part, comment.answer}}));
    return view_of(comment, draft.text);
}

void carry_hearing_comments(const Occasion& occasion, DraftId id,
                            const std::vector<resolution_text::TracedParagraph>& trace) {
    for (const auto& comment : hearing_comments(occasion.db, occasion.actor.province, id))
        set_hearing_comment_anchor(occasion.db, occasion.actor.province, comment.id,
                                   resolution_text::carried(comment.anchor, trace));
}

} // namespace samatcha::assembly
