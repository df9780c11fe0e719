#include "platform/documents/document.hpp"

#include "base/thai_text.hpp"
#include "platform/documents/numbering.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>

namespace samatcha::documents {

namespace {

bool is_printable(std::string_view text) {
    return is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return (byte < 0x20 && c != '\n') || byte == 0x7F;
           });
}

bool is_printable(const std::vector<std::string>& texts) {
    return std::all_of(texts.begin(), texts.end(),
                       [](const auto& text) { return is_printable(text); });
}

Result<void> check_paragraphs(const std::vector<Paragraph>& paragraphs) {
    std::set<std::int64_t> keys;
    int level_before = -1;
    for (const auto& each : paragraphs) {
        if (each.text.empty())
            return failure(ErrorCode::InvalidInput, "documents.paragraph_empty");
        if (!is_printable(each.text) || !is_printable(each.note))
            return failure(ErrorCode::InvalidInput, "documents.text_broken");
        if (each.key != 0 && !keys.insert(each.key).second)
            return failure(ErrorCode::InvalidInput, "documents.key_twice");
        if (each.kind != ParagraphKind::Numbered)
            continue;
        if (each.level < 0 || each.level > level_max || each.level > level_before + 1)
            return failure(ErrorCode::InvalidInput, "documents.level_skipped");
        level_before = each.level;
    }
    return {};
}

Result<void> check_table(const DocumentTable& table) {
    for (const auto& column : table.columns)
        if (!is_printable(column.heading) || column.share < 1)
            return failure(ErrorCode::InvalidInput, "documents.text_broken");
    for (const auto& row : table.rows) {
        if (row.size() != table.columns.size())
            return failure(ErrorCode::InvalidInput, "documents.row_wrong");
        if (!is_printable(row))
            return failure(ErrorCode::InvalidInput, "documents.text_broken");
    }
    return {};
}

Result<void> check_section(const Section& section) {
    if (!is_printable(section.heading))
        return failure(ErrorCode::InvalidInput, "documents.text_broken");
    TRY(check_paragraphs(section.paragraphs));
    return check_table(section.table);
}

/// Lines of fields, neither of which a text can look like.
class CanonicalLines {
public:
    void add(std::string_view kind, std::initializer_list<std::string_view> fields) {
        m_text += kind;
        for (const auto field : fields)
            add_field(field);
        m_text += '\n';
    }
    void add(std::string_view kind, const std::vector<std::string>& fields) {
        m_text += kind;
        for (const auto& field : fields)
            add_field(field);
        m_text += '\n';
    }
    std::string text() && { return std::move(m_text); }

private:
    void add_field(std::string_view field) {
        m_text += '\t';
        for (std::size_t i = 0; i < field.size(); ++i) {
            const char c = field[i];
            if (c == '\\')
                m_text += "\\\\";
            else if (c == '\n')
                m_text += "\\n";
            else if (is_thai_digit(field.substr(i))) {
                m_text +=
                    static_cast<char>('0' + (static_cast<unsigned char>(field[i + 2]) - 0x90));
                i += 2;
            } else
                m_text += c;
        }
    }
    /// U+0E50 to U+0E59.
    static bool is_thai_digit(std::string_view text) {
        return text.starts_with("\xE0\xB9") && text.size() > 2 &&
               static_cast<unsigned char>(text[2]) >= 0x90 &&
               static_cast<unsigned char>(text[2]) <= 0x99;
    }
    std::string m_text;
};

void add_section(CanonicalLines& lines, const NumberedSection& section) {
    const auto annex_no = section.annex_no == 0 ? "" : std::to_string(section.annex_no);
    lines.add("section", {annex_no, section.source->heading});
    for (const auto& paragraph : section.paragraphs) {
        lines.add("paragraph", {number_text(paragraph.number, Digits::Arabic),
                                text_of(paragraph.pieces, Digits::Arabic, "[#]")});
        if (!paragraph.source->note.empty())
            lines.add("note", {paragraph.source->note});
    }
    const auto& table = section.source->table;
    if (table.columns.empty())
        return;
    std::vector<std::string> headings;
    for (const auto& column : table.columns)
        headings.push_back(column.heading);
    lines.add("columns", headings);
    for (const auto& row : table.rows)
        lines.add("row", row);
}

} // namespace

Result<void> check(const Document& document) {
    if (document.title.empty())
        return failure(ErrorCode::InvalidInput, "documents.title_missing");
    if (!is_printable(document.title) || !is_printable(document.running_head) ||
        !is_printable(document.verify_at) || !is_printable(document.subtitle))
        return failure(ErrorCode::InvalidInput, "documents.text_broken");
    for (const auto* sections : {&document.body, &document.annexes})
        for (const auto& section : *sections)
            TRY(check_section(section));
    return {};
}

std::string canonical_text(const Document& document) {
    CanonicalLines lines;
    lines.add("document", {"1", document.running_head, document.title});
    for (const auto& line : document.subtitle)
        lines.add("subtitle", {line});
    for (const auto& section : numbered(document))
        add_section(lines, section);
    return std::move(lines).text();
}

std::string text_hash(const Document& document) {
    const auto text = canonical_text(document);
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

} // namespace samatcha::documents
