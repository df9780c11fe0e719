#pragma once

// The verbs of drafts, amendments and comments (S5). Each holds its assembly first and adds to its
// log; what is not allowed in the phase is refused with Conflict (assembly.deed_not_now).

#include "modules/assembly/agenda.hpp"
#include "modules/assembly/draft_comment.hpp"
#include "modules/assembly/draft_resolution.hpp"
#include "modules/assembly/occasion.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

// --- Drafts and amendments

struct ParagraphForm {
    std::optional<ParagraphId> id; ///< None: a new paragraph.
    resolution_text::ParagraphKind kind = resolution_text::ParagraphKind::Operative;
    int depth = 0;
    std::string text;
    std::vector<partners::AgencyId> addressees{};
};
BOOST_DESCRIBE_STRUCT(ParagraphForm, (), (id, kind, depth, text, addressees))

struct DraftForm {
    std::int64_t version = 0; ///< That was written on; 0: the first.
    std::string title;
    std::vector<ParagraphForm> paragraphs{};
};
BOOST_DESCRIBE_STRUCT(DraftForm, (), (version, title, paragraphs))

struct WrittenDraft {
    DraftResolution draft;
    std::vector<ParagraphId> doubtful{}; ///< Where two people wrote at once on the same words.
};
BOOST_DESCRIBE_STRUCT(WrittenDraft, (), (draft, doubtful))

/// A next version. What others wrote since the version that was written on stays, word by word. By
/// the secretariat or an agency that leads or co-owns the item: Forbidden (assembly.not_an_owner).
/// Fails with Conflict while amendments of the version are not decided (assembly.draft_is_amended).
Result<WrittenDraft> write_draft(const Occasion&, AgendaItemId, DraftForm);

struct NewAmendment {
    std::int64_t version = 0;
    OperationForm operation;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(NewAmendment, (), (version, operation, reason))
/// By a delegate, for the agency. Fails with Conflict (assembly.version_old) or as the operation
/// does.
Result<Amendment> propose_amendment(const Occasion&, DraftId, NewAmendment);

struct AmendmentDecision {
    AmendmentState state = AmendmentState::Accepted;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(AmendmentDecision, (), (state, reason))
/// Accepted, rejected or passed up by the chair of the room that it is before, withdrawn by its
/// agency. Fails with Conflict: assembly.amendment_decided, or assembly.amendment_conflicts when
/// one that is accepted cannot be made with it.
Result<Amendment> decide_amendment(const Occasion&, AmendmentId, AmendmentDecision);

struct MergedAmendment {
    std::vector<AmendmentId> amendments{};
    std::string text;
    std::optional<std::vector<partners::AgencyId>> addressees{};
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(MergedAmendment, (), (amendments, text, addressees, reason))
/// The chair makes one amendment of several that change one paragraph, in words that unite them. It
/// is accepted, and they are through it. Fails with InvalidInput (assembly.merge_wrong) or as
/// decide_amendment().
Result<Amendment> merge_amendments(const Occasion&, DraftId, MergedAmendment);

/// The next version: all accepted amendments made; those passed up are now against it, before the
/// plenary. By the chair. Fails with Conflict while some are open (assembly.amendments_open), or
/// when none is accepted (assembly.nothing_accepted).
Result<DraftResolution> consolidate_draft(const Occasion&, DraftId);

/// The amendments of a draft's version as everyone sees them, with what conflicts.
struct AmendedDraft {
    DraftResolution draft;
    std::vector<Amendment> amendments{};
    std::vector<resolution_text::Conflict> conflicts{};
    std::vector<resolution_text::TracedParagraph>
        trace{}; ///< As all open and accepted ones would make it.
};
BOOST_DESCRIBE_STRUCT(AmendedDraft, (), (draft, amendments, conflicts, trace))
Result<AmendedDraft> amended_draft(const Occasion&, DraftId, std::optional<std::int64_t> version);

/// The latest first.
Result<std::vector<DraftVersion>> versions_of(const Occasion&, DraftId);

/// Two versions of a draft, and what became of every word from the one to the other.
struct VersionComparison {
    DraftResolution from;
    DraftResolution to;
    std::vector<resolution_text::TracedParagraph> trace{};
};
BOOST_DESCRIBE_STRUCT(VersionComparison, (), (from, to, trace))
Result<VersionComparison> compare_versions(const Occasion&, DraftId, std::int64_t from,
                                           std::int64_t to);

// --- Comments

struct CommentForm {
    QuotedWords words;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(CommentForm, (), (words, text))

struct CommentView {
    CommentId id;
    QuotedWords words; ///< As they are now; an empty quote: they are gone.
    std::string text;
    std::optional<partners::AgencyId> agency_id;
    Instant made_at;
    std::optional<Instant> resolved_at;
};
BOOST_DESCRIBE_STRUCT(CommentView, (), (id, words, text, agency_id, made_at, resolved_at))

Result<std::vector<CommentView>> comments_on(const Occasion&, DraftId);
/// Fails with InvalidInput (assembly.quote_unknown).
Result<CommentView> comment_on_draft(const Occasion&, DraftId, CommentForm);
/// By who made it or the secretariat.
Result<CommentView> resolve_comment(const Occasion&, CommentId);
/// For every verb that makes a version: comments go with their words.
void carry_comments(const Occasion&, DraftId, const std::vector<resolution_text::TracedParagraph>&);

} // namespace samatcha::assembly
