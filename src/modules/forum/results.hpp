#pragma once

// What a forum says as a whole, as the public reads it: no participant's place, no group of fewer
// than five, no count of fewer than three people.

#include "engines/consensus/common_ground.hpp"
#include "engines/consensus/routing.hpp"
#include "engines/consensus/suspicion.hpp"
#include "modules/forum/forum.hpp"

#include <memory>
#include <string>
#include <vector>

namespace samatcha::forum {

struct VoteTally {
    std::int64_t agree = 0;
    std::int64_t disagree = 0;
    std::int64_t pass = 0;
};
BOOST_DESCRIBE_STRUCT(VoteTally, (), (agree, disagree, pass))

/// Votes of some people; none: too few of them to be told.
using ToldTally = std::optional<VoteTally>;

struct StatementResult {
    std::int64_t number = 0;
    std::string text;
    bool is_meta = false;
    VoteTally all;
    std::vector<ToldTally> groups{}; ///< In the order of ForumResults::groups.
    ToldTally delegates{};
    ToldTally residents{};
    std::vector<ToldTally> sectors{}; ///< Of delegates, in the order of SectorResult::sectors.
    double agree_low = 0; ///< Nine times in ten more of every group agree than this share.
    double disagree_low = 0;
    bool is_agreed_by_all =
        false; ///< Surely more than half of every group, corrected for many statements.
    bool is_disagreed_by_all = false;
    double x = 0; ///< Its place on the map.
    double y = 0;
};
BOOST_DESCRIBE_STRUCT(StatementResult, (),
                      (number, text, is_meta, all, groups, delegates, residents, sectors, agree_low,
                       disagree_low, is_agreed_by_all, is_disagreed_by_all, x, y))

/// What a group says that others do not.
struct GroupVoice {
    std::int64_t statement = 0;
    bool agrees = true; ///< Else it disagrees.
    double share = 0;
};
BOOST_DESCRIBE_STRUCT(GroupVoice, (), (statement, agrees, share))

struct GroupResult {
    std::string name; ///< A number that stays with its people.
    std::int64_t size = 0;
    double stability =
        0; ///< With other people of the same kind, this share of the group would be one again.
    double x = 0;
    double y = 0;
    std::vector<GroupVoice> voices{};
};
BOOST_DESCRIBE_STRUCT(GroupResult, (), (name, size, stability, x, y, voices))

struct DivisionResult {
    std::int64_t statement = 0;
    std::string agreeing_group;
    std::string other_group;
    double gap = 0;
};
BOOST_DESCRIBE_STRUCT(DivisionResult, (), (statement, agreeing_group, other_group, gap))

/// A square of the map with some people in it.
struct MapCell {
    double x = 0;
    double y = 0;
    std::int64_t people = 0;
    std::string group; ///< Of most of them.
};
BOOST_DESCRIBE_STRUCT(MapCell, (), (x, y, people, group))

/// What every sector's delegates agree on.
struct SectorResult {
    std::vector<partners::Sector> sectors{};
    std::vector<std::int64_t> agreed{};
    std::vector<std::int64_t> disagreed{};
};
BOOST_DESCRIBE_STRUCT(SectorResult, (), (sectors, agreed, disagreed))

/// As if those had not taken part whose votes look as if nobody had read.
struct ResultsWithout {
    std::int64_t suspected = 0;
    std::int64_t groups = 0;
    std::vector<std::int64_t> agreed{};
    std::vector<std::int64_t> disagreed{};
};
BOOST_DESCRIBE_STRUCT(ResultsWithout, (), (suspected, groups, agreed, disagreed))

enum class GroupsReason { Several, NothingDivides, TooSmall, TooFewVotes };
BOOST_DESCRIBE_ENUM(GroupsReason, Several, NothingDivides, TooSmall, TooFewVotes)

struct ForumResults {
    std::int64_t publication = 0; ///< Rises; of this run of the server.
    Instant at;
    ForumPhase phase = ForumPhase::Draft;
    std::int64_t participants = 0; ///< Who voted.
    std::int64_t delegates = 0;
    std::int64_t residents = 0;
    std::int64_t votes = 0;
    GroupsReason groups_reason = GroupsReason::TooFewVotes;
    std::vector<double> count_probability{}; ///< Of one group, of two, ...
    std::vector<double> explained{};         ///< Shares of all difference, by axis.
    std::vector<GroupResult> groups{};
    std::vector<StatementResult> statements{}; ///< Those shown.
    std::vector<DivisionResult> divisions{};
    std::vector<MapCell> map{};
    std::optional<SectorResult> sectors{};
    std::optional<ResultsWithout> without{};
};
BOOST_DESCRIBE_STRUCT(ForumResults, (),
                      (publication, at, phase, participants, delegates, residents, votes,
                       groups_reason, count_probability, explained, groups, statements, divisions,
                       map, sectors, without))

/// What results are made of: a copy, so that votes go on meanwhile.
struct ForumState {
    Forum forum;
    std::vector<Statement> statements;
    std::vector<Participant> participants;
    std::vector<consensus::VotingTime> times;
    consensus::Conversation conversation;
};

/// Everything computed at once; what is asked of one participant later rests on it.
struct Publication {
    ForumResults results;
    std::shared_ptr<const std::string> text; ///< The results as JSON.
    consensus::OpinionMap map;
    consensus::Grouping grouping;
    consensus::Router router;
};

/// The seed of everything drawn: the same votes give the same results, here and by `samatcha
/// consensus`.
constexpr std::uint64_t results_seed = 1;

std::shared_ptr<const Publication> published(const ForumState&, const consensus::Grouping& before,
                                             std::int64_t publication, Instant now);

} // namespace samatcha::forum
