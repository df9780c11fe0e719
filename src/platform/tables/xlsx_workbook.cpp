#include "platform/tables/xlsx_workbook.hpp"

#include "platform/tables/xml_reader.hpp"

#include <charconv>
#include <map>
#include <utility>

namespace samatcha::tables {

namespace {

constexpr std::size_t small_part_bytes_max = 16 * 1024 * 1024;
constexpr std::size_t shared_string_bytes_max = 1024 * 1024;
constexpr std::size_t shared_strings_bytes_max = 256 * 1024 * 1024;

int integer_of(std::string_view text, int otherwise = 0) {
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

struct Relationship {
    std::string type; ///< The last part of its address: "worksheet".
    std::string target;
};

class RelationshipsReader final : public XmlReader {
public:
    std::map<std::string, Relationship, std::less<>> by_id;

private:
    void on_start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship" || attributes["TargetMode"] == "External")
            return;
        const auto type = attributes["Type"];
        by_id.insert_or_assign(std::string(attributes["Id"]),
                               Relationship{std::string(type.substr(type.rfind('/') + 1)),
                                            std::string(attributes["Target"])});
    }
    void on_end(std::string_view) override {}
};

class WorkbookReader final : public XmlReader {
public:
    struct Entry {
        std::string name, relationship;
        bool visible;
    };
    std::vector<Entry> entries;
    bool from_1904 = false;

private:
    void on_start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "sheet") {
            const auto state = attributes["state"];
            entries.push_back({std::string(attributes["name"]), std::string(attributes["id"]),
                               state.empty() || state == "visible"});
        } else if (name == "workbookPr") {
            const auto value = attributes["date1904"];
            from_1904 = value == "1" || value == "true" || value == "on";
        }
    }
    void on_end(std::string_view) override {}
};

class StylesReader final : public XmlReader {
public:
    std::vector<NumberStyle> cell_styles;

private:
    void on_start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "numFmt") {
            m_formats[integer_of(attributes["numFmtId"])] =
                style_of_format(attributes["formatCode"]);
        } else if (name == "cellXfs") {
            m_in_cell_formats = true;
        } else if (name == "xf" && m_in_cell_formats) {
            const int id = integer_of(attributes["numFmtId"]);
            const auto custom = m_formats.find(id);
            cell_styles.push_back(custom != m_formats.end() ? custom->second
                                                            : style_of_builtin(id));
        }
    }
    void on_end(std::string_view name) override {
        if (name == "cellXfs")
            m_in_cell_formats = false;
    }
    std::map<int, NumberStyle> m_formats;
    bool m_in_cell_formats = false;
};

/// Shared strings (ECMA-376 part 1, 18.4.9): the texts of all runs, without phonetic hints.
class SharedStringsReader final : public XmlReader {
public:
    TextStore texts;

private:
    void on_start(std::string_view name, const XmlAttributes&) override {
        if (name == "si")
            m_text.clear();
        else if (name == "rPh")
            ++m_phonetic;
        else if (name == "t")
            m_in_text = m_phonetic == 0;
    }
    void on_end(std::string_view name) override {
        if (name == "t") {
            m_in_text = false;
        } else if (name == "rPh") {
            --m_phonetic;
        } else if (name == "si") {
            texts.add(m_text.find("_x") == std::string::npos ? m_text : without_escapes(m_text));
            if (texts.bytes() > shared_strings_bytes_max)
                stop({ErrorCode::TooLarge, "tables.xlsx_bomb"});
        }
    }
    void on_text(std::string_view text) override {
        if (m_in_text)
            m_text.append(text);
        if (m_text.size() > shared_string_bytes_max)
            stop({ErrorCode::TooLarge, "tables.xlsx_bomb"});
    }
    std::string m_text;
    int m_phonetic = 0;
    bool m_in_text = false;
};

Unexpected<Error> not_a_workbook(ZipArchive& zip) {
    const auto mimetype = zip.text_of("mimetype", 200);
    const char* key = "tables.is_zip";
    if (mimetype.has_value() && mimetype->find("opendocument") != std::string::npos)
        key = "tables.is_opendocument";
    else if (zip.contains("word/document.xml"))
        key = "tables.is_word";
    else if (zip.contains("xl/workbook.bin"))
        key = "tables.is_binary_excel";
    return failure(ErrorCode::Unsupported, key);
}

