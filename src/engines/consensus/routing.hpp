#pragma once

#include "engines/consensus/opinion_map.hpp"
#include "engines/consensus/statement_statistics.hpp"

#include <vector>

namespace samatcha::consensus {

/// How much Polis wants a statement to be asked next: what divides, what is agreed to, what is new.
/// `counts` are of the groups.
std::vector<double> polis_priorities(const Conversation&, const OpinionMap&, const CountTable& counts);

} // namespace samatcha::consensus
