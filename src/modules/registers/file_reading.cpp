#include "modules/registers/file_reading.hpp"

#include <algorithm>
#include <utility>

namespace samatcha::registers {

Result<tables::TableOptions> options_of(const FileChoices& choices) {
    tables::TableOptions options;
    options.encoding = choices.encoding;
    options.sheet = choices.sheet && choices.sheet->empty() ? std::nullopt : choices.sheet;
    options.header_row = choices.header_row;
    if (choices.delimiter && !choices.delimiter->empty()) {
        const auto& delimiter = *choices.delimiter == "\\t" ? "\t" : *choices.delimiter;
        if (delimiter.size() != 1 || delimiter[0] == '"' || delimiter[0] == '\n' || delimiter[0] == '\r')
            return failure(ErrorCode::InvalidInput, "registers.delimiter_wrong");
        options.delimiter = delimiter[0];
    }
    return options;
}

tables::TableOptions options_of(const FileReading& reading) {
    tables::TableOptions options;
    options.encoding = reading.encoding;
    if (!reading.delimiter.empty())
        options.delimiter = reading.delimiter[0];
    if (!reading.sheet.empty())
        options.sheet = reading.sheet;
    options.header_row = reading.header_row;
    return options;
}

FileReading reading_of(const tables::TableProfile& profile, std::vector<ColumnMapping> columns) {
    const bool is_csv = profile.format == tables::TableFormat::Csv;
    std::sort(columns.begin(), columns.end());
    return {profile.encoding, is_csv ? std::string(1, profile.delimiter) : std::string{},
            is_csv ? std::string{} : profile.sheet, profile.header_row, std::move(columns)};
}

std::vector<std::string_view> TableSample::column(std::size_t index) const {
    std::vector<std::string_view> cells;
    cells.reserve(rows.size());
    for (const auto& row : rows)
        if (index < row.size())
            cells.push_back(row[index]);
    return cells;
}

Result<TableSample> sample_of(std::unique_ptr<tables::ByteSource> source,
                              const tables::TableOptions& options, std::size_t rows_max) {
    auto table = TRY(tables::Table::open(std::move(source), options));
    TableSample sample;
    sample.profile = table.profile();
    tables::TableRow row;
    while (sample.rows.size() < rows_max && TRY(table.next(row))) {
        if (row.kind != tables::RowKind::Data)
            continue;
        sample.row_nos.push_back(row.row_no);
        sample.rows.emplace_back(row.cells.begin(), row.cells.end());
    }
    return sample;
}

std::vector<ColumnProfile> profiles_of(const TableSample& sample, const area::Gazetteer& gazetteer) {
    std::vector<ColumnProfile> profiles;
    for (std::size_t column = 0; column < sample.columns(); ++column)
        profiles.push_back(profile_of(sample.column(column), gazetteer));
    return profiles;
}

std::vector<ColumnReading> columns_to_read(const TableSample& sample,
                                           std::span<const ColumnMapping> mapping,
                                           const PartialDate& snapshot_date) {
    std::vector<ColumnReading> columns;
    for (const auto& [index, field] : mapping) {
        ColumnReading column{index, field, {}};
        if (field == Field::BirthDate || field == Field::UpdatedOn)
            column.dates = date_convention_of(sample.column(index), snapshot_date.year_ce);
        columns.push_back(column);
    }
    return columns;
}

} // namespace samatcha::registers
