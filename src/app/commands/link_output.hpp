#pragma once

#include "app/commands/link_files.hpp"
#include "base/result.hpp"
#include "engines/linkage/linkage.hpp"
#include "engines/linkage/weakest_links.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace samatcha::app {

// What `samatcha link` leaves in its folder (docs/linkage.md). All fail with Unavailable and
// link.not_written.

Result<void> write_link_pairs(const std::filesystem::path&, const std::vector<linkage::RecordLink>&,
                              const std::vector<LinkInput>&, unsigned threads);
Result<void> write_link_clusters(const std::filesystem::path&,
                                 const std::vector<std::vector<std::uint32_t>>& clusters,
                                 const std::vector<LinkInput>&, unsigned threads);
Result<void> write_loose_clusters(const std::filesystem::path&, const std::vector<linkage::LooseCluster>&,
                                  const std::vector<LinkInput>&, unsigned threads);
Result<void> write_link_text(const std::filesystem::path&, const std::string& text);

} // namespace samatcha::app
