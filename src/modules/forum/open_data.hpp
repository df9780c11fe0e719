#pragma once

// All votes of a forum as files that Polis' tools read, and back. No personal data: participants
// are numbers.

#include "modules/forum/live_forum.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::forum {

using WriteText = std::function<Result<void>(std::string_view)>;

/// votes.csv: timestamp, datetime, comment-id, voter-id, vote (1 agree, 0 pass, -1 disagree). Every
/// vote as sent, so of one person on one statement the last row counts.
Result<void> write_votes(const EachVote&, const WriteText&);
/// comments.csv: timestamp, datetime, comment-id, author-id, agrees, disagrees, moderated (1, 0,
/// -1), comment-body, is-seed, is-meta. What is not shown is without its words (docs/adr/0027). A
/// seed's author is a number that no participant has.
Result<void> write_comments(const std::vector<Statement>&, ModerationTime,
                            const std::vector<VoteTally>&, const WriteText&);
/// participants-votes.csv: participant, group-id, n-comments, n-votes, n-agree, n-disagree, a
/// column a statement.
Result<void> write_participants_votes(const ForumState&, const consensus::Grouping&,
                                      const WriteText&);
/// counts.csv: comment-id, part (everyone, group-0, delegates, residents, sector-state, ...),
/// agrees, disagrees, passes: what the results tell, nothing of fewer people.
Result<void> write_counts(const ForumResults&, const WriteText&);
/// summary.csv: a row a fact.
Result<void> write_summary(const ForumState&, const ForumResults&, const std::string& address,
                           const WriteText&);

/// What such files hold, for a new forum: statements and participants numbered from 0 without gaps.
struct ImportedVotes {
    std::vector<Statement> statements{};
    std::int64_t participants = 0;
    std::vector<SentVote> votes{};
};

/// Columns by their names, in any order; is-seed and is-meta may be missing; times in seconds or
/// milliseconds. A statement without words is rejected. A vote's number follows its place in the
/// file. Fails with InvalidInput: forum.file_wrong with file and row, or as
/// statement_text().
Result<ImportedVotes> read_open_data(std::string comments_csv, std::string votes_csv, Instant now);

} // namespace samatcha::forum
