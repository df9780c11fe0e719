#pragma once

#include "app/commands/consensus_story.hpp"

#include <boost/json.hpp>

namespace samatcha::app {

/// result.json (docs/consensus.md, docs/consensus-result.schema.json).
boost::json::object consensus_result(const ConsensusStory&);

} // namespace samatcha::app
