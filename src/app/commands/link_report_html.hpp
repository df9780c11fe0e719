#pragma once

#include "base/messages.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/weakest_links.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace samatcha::app {

struct LinkStage {
    std::string name;
    double seconds = 0;
    double cpu_seconds = 0; ///< On a machine with other work this says more.
};

/// A link and field by field why.
struct ExplainedLink {
    linkage::RecordLink link;
    std::vector<linkage::Evidence> evidence;
};

/// What report.html tells. No value of a record is in it: records are named by file and row.
struct LinkStory {
    std::vector<std::pair<std::string, std::uint64_t>> files; ///< Name and records.
    const linkage::Report& report;
    const linkage::Model& model;
    std::optional<linkage::Model> compared; ///< A second model, drawn beside the first.
    std::uint64_t links = 0;
    double threshold = 0.5; ///< As a probability.
    std::vector<ExplainedLink> doubtful; ///< Nearest to the threshold.
    std::vector<linkage::LooseCluster> loose; ///< The loosest first.
    std::vector<LinkStage> stages;
    std::int64_t peak_memory_bytes = 0;
    std::vector<linkage::Warning> warnings;
};

/// The links nearest to the threshold, and where every pair was kept the pairs nearest below it.
std::vector<ExplainedLink> doubtful_links(const linkage::Linkage&, double threshold);

/// One page for a browser, in Thai and English; opens in `language`.
std::string link_report_html(const LinkStory&, const Messages&, Language);

} // namespace samatcha::app
