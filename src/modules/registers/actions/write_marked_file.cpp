#include "base/clock.hpp"
#include "base/thai_text.hpp"
#include "base/utf8.hpp"
#include "modules/access/access_log.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/import_right.hpp"
#include "modules/registers/records.hpp"
#include "platform/tables/table.hpp"

#include <utility>

namespace samatcha::registers {

namespace {

constexpr std::int64_t issues_per_page = 2000;

/// What is wrong with the rows of a snapshot, asked for in the order of the file.
class ReasonsByRow {
public:
    ReasonsByRow(database::Connection& connection, std::string_view province, SnapshotId id,
                 const Messages& messages, Language language)
        : m_connection(connection), m_province(province), m_snapshot(id), m_messages(messages),
          m_language(language) {}

    /// "phone: ...; birth_date: ..."; empty for a row without issues.
    std::string of(std::int64_t row_no, const std::vector<std::string>& headers) {
        std::string text;
        while (const auto* issue = front()) {
            if (issue->row_no > row_no)
                break;
            if (issue->row_no == row_no) {
                text += text.empty() ? "" : "; ";
                const auto column = static_cast<std::size_t>(issue->column_no);
                if (column > 0 && column <= headers.size())
                    text += headers[column - 1] + ": ";
                text += m_messages.text(issue->reason_key, m_language);
            }
            ++m_next;
        }
        return text;
    }

private:
    const StoredIssue* front() {
        if (m_next == m_page.size() && !m_is_last_page) {
            const auto after = m_page.empty() ? 0 : m_page.back().issue_no;
            m_page = issues_after(m_connection, m_province, m_snapshot, after, issues_per_page);
            m_next = 0;
            m_is_last_page = static_cast<std::int64_t>(m_page.size()) < issues_per_page;
        }
        return m_next < m_page.size() ? &m_page[m_next] : nullptr;
    }

