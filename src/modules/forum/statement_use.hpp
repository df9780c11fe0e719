#pragma once

#include "modules/assembly/draft_resolution.hpp"
#include "modules/forum/results.hpp"

namespace samatcha::forum {

/// A statement that was taken up in an assembly, with the votes as they stood then.
struct StatementUse {
    ForumId forum_id;
    std::string forum_th;
    std::string forum_en;
    std::int64_t statement = 0;
    std::string text; ///< Empty: it was rejected since.
    assembly::AssemblyId assembly_id;
    std::optional<assembly::AgendaProposalId> proposal_id;
    std::optional<assembly::DraftId> draft_id;
    std::optional<assembly::ParagraphId> paragraph_id;
    std::string title{}; ///< Of the proposal, or of the draft as it reads now.
    VoteTally votes{};
    bool is_agreed_by_all = false;
    Instant made_at{};
    /// The paragraphs of the assembly that grew from it, as they stand now.
    std::vector<assembly::ParagraphId> stands_in{};
};
BOOST_DESCRIBE_STRUCT(StatementUse, (),
                      (forum_id, forum_th, forum_en, statement, text, assembly_id, proposal_id,
                       draft_id, paragraph_id, title, votes, is_agreed_by_all, made_at, stands_in))

} // namespace samatcha::forum