Result<std::map<std::string, Relationship, std::less<>>> relationships_of(ZipArchive& zip,
                                                                          std::string_view part) {
    const auto slash = part.rfind('/');
    const auto folder = slash == std::string_view::npos ? "" : part.substr(0, slash + 1);
    const auto file = slash == std::string_view::npos ? part : part.substr(slash + 1);
    const auto xml = TRY(zip.text_of(std::string(folder) + "_rels/" + std::string(file) + ".rels",
                                     small_part_bytes_max));
    RelationshipsReader reader;
    if (!xml.empty())
        TRY(reader.feed(xml, true));
    return std::move(reader.by_id);
}

Result<std::string> part_of_type(ZipArchive& zip, std::string_view part, std::string_view type) {
    for (const auto& [id, relationship] : TRY(relationships_of(zip, part)))
        if (relationship.type == type)
            return resolved_path(part, relationship.target);
    return std::string{};
}

} // namespace

std::string without_escapes(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        const auto hex = text.substr(i).size() >= 7 ? text.substr(i + 2, 4) : std::string_view{};
        const bool escape =
            text[i] == '_' && hex.size() == 4 && text[i + 1] == 'x' && text[i + 6] == '_' &&
            std::from_chars(hex.data(), hex.data() + 4, code, 16).ptr == hex.data() + 4;
        if (!escape || code == 0 || code > 0x7F) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(code);
        i += 6;
    }
    return out;
}

std::string resolved_path(std::string_view base_part, std::string_view target) {
    if (target.starts_with('/'))
        return std::string(target.substr(1));
    auto folder = base_part.substr(
        0, base_part.rfind('/') == std::string_view::npos ? 0 : base_part.rfind('/'));
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        folder =
            folder.substr(0, folder.rfind('/') == std::string_view::npos ? 0 : folder.rfind('/'));
    }
    if (target.starts_with("./"))
        target.remove_prefix(2);
    return folder.empty() ? std::string(target) : std::string(folder) + "/" + std::string(target);
}

Result<XlsxWorkbook> read_workbook(ZipArchive& zip) {
    auto path = TRY(part_of_type(zip, "", "officeDocument"));
    if (path.empty() && zip.contains("xl/workbook.xml"))
        path = "xl/workbook.xml";
    if (path.empty() || path.ends_with(".bin") || path.find("word/") != std::string::npos ||
        !zip.contains(path))
        return not_a_workbook(zip);

    XlsxWorkbook workbook;
    WorkbookReader reader;
    TRY(reader.feed(TRY(zip.text_of(path, small_part_bytes_max)), true));
    workbook.from_1904 = reader.from_1904;
    const auto relationships = TRY(relationships_of(zip, path));
    for (auto& entry : reader.entries) {
        const auto found = relationships.find(entry.relationship);
        if (found != relationships.end() && found->second.type == "worksheet")
            workbook.sheets.push_back(
                {std::move(entry.name), resolved_path(path, found->second.target), entry.visible});
    }
    if (workbook.sheets.empty())
        return not_a_workbook(zip);
    for (const auto& [id, relationship] : relationships) {
        const auto part = resolved_path(path, relationship.target);
        if (relationship.type == "styles" && zip.contains(part)) {
            StylesReader styles;
            TRY(styles.feed(TRY(zip.text_of(part, small_part_bytes_max)), true));
            workbook.styles = std::move(styles.cell_styles);
        } else if (relationship.type == "sharedStrings" && zip.contains(part)) {
            SharedStringsReader strings;
            auto entry = TRY(zip.entry(part));
            std::vector<char> piece(64 * 1024);
            std::size_t count = 0;
            do {
                count = TRY(entry.read(piece));
                TRY(strings.feed({piece.data(), count}, count == 0));
            } while (count > 0);
            workbook.shared_strings = std::move(strings.texts);
        }
    }
    return workbook;
}

} // namespace samatcha::tables
