#include "app/commands/consensus_story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace samatcha::app {

namespace {

constexpr std::size_t polis_participants_max = 100'000;
constexpr std::size_t divisions_told = 10;

void group_as_polis(ConsensusStory& story) {
    story.cold_start = consensus::polis_groups(story.conversation.votes(), story.positions, story.order);
    story.groups_source = "cold start";
    story.grouping = consensus::grouping_of(*story.cold_start, story.positions.size());
}

void group_by_votes_alone(ConsensusStory& story, const ConsensusOptions& options) {
    auto& findings = story.findings.emplace();
    findings.groups = consensus::opinion_groups(story.conversation, story.map, story.positions, options.seed);
    findings.stability = consensus::stability(findings.groups, options.seed, options.threads);
    story.groups_source = "many starts";
    story.grouping = findings.groups.grouping;
}

/// As if the suspected had never voted.
ConsensusWithout without_suspected(const ConsensusStory& story, const ConsensusOptions& options) {
    const auto& votes = story.conversation.votes();
    std::vector<bool> is_out(votes.participants());
    for (const auto& suspicion : story.findings->suspicions)
        is_out[suspicion.participant] = true;
    consensus::VoteTable kept(votes.statements(), votes.participants());
    for (consensus::ParticipantIndex p = 0; p < votes.participants(); ++p)
        if (!is_out[p])
            for (const auto cast : votes.row(p))
                kept.set(p, cast.statement(), cast.vote());
    const consensus::Conversation conversation(std::move(kept), story.conversation.moderation(), options.threads);
    ConsensusWithout without;
    without.participants = votes.participants() - story.findings->suspicions.size();
    if (options.groups.empty()) {
        const auto map = consensus::opinion_map(conversation);
        const auto places = consensus::positions(conversation, map, options.threads);
        without.grouping = consensus::with_names_of(story.grouping, consensus::opinion_groups(conversation, map, places, options.seed).grouping);
    } else {
        without.grouping = story.grouping;
        for (const auto& suspicion : story.findings->suspicions)
            without.grouping.of_participant[suspicion.participant] = consensus::ungrouped;
    }
    without.ground = consensus::common_ground(consensus::count_votes(conversation.votes(), without.grouping, options.threads),
                                              conversation.moderation());
    return without;
}

Result<void> find_common_ground(ConsensusStory& story, const ConsensusOptions& options) {
    auto& findings = *story.findings;
    const auto& moderation = story.conversation.moderation();
    findings.ground = consensus::common_ground(story.report.counts, moderation);
    findings.divisions = consensus::divisions(story.report.counts, moderation, divisions_told);
    if (!options.sectors.empty()) {
        auto& sectors = findings.sectors.emplace();
        sectors.grouping = TRY(read_consensus_groups(options.sectors, "sector", story.votes));
        sectors.counts = consensus::count_votes(story.conversation.votes(), sectors.grouping, options.threads);
        sectors.ground = consensus::common_ground(sectors.counts, moderation);
    }
    findings.suspicions = consensus::suspicions(story.conversation.votes(), story.votes.times);
    if (!findings.suspicions.empty())
        findings.without = without_suspected(story, options);
    return {};
}

} // namespace

Result<void> find_in_story(ConsensusStory& story, const ConsensusOptions& options) {
    story.map = consensus::opinion_map(story.conversation);
    story.positions = consensus::positions(story.conversation, story.map, options.threads);
    story.order = consensus::order_of_appearance(story.conversation.votes());
    if (story.mode == ConsensusMode::Polis) {
        group_as_polis(story);
    } else {
        std::sort(story.order.begin(), story.order.end());
        group_by_votes_alone(story, options);
    }
    if (!options.groups.empty()) {
        story.groups_source = "given";
        story.grouping = TRY(read_consensus_groups(options.groups, "group", story.votes));
    }
    story.report = consensus::group_report(story.conversation, story.map, story.grouping, options.threads);
    if (story.mode == ConsensusMode::Samatcha)
        TRY(find_common_ground(story, options));
    return {};
}

Result<ConsensusStory> consensus_story(const ConsensusOptions& options) {
    const bool is_polis = options.mode == ConsensusMode::Polis;
    ConsensusStory story;
    story.mode = options.mode;
    story.votes = TRY(read_consensus_votes(options.votes, is_polis ? SameMoment::LaterRow : SameMoment::Pass));
    if (is_polis)
        if (const auto left_out = keep_first_participants(story.votes, polis_participants_max); left_out > 0)
            story.warnings.push_back(fmt::format("{} participants after the first {} are left out, as Polis does", left_out, polis_participants_max));
    story.moderation = options.moderation.empty() ? no_consensus_moderation(story.votes)
                                                  : TRY(read_consensus_moderation(options.moderation, story.votes));
    if (story.moderation.without_votes > 0)
        story.warnings.push_back(fmt::format("{} moderated statements have no votes", story.moderation.without_votes));
    story.conversation = consensus::Conversation(std::exchange(story.votes.table, consensus::VoteTable(0, 0)),
                                                 story.moderation.of_statement, options.threads);
    TRY(find_in_story(story, options));
    return story;
}

} // namespace samatcha::app
