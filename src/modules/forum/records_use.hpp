#pragma once

// The table of statements taken up; see migrations/1204.

#include "modules/forum/statement_use.hpp"
#include "platform/database/connection.hpp"

#include <string_view>
#include <vector>

namespace samatcha::forum {

void insert_use(database::Connection&, std::string_view province, const StatementUse&,
                access::AccountId by);
/// Without the titles of proposals and drafts; the earliest first.
std::vector<StatementUse> uses_of_forum(database::Connection&, std::string_view province, ForumId);
std::vector<StatementUse> uses_in_assembly(database::Connection&, std::string_view province,
                                           assembly::AssemblyId);

} // namespace samatcha::forum
