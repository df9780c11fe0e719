#include "engines/consensus/suspicion.hpp"

#include <algorithm>
#include <compare>

namespace samatcha::consensus {

namespace {

bool is_before(std::span<const CastVote> a, std::span<const CastVote> b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](CastVote x, CastVote y) {
        return x.statement() != y.statement() ? x.statement() < y.statement() : x.vote() < y.vote();
    });
}

bool all_same(std::span<const CastVote> row) {
    return std::all_of(row.begin(), row.end(), [&](CastVote cast) { return cast.vote() == row[0].vote(); });
}

} // namespace

std::vector<Suspicion> suspicions(const VoteTable& votes, const std::vector<VotingTime>& times) {
    std::vector<ParticipantIndex> looked_at;
    for (ParticipantIndex p = 0; p < votes.participants(); ++p)
        if (votes.row(p).size() >= votes_to_be_suspected)
            looked_at.push_back(p);
    std::vector<Suspicion> found;
    auto by_votes = looked_at;
    std::sort(by_votes.begin(), by_votes.end(), [&](auto a, auto b) {
        if (is_before(votes.row(a), votes.row(b)))
            return true;
        return !is_before(votes.row(b), votes.row(a)) && a < b;
    });
    std::vector<std::size_t> alike(votes.participants());
    for (std::size_t begin = 0; begin < by_votes.size();) {
        auto end = begin;
        while (end < by_votes.size() && std::ranges::equal(votes.row(by_votes[end]), votes.row(by_votes[begin])))
            ++end;
        for (auto i = begin; i < end; ++i)
            alike[by_votes[i]] = end - begin >= alike_to_be_suspected ? end - begin : 0;
        begin = end;
    }
    for (const auto p : looked_at) {
        const auto row = votes.row(p);
        const bool in_a_burst = !times.empty() && times[p].last_ms - times[p].first_ms < 1000 * static_cast<std::int64_t>(row.size() - 1);
        const Suspicion suspicion{p, all_same(row), in_a_burst, alike[p]};
        if (suspicion.votes_all_same || suspicion.votes_in_a_burst || suspicion.alike > 0)
            found.push_back(suspicion);
    }
    return found;
}

} // namespace samatcha::consensus
