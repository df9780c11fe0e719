#include "platform/tables/header.hpp"

#include "base/thai_text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace samatcha::tables {

namespace {

/// Words that names of columns hold, and values hardly ever do.
constexpr std::string_view header_words[] = {
    "ชื่อ",       "สกุล",      "นามสกุล",   "คำนำหน้า",   "เลข",       "รหัส",     "บัตร",    "วันเกิด",
    "เกิด",      "เพศ",      "ที่อยู่",      "บ้านเลข",    "ตำบล",      "อำเภอ",   "จังหวัด",  "หมู่",
    "ถนน",      "โรงเรียน",  "สถานศึกษา", "ชั้น",        "ห้อง",       "บิดา",     "มารดา",  "ผู้ปกครอง",
    "โทร",      "สัญชาติ",    "ศาสนา",    "ลำดับ",      "ที่",         "สถานะ",   "วันที่",    "หมายเหตุ",
    "อายุ",      "ประเภท",   "หน่วย",     "ปี",         "แขวง",      "เขต",     "ไปรษณีย์", "น้ำหนัก",
    "ส่วนสูง",    "ความพิการ", "ด้อยโอกาส", "ปัญหา",      "ครัวเรือน",   "id",      "no",     "code",
    "name",     "surname",  "title",    "sex",       "gender",    "birth",   "dob",    "date",
    "address",  "province", "district", "amphur",    "tambon",    "village", "postal", "post",
    "zip",      "phone",    "tel",      "school",    "grade",     "class",   "father", "mother",
    "guardian", "nation",   "status",   "type",      "cid",       "pid",     "hn",     "hospcode",
    "fname",    "lname",    "mname",    "prename",   "discharge", "update",  "race",   "religion",
    "age",      "house",    "moo",      "household", "person",    "record",  "number", "year",
    "month",    "remark",   "level"};

constexpr std::string_view total_words[] = {"รวม",        "รวมทั้งสิ้น",     "รวมทั้งหมด",  "ยอดรวม",
                                            "ยอดรวมทั้งสิ้น", "จำนวนรวม",    "จำนวนทั้งสิ้น", "ผลรวม",
                                            "total",      "grand total", "sum",       "subtotal"};

constexpr std::string_view remark_words[] = {
    "หมายเหตุ", "ที่มา",  "ผู้รายงาน", "ผู้จัดทำ", "ลงชื่อ",    "ข้อมูล ณ", "พิมพ์เมื่อ",  "พิมพ์วันที่",
    "วันที่พิมพ์",  "หน้า ", "หน้าที่",    "note:", "source:", "remark", "printed", "page "};

std::string_view trimmed_cell(std::string_view text) {
    for (;;) {
        if (text.empty())
            return text;
        if (static_cast<unsigned char>(text.front()) <= 0x20)
            text.remove_prefix(1);
        else if (text.starts_with("\xC2\xA0"))
            text.remove_prefix(2);
        else
            break;
    }
    for (;;) {
        if (static_cast<unsigned char>(text.back()) <= 0x20)
            text.remove_suffix(1);
        else if (text.ends_with("\xC2\xA0"))
            text.remove_suffix(2);
        else
            return text;
        if (text.empty())
            return text;
    }
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

enum class WordEnd { Required, Open };

bool begins_with(std::string_view text, std::string_view lower_word) {
    if (text.size() < lower_word.size())
        return false;
    for (std::size_t i = 0; i < lower_word.size(); ++i) {
        const char c = text[i];
        if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != lower_word[i])
            return false;
    }
    return true;
}

template <std::size_t N>
bool begins_with_word_of(const std::string_view (&words)[N], std::string_view text, WordEnd end) {
    for (const auto word : words) {
        if (!begins_with(text, word))
            continue;
        if (end == WordEnd::Open || text.size() == word.size())
            return true;
        const char behind = text[word.size()];
        if (behind == ' ' || behind == ':' || (behind >= '0' && behind <= '9'))
            return true;
    }
    return false;
}

/// Whether a text is a value by its form: a number, a date, an identity number.
bool is_numeric(std::string_view text) {
    const auto digits = ascii_digits(text);
    std::size_t count = 0;
    for (const char c : digits) {
        if (c >= '0' && c <= '9')
            ++count;
        else if (std::string_view(" .,/-:+'%GE").find(c) == std::string_view::npos)
            return false;
    }
    return count > 0;
}

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Thai words may stand anywhere in a header; English ones must be whole ("no" is not in "note").
bool has_header_word(std::string_view cell) {
    if (cell.size() > 120)
        return false;
    const auto text = lower_case(cell);
    for (const auto word : header_words)
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
            if (!is_ascii_letter(word[0]))
                return true;
            const auto end = at + word.size();
            if ((at == 0 || !is_ascii_letter(text[at - 1])) &&
                (end == text.size() || !is_ascii_letter(text[end])))
                return true;
        }
    return false;
}

