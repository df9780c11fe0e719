#pragma once

#include "base/result.hpp"
#include "modules/registers/agreement.hpp"
#include "modules/registers/column_profile.hpp"
#include "modules/registers/field.hpp"
#include "modules/registers/row_reading.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha::registers {

/// What a column probably holds, and why, in words that a person can check.
struct FieldSuggestion {
    std::optional<Field> field; ///< None: the column says nothing that is asked for.
    double confidence = 0;      ///< 0 to 1; under 0.5 somebody should look.
    std::string reason_key;     ///< registers.reason_...
    std::vector<std::pair<std::string, std::string>> reason_arguments{};
};

/// One suggestion a column, from its head and its content together: content may overrule a head (a
/// 43-file PID is a record number, a school's PID an identity number) and stand in for one that says
/// nothing. A field is suggested for one column only, but for identity numbers (CID and passport).
std::vector<FieldSuggestion> suggest_fields(std::span<const std::string> headers,
                                            std::span<const ColumnProfile> profiles);

/// A column and the field it is read as; what the officer confirms.
struct ColumnMapping {
    std::size_t index = 0;
    Field field = Field::RecordId;
    friend auto operator<=>(const ColumnMapping&, const ColumnMapping&) = default;
};

/// Fails with InvalidInput: registers.mapping_empty, registers.mapping_column_unknown {column},
/// registers.mapping_column_twice {column}, registers.mapping_identifies_nobody (neither a number nor
/// a name is mapped), registers.mapping_field_twice {field} (only identity numbers may be).
Result<void> check_mapping(std::span<const ColumnMapping>, std::size_t columns);

/// The mapped columns that the agreement covers, and the fields left out because it does not. A full
/// name is covered by given name and surname together.
struct CoveredMapping {
    std::vector<ColumnMapping> columns;
    std::vector<Field> fields_dropped;
};
CoveredMapping covered_by(const Agreement&, std::span<const ColumnMapping>);
bool covers(const Agreement&, Field);

/// Head words of a file as one text, to know a file of the same layout again.
std::string layout_of(std::span<const std::string> headers);

} // namespace samatcha::registers
