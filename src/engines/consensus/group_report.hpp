#pragma once

#include "engines/consensus/opinion_map.hpp"
#include "engines/consensus/representative.hpp"
#include "engines/consensus/statement_statistics.hpp"

#include <vector>

namespace samatcha::consensus {

/// All that Polis tells of given groups.
struct GroupReport {
    CountTable counts;                                            ///< Of the votes as cast.
    std::vector<std::vector<StatementStatistics>> statistics;     ///< [group][statement]
    std::vector<std::vector<RepresentativeStatement>> representative; ///< [group]
    std::vector<double> group_aware_agreement;
    std::vector<double> group_aware_disagreement;
    MajorityStatements majority;
    std::vector<double> priorities;
};

GroupReport group_report(const Conversation&, const OpinionMap&, const Grouping&, unsigned threads);

/// How a participant stands to everyone and to the own group.
struct Standing {
    double centricness = 0; ///< 1 in the middle of all, less further out.
    double coreness = 0;    ///< 1 in the middle of the own group.
    double extremeness = 0; ///< How much further out than the own group, in its direction.
};

/// Nothing of who is in no group but centricness.
std::vector<Standing> standings(const std::vector<Point>& positions, const Grouping&);

} // namespace samatcha::consensus
