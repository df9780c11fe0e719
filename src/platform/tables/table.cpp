#include "platform/tables/table.hpp"

#include "base/thai_text.hpp"
#include "platform/tables/csv_reader.hpp"
#include "platform/tables/header.hpp"
#include "platform/tables/xlsx_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace samatcha::tables {

namespace {

constexpr std::size_t sample_bytes = 256 * 1024;
constexpr std::size_t first_rows_max = 60;
constexpr std::int64_t header_row_max = 1000;
constexpr std::size_t rows_of_a_piece = 1024; // of those that are cut already

/// A source and the bytes looked at before; they are given out first.
class SampledSource final : public ByteSource {
public:
    SampledSource(std::unique_ptr<ByteSource> source, std::string sample)
        : m_source(std::move(source)), m_sample(std::move(sample)) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        if (m_position == m_sample.size())
            return m_source->read(buffer);
        const auto count = std::min(buffer.size(), m_sample.size() - m_position);
        std::memcpy(buffer.data(), m_sample.data() + m_position, count);
        m_position += count;
        return count;
    }
    Result<void> rewind() override {
        TRY(m_source->rewind());
        m_sample.clear();
        m_position = 0;
        return {};
    }
    const std::string& sample() const { return m_sample; }
    void skip(std::size_t bytes) { m_position += bytes; }

private:
    std::unique_ptr<ByteSource> m_source;
    std::string m_sample;
    std::size_t m_position = 0;
};

Result<std::unique_ptr<SampledSource>> sampled(std::unique_ptr<ByteSource> source) {
    std::string sample;
    std::size_t have = 0;
    while (have < sample_bytes) {
        // Most previews and all small files need no more than the first of these.
        if (have == sample.size())
            sample.resize(std::min(sample_bytes, have == 0 ? 16 * 1024 : have * 4));
        const auto count = TRY(source->read(std::span(sample).subspan(have)));
        if (count == 0)
            break;
        have += count;
    }
    sample.resize(have);
    return std::make_unique<SampledSource>(std::move(source), std::move(sample));
}

Unexpected<Error> unsupported(const char* key) {
    return failure(ErrorCode::Unsupported, key);
}

/// Refuses by name what is no table that we read; a zip may be XLSX and is left to its reader.
Result<void> refuse_other_formats(std::string_view sample) {
    using namespace std::string_view_literals;
    if (sample.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
        // The name of the stream that holds a workbook behind a password, in UTF-16.
        const auto encrypted = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
        return unsupported(sample.find(encrypted) != std::string_view::npos
                               ? "tables.is_encrypted"
                               : "tables.is_old_excel");
    }
    if (sample.starts_with("%PDF"))
        return unsupported("tables.is_pdf");
    if (sample.starts_with("Rar!") || sample.starts_with("7z\xBC\xAF\x27\x1C"))
        return unsupported("tables.is_archive");
    if (sample.starts_with("\x89PNG") || sample.starts_with("\xFF\xD8\xFF") ||
        sample.starts_with("GIF8"))
        return unsupported("tables.is_picture");
    if (sample.starts_with("SQLite format 3\0"sv))
        return unsupported("tables.is_database");
    std::string start;
    for (const char c : sample.substr(0, 512)) {
        if (c == '\0' || (start.empty() && (static_cast<unsigned char>(c) <= 0x20 ||
                                            static_cast<unsigned char>(c) >= 0x80)))
            continue; // Byte order mark, blanks, UTF-16's zero bytes.
        start += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    for (const auto tag : {"<html", "<!doctype", "<table", "<meta", "<head", "<body", "<style"})
        if (start.starts_with(tag))
            return unsupported("tables.is_html");
    if (start.starts_with("{\"") || start.starts_with("[{") || start.starts_with("{\n"))
        return unsupported("tables.is_json");
    if (start.starts_with("<?xml"))
        return unsupported(start.find("<html") != std::string::npos ? "tables.is_html"
                                                                    : "tables.is_xml");
    return {};
}

} // namespace

struct Table::State {
    TableProfile profile;
    std::unique_ptr<RowReader> reader;
    CsvReader* csv = nullptr;  ///< The reader, if it is one.
    std::vector<KeptRow> kept; ///< Rows read ahead; given out from `kept_next` on.
    std::size_t kept_next = 0;
    std::vector<std::string_view> views;
    std::string first_header_cell;

    Result<void> open_csv(std::unique_ptr<SampledSource>, const TableOptions&);
    Result<void> open_xlsx(std::unique_ptr<ByteSource>, const TableOptions&);
    Result<void> read_ahead(const TableOptions&);
    void place_header(const TableOptions&);
};

Result<void> Table::State::open_csv(std::unique_ptr<SampledSource> source,
                                    const TableOptions& options) {
    const std::string_view sample = source->sample();
    EncodingGuess guess;
    if (auto guessed = guess_encoding(sample); guessed.has_value())
        guess = *guessed;
    else if (!options.encoding)
        return Unexpected{std::move(guessed).error()};
    if (options.encoding && *options.encoding != guess.encoding)
        guess = {*options.encoding, 0, false};
    profile.format = TableFormat::Csv;
    profile.encoding = guess.encoding;
    if (guess.broken)
        profile.warnings.push_back("tables.warning_broken_utf8");

    std::string recoded;
    std::string_view text = sample.substr(guess.mark_bytes);
    if (guess.encoding != TextEncoding::Utf8) {
        const auto utf8 = utf8_source(std::make_unique<MemorySource>(text), guess.encoding);
        std::array<char, 64 * 1024> piece{};
        while (const auto count = TRY(utf8->read(piece)))
            recoded.append(piece.data(), count);
        text = recoded;
    }
    const auto dialect = guess_dialect(text, options.delimiter);
    profile.delimiter = dialect.delimiter;
    source->skip(guess.mark_bytes);
    auto rows = std::make_unique<CsvReader>(utf8_source(std::move(source), guess.encoding), dialect,
                                            static_cast<std::int64_t>(guess.mark_bytes));
    csv = rows.get();
    reader = std::move(rows);
    return {};
}

