#pragma once

// The table of statements taken up; see migrations/1204.

#include "modules/forum/statement_use.hpp"
#include "platform/database/connection.hpp"

#include <string_view>
#include <vector>

namespace samatcha::forum {

void insert_use(database::Connection&, std::string_view province, const StatementUse&,
                access::AccountId by);
/// Of all forums, without titles and where they stand; the earliest first.
std::vector<StatementUse> statement_uses(database::Connection&, std::string_view province);

} // namespace samatcha::forum
