#pragma once

#include "modules/registers/field.hpp"
#include "modules/registers/row_reading.hpp"

#include <cstdint>
#include <string>

namespace samatcha::registers {

/// Something wrong with a value or a row of an imported file, as the officer reads it.
struct ImportIssue {
    std::int64_t issue_no = 0;
    std::int64_t row_no = 0;
    std::int64_t column_no = 0; ///< From 1; 0 for the row as a whole.
    std::string field;          ///< Empty for the row as a whole.
    std::string value_masked;
    std::string reason_key;
    IssueOutcome outcome = IssueOutcome::ValueDropped;
};

} // namespace samatcha::registers
