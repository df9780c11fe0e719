#include "platform/tables/row_writer.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <utility>

namespace samatcha::tables {

namespace {

constexpr std::size_t sink_piece_bytes = 64 * 1024;

bool is_plain_number(std::string_view text) {
    const auto unsigned_part = text.substr(text.find_first_of("+-") == 0 ? 1 : 0);
    return !unsigned_part.empty() &&
           unsigned_part.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// Whether a spreadsheet would run the text (OWASP, CSV injection).
bool would_run(std::string_view text) {
    if (text.empty())
        return false;
    switch (text[0]) {
    case '=':
    case '@':
    case '\t':
    case '\r':
        return true;
    case '+':
    case '-':
        return text.size() > 1 && !is_plain_number(text);
    default:
        return false;
    }
}

std::string number_text(double number) {
    char text[32];
    // A whole number has no exponent, be it ever so round: 100000 is an id too.
    const bool is_whole = std::abs(number) < 0x1p53 && number == std::trunc(number);
    const auto end =
        (is_whole ? std::to_chars(text, text + sizeof text, static_cast<std::int64_t>(number))
                  : std::to_chars(text, text + sizeof text, number))
            .ptr;
    return {text, end};
}

class CsvWriter final : public RowWriter {
public:
    CsvWriter(ByteSink sink, CsvStyle style) : m_sink(std::move(sink)), m_style(style) {
        if (style.byte_order_mark == ByteOrderMark::Written)
            m_pending = "\xEF\xBB\xBF";
    }

    Result<void> write(std::span<const OutputCell> cells) override {
        bool first = true;
        for (const auto& cell : cells) {
            if (!first)
                m_pending += m_style.delimiter;
            first = false;
            if (cell.is_number)
                m_pending += std::isfinite(cell.number) ? number_text(cell.number) : "";
            else
                put_text(cell.text);
        }
        m_pending += "\r\n";
        return m_pending.size() >= sink_piece_bytes ? flush() : Result<void>{};
    }

    Result<void> finish() override { return flush(); }

private:
    void put_text(std::string_view text) {
        const bool guard = m_style.formula_guard == FormulaGuard::On && would_run(text);
        bool quote = false;
        for (const char c : text)
            quote |= c == '"' || c == '\r' || c == '\n' || c == m_style.delimiter;
        if (quote)
            m_pending += '"';
        if (guard)
            m_pending += '\'';
        for (const char c : text) {
            if (c == '"')
                m_pending += '"';
            m_pending += c;
        }
        if (quote)
            m_pending += '"';
    }

    Result<void> flush() {
        if (!m_pending.empty())
            TRY(m_sink(m_pending));
        m_pending.clear();
        return {};
    }

    ByteSink m_sink;
    CsvStyle m_style;
    std::string m_pending;
};

class XlsxWriter final : public RowWriter {
public:
    XlsxWriter(lxw_workbook* workbook, lxw_worksheet* sheet, std::string file)
        : m_workbook(workbook), m_sheet(sheet), m_file(std::move(file)) {}
    ~XlsxWriter() override {
        if (m_workbook != nullptr)
            lxw_workbook_free(m_workbook);
    }
    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;

    Result<void> write(std::span<const OutputCell> cells) override {
        if (m_row == LXW_ROW_MAX)
            return failure(ErrorCode::InvalidInput, "tables.too_many_rows");
        lxw_col_t column = 0;
        for (const auto& cell : cells) {
            if (cell.is_number && std::isfinite(cell.number)) {
                worksheet_write_number(m_sheet, m_row, column, cell.number, nullptr);
            } else if (!cell.is_number && !cell.text.empty()) {
                auto size = std::min(cell.text.size(), text_bytes_max);
                while (size < cell.text.size() && size > 0 &&
                       (static_cast<unsigned char>(cell.text[size]) & 0xC0) == 0x80)
                    --size;
                m_text.assign(cell.text.substr(0, size));
                worksheet_write_string(m_sheet, m_row, column, m_text.c_str(), nullptr);
            }
            ++column;
        }
        ++m_row;
        return {};
    }

    Result<void> finish() override {
        const auto status = workbook_close(std::exchange(m_workbook, nullptr));
        if (status != LXW_NO_ERROR)
            return failure(ErrorCode::Unavailable, "tables.file_unwritable", {{"file", m_file}},
                           lxw_strerror(status));
        return {};
    }

private:
    /// Excel holds 32,767 characters a cell.
    static constexpr std::size_t text_bytes_max = 32'000;

    lxw_workbook* m_workbook;
    lxw_worksheet* m_sheet;
    std::string m_file;
    lxw_row_t m_row = 0;
    std::string m_text;
};

/// A file of this process alone, gone with it: it has no name.
class UnnamedFile {
public:
    explicit UnnamedFile(const std::filesystem::path& folder)
        : m_file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {}
    UnnamedFile(UnnamedFile&& other) noexcept : m_file(std::exchange(other.m_file, -1)) {}
    UnnamedFile& operator=(UnnamedFile&&) = delete;
    ~UnnamedFile() {
        if (m_file >= 0)
            ::close(m_file);
    }

    bool is_open() const { return m_file >= 0; }
    /// Opens the same file again, for who asks for a path.
    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(m_file); }

    Result<void> copy_to(const ByteSink& sink) const {
        std::array<char, sink_piece_bytes> piece;
        for (off_t at = 0;;) {
            const auto got = ::pread(m_file, piece.data(), piece.size(), at);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return failure(ErrorCode::Unavailable, "tables.file_unwritable",
                               {{"file", "xlsx"}});
            if (got == 0)
                return {};
            TRY(sink({piece.data(), static_cast<std::size_t>(got)}));
            at += got;
        }
    }

private:
    int m_file;
};

class XlsxSinkWriter final : public RowWriter {
public:
    XlsxSinkWriter(UnnamedFile file, std::unique_ptr<RowWriter> writer, ByteSink sink)
        : m_file(std::move(file)), m_writer(std::move(writer)), m_sink(std::move(sink)) {}

