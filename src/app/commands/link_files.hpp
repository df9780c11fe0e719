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

/// On so many threads; only unpacking is one thread's. `memory_left` (0: no ceiling) is lowered by what the file takes.
/// Fails with NotFound or InvalidInput: link.file_unreadable, link.column_missing, link.no_rows; or with
/// TooLarge, link.file_larger_than_memory.
Result<LinkInput> read_link_file(const LinkSpecFile&, unsigned threads, std::uint64_t& memory_left);

} // namespace samatcha::app