/// What a row holds, as far as it matters to the header.
struct RowShape {
    std::size_t filled = 0;
    std::size_t numeric = 0;
    std::size_t worded = 0; ///< Cells with a word of headers.
    bool repeats = false;   ///< A text stands there twice.
    bool lengthy = false;   ///< A text longer than any column's name.
};

RowShape shape_of(const RowTexts& row) {
    RowShape shape;
    std::set<std::string_view> seen;
    for (const auto& cell : row) {
        const auto text = trimmed_cell(cell);
        if (text.empty())
            continue;
        ++shape.filled;
        shape.numeric += is_numeric(text) ? 1 : 0;
        shape.worded += has_header_word(text) ? 1 : 0;
        shape.repeats |= !seen.insert(text).second;
        shape.lengthy |= text.size() > 400;
    }
    return shape;
}

std::size_t columns_of(std::span<const RowTexts> rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        std::size_t width = row.size();
        while (width > 0 && trimmed_cell(row[width - 1]).empty())
            --width;
        if (width > 0)
            widths.push_back(width);
    }
    if (widths.empty())
        return 0;
    // Most rows are data; the upper quartile leaves titles and a few overlong rows aside.
    std::sort(widths.begin(), widths.end());
    return widths[widths.size() * 3 / 4];
}

/// Whether a column's values are of another kind than the text above them: numbers, Thai below
/// Latin, or a few words over and over of which it is none.
bool is_unlike_below(std::string_view above, std::span<const RowTexts> below, std::size_t column) {
    const auto is_latin = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
    };
    std::size_t filled = 0, numeric = 0, latin = 0;
    std::set<std::string_view> distinct;
    for (const auto& row : below) {
        const auto text = column < row.size() ? trimmed_cell(row[column]) : std::string_view{};
        if (text.empty())
            continue;
        ++filled;
        numeric += is_numeric(text) ? 1 : 0;
        latin += is_latin(text) ? 1 : 0;
        distinct.insert(text);
    }
    if (filled == 0)
        return false;
    return numeric * 10 >= filled * 7 || (filled >= 3 && is_latin(above) && latin * 5 <= filled) ||
           (filled >= 8 && distinct.size() * 4 <= filled && !distinct.contains(above));
}

std::size_t columns_unlike_below(std::span<const RowTexts> rows, std::size_t row) {
    std::size_t columns = 0;
    for (std::size_t c = 0; c < rows[row].size(); ++c) {
        const auto text = trimmed_cell(rows[row][c]);
        if (!text.empty() && !is_numeric(text) && is_unlike_below(text, rows.subspan(row + 1), c))
            ++columns;
    }
    return columns;
}