Result<void> Table::State::open_xlsx(std::unique_ptr<ByteSource> source,
                                     const TableOptions& options) {
    auto workbook = TRY(XlsxReader::open(std::move(source), options.sheet));
    profile.format = TableFormat::Xlsx;
    profile.sheets = workbook->sheets();
    profile.sheet = workbook->sheet();
    profile.rows_expected = workbook->rows_expected();
    reader = std::move(workbook);
    return {};
}

Result<void> Table::State::read_ahead(const TableOptions& options) {
    const auto header_row = std::min(options.header_row.value_or(0), header_row_max);
    TableRow row;
    while (kept.size() < first_rows_max || (!kept.empty() && kept.back().row_no < header_row)) {
        if (!TRY(reader->next(row)))
            break;
        if (is_blank_row(row.cells) && row.row_no != header_row)
            continue;
        kept.push_back({row.row_no, row.byte_no, {row.cells.begin(), row.cells.end()}});
    }
    if (kept.empty())
        return failure(ErrorCode::InvalidInput, "tables.is_empty");
    return {};
}

void Table::State::place_header(const TableOptions& options) {
    std::vector<RowTexts> texts;
    std::size_t columns = 0;
    for (const auto& row : kept)
        texts.push_back(row.cells);
    HeaderGuess header;
    if (!options.header_row) {
        header = guess_header(texts);
    } else if (*options.header_row > 0) {
        for (std::size_t i = 0; i < kept.size(); ++i)
            if (kept[i].row_no == *options.header_row)
                header = {i, 1};
        const auto guessed = guess_header(texts);
        if (guessed.index == header.index)
            header = guessed;
    }
    kept_next = header.index ? *header.index + 1 : 0;
    for (std::size_t i = kept_next; i < kept.size(); ++i)
        columns = std::max(columns, kept[i].cells.size());
    profile.header_rows = header.rows;
    if (!header.index) {
        profile.columns = column_names({}, nullptr, columns);
        return;
    }
    const auto index = *header.index;
    profile.header_row = kept[index].row_no;
    profile.columns =
        column_names(texts[index], header.rows == 2 ? &texts[index - 1] : nullptr, columns);
    first_header_cell = texts[index].empty() ? "" : texts[index][0];
    for (std::size_t i = 0; i + static_cast<std::size_t>(header.rows) <= index; ++i)
        for (const auto& cell : texts[i])
            if (auto title = repair_thai(cell); !title.empty()) {
                profile.titles.push_back(std::move(title));
                break;
            }
}

Table::Table(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(Table&&) noexcept = default;
Table::~Table() = default;

Result<Table> Table::open(std::unique_ptr<ByteSource> source, const TableOptions& options) {
    auto bytes = TRY(sampled(TRY(unpacked(std::move(source)))));
    TRY(refuse_other_formats(bytes->sample()));
    auto state = std::make_unique<State>();
    if (bytes->sample().starts_with("PK\x03\x04") || bytes->sample().starts_with("PK\x05\x06"))
        TRY(state->open_xlsx(std::move(bytes), options));
    else
        TRY(state->open_csv(std::move(bytes), options));
    TRY(state->read_ahead(options));
    state->place_header(options);
    return Table(std::move(state));
}

Result<Table> Table::open(const std::filesystem::path& path, const TableOptions& options) {
    return open(TRY(FileSource::open(path)), options);
}

const TableProfile& Table::profile() const {
    return m_state->profile;
}

Result<bool> Table::next(TableRow& row) {
    auto& state = *m_state;
    if (state.kept_next < state.kept.size()) {
        const auto& kept = state.kept[state.kept_next++];
        state.views.assign(kept.cells.begin(), kept.cells.end());
        row = {kept.row_no, kept.byte_no, RowKind::Data, state.views};
    } else {
        do {
            if (!TRY(state.reader->next(row)))
                return false;
        } while (is_blank_row(row.cells));
    }
    row.kind = kind_of_row(row.cells, state.profile.columns.size(), state.first_header_cell);
    return true;
}

Result<bool> Table::next_piece(TablePiece& piece) {
    auto& state = *m_state;
    piece.m_cut.clear();
    piece.m_cut_next = 0;
    if (state.kept_next == state.kept.size() && state.csv != nullptr)
        return state.csv->give_rows(piece.m_uncut);
    TableRow row;
    while (piece.m_cut.size() < rows_of_a_piece && (state.csv == nullptr || state.kept_next < state.kept.size()) &&
           TRY(next(row)))
        piece.m_cut.push_back({row.row_no, row.byte_no, {row.cells.begin(), row.cells.end()}});
    return !piece.m_cut.empty();
}

Result<bool> TablePiece::next(TableRow& row) {
    if (m_cut_next < m_cut.size()) {
        const auto& cut = m_cut[m_cut_next++];
        m_views.assign(cut.cells.begin(), cut.cells.end());
        row = {cut.row_no, cut.byte_no, RowKind::Data, m_views};
        return true;
    }
    if (!m_cut.empty())
        return false;
    do {
        if (!TRY(m_uncut.next(row)))
            return false;
    } while (is_blank_row(row.cells));
    return true;
}

} // namespace samatcha::tables
