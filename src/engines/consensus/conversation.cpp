#include "engines/consensus/conversation.hpp"

#include <utility>

namespace samatcha::consensus {

Conversation::Conversation(VoteTable votes, std::vector<Moderation> moderation, unsigned threads)
    : m_votes(std::move(votes)), m_co_votes(CoVotes::of(m_votes, threads)), m_moderation(std::move(moderation)) {}

StatementIndex Conversation::add_statement() {
    m_votes.add_statement();
    m_co_votes.add_statement();
    m_moderation.emplace_back();
    return static_cast<StatementIndex>(m_votes.statements() - 1);
}

ParticipantIndex Conversation::add_participant() {
    m_votes.add_participant();
    return static_cast<ParticipantIndex>(m_votes.participants() - 1);
}

void Conversation::cast(ParticipantIndex participant, StatementIndex statement, Vote vote) {
    const auto before = m_votes.set(participant, statement, vote);
    if (!before)
        m_co_votes.add(m_votes.row(participant), statement, vote);
    else if (*before != vote)
        m_co_votes.change(m_votes.row(participant), statement, *before, vote);
}

} // namespace samatcha::consensus
