#pragma once

#include "engines/consensus/conversation.hpp"
#include "engines/consensus/plane.hpp"

#include <span>
#include <vector>

namespace samatcha::consensus {

/// Where opinions differ most: the two leading components of the votes, missing ones taken as the mean.
/// Signs are Polis' (agree counts as -1), so that its pictures and ours can be laid over each other.
struct OpinionMap {
    std::vector<double> center;               ///< Mean vote by statement; 0 where moderated out.
    std::vector<Point> loading;               ///< Of each statement on both components.
    std::vector<double> explained;            ///< Shares of all variance, of up to four components.
    std::vector<Point> statement_position;    ///< Of one who agreed to this statement and no other.
    std::vector<double> statement_extremity;  ///< Its distance from the middle.
};

OpinionMap opinion_map(const Conversation&);

/// Where a participant stands. Moderated statements count as voted on by everybody, as in Polis.
Point position_of(const Conversation&, const OpinionMap&, ParticipantIndex);
std::vector<Point> positions(const Conversation&, const OpinionMap&, unsigned threads);

/// The statements that put a participant where they stand: those whose votes pull furthest in that
/// direction, at most `count`.
std::vector<StatementIndex> placing_statements(const Conversation&, const OpinionMap&, ParticipantIndex, Point position, std::size_t count);

} // namespace samatcha::consensus
