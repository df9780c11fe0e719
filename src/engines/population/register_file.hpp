#pragma once

#include "engines/population/register_row.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace samatcha::population {

enum class FileEncoding { Utf8, Utf8WithMark, Utf16, Windows874 };

/// How one register's file looks: what an office's export writes around and into its rows.
struct RegisterFile {
    using CellWriter = void (*)(const Population&, const RegisterRow&, std::string& cell);
    struct Column {
        std::string_view header;
        CellWriter write;
    };

    std::string name; ///< Without extension: civil, school, school_private, health, ...
    Register source = Register::Civil;
    std::string extension; ///< csv or txt.
    char delimiter = ',';
    FileEncoding encoding = FileEncoding::Utf8;
    std::vector<std::string> titles; ///< Rows of one cell above the header.
    std::vector<Column> columns;
    bool has_total = false; ///< A last row that counts the others.
};

/// The files of the plan: civil, school (one, or one for each reporting authority), health,
/// welfare.
std::vector<RegisterFile> register_files(const Plan&);

/// Position in register_files() of the file that this row goes to.
std::size_t file_of(const Plan&, const RegisterRow&);

/// Text of a file in its encoding, without byte order mark. What Windows-874 lacks becomes '?'.
std::string encoded(std::string_view utf8, FileEncoding);

} // namespace samatcha::population
