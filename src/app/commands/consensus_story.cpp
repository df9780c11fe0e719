#include "app/commands/consensus_story.hpp"

#include <fmt/format.h>

#include <utility>

namespace samatcha::app {

namespace {

constexpr std::size_t polis_participants_max = 100'000;

} // namespace

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
    story.map = consensus::opinion_map(story.conversation);
    story.positions = consensus::positions(story.conversation, story.map, options.threads);
    story.order = consensus::order_of_appearance(story.conversation.votes());
    story.cold_start = consensus::polis_groups(story.conversation.votes(), story.positions, story.order);
    story.groups_source = "cold start";
    story.grouping = consensus::grouping_of(*story.cold_start, story.positions.size());
    if (!options.groups.empty()) {
        story.groups_source = "given";
        story.grouping = TRY(read_consensus_groups(options.groups, "group", story.votes));
    }
    story.report = consensus::group_report(story.conversation, story.map, story.grouping, options.threads);
    return story;
}

} // namespace samatcha::app
