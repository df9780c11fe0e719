#pragma once

#include "platform/tables/row_reader.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::tables {

using RowTexts = std::vector<std::string>;

/// Where the header stands among the first rows of a table.
struct HeaderGuess {
    std::optional<std::size_t>
        index;    ///< Of the (last) header row; none if the data begins at once.
    int rows = 0; ///< 2 when groups ("ที่อยู่") stand above columns ("ตำบล").
};

/// Finds the header by what header cells look like (words, no numbers, none twice, names of things
/// that registers hold) and what the rows below it look like. Title rows above it hold little.
HeaderGuess guess_header(std::span<const RowTexts> first_rows);

/// Column names from the header row, and the row of groups above it if there is one: repaired,
/// never empty ("3" for a third column without a name), never twice the same ("ชื่อ (2)").
std::vector<std::string> column_names(const RowTexts& header, const RowTexts* groups,
                                      std::size_t columns);

/// What a row below the header is: a total (รวม, รวมทั้งสิ้น, total) or a remark (หมายเหตุ, ลงชื่อ, the
/// header printed again) is told by its first words and by how little else it holds.
RowKind kind_of_row(std::span<const std::string_view> cells, std::size_t columns,
                    std::string_view first_header_cell);

/// Whether no cell holds anything but blanks.
bool is_blank_row(std::span<const std::string_view> cells);

} // namespace samatcha::tables
