#pragma once

#include "engines/consensus/votes.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace samatcha::consensus {

/// Of the participants who voted on both statements of a pair.
struct alignas(16) PairCounts {
    std::int32_t participants = 0;
    std::int32_t lower_sum = 0;  ///< Of their votes on the statement with the lower number.
    std::int32_t higher_sum = 0;
    std::int32_t product_sum = 0;

    friend bool operator==(const PairCounts&, const PairCounts&) = default;
};

/// All that the opinion map needs of the votes, as integers: sums over sets, so that neither the order
/// of votes nor how they were divided changes a bit. One vote changes only the pairs with what its
/// participant has voted on.
class CoVotes {
public:
    explicit CoVotes(std::size_t statements) : m_pairs(statements * (statements + 1) / 2), m_statements(statements) {}

    /// The same as casting every vote in any order.
    static CoVotes of(const VoteTable&, unsigned threads);

    std::size_t statements() const { return m_statements; }
    /// Of one statement with itself: its voters, their sum (twice), their non-passes.
    const PairCounts& of_statement(std::size_t statement) const { return pair(statement, statement); }
    const PairCounts& pair(std::size_t higher, std::size_t lower) const { return m_pairs[higher * (higher + 1) / 2 + lower]; }

    void add_statement() { m_pairs.resize(m_pairs.size() + ++m_statements); }
    /// `others` are the participant's votes on other statements; that on this one is passed over.
    void add(std::span<const CastVote> others, StatementIndex, Vote);
    void change(std::span<const CastVote> others, StatementIndex, Vote before, Vote after);
    /// What was counted apart.
    void merge(const CoVotes&);

    friend bool operator==(const CoVotes&, const CoVotes&) = default;

private:
    PairCounts& pair_of(std::size_t a, std::size_t b) {
        return a > b ? m_pairs[a * (a + 1) / 2 + b] : m_pairs[b * (b + 1) / 2 + a];
    }

    std::vector<PairCounts> m_pairs; ///< The triangle below the diagonal, and the diagonal, row by row.
    std::size_t m_statements;
};

} // namespace samatcha::consensus
