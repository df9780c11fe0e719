#pragma once

#include "app/commands/consensus_files.hpp"
#include "engines/consensus/common_ground.hpp"
#include "engines/consensus/group_report.hpp"
#include "engines/consensus/opinion_groups.hpp"
#include "engines/consensus/polis_groups.hpp"
#include "engines/consensus/stability.hpp"
#include "engines/consensus/suspicion.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::app {

enum class ConsensusMode {
    Polis,    ///< What Polis computes from a cold start, number by number.
    Samatcha, ///< Groups that depend on the votes alone, and how sure they are.
};

struct ConsensusOptions {
    ConsensusMode mode = ConsensusMode::Samatcha;
    std::filesystem::path votes;
    std::filesystem::path moderation; ///< Empty: every statement is undecided.
    std::filesystem::path groups;     ///< Empty: groups are found.
    std::filesystem::path sectors;    ///< Empty: nobody's sector is known.
    std::uint64_t seed = 1;
    unsigned threads = 1;
};

/// Common ground over the sectors that participants come from.
struct ConsensusSectors {
    consensus::Grouping grouping;
    consensus::CountTable counts;
    std::vector<consensus::StatementAgreement> ground;
};

/// The same conversation without those whose votes look suspicious: grouped anew, or the given groups less them.
struct ConsensusWithout {
    std::size_t participants = 0;
    consensus::Grouping grouping;
    std::vector<consensus::StatementAgreement> ground;
};

/// What mode Samatcha finds beyond Polis.
struct ConsensusFindings {
    consensus::OpinionGroups groups; ///< Found, also where --groups gives others.
    consensus::Stability stability;
    std::vector<consensus::StatementAgreement> ground; ///< Over the groups of the story.
    std::vector<consensus::Division> divisions;
    std::optional<ConsensusSectors> sectors;
    std::vector<consensus::Suspicion> suspicions;
    std::optional<ConsensusWithout> without; ///< If there are suspicions.
};

/// Everything one run found: what result.json and report.html are written from.
struct ConsensusStory {
    ConsensusMode mode = ConsensusMode::Samatcha;
    ConsensusVotes votes; ///< Its table has moved into `conversation`.
    ConsensusModeration moderation;
    consensus::Conversation conversation;
    consensus::OpinionMap map;
    std::vector<consensus::Point> positions;
    std::vector<consensus::ParticipantIndex> order; ///< In which participants are told.
    std::string groups_source;
    consensus::Grouping grouping;
    consensus::GroupReport report;
    std::optional<consensus::PolisGroups> cold_start; ///< In mode Polis.
    std::optional<ConsensusFindings> findings;        ///< In mode Samatcha.
    std::vector<std::string> warnings;                ///< In English, as in report.json of link.
};

/// Of a story with votes, moderation and conversation, everything else. Reads the files of groups and sectors.
Result<void> find_in_story(ConsensusStory&, const ConsensusOptions&);

/// Fails as reading the files does (consensus_files.hpp).
Result<ConsensusStory> consensus_story(const ConsensusOptions&);

} // namespace samatcha::app
