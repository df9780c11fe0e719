#include "platform/tables/csv_reader.hpp"

#include "base/thai_text.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <utility>

namespace samatcha::tables {

namespace {

constexpr std::size_t csv_buffer_bytes = 64 * 1024;
constexpr std::size_t given_bytes = 128 * 1024; // with its cells they fit a core's cache
constexpr int sample_rows_max = 200;

bool is_line_break(char c) {
    return c == '\n' || c == '\r';
}

bool is_sound(std::string_view text) {
    return is_utf8(text) && text.find('\0') == std::string_view::npos;
}

/// Where the first delimiter or line break is, or `end`. Most cells are a few bytes, of which sixteen or eight are
/// looked at together.
const char* cell_end(const char* p, const char* end, char delimiter) {
#ifdef __SSE2__
    const auto delimiters_16 = _mm_set1_epi8(delimiter);
    for (; end - p >= 16; p += 16) {
        const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
        const auto breaks = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
        const auto found = _mm_movemask_epi8(_mm_or_si128(breaks, _mm_cmpeq_epi8(bytes, delimiters_16)));
        if (found != 0)
            return p + __builtin_ctz(static_cast<unsigned>(found));
    }
#endif
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::uint64_t ones = 0x0101010101010101ULL;
        const auto zeros_of = [](std::uint64_t x) { return (x - ones) & ~x & (ones << 7U); };
        const auto delimiters = ones * static_cast<unsigned char>(delimiter);
        for (; end - p >= 8; p += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, p, 8);
            // A byte behind the first that is found may be a wrong one.
            const auto found = zeros_of(eight ^ delimiters) | zeros_of(eight ^ ones * '\n') | zeros_of(eight ^ ones * '\r');
            if (found != 0)
                return p + __builtin_ctzll(found) / 8;
        }
    }
    while (p < end && *p != delimiter && !is_line_break(*p))
        ++p;
    return p;
}

/// Of whole rows, the last of which ends with a line feed. Sixteen bytes together, each of which counts in a byte of
/// its own as long as that cannot overflow.
std::int64_t lines_within(std::string_view text) {
    using Sixteen [[gnu::vector_size(16)]] = signed char;
    constexpr std::size_t at_once = 127;
    std::int64_t lines = 0;
    while (text.size() > sizeof(Sixteen)) { // one byte more is looked at
        const auto rounds = std::min((text.size() - 1) / sizeof(Sixteen), at_once);
        Sixteen counts{};
        for (std::size_t i = 0; i < rounds; ++i) {
            Sixteen some;
            Sixteen next;
            std::memcpy(&some, text.data() + i * sizeof some, sizeof some);
            std::memcpy(&next, text.data() + i * sizeof some + 1, sizeof next);
            counts -= (some == '\n') | ((some == '\r') & (next != '\n')); // where it is true this is -1
        }
        for (std::size_t i = 0; i < sizeof counts; ++i)
            lines += counts[i];
        text.remove_prefix(rounds * sizeof(Sixteen));
    }
    for (std::size_t i = 0; i < text.size(); ++i)
        lines += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
    return lines;
}

/// Counts the cells of the rows of a sample under one delimiter.
struct SampleCount {
    std::map<std::size_t, int> rows_by_cells;
    int rows = 0;
    int quotes_closed = 0; ///< Cells in quotes from end to end.
    int quotes_stray = 0;  ///< Cells that begin with a quote and do not end with one.
};

SampleCount count_sample(std::string_view sample, char delimiter) {
    SampleCount count;
    std::size_t cells = 1;
    std::size_t i = 0;
    bool row_empty = true;
    const auto end_row = [&] {
        if (!row_empty) {
            ++count.rows_by_cells[cells];
            ++count.rows;
        }
        cells = 1;
        row_empty = true;
    };
    while (i < sample.size() && count.rows < sample_rows_max) {
        if (sample[i] == '"') {
            std::size_t close = i + 1;
            while (close < sample.size() && (sample[close] != '"' || (close + 1 < sample.size() &&
                                                                      sample[close + 1] == '"')))
                close += sample[close] == '"' ? 2 : 1;
            const bool ends_cell = close + 1 < sample.size() && (sample[close + 1] == delimiter ||
                                                                 is_line_break(sample[close + 1]));
            ++(ends_cell ? count.quotes_closed : count.quotes_stray);
            if (ends_cell)
                i = close + 1;
            row_empty = false;
        }
        while (i < sample.size() && sample[i] != delimiter && !is_line_break(sample[i])) {
            row_empty = false;
            ++i;
        }
        if (i < sample.size() && sample[i] == delimiter) {
            ++cells;
            row_empty = false;
        } else {
            end_row();
        }
        ++i;
    }
    return count;
}

