#include "engines/consensus/votes.hpp"

#include <algorithm>

namespace samatcha::consensus {

namespace {

bool stands_before(CastVote cast, StatementIndex statement) { return cast.statement() < statement; }

} // namespace

std::optional<Vote> VoteTable::vote(ParticipantIndex participant, StatementIndex statement) const {
    const auto& row = m_rows[participant];
    const auto found = std::lower_bound(row.begin(), row.end(), statement, stands_before);
    if (found == row.end() || found->statement() != statement)
        return std::nullopt;
    return found->vote();
}

std::size_t VoteTable::votes() const {
    std::size_t sum = 0;
    for (const auto& row : m_rows)
        sum += row.size();
    return sum;
}

std::optional<Vote> VoteTable::set(ParticipantIndex participant, StatementIndex statement, Vote vote) {
    auto& row = m_rows[participant];
    if (row.empty() || row.back().statement() < statement) {
        row.emplace_back(statement, vote);
        return std::nullopt;
    }
    const auto found = std::lower_bound(row.begin(), row.end(), statement, stands_before);
    if (found->statement() != statement) {
        row.insert(found, CastVote(statement, vote));
        return std::nullopt;
    }
    const auto before = found->vote();
    *found = CastVote(statement, vote);
    return before;
}

} // namespace samatcha::consensus
