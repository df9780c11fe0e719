#include "engines/consensus/co_votes.hpp"

#include "base/parallel.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace samatcha::consensus {

namespace {

/// The four counts as one register: half of all time goes into adding them.
using PairAdd = std::int32_t __attribute__((vector_size(16)));

PairAdd pair_add(Vote lower, Vote higher) {
    return PairAdd{1, value_of(lower), value_of(higher), value_of(lower) * value_of(higher)};
}

/// Statements [first, last) as the higher of their pairs.
struct RowBlock {
    std::size_t first;
    std::size_t last;
};

/// Blocks whose counts stay in the cache while all participants pass by.
std::vector<RowBlock> row_blocks(std::size_t statements) {
    constexpr std::size_t pairs_max = 256 * 1024 / sizeof(PairCounts);
    std::vector<RowBlock> blocks;
    std::size_t pairs = 0;
    for (std::size_t row = 0; row < statements; ++row) {
        if (blocks.empty() || pairs + row + 1 > pairs_max) {
            blocks.push_back({row, row});
            pairs = 0;
        }
        blocks.back().last = row + 1;
        pairs += row + 1;
    }
    return blocks;
}

} // namespace

CoVotes CoVotes::of(const VoteTable& votes, unsigned threads) {
    CoVotes counted(votes.statements());
    const auto blocks = row_blocks(votes.statements());
    std::array<std::array<PairAdd, 3>, 3> adds;
    for (int lower = -1; lower <= 1; ++lower)
        for (int higher = -1; higher <= 1; ++higher)
            adds[static_cast<std::size_t>(higher + 1)][static_cast<std::size_t>(lower + 1)] =
                pair_add(static_cast<Vote>(lower), static_cast<Vote>(higher));
    parallel_parts(threads, blocks.size(), [&](std::size_t b) {
        const auto [first, last] = blocks[b];
        for (ParticipantIndex participant = 0; participant < votes.participants(); ++participant) {
            const auto row = votes.row(participant);
            auto high = std::lower_bound(row.begin(), row.end(), first, [](CastVote cast, std::size_t statement) {
                return cast.statement() < statement;
            });
            for (; high != row.end() && high->statement() < last; ++high) {
                const std::size_t statement = high->statement();
                auto* const pairs = counted.m_pairs.data() + statement * (statement + 1) / 2;
                const auto& add = adds[static_cast<std::size_t>(value_of(high->vote()) + 1)];
                for (auto low = row.begin(); low <= high; ++low) {
                    auto* const pair = &pairs[low->statement()];
                    const auto sum = std::bit_cast<PairAdd>(*pair) + add[static_cast<std::size_t>(value_of(low->vote()) + 1)];
                    *pair = std::bit_cast<PairCounts>(sum);
                }
            }
        }
    });
    return counted;
}

void CoVotes::add(std::span<const CastVote> others, StatementIndex statement, Vote vote) {
    const auto count = [&](PairCounts& pair, Vote lower, Vote higher) {
        pair = std::bit_cast<PairCounts>(std::bit_cast<PairAdd>(pair) + pair_add(lower, higher));
    };
    for (const auto other : others) {
        if (other.statement() < statement)
            count(pair_of(statement, other.statement()), other.vote(), vote);
        else if (other.statement() > statement)
            count(pair_of(statement, other.statement()), vote, other.vote());
    }
    count(pair_of(statement, statement), vote, vote);
}

void CoVotes::change(std::span<const CastVote> others, StatementIndex statement, Vote before, Vote after) {
    const auto step = value_of(after) - value_of(before);
    for (const auto other : others) {
        if (other.statement() == statement)
            continue;
        auto& pair = pair_of(statement, other.statement());
        (other.statement() < statement ? pair.higher_sum : pair.lower_sum) += step;
        pair.product_sum += step * value_of(other.vote());
    }
    auto& own = pair_of(statement, statement);
    own.lower_sum += step;
    own.higher_sum += step;
    own.product_sum += value_of(after) * value_of(after) - value_of(before) * value_of(before);
}

void CoVotes::merge(const CoVotes& other) {
    while (m_statements < other.m_statements)
        add_statement();
    for (std::size_t i = 0; i < other.m_pairs.size(); ++i)
        m_pairs[i] = std::bit_cast<PairCounts>(std::bit_cast<PairAdd>(m_pairs[i]) + std::bit_cast<PairAdd>(other.m_pairs[i]));
}

} // namespace samatcha::consensus