    database::Connection& m_connection;
    std::string_view m_province;
    SnapshotId m_snapshot;
    const Messages& m_messages;
    Language m_language;
    std::vector<StoredIssue> m_page;
    std::size_t m_next = 0;
    bool m_is_last_page = false;
};

std::string utf16_from_utf8(std::string_view utf8, bool is_little_endian) {
    std::string out;
    const auto unit = [&](unsigned u) {
        const auto high = static_cast<char>(u >> 8), low = static_cast<char>(u & 0xFF);
        out += is_little_endian ? low : high;
        out += is_little_endian ? high : low;
    };
    for (const auto letter : letters_of(utf8)) {
        const auto point = static_cast<unsigned>(letter);
        if (point >= 0x10000) {
            unit(0xD800 + ((point - 0x10000) >> 10));
            unit(0xDC00 + ((point - 0x10000) & 0x3FF));
        } else {
            unit(point);
        }
    }
    return out;
}

/// Turns the UTF-8 that a writer makes into the encoding that the file came in. A chunk ends where a
/// character ends, for the writer gives whole rows or cuts anywhere: what is cut waits.
tables::ByteSink encoding_sink(tables::TextEncoding encoding, const tables::ByteSink& out) {
    if (encoding == tables::TextEncoding::Utf8)
        return out;
    return [encoding, out, rest = std::string{}](std::string_view bytes) mutable -> Result<void> {
        rest.append(bytes);
        auto end = rest.size();
        while (end > 0 && (static_cast<unsigned char>(rest[end - 1]) & 0xC0) == 0x80)
            --end;
        if (end > 0 && static_cast<unsigned char>(rest[end - 1]) < 0x80)
            end = rest.size();
        else if (end > 0) {
            const auto lead = static_cast<unsigned char>(rest[end - 1]);
            const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
            end = rest.size() - (end - 1) >= length ? rest.size() : end - 1;
        }
        const auto whole = std::string_view(rest).substr(0, end);
        auto written = out(encoding == tables::TextEncoding::Windows874
                               ? windows_874_from_utf8(whole)
                               : utf16_from_utf8(whole, encoding == tables::TextEncoding::Utf16Le));
        rest.erase(0, end);
        return written;
    };
}

/// Every row of the file, its head and titles too, with one cell more.
Result<void> copy_rows(tables::Table& table, std::int64_t header_row, std::size_t columns,
                       const std::vector<std::string>& headers, const std::string& reason_head,
                       ReasonsByRow& reasons, tables::RowWriter& writer) {
    tables::TableRow row;
    std::int64_t written = 0;
    std::vector<tables::OutputCell> cells;
    while (TRY(table.next(row))) {
        for (; written + 1 < row.row_no; ++written) // Blank rows, so that the numbers of rows stay.
            TRY(writer.write({tables::OutputCell("")}));
        const auto reason = row.row_no == header_row ? reason_head : reasons.of(row.row_no, headers);
        cells.assign(row.cells.begin(), row.cells.end());
        cells.resize(std::max(columns, cells.size()), tables::OutputCell(""));
        cells.emplace_back(reason);
        TRY(writer.write(cells));
        ++written;
    }
    return writer.finish();
}

} // namespace

Result<MarkedFile> marked_file(const access::Actor& actor, database::Connection& connection,
                               const Intake& intake, SnapshotId id) {
    const auto found = TRY(usable_snapshot(actor, connection, id));
    const auto plan = find_plan(connection, actor.province, id);
    TRY(intake.uploads.open(actor.province, plan->upload_id));
    MarkedFile file;
    file.reading = TRY(json::from_text<FileReading>(plan->reading));
    file.format = file.reading.delimiter.empty() ? tables::TableFormat::Xlsx : tables::TableFormat::Csv;
    file.upload_id = plan->upload_id;
    file.snapshot_id = id;
    auto stem = found.filename;
    for (const std::string_view packed : {".zst", ".gz"})
        if (stem.ends_with(packed))
            stem.resize(stem.size() - packed.size());
    const auto dot = stem.find_last_of('.');
    file.filename = stem.substr(0, dot) + "-checked" + (dot == std::string::npos ? "" : stem.substr(dot));
    access::record_access(connection, actor.with(access::Purpose::Register), intake.clock,
                          access::Access::Export, 0,
                          "snapshot=" + std::to_string(id.value));
    return file;
}

Result<void> write_marked_file(std::string_view province, database::Connection& connection,
                               const Intake& intake, const MarkedFile& file, const Messages& messages,
                               Language language, const tables::ByteSink& sink) {
    auto options = options_of(file.reading);
    std::vector<std::string> headers;
    {
        const auto table =
            TRY(tables::Table::open(TRY(intake.uploads.open(province, file.upload_id)), options));
        headers = table.profile().columns;
    }
    options.header_row = 0; // All rows as they stand.
    auto table = TRY(tables::Table::open(TRY(intake.uploads.open(province, file.upload_id)), options));
    ReasonsByRow reasons(connection, province, file.snapshot_id, messages, language);
    const auto head = messages.text("registers.reason_column_head", language);
    const auto copy = [&](tables::RowWriter& writer) {
        return copy_rows(table, file.reading.header_row, headers.size(), headers, head, reasons, writer);
    };
    if (file.format == tables::TableFormat::Csv) {
        const auto encoding = file.reading.encoding;
        // The guard against formulas would change the officer's own values.
        const auto writer = tables::csv_writer(
            encoding_sink(encoding, sink),
            {.delimiter = file.reading.delimiter[0],
             .byte_order_mark = encoding == tables::TextEncoding::Windows874
                                    ? tables::ByteOrderMark::LeftOut
                                    : tables::ByteOrderMark::Written,
             .formula_guard = tables::FormulaGuard::Off});
        return copy(*writer);
    }
    const auto writer = TRY(tables::xlsx_writer(
        sink, file.reading.sheet.empty() ? "Sheet1" : file.reading.sheet, intake.uploads.folder()));
    return copy(*writer);
}

} // namespace samatcha::registers
