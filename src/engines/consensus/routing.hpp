#pragma once

#include "engines/consensus/opinion_map.hpp"
#include "engines/consensus/statement_statistics.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace samatcha::consensus {

/// How much Polis wants a statement to be asked next: what divides, what is agreed to, what is new.
/// `counts` are of the groups.
std::vector<double> polis_priorities(const Conversation&, const OpinionMap&, const CountTable& counts);

/// What is asked next, of everyone who takes part. Made at each publication; asking is cheap.
class Router {
public:
    struct Options {
        std::uint64_t seed = 1;                     ///< Written down, so that every draw can be repeated.
        std::vector<StatementIndex> first;          ///< Asked of everyone before anything else, in this order.
        std::function<bool(StatementIndex)> is_open; ///< Whether it may be asked now; all that are not rejected, without.
    };

    Router(const Conversation&, const OpinionMap&, const Grouping&, const CountTable& counts, Options);

    /// A statement that this participant has not voted on and is not among `passed_over`; nothing when all is
    /// asked. Drawn by Polis' priority, and more likely the less the participant's group has said of it. A meta
    /// statement never among the first seven, and at most one in three.
    std::optional<StatementIndex> next(const Conversation&, ParticipantIndex, const std::vector<StatementIndex>& passed_over = {}) const;

    /// How much a statement is wanted of a participant of this group (`ungrouped`: of all groups).
    double wanted(std::int32_t group, StatementIndex statement) const { return m_wanted[place(group)][statement]; }

private:
    std::size_t place(std::int32_t group) const { return group == ungrouped ? m_wanted.size() - 1 : static_cast<std::size_t>(group); }

    Options m_options;
    Grouping m_grouping;
    std::vector<std::vector<double>> m_wanted; ///< [group][statement], the last for who is in none.
};

} // namespace samatcha::consensus
