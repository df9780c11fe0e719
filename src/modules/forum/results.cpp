#include "modules/forum/results.hpp"

#include "base/json.hpp"
#include "engines/consensus/group_report.hpp"
#include "engines/consensus/opinion_groups.hpp"
#include "engines/consensus/stability.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace samatcha::forum {

namespace {

namespace cs = consensus;

constexpr unsigned threads = 1; ///< Votes come first.
constexpr std::int64_t people_told_min = 3;
constexpr std::int64_t kind_told_min = 5;
constexpr std::size_t divisions_told = 5;
constexpr int map_squares = 24; ///< From edge to edge.

VoteTally tally_of(const cs::VoteCounts& counts) {
    return {counts.agree, counts.disagree, counts.pass()};
}

ToldTally told(const cs::VoteCounts& counts) {
    if (counts.seen < people_told_min)
        return std::nullopt;
    return tally_of(counts);
}

cs::Grouping kinds_of(const ForumState& state) {
    cs::Grouping grouping{{"delegate", "resident"}, {}};
    for (const auto& each : state.participants)
        grouping.of_participant.push_back(each.kind == ParticipantKind::Delegate   ? 0
                                          : each.kind == ParticipantKind::Resident ? 1
                                                                                   : cs::ungrouped);
    return grouping;
}

std::int64_t voters(const cs::VoteTable& votes, const cs::Grouping& grouping, std::int32_t group) {
    std::int64_t count = 0;
    for (cs::ParticipantIndex p = 0; p < votes.participants(); ++p)
        count += grouping.of_participant[p] == group && !votes.row(p).empty();
    return count;
}

/// The sectors with enough delegates, as groups.
struct Sectors {
    std::vector<partners::Sector> sectors{};
    cs::Grouping grouping{};
};

Sectors sectors_of(const ForumState& state) {
    constexpr std::array all{partners::Sector::State, partners::Sector::Academia,
                             partners::Sector::CivilSociety, partners::Sector::Media};
    Sectors told;
    told.grouping.of_participant.assign(state.participants.size(), cs::ungrouped);
    const auto& votes = state.conversation.votes();
    for (const auto sector : all) {
        std::vector<std::size_t> members;
        for (const auto& each : state.participants)
            if (each.sector == sector &&
                !votes.row(static_cast<cs::ParticipantIndex>(each.number)).empty())
                members.push_back(static_cast<std::size_t>(each.number));
        if (static_cast<std::int64_t>(members.size()) < kind_told_min)
            continue;
        for (const auto member : members)
            told.grouping.of_participant[member] = static_cast<std::int32_t>(told.sectors.size());
        told.sectors.push_back(sector);
        told.grouping.names.push_back(std::to_string(told.sectors.size()));
    }
    return told;
}

/// Parts of a whole that is told: nothing of them where what is left would tell of too few people.
std::vector<ToldTally> told_parts(const cs::VoteCounts& whole,
                                  const std::vector<cs::VoteCounts>& parts) {
    std::vector<ToldTally> tallies;
    auto left = whole.seen;
    for (const auto& part : parts) {
        tallies.push_back(told(part));
        if (tallies.back())
            left -= part.seen;
    }
    if (left > 0 && left < people_told_min)
        tallies.assign(parts.size(), std::nullopt);
    return tallies;
}

/// If there are not two of them, nothing.
void tell_sectors(ForumResults& results, const ForumState& state) {
    const auto told = sectors_of(state);
    if (told.sectors.size() < 2)
        return;
    const auto& votes = state.conversation.votes();
    const auto counts = cs::count_votes(votes, told.grouping, threads);
    const auto delegates = cs::count_votes(votes, kinds_of(state), threads).of_group[0];
    for (auto& statement : results.statements) {
        const auto j = static_cast<std::size_t>(statement.number);
        std::vector<cs::VoteCounts> parts;
        for (const auto& sector : counts.of_group)
            parts.push_back(sector[j]);
        statement.sectors = told_parts(delegates[j], parts);
    }
    results.sectors = SectorResult{told.sectors};
    const auto ground = cs::common_ground(counts, state.conversation.moderation());
    for (std::size_t j = 0; j < ground.size(); ++j) {
        if (ground[j].agree.is_claimed)
            results.sectors->agreed.push_back(static_cast<std::int64_t>(j));
        if (ground[j].disagree.is_claimed)
            results.sectors->disagreed.push_back(static_cast<std::int64_t>(j));
    }
}

std::optional<ResultsWithout> without_suspected(const ForumState& state) {
    const auto& votes = state.conversation.votes();
    const auto suspected = cs::suspicions(votes, state.times);
    if (suspected.empty())
        return std::nullopt;
    std::vector<bool> is_out(votes.participants());
    for (const auto& each : suspected)
        is_out[each.participant] = true;
    cs::VoteTable kept(votes.statements(), votes.participants());
    for (cs::ParticipantIndex p = 0; p < votes.participants(); ++p)
        if (!is_out[p])
            for (const auto cast : votes.row(p))
                kept.set(p, cast.statement(), cast.vote());
    const cs::Conversation conversation(std::move(kept), state.conversation.moderation(), threads);
    const auto map = cs::opinion_map(conversation);
    const auto groups = cs::opinion_groups(conversation, map,
                                           cs::positions(conversation, map, threads), results_seed);
    const auto ground = cs::common_ground(
        cs::count_votes(conversation.votes(), groups.grouping, threads), conversation.moderation());
    ResultsWithout result{static_cast<std::int64_t>(suspected.size()),
                          static_cast<std::int64_t>(groups.grouping.groups())};
    for (std::size_t j = 0; j < ground.size(); ++j) {
        if (ground[j].agree.is_claimed)
            result.agreed.push_back(static_cast<std::int64_t>(j));
        if (ground[j].disagree.is_claimed)
            result.disagreed.push_back(static_cast<std::int64_t>(j));
    }
    return result;
}

std::vector<MapCell> cells_of(const std::vector<cs::Point>& positions,
                              const cs::Grouping& grouping) {
    double reach = 0;
    for (std::size_t p = 0; p < positions.size(); ++p)
        if (grouping.of_participant[p] != cs::ungrouped)
            reach = std::max({reach, std::abs(positions[p].x), std::abs(positions[p].y)});
    if (reach == 0)
        return {};
    const auto side = 2 * reach / map_squares;
    std::map<std::pair<int, int>, std::map<std::int32_t, std::int64_t>> squares;
    for (std::size_t p = 0; p < positions.size(); ++p)
        if (const auto group = grouping.of_participant[p]; group != cs::ungrouped)
            ++squares[{static_cast<int>(std::floor(positions[p].x / side)),
                       static_cast<int>(std::floor(positions[p].y / side))}][group];
    std::vector<MapCell> cells;
    for (const auto& [square, groups] : squares) {
        std::int64_t people = 0;
        auto most = groups.begin();
        for (auto group = groups.begin(); group != groups.end(); ++group) {
            people += group->second;
            if (group->second > most->second)
                most = group;
        }
        if (people >= people_told_min)
            cells.push_back({(square.first + 0.5) * side, (square.second + 0.5) * side, people,
                             grouping.names[static_cast<std::size_t>(most->first)]});
    }
    return cells;
}

GroupsReason reason_of(cs::GroupsFound found) {
    switch (found) {
    case cs::GroupsFound::Several:
        return GroupsReason::Several;
    case cs::GroupsFound::NothingDivides:
        return GroupsReason::NothingDivides;
    case cs::GroupsFound::TooSmall:
        return GroupsReason::TooSmall;
    }
    return GroupsReason::TooFewVotes;
}

/// The groups, what they say, and where they stand.
void tell_groups(ForumResults& results, const cs::Grouping& grouping, const cs::GroupReport& report,
                 const std::vector<cs::Point>& positions, const std::vector<double>& stability) {
    const auto sizes = cs::group_sizes(grouping);
    for (std::size_t g = 0; g < grouping.groups(); ++g) {
        GroupResult group{grouping.names[g], static_cast<std::int64_t>(sizes[g])};
        if (g < stability.size())
            group.stability = stability[g];
        for (std::size_t p = 0; p < positions.size(); ++p)
            if (grouping.of_participant[p] == static_cast<std::int32_t>(g)) {
                group.x += positions[p].x / static_cast<double>(sizes[g]);
                group.y += positions[p].y / static_cast<double>(sizes[g]);
            }
        if (grouping.groups() > 1)
            for (const auto& voice : report.representative[g])
                group.voices.push_back({static_cast<std::int64_t>(voice.statement),
                                        voice.direction == cs::Vote::Agree, voice.share});
        results.groups.push_back(std::move(group));
    }
}

void tell_statements(ForumResults& results, const ForumState& state, const cs::OpinionMap& map,
                     const cs::CountTable& counts, bool has_groups) {
    const auto kinds = kinds_of(state);
    const auto& votes = state.conversation.votes();
    const std::array voters_of{voters(votes, kinds, 0), voters(votes, kinds, 1)};
    results.delegates = voters_of[0];
    results.residents = voters_of[1];
    const auto of_kind = cs::count_votes(votes, kinds, threads);
    const auto ground = cs::common_ground(counts, state.conversation.moderation());
    for (const auto& statement : state.statements) {
        if (!is_shown(statement, state.forum.moderation))
            continue;
        const auto j = static_cast<std::size_t>(statement.number);
        StatementResult result{statement.number, statement.text, statement.is_meta,
                               tally_of(counts.of_all[j])};
        for (const auto& group : counts.of_group)
            result.groups.push_back(told(group[j]));
        std::vector<cs::VoteCounts> kinds_told;
        for (std::size_t kind = 0; kind < kinds.names.size(); ++kind)
            kinds_told.push_back(voters_of[kind] >= kind_told_min ? of_kind.of_group[kind][j]
                                                                  : cs::VoteCounts{});
        const auto parts = told_parts(counts.of_all[j], kinds_told);
        result.delegates = parts[0];
        result.residents = parts[1];
        if (has_groups) {
            result.agree_low = ground[j].agree.worst_low;
            result.disagree_low = ground[j].disagree.worst_low;
            result.is_agreed_by_all = ground[j].agree.is_claimed;
            result.is_disagreed_by_all = ground[j].disagree.is_claimed;
        }
        result.x = map.statement_position[j].x;
        result.y = map.statement_position[j].y;
        results.statements.push_back(std::move(result));
    }
}

} // namespace

