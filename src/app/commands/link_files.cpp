#include "app/commands/link_files.hpp"

#include "base/thai_text.hpp"
#include "platform/tables/byte_source.hpp"
#include "platform/tables/text_encoding.hpp"

#include <algorithm>
#include <unordered_set>

namespace samatcha::app {

namespace {

std::string_view link_trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// Reads the whole file as UTF-8.
Result<std::string> link_file_text(const std::filesystem::path& path) {
    auto source = TRY(tables::open_file(path));
    std::string text;
    std::string buffer(1U << 20U, '\0');
    while (true) {
        const auto count = TRY(source->read(buffer));
        if (count == 0)
            break;
        text.append(buffer, 0, count);
    }
    const auto guess = TRY(tables::guess_encoding(std::string_view(text).substr(0, 1U << 20U)));
    if (guess.encoding == tables::TextEncoding::Utf8)
        return text.erase(0, guess.mark_bytes);
    auto decoded = tables::utf8_source(
        std::make_unique<tables::MemorySource>(std::string_view(text).substr(guess.mark_bytes)), guess.encoding);
    std::string utf8;
    while (const auto count = TRY(decoded->read(buffer)))
        utf8.append(buffer, 0, count);
    return utf8;
}

/// Cuts delimited text into rows; quotes as in RFC 4180, also after a blank.
class LinkRows {
public:
    LinkRows(std::string_view text, char delimiter) : m_text(text), m_delimiter(delimiter) {}

    bool next(std::vector<std::string_view>& cells) {
        cells.clear();
        m_unquoted.clear();
        if (m_at >= m_text.size())
            return false;
        while (true) {
            cells.push_back(cell());
            if (m_at >= m_text.size() || m_text[m_at] != m_delimiter)
                break;
            ++m_at;
        }
        if (m_at < m_text.size() && m_text[m_at] == '\r')
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '\n')
            ++m_at;
        return true;
    }

private:
    std::string_view cell() {
        auto start = m_at;
        while (start < m_text.size() && m_text[start] == ' ')
            ++start;
        if (start < m_text.size() && m_text[start] == '"')
            return quoted(start + 1);
        start = m_at;
        while (m_at < m_text.size() && m_text[m_at] != m_delimiter && m_text[m_at] != '\n')
            ++m_at;
        return m_text.substr(start, m_at - start);
    }

    std::string_view quoted(std::size_t start) {
        m_at = start;
        std::string* copy = nullptr;
        auto piece = start;
        while (m_at < m_text.size()) {
            if (m_text[m_at] != '"') {
                ++m_at;
                continue;
            }
            if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != '"')
                break;
            if (copy == nullptr)
                copy = m_unquoted.emplace_back(std::make_unique<std::string>()).get();
            copy->append(m_text.substr(piece, m_at + 1 - piece));
            m_at += 2;
            piece = m_at;
        }
        const auto last = m_text.substr(piece, m_at - piece);
        while (m_at < m_text.size() && m_text[m_at] != m_delimiter && m_text[m_at] != '\n')
            ++m_at;
        if (copy == nullptr)
            return last;
        return copy->append(last);
    }

    std::string_view m_text;
    char m_delimiter;
    std::size_t m_at = 0;
    std::vector<std::unique_ptr<std::string>> m_unquoted;
};

char link_delimiter_of(std::string_view text) {
    const auto line = text.substr(0, text.find('\n'));
    char best = ',';
    for (const char c : {'\t', ';', '|'})
        if (std::count(line.begin(), line.end(), c) > std::count(line.begin(), line.end(), best))
            best = c;
    return best;
}

} // namespace

Result<LinkInput> read_link_file(const LinkSpecFile& spec) {
    const auto text = TRY(link_file_text(spec.path));
    LinkRows rows(text, spec.delimiter.value_or(link_delimiter_of(text)));
    std::vector<std::string_view> cells;
    std::vector<std::string> header;
    bool more = rows.next(cells);
    for (std::size_t i = 0; i < cells.size(); ++i)
        header.emplace_back(spec.header ? std::string(link_trimmed(cells[i])) : std::to_string(i + 1));
    if (spec.header)
        more = rows.next(cells);
    if (!more)
        return failure(ErrorCode::InvalidInput, "link.no_rows", {{"file", spec.name}});
    const auto position = [&](const std::string& column) -> Result<std::size_t> {
        const auto found = std::find(header.begin(), header.end(), column);
        if (found == header.end())
            return failure(ErrorCode::InvalidInput, "link.column_missing",
                           {{"file", spec.name}, {"column", column}});
        return static_cast<std::size_t>(found - header.begin());
    };
    LinkInput input;
    input.file.name = spec.name;
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < header.size(); ++i)
        if (const auto found = spec.columns.find(header[i]); found != spec.columns.end()) {
            input.file.columns.emplace_back(found->second, found->first);
            positions.push_back(i);
        }
    for (const auto& [column, meaning] : spec.columns)
        TRY(position(column));
    const auto id = spec.id.empty() ? header.size() : TRY(position(spec.id));
    std::unordered_set<std::string> ids;
    for (; more; more = rows.next(cells)) {
        if (cells.size() == 1 && link_trimmed(cells[0]).empty())
            continue;
        for (std::size_t c = 0; c < positions.size(); ++c)
            input.file.columns[c].append(positions[c] < cells.size() ? cells[positions[c]] : std::string_view());
        input.ids.emplace_back(id < cells.size() ? std::string(link_trimmed(cells[id]))
                                                 : std::to_string(input.ids.size() + 1));
        input.duplicate_ids += !ids.insert(input.ids.back()).second;
    }
    return input;
}

} // namespace samatcha::app
