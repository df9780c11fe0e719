#pragma once

// What a file says, read back by other programs, and what it ought to say.

#include "platform/documents/test_document.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::documents {

using PrintedLines = std::vector<std::string>;

inline std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

/// Without what line breaking adds or takes: Thai has no spaces between words. Digits as 0-9, as
/// the canonical text has them.
inline std::string without_blanks(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\n' && c != '\t' && c != '\f' && c != '\r')
            out += c;
    constexpr std::array<const char*, 10> thai{"๐", "๑", "๒", "๓", "๔", "๕", "๖", "๗", "๘", "๙"};
    for (std::size_t digit = 0; digit < thai.size(); ++digit)
        out = replaced(std::move(out), thai.at(digit), std::to_string(digit));
    return out;
}

inline PrintedLines split(const std::string& text, char at) {
    PrintedLines parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);)
        parts.push_back(part);
    return parts;
}

/// Title, headings, paragraphs with their numbers, notes and cells as they are to be read in a file
/// of Arabic digits in Thai, without blanks; made from the canonical text, not from what the files
/// are.
inline PrintedLines expected_lines(const Document& document) {
    PrintedLines lines;
    for (const auto& line : split(canonical_text(document), '\n')) {
        auto fields = split(line, '\t');
        fields.resize(std::max<std::size_t>(fields.size(), 3));
        if (fields[0] == "document")
            lines.push_back(fields[3]);
        else if (fields[0] == "section" && !fields[1].empty())
            lines.push_back("ภาคผนวก" + fields[1] + fields[2]);
        else if (fields[0] == "paragraph")
            lines.push_back(
                fields[1] +
                (fields[1].empty() || fields[1].find('.') != fields[1].npos ? "" : ".") +
                replaced(fields[2], "[#]", "(ข้อที่ไม่มีแล้ว)"));
        else if (fields[0] == "columns" || fields[0] == "row")
            lines.insert(lines.end(), fields.begin() + 1, fields.end());
        else
            lines.push_back(fields[1] + fields[2]);
    }
    for (auto& line : lines)
        line = without_blanks(line);
    lines.erase(std::remove(lines.begin(), lines.end(), ""), lines.end());
    return lines;
}

/// Whether the text consists of the lines, one after the other and nothing else; else the first
/// that is not where it should be.
inline std::string first_difference(std::string_view text, const PrintedLines& lines) {
    for (const auto& line : lines) {
        if (text.substr(0, line.size()) != line)
            return line + " <> " + std::string(text.substr(0, line.size()));
        text.remove_prefix(line.size());
    }
    return std::string(text);
}

/// A folder that goes away with it.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "samatcha-documents-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        m_path = name;
    }
    ~ScratchFolder() { std::filesystem::remove_all(m_path); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    std::string file(const std::string& name, const std::string& bytes) const {
        const auto path = (m_path / name).string();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    std::string path(const std::string& name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

/// What a command of another program writes.
inline std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    REQUIRE(pipe);
    std::string out;
    std::array<char, 4096> buffer;
    while (const auto count = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
        out.append(buffer.data(), count);
    return out;
}

} // namespace samatcha::documents