std::shared_ptr<const Publication> published(const ForumState& state, const cs::Grouping& before,
                                             std::int64_t publication, Instant now) {
    const auto& conversation = state.conversation;
    const auto map = cs::opinion_map(conversation);
    const auto positions = cs::positions(conversation, map, threads);
    const auto groups = cs::opinion_groups(conversation, map, positions, results_seed);
    const bool has_groups = static_cast<std::int64_t>(groups.participants.size()) >= kind_told_min;
    const auto grouping =
        before.groups() == 0 ? groups.grouping : cs::with_names_of(before, groups.grouping);
    const auto report = cs::group_report(conversation, map, grouping, threads);

    ForumResults results;
    results.publication = publication;
    results.at = now;
    results.phase = state.forum.phase;
    for (cs::ParticipantIndex p = 0; p < conversation.votes().participants(); ++p)
        results.participants += !conversation.votes().row(p).empty();
    results.votes = static_cast<std::int64_t>(conversation.votes().votes());
    tell_statements(results, state, map, report.counts, has_groups);
    if (has_groups) {
        results.groups_reason = reason_of(groups.found);
        const auto stability = cs::stability(groups, results_seed, threads);
        results.count_probability = stability.count_probability;
        results.explained = map.explained;
        tell_groups(results, grouping, report, positions, stability.group_overlap);
        for (const auto& division :
             cs::divisions(report.counts, conversation.moderation(), divisions_told))
            results.divisions.push_back({static_cast<std::int64_t>(division.statement),
                                         grouping.names[division.agreeing_group],
                                         grouping.names[division.other_group], division.gap});
        results.map = cells_of(positions, grouping);
        tell_sectors(results, state);
        results.without = without_suspected(state);
    } else {
        for (auto& statement : results.statements)
            statement.groups.clear();
    }

    cs::Router::Options options;
    options.seed = results_seed;
    for (const auto& statement : state.statements)
        if (!statement.author && is_shown(statement, state.forum.moderation) &&
            options.first.size() < 3)
            options.first.push_back(static_cast<cs::StatementIndex>(statement.number));
    std::vector<bool> is_open;
    for (const auto& statement : state.statements)
        is_open.push_back(is_shown(statement, state.forum.moderation));
    options.is_open = [is_open](cs::StatementIndex j) { return j < is_open.size() && is_open[j]; };
    cs::Router router(conversation, map, grouping, report.counts, std::move(options));

    auto text = std::make_shared<const std::string>(json::to_text(results));
    return std::make_shared<const Publication>(
        Publication{std::move(results), std::move(text), map, grouping, std::move(router)});
}

} // namespace samatcha::forum
