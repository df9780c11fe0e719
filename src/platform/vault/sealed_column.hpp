#pragma once

#include <string>
#include <vector>

namespace samatcha::vault {

/// A column of sealed values, said by the module that owns the table, so that a rotation of keys finds it.
/// A value's context is sealing_context(province, table, the `context` columns joined by '|').
struct SealedColumn {
    std::string table;
    std::string column;
    std::vector<std::string> key;     ///< The primary key after its province, all BIGINT.
    std::vector<std::string> context; ///< All BIGINT.
};

} // namespace samatcha::vault