/// Whether `below` names columns under the groups that `above` names.
bool is_second_header_row(const RowTexts& above, const RowTexts& below) {
    const auto shape = shape_of(below);
    if (shape.filled == 0 || shape.numeric > 0 || shape.worded == 0)
        return false;
    std::size_t under_nothing = 0, under_other = 0;
    for (std::size_t c = 0; c < below.size(); ++c) {
        const auto text = trimmed_cell(below[c]);
        if (text.empty())
            continue;
        const auto group = c < above.size() ? trimmed_cell(above[c]) : std::string_view{};
        under_nothing += group.empty() ? 1 : 0;
        under_other += !group.empty() && group != text ? 1 : 0;
    }
    // A group covers its first column and at least one more that is blank above.
    return under_nothing > 0 && under_nothing >= under_other && shape.worded * 2 >= shape.filled;
}

} // namespace

HeaderGuess guess_header(std::span<const RowTexts> first_rows) {
    const auto columns = columns_of(first_rows);
    for (std::size_t i = 0; i < first_rows.size() && columns > 0; ++i) {
        const auto shape = shape_of(first_rows[i]);
        const bool wide = shape.filled * 2 >= columns && (shape.filled > 1 || columns == 1);
        if (!wide || shape.lengthy)
            continue;
        const bool few_numbers = shape.numeric * 4 <= shape.filled;
        const bool worded = shape.worded * 10 >= shape.filled * 3;
        const bool named = few_numbers && worded && (shape.worded >= 2 || columns == 1);
        const bool unlike_below = shape.numeric == 0 && !shape.repeats &&
                                  shape.filled * 10 >= columns * 6 &&
                                  columns_unlike_below(first_rows, i) > 0;
        if (!named && !unlike_below)
            return {}; // The first full row is no header, so the data has begun.
        const bool grouped =
            i + 2 < first_rows.size() && is_second_header_row(first_rows[i], first_rows[i + 1]);
        return {grouped ? i + 1 : i, grouped ? 2 : 1};
    }
    return {};
}

std::vector<std::string> column_names(const RowTexts& header, const RowTexts* groups,
                                      std::size_t columns) {
    std::vector<std::string> names;
    std::set<std::string> taken;
    std::string group;
    columns = std::max(columns, header.size());
    for (std::size_t c = 0; c < columns; ++c) {
        auto name = c < header.size() ? repair_thai(header[c]) : std::string{};
        if (groups != nullptr) {
            const auto above = c < groups->size() ? repair_thai((*groups)[c]) : std::string{};
            if (!above.empty())
                group = above;
            if (name.empty())
                name = above;
            else if (!group.empty() && name != group)
                name = group + " " + name;
        }
        if (name.empty())
            name = std::to_string(c + 1);
        auto distinct = name;
        for (int n = 2; !taken.insert(distinct).second; ++n)
            distinct = name + " (" + std::to_string(n) + ")";
        names.push_back(std::move(distinct));
    }
    return names;
}

bool is_blank_row(std::span<const std::string_view> cells) {
    return std::all_of(cells.begin(), cells.end(),
                       [](std::string_view cell) { return trimmed_cell(cell).empty(); });
}

RowKind kind_of_row(std::span<const std::string_view> cells, std::size_t columns,
                    std::string_view first_header_cell) {
    std::size_t first = 0;
    std::string_view text;
    while (first < cells.size() && (text = trimmed_cell(cells[first])).empty())
        ++first;
    if (text.empty() || columns < 2)
        return RowKind::Data;
    if (first == 0 && text == first_header_cell && cells.size() > 1)
        return RowKind::Remark;
    // Nearly every data row begins with a number, a code or a name, and is done here.
    const bool total = begins_with_word_of(total_words, text, WordEnd::Required);
    if (!total && !begins_with_word_of(remark_words, text, WordEnd::Open))
        return RowKind::Data;
    std::size_t filled = 0, words = 0;
    for (const auto& cell : cells.subspan(first)) {
        const auto t = trimmed_cell(cell);
        filled += t.empty() ? 0 : 1;
        words += !t.empty() && !is_numeric(t) ? 1 : 0;
    }
    if (total)
        return words == 1 || (words <= 3 && filled * 2 <= columns + 1) ? RowKind::Total
                                                                       : RowKind::Data;
    return filled <= 2 && columns >= 3 ? RowKind::Remark : RowKind::Data;
}

} // namespace samatcha::tables
