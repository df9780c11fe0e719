#pragma once

#include "app/commands/link_files.hpp"
#include "base/result.hpp"
#include "engines/linkage/linkage.hpp"

#include <filesystem>
#include <vector>

namespace samatcha::app {

/// What people found out about pairs of these files' records: a table with the columns left_file, left_id,
/// right_file, right_id, same (1 or 0) and, if pairs were drawn by lot, stands_for.
/// Fails with InvalidInput and the row: link.decision_file_unknown, link.decision_id_unknown,
/// link.decision_id_twice, link.decision_of_one_record, link.decision_unsaid, link.decision_weight_wrong;
/// with link.decisions_contradict where two rows say the opposite of one pair, or where a pair is said to be
/// two persons whom other rows make one; with link.column_missing; or as tables::Table::open().
Result<std::vector<linkage::DecidedPair>> read_link_decisions(const std::filesystem::path&,
                                                              const std::vector<LinkInput>&);

} // namespace samatcha::app
