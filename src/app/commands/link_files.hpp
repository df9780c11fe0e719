#pragma once

#include "app/commands/link_spec.hpp"

namespace samatcha::app {

/// A file of a SPEC in memory: the named columns, and what each row is called.
struct LinkInput {
    linkage::File file;
    std::vector<std::string> ids;
    std::uint64_t duplicate_ids = 0; ///< Rows whose id an earlier row has too; they stay apart.
};

/// Fails with NotFound or InvalidInput: link.file_unreadable, link.column_missing, link.no_rows.
Result<LinkInput> read_link_file(const LinkSpecFile&);

} // namespace samatcha::app
