#pragma once

#include "engines/linkage/linkage.hpp"
#include "platform/tables/table.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha::people {

/// The columns of synth1m and of the registers that `samatcha generate` writes, by their heads.
inline bool meaning_of(std::string_view head, linkage::Meaning& meaning) {
    using linkage::Meaning;
    static const std::vector<std::pair<std::string_view, Meaning>> known = {
        {"first_name", Meaning::GivenName}, {"surname", Meaning::Surname}, {"dob", Meaning::BirthDate},
        {"postcode_fake", Meaning::Postcode}, {"birth_place", Meaning::Place}, {"occupation", Meaning::Category},
        {"เลขประจำตัวประชาชน", Meaning::NationalId}, {"เลขประจำตัวประชาชน/G-Code", Meaning::NationalId},
        {"CID", Meaning::NationalId}, {"ชื่อตัว", Meaning::GivenName}, {"ชื่อ", Meaning::GivenName},
        {"NAME", Meaning::GivenName}, {"ชื่อสกุล", Meaning::Surname}, {"นามสกุล", Meaning::Surname},
        {"LNAME", Meaning::Surname}, {"เพศ", Meaning::Sex}, {"SEX", Meaning::Sex},
        {"วันเดือนปีเกิด", Meaning::BirthDate}, {"วันเกิด", Meaning::BirthDate}, {"BIRTH", Meaning::BirthDate},
        {"รหัสตำบล", Meaning::AreaCode}, {"TAMBON", Meaning::AreaCode}, {"ชื่อบิดา", Meaning::GuardianName},
        {"ชื่อมารดา", Meaning::GuardianName}, {"ชื่อผู้ปกครอง", Meaning::GuardianName}};
    const auto found = std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.first == head; });
    if (found == known.end())
        return false;
    meaning = found->second;
    return true;
}

/// What of a table is compared, of so many rows; ends the program if the file cannot be read.
inline linkage::File read(const std::string& path, std::size_t rows_max = SIZE_MAX) {
    auto table = tables::Table::open(path);
    if (!table) {
        std::fprintf(stderr, "cannot read %s\n", path.c_str());
        std::exit(1);
    }
    linkage::File file;
    file.name = path;
    std::vector<std::size_t> places;
    const auto& heads = table->profile().columns;
    for (std::size_t c = 0; c < heads.size(); ++c)
        if (linkage::Meaning meaning{}; meaning_of(heads[c], meaning)) {
            file.columns.emplace_back(meaning, heads[c]);
            places.push_back(c);
        }
    tables::TableRow row;
    while (file.rows() < rows_max && table->next(row).value())
        for (std::size_t c = 0; c < places.size(); ++c)
            file.columns[c].append(places[c] < row.cells.size() ? row.cells[places[c]] : std::string_view());
    return file;
}

} // namespace samatcha::people