    Result<void> write(std::span<const OutputCell> cells) override {
        return m_writer->write(cells);
    }
    Result<void> finish() override {
        TRY(m_writer->finish());
        return m_file.copy_to(m_sink);
    }

private:
    UnnamedFile m_file; // Before the writer, which writes into it to its end.
    std::unique_ptr<RowWriter> m_writer;
    ByteSink m_sink;
};

/// A name that Excel takes: 31 characters, and none of []:*?/\.
std::string sheet_name(std::string_view wanted) {
    std::string name;
    std::size_t characters = 0;
    for (const char c : wanted) {
        characters += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1;
        if (characters > 31)
            break;
        name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    }
    return name.empty() ? "1" : name;
}

} // namespace

std::unique_ptr<RowWriter> csv_writer(ByteSink sink, CsvStyle style) {
    return std::make_unique<CsvWriter>(std::move(sink), style);
}

Result<std::unique_ptr<RowWriter>> xlsx_writer(const std::filesystem::path& path,
                                               const std::string& sheet,
                                               const std::filesystem::path& temporary_folder) {
    std::string folder = temporary_folder.string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.empty() ? nullptr : folder.data();
    auto* workbook = workbook_new_opt(path.c_str(), &options);
    auto* worksheet =
        workbook == nullptr ? nullptr : workbook_add_worksheet(workbook, sheet_name(sheet).c_str());
    if (worksheet == nullptr) {
        if (workbook != nullptr)
            lxw_workbook_free(workbook);
        return failure(ErrorCode::Unavailable, "tables.file_unwritable",
                       {{"file", path.filename().string()}});
    }
    return std::unique_ptr<RowWriter>(
        std::make_unique<XlsxWriter>(workbook, worksheet, path.filename().string()));
}

Result<std::unique_ptr<RowWriter>> xlsx_writer(ByteSink sink, const std::string& sheet,
                                               const std::filesystem::path& temporary_folder) {
    UnnamedFile file(temporary_folder);
    if (!file.is_open())
        return failure(ErrorCode::Unavailable, "tables.file_unwritable",
                       {{"file", temporary_folder.filename().string()}});
    auto writer = TRY(xlsx_writer(file.path(), sheet, temporary_folder));
    return std::unique_ptr<RowWriter>(
        std::make_unique<XlsxSinkWriter>(std::move(file), std::move(writer), std::move(sink)));
}

} // namespace samatcha::tables
