#pragma once

#include "base/result.hpp"
#include "modules/registers/column_mapping.hpp"
#include "modules/registers/column_profile.hpp"
#include "modules/registers/row_reading.hpp"
#include "platform/tables/table.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::registers {

/// How a file is read, whole: what was detected, what a person has corrected, and what each column
/// means. Kept with the snapshot, so that the same file is read the same way again.
struct FileReading {
    tables::TextEncoding encoding = tables::TextEncoding::Utf8;
    std::string delimiter; ///< One character; empty for a worksheet.
    std::string sheet;     ///< Empty for CSV.
    std::int64_t header_row = 0;
    std::vector<ColumnMapping> columns;
};
BOOST_DESCRIBE_STRUCT(ColumnMapping, (), (index, field))
BOOST_DESCRIBE_STRUCT(FileReading, (), (encoding, delimiter, sheet, header_row, columns))

/// What a person decides before reading; what is missing is detected.
struct FileChoices {
    std::optional<std::string> sheet;
    std::optional<tables::TextEncoding> encoding;
    std::optional<std::string> delimiter; ///< One character, "\t" for a tab.
    std::optional<std::int64_t> header_row;
};

/// Fails with InvalidInput, registers.delimiter_wrong.
Result<tables::TableOptions> options_of(const FileChoices&);
tables::TableOptions options_of(const FileReading&);
FileReading reading_of(const tables::TableProfile&, std::vector<ColumnMapping>);

/// The first data rows of a file, to look at and to learn from.
struct TableSample {
    tables::TableProfile profile;
    std::vector<std::int64_t> row_nos;
    std::vector<std::vector<std::string>> rows;

    std::size_t columns() const { return profile.columns.size(); }
    std::vector<std::string_view> column(std::size_t index) const;
};

/// Enough to learn a column's dates from and to see what it holds.
inline constexpr std::size_t sample_rows = 3000;

Result<TableSample> sample_of(std::unique_ptr<tables::ByteSource>, const tables::TableOptions&,
                              std::size_t rows_max = sample_rows);
std::vector<ColumnProfile> profiles_of(const TableSample&, const area::Gazetteer&);

/// The columns to read, with the conventions of their dates as the sample shows them.
std::vector<ColumnReading> columns_to_read(const TableSample&, std::span<const ColumnMapping>,
                                           const PartialDate& snapshot_date);

} // namespace samatcha::registers