/// How well a delimiter explains a sample: the share of rows with the commonest number of cells,
/// and more cells rather than fewer.
double delimiter_score(const SampleCount& count) {
    std::size_t cells = 0;
    int rows = 0;
    for (const auto& [c, r] : count.rows_by_cells)
        if (c > 1 && r >= rows) {
            cells = c;
            rows = r;
        }
    if (rows == 0)
        return 0;
    const double share = static_cast<double>(rows) / count.rows;
    return share * share * share * std::log(static_cast<double>(cells) + 1);
}

} // namespace

CsvDialect guess_dialect(std::string_view sample, std::optional<char> delimiter) {
    CsvDialect dialect;
    if (delimiter) {
        dialect.delimiter = *delimiter;
    } else if (sample.starts_with("sep=") && sample.size() > 5 && is_line_break(sample[5])) {
        dialect.delimiter = sample[4];
    } else {
        double best = 0;
        const auto consider = [&](std::string_view candidates) {
            for (const char candidate : candidates) {
                const double score = delimiter_score(count_sample(sample, candidate));
                if (score > best) {
                    best = score;
                    dialect.delimiter = candidate;
                }
            }
        };
        consider(",\t;|");
        // The seldom ones only where the usual ones do not cut the rows alike.
        if (best < 0.8)
            consider("%^~#");
    }
    const auto count = count_sample(sample, dialect.delimiter);
    const bool usual = dialect.delimiter == ',' || dialect.delimiter == ';';
    dialect.quotes = usual ? count.quotes_stray <= count.quotes_closed
                           : count.quotes_closed > 0 && count.quotes_stray <= count.quotes_closed;
    return dialect;
}

CsvReader::CsvReader(std::unique_ptr<ByteSource> utf8, CsvDialect dialect, std::int64_t byte_no)
    : m_source(std::move(utf8)),
      m_dialect(dialect),
      m_buffer(csv_buffer_bytes),
      m_byte_no(byte_no) {}

Unexpected<Error> CsvReader::failed(const char* key) const {
    return failure(ErrorCode::InvalidInput, key,
                   {{"row", std::to_string(m_row_no + 1)},
                    {"byte", std::to_string(m_byte_no + static_cast<std::int64_t>(m_begin) + 1)}});
}

/// Reads more behind m_end, moving the unread row to the front; false if there is no more.
Result<bool> CsvReader::fill() {
    if (m_ended)
        return false;
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_byte_no += static_cast<std::int64_t>(m_begin);
        m_end -= m_begin;
        m_begin = m_next = 0;
    }
    if (m_end == m_buffer.size()) {
        if (m_buffer.size() >= row_bytes_max)
            return failed(m_quote_open ? "tables.quote_unclosed" : "tables.row_too_long");
        m_buffer.resize(m_buffer.size() * 2);
    }
    const auto count = TRY(m_source->read(std::span(m_buffer).subspan(m_end)));
    m_ended = count == 0;
    m_end += count;
    return !m_ended;
}

/// From a quote at `position` to the delimiter or line break behind the cell; false if the buffer
/// ends before the cell is known to.
bool CsvReader::scan_quoted(std::size_t& position) const {
    const char* data = m_buffer.data();
    std::size_t p = position + 1;
    for (;;) {
        const auto* quote = static_cast<const char*>(std::memchr(data + p, '"', m_end - p));
        if (quote == nullptr)
            return false;
        p = static_cast<std::size_t>(quote - data) + 1;
        if (p == m_end && !m_ended)
            return false;
        if (p < m_end && data[p] == '"') {
            ++p;
            continue;
        }
        break;
    }
    position = static_cast<std::size_t>(cell_end(data + p, data + m_end, m_dialect.delimiter) - data);
    return true;
}

CsvReader::Scan CsvReader::scan_row() {
    m_raw_cells.clear();
    m_quote_open = false;
    const char* data = m_buffer.data();
    const char delimiter = m_dialect.delimiter;
    std::size_t p = m_begin;
    for (;;) {
        const std::size_t begin = p;
        const bool quoted = m_dialect.quotes && p < m_end && data[p] == '"';
        if (quoted) {
            if (!scan_quoted(p)) {
                m_quote_open = true;
                return Scan::NeedsMore;
            }
        } else {
            p = static_cast<std::size_t>(cell_end(data + p, data + m_end, delimiter) - data);
        }
        if (p == m_end && !m_ended)
            return Scan::NeedsMore;
        if (m_raw_cells.size() == columns_max)
            return Scan::TooManyColumns;
        m_raw_cells.push_back({begin, p, quoted});
        if (p < m_end && data[p] == delimiter) {
            ++p;
            continue;
        }
        break;
    }
    if (p < m_end && data[p] == '\r') {
        if (p + 1 == m_end && !m_ended)
            return Scan::NeedsMore;
        p += p + 1 < m_end && data[p + 1] == '\n' ? 2 : 1;
    } else if (p < m_end) {
        ++p;
    }
    m_next = p;
    return Scan::Complete;
}

