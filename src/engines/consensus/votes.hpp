#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace samatcha::consensus {

/// Statements and participants are numbered without gaps, in the order of their ids: nothing but these
/// numbers decides an order anywhere, so nothing depends on when who arrived.
using StatementIndex = std::uint16_t;
using ParticipantIndex = std::uint32_t;

constexpr std::size_t statements_max = 10'000;

/// Polis counts inside with agree -1; we count as exports do, and its signs are only in what is shown.
enum class Vote : std::int8_t { Disagree = -1, Pass = 0, Agree = 1 };

constexpr int value_of(Vote vote) { return static_cast<int>(vote); }

/// One participant's vote on one statement, in two bytes: a million participants fit into memory.
class CastVote {
public:
    CastVote(StatementIndex statement, Vote vote)
        : m_bits(static_cast<std::uint16_t>(statement << 2 | (value_of(vote) + 1))) {}

    StatementIndex statement() const { return m_bits >> 2; }
    Vote vote() const { return static_cast<Vote>((m_bits & 3) - 1); }

    friend bool operator==(CastVote, CastVote) = default;

private:
    std::uint16_t m_bits;
};

/// Votes as rows of participants, each in the order of statements. A participant has one vote on a
/// statement: the last.
class VoteTable {
public:
    VoteTable(std::size_t statements, std::size_t participants) : m_statements(statements), m_rows(participants) {}

    std::size_t statements() const { return m_statements; }
    std::size_t participants() const { return m_rows.size(); }
    std::span<const CastVote> row(ParticipantIndex participant) const { return m_rows[participant]; }
    std::optional<Vote> vote(ParticipantIndex, StatementIndex) const;
    std::size_t votes() const;

    void add_statement() { ++m_statements; }
    void add_participant() { m_rows.emplace_back(); }
    void reserve(ParticipantIndex participant, std::size_t votes) { m_rows[participant].reserve(votes); }
    /// The vote that stood there before, if any.
    std::optional<Vote> set(ParticipantIndex, StatementIndex, Vote);

private:
    std::size_t m_statements;
    std::vector<std::vector<CastVote>> m_rows;
};

enum class Decision : std::int8_t { Rejected = -1, Undecided = 0, Accepted = 1 };

/// What moderators said of a statement.
struct Moderation {
    Decision decision = Decision::Undecided;
    bool is_meta = false; ///< About the conversation itself or who takes part: asked, but not an opinion.

    bool is_out() const { return decision == Decision::Rejected || is_meta; }
};

} // namespace samatcha::consensus
