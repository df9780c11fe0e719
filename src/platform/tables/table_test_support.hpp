#pragma once

// For this module's tests only.
#include "platform/tables/table.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

namespace samatcha::tables {

inline std::string joined(std::span<const std::string_view> cells) {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        out += i == 0 ? "" : " | ";
        for (const char c : cells[i])
            out += c == '\n' ? std::string("⏎") : std::string(1, c);
    }
    return out;
}

/// A table as the files expected.txt in tests/tables write it.
inline std::string described(Table& table) {
    const auto& profile = table.profile();
    const char* const encodings[] = {"utf8", "utf16le", "utf16be", "windows874"};
    std::string out =
        profile.format == TableFormat::Csv
            ? std::string("csv ") + encodings[static_cast<int>(profile.encoding)] + " delimiter " +
                  (profile.delimiter == '\t' ? "\\t" : std::string(1, profile.delimiter))
            : "xlsx sheet " + profile.sheet;
    out += " header " + std::to_string(profile.header_row);
    out += profile.header_rows == 2 ? " of 2 rows\n" : "\n";
    for (const auto& title : profile.titles)
        out += "title: " + title + "\n";
    out += "columns: " +
           joined(std::vector<std::string_view>(profile.columns.begin(), profile.columns.end())) +
           "\n";
    TableRow row;
    for (;;) {
        const auto more = table.next(row);
        if (!more.has_value())
            return out + "error " + more.error().key + "\n";
        if (!*more)
            return out;
        const char* const kinds[] = {"data ", "total ", "remark "};
        out += kinds[static_cast<int>(row.kind)] + std::to_string(row.row_no) + ": " +
               joined(row.cells) + "\n";
    }
}

inline std::string gzipped(std::string_view text) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

} // namespace samatcha::tables