/// The cell without its quotes, doubled ones made one in place: the row will not be read again.
std::string_view CsvReader::unquoted(const RawCell& cell) {
    char* data = m_buffer.data();
    std::size_t from = cell.begin + 1;
    const auto* first = static_cast<const char*>(std::memchr(data + from, '"', cell.end - from));
    if (first == data + cell.end - 1)
        return {data + from, cell.end - 1 - from};
    std::size_t to = from;
    bool inside = true;
    for (; from < cell.end; ++from) {
        if (inside && data[from] == '"') {
            if (from + 1 < cell.end && data[from + 1] == '"')
                ++from;
            else {
                inside = false;
                continue;
            }
        }
        data[to++] = data[from];
    }
    return {data + cell.begin + 1, to - cell.begin - 1};
}

void CsvReader::publish_cells() {
    const std::string_view row(m_buffer.data() + m_begin, m_next - m_begin);
    m_cells.clear();
    const bool blank = m_raw_cells.size() == 1 && m_raw_cells[0].begin == m_raw_cells[0].end;
    if (blank)
        return;
    if (!m_is_sound)
        m_is_sound = m_source == nullptr && is_sound({m_buffer.data() + m_begin, m_end - m_begin});
    const bool broken = !*m_is_sound && !is_sound(row);
    for (const auto& cell : m_raw_cells)
        m_cells.push_back(
            cell.quoted ? unquoted(cell)
                        : std::string_view(m_buffer.data() + cell.begin, cell.end - cell.begin));
    if (!broken)
        return;
    if (m_source != nullptr)
        m_mended.clear();
    for (auto& cell : m_cells)
        cell = m_mended.emplace_back(repair_thai(cell));
}

Result<bool> CsvReader::next(TableRow& row) {
    m_begin = m_next;
    for (;;) {
        const auto scan = m_begin == m_end ? Scan::NeedsMore : scan_row();
        if (scan == Scan::Complete)
            break;
        if (scan == Scan::TooManyColumns)
            return failed("tables.too_many_columns");
        if (TRY(fill()))
            continue;
        if (m_begin == m_end)
            return false;
        // The source ended within the row: what is there is the last one, unless a quote is open.
        if (scan_row() != Scan::Complete)
            return failed(m_quote_open ? "tables.quote_unclosed" : "tables.too_many_columns");
        break;
    }
    publish_cells();
    row.row_no = ++m_row_no;
    row.byte_no = m_byte_no + static_cast<std::int64_t>(m_begin) + 1;
    row.kind = RowKind::Data;
    row.cells = m_cells;
    return true;
}

/// Where the last row ends that is known to be whole, and how many rows there are; m_begin if there is none.
std::size_t CsvReader::whole_rows(std::int64_t& rows) {
    rows = 0;
    m_quote_open = false;
    const char* const data = m_buffer.data();
    const std::string_view unread(data + m_begin, m_end - m_begin);
    const bool has_quotes = m_dialect.quotes && unread.find('"') != std::string_view::npos;
    const auto last = has_quotes ? std::string_view::npos : unread.rfind('\n');
    if (last == std::string_view::npos) { // a line break may be none
        const auto begin = m_begin;
        auto found = Scan::Complete;
        while (m_begin < m_end && (found = scan_row()) == Scan::Complete) {
            m_begin = m_next;
            ++rows;
        }
        const auto end = std::exchange(m_begin, begin);
        return found == Scan::TooManyColumns ? m_end : end; // whoever cuts them tells it
    }
    const char* const end = unread.data() + last + 1;
    rows = lines_within({unread.data(), last + 1});
    return static_cast<std::size_t>(end - data);
}

Result<bool> CsvReader::give_rows(CsvReader& taker) {
    m_begin = m_next;
    std::int64_t rows = 0;
    std::size_t rows_end = m_begin;
    for (;;) {
        m_buffer.resize(std::max(m_buffer.size(), given_bytes));
        bool is_more = true;
        do
            is_more = TRY(fill());
        while (is_more && m_end < m_buffer.size());
        rows_end = whole_rows(rows);
        if (rows_end > m_begin)
            break;
        if (!is_more) { // the last row, or one that is broken
            rows_end = m_end;
            break;
        }
    }
    if (rows_end == m_begin)
        return false;
    taker.m_dialect = m_dialect;
    taker.m_buffer.swap(m_buffer);
    taker.m_begin = taker.m_next = m_begin;
    taker.m_end = rows_end;
    taker.m_ended = true;
    taker.m_byte_no = m_byte_no;
    taker.m_row_no = m_row_no;
    taker.m_mended.clear();
    taker.m_is_sound.reset();
    const auto rest = m_end - rows_end;
    m_buffer.resize(std::max(taker.m_buffer.size(), m_buffer.size()));
    std::copy_n(taker.m_buffer.data() + rows_end, rest, m_buffer.data());
    m_row_no += rows;
    m_byte_no += static_cast<std::int64_t>(rows_end);
    m_begin = m_next = 0;
    m_end = rest;
    return true;
}

} // namespace samatcha::tables
