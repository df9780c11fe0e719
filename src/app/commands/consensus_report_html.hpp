#pragma once

#include "app/commands/consensus_story.hpp"
#include "base/messages.hpp"

#include <string>

namespace samatcha::app {

/// One page for a browser, in Thai and English; opens in `language`. Safe to publish: nobody is named, groups
/// below five and numbers below three are left out.
std::string consensus_report_html(const ConsensusStory&, const Messages&, Language);

} // namespace samatcha::app
