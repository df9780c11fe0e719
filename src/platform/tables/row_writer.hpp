#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace samatcha::tables {

/// A cell to be written: text, or a number that a spreadsheet should calculate with.
struct OutputCell {
    std::string_view text;
    double number = 0;
    bool is_number = false;

    OutputCell(std::string_view t) : text(t) {}
    OutputCell(const std::string& t) : text(t) {}
    OutputCell(const char* t) : text(t) {}
    OutputCell(double n) : number(n), is_number(true) {}
    OutputCell(std::int64_t n) : number(static_cast<double>(n)), is_number(true) {}
    OutputCell(int n) : number(n), is_number(true) {}
};

/// Where written bytes go; returns a failure to stop.
using ByteSink = std::function<Result<void>(std::string_view)>;

/// Writes a table row by row. What is not finished is no file.
class RowWriter {
public:
    virtual ~RowWriter() = default;
    virtual Result<void> write(std::span<const OutputCell> cells) = 0;
    Result<void> write(std::initializer_list<OutputCell> cells) {
        return write(std::span<const OutputCell>(cells.begin(), cells.size()));
    }
    virtual Result<void> finish() = 0;
};

enum class ByteOrderMark { Written, LeftOut };
enum class FormulaGuard { On, Off };

struct CsvStyle {
    char delimiter = ',';
    ByteOrderMark byte_order_mark =
        ByteOrderMark::Written; ///< Excel takes UTF-8 for TIS-620 without.
    /// Puts ' before a text that a spreadsheet would run as a formula (=, +, -, @, tab); numbers
    /// stay.
    FormulaGuard formula_guard = FormulaGuard::On;
};

std::unique_ptr<RowWriter> csv_writer(ByteSink, CsvStyle = {});

/// One worksheet in constant memory; its name is cut to what Excel takes. Texts are written as
/// texts and never run. The sheet waits in an unnamed temporary file in `temporary_folder` until
/// finish(). Fails with InvalidInput, key tables.too_many_rows, beyond 1,048,576 rows.
Result<std::unique_ptr<RowWriter>> xlsx_writer(const std::filesystem::path&,
                                               const std::string& sheet,
                                               const std::filesystem::path& temporary_folder = {});
/// The same, given to the sink by finish(): until then it has no name on the disk.
Result<std::unique_ptr<RowWriter>> xlsx_writer(ByteSink, const std::string& sheet,
                                               const std::filesystem::path& temporary_folder);

} // namespace samatcha::tables
