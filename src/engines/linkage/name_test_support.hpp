#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <unicode/unistr.h>
#include <vector>

namespace samatcha::linkage {

/// Rows of a table in tests/names: cells by tab, # comments out.
inline std::vector<std::vector<std::string>> name_table(const std::string& name) {
    std::ifstream file("tests/names/" + name);
    REQUIRE_MESSAGE(file.good(), "run from the project's folder: tests/names/", name);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#'))
            continue;
        std::vector<std::string> cells(1);
        for (const char c : line)
            if (c == '\t')
                cells.emplace_back();
            else
                cells.back().push_back(c);
        rows.push_back(std::move(cells));
    }
    REQUIRE(rows.size() > 5);
    return rows;
}

inline std::string utf8(std::u16string_view text) {
    std::string out;
    icu::UnicodeString(text.data(), static_cast<int32_t>(text.size())).toUTF8String(out);
    return out;
}

/// Picks made by rapidcheck to a text of these letters.
inline std::u16string text_of(const std::vector<int>& picks, std::u16string_view letters) {
    std::u16string text;
    for (const int pick : picks)
        text.push_back(letters[static_cast<std::size_t>(std::abs(pick % static_cast<int>(letters.size())))]);
    return text;
}

} // namespace samatcha::linkage
