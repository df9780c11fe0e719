#pragma once

#include "engines/consensus/co_votes.hpp"
#include "engines/consensus/votes.hpp"

#include <vector>

namespace samatcha::consensus {

/// A conversation as it stands: votes, their pair counts and moderation. Equal to one rebuilt from its
/// votes, whatever happened on the way.
class Conversation {
public:
    Conversation() : Conversation(VoteTable(0, 0), {}, 1) {}
    /// `moderation` has a place for each statement; threads change the time only.
    Conversation(VoteTable, std::vector<Moderation> moderation, unsigned threads);

    const VoteTable& votes() const { return m_votes; }
    const CoVotes& co_votes() const { return m_co_votes; }
    const std::vector<Moderation>& moderation() const { return m_moderation; }

    StatementIndex add_statement();
    ParticipantIndex add_participant();
    void cast(ParticipantIndex, StatementIndex, Vote);
    void moderate(StatementIndex statement, Moderation moderation) { m_moderation[statement] = moderation; }

private:
    VoteTable m_votes;
    CoVotes m_co_votes;
    std::vector<Moderation> m_moderation;
};

} // namespace samatcha::consensus
