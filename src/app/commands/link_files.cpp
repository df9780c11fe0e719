#include "app/commands/link_files.hpp"

#include "platform/tables/table.hpp"

#include <algorithm>
#include <unordered_set>

namespace samatcha::app {

namespace {

/// Where the columns of a SPEC stand in a table.
struct LinkColumns {
    std::vector<std::size_t> positions; ///< Of the file's columns.
    std::size_t id = SIZE_MAX;
};

Result<LinkColumns> find_link_columns(const LinkSpecFile& spec, const std::vector<std::string>& header,
                                      linkage::File& file) {
    const auto position = [&](const std::string& column) -> Result<std::size_t> {
        const auto found = std::find(header.begin(), header.end(), column);
        if (found == header.end())
            return failure(ErrorCode::InvalidInput, "link.column_missing",
                           {{"file", spec.name}, {"column", column}});
        return static_cast<std::size_t>(found - header.begin());
    };
    LinkColumns columns;
    for (const auto& [column, meaning] : spec.columns) {
        columns.positions.push_back(TRY(position(column)));
        file.columns.emplace_back(meaning, column);
    }
    if (!spec.id.empty())
        columns.id = TRY(position(spec.id));
    return columns;
}

/// The first row names the columns; where it does not name those of the SPEC, titles stand above the
/// header, which is then looked for.
Result<tables::Table> open_link_table(const LinkSpecFile& spec) {
    tables::TableOptions options;
    options.delimiter = spec.delimiter;
    options.header_row = spec.header ? 1 : 0;
    auto table = TRY(tables::Table::open(spec.path, options));
    const auto& header = table.profile().columns;
    const bool fits = std::all_of(spec.columns.begin(), spec.columns.end(), [&](const auto& column) {
        return std::find(header.begin(), header.end(), column.first) != header.end();
    });
    if (fits || !spec.header)
        return table;
    options.header_row.reset();
    return tables::Table::open(spec.path, options);
}

std::string_view link_cell(const tables::TableRow& row, std::size_t column) {
    return column < row.cells.size() ? row.cells[column] : std::string_view();
}

} // namespace

Result<LinkInput> read_link_file(const LinkSpecFile& spec) {
    auto table = TRY(open_link_table(spec));
    LinkInput input;
    input.file.name = spec.name;
    const auto columns = TRY(find_link_columns(spec, table.profile().columns, input.file));
    std::unordered_set<std::string> ids;
    tables::TableRow row;
    // A row that looks like a total is a record too: what is not one links with nothing.
    while (TRY(table.next(row))) {
        for (std::size_t c = 0; c < columns.positions.size(); ++c)
            input.file.columns[c].append(link_cell(row, columns.positions[c]));
        if (columns.id == SIZE_MAX)
            input.ids.push_back(std::to_string(input.ids.size() + 1));
        else
            input.ids.emplace_back(link_cell(row, columns.id));
        input.duplicate_ids += !ids.insert(input.ids.back()).second;
    }
    if (input.ids.empty())
        return failure(ErrorCode::InvalidInput, "link.no_rows", {{"file", spec.name}});
    return input;
}

} // namespace samatcha::app
