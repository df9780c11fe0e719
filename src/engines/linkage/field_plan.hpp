#pragma once

#include "engines/linkage/records.hpp"

#include <string>
#include <vector>

namespace samatcha::linkage {

/// Where a field takes its values from in one file.
struct FieldSource {
    std::vector<std::size_t> columns; ///< Of the field's own meaning.
    std::vector<std::size_t> full_names; ///< For given name and surname: names still to be split.
    std::vector<std::size_t> birth_parts; ///< For a birth date in three columns.
};

struct PlannedField {
    Field field;
    std::vector<FieldSource> sources; ///< By file.
};

/// Which fields can be compared at all: those with values on both sides of some pair. Columns left
/// out are told in `warnings`.
Result<std::vector<PlannedField>> plan_fields(std::span<const File>, bool across_files,
                                              std::span<const std::string> wanted,
                                              std::vector<Warning>& warnings);

/// The same fields from one file more; of columns that none of them has, `warnings` tells.
std::vector<PlannedField> plan_added_file(std::span<const Field>, const File&, std::vector<Warning>& warnings);

/// All fields of one register, those with one value only included.
Result<std::vector<PlannedField>> plan_all_fields(const File&, std::vector<Warning>& warnings);

} // namespace samatcha::linkage
