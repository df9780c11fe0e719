#pragma once

#include "app/commands/link_spec.hpp"
#include "app/commands/record_ids.hpp"

namespace samatcha::app {

/// A file of a SPEC in memory: the named columns, and what each row is called.
struct LinkInput {
    linkage::File file;
    RecordIds ids;
    std::uint64_t duplicate_ids = 0; ///< Rows whose id an earlier row has too; they stay apart.
};

/// With more than one thread, one unpacks and cuts rows while another takes them in.
/// Fails with NotFound or InvalidInput: link.file_unreadable, link.column_missing, link.no_rows.
Result<LinkInput> read_link_file(const LinkSpecFile&, unsigned threads);

} // namespace samatcha::app
