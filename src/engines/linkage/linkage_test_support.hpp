#pragma once

#include "engines/linkage/hash.hpp"
#include "engines/linkage/linkage.hpp"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace samatcha::linkage {

/// A file from rows of text.
inline File file_of(std::string name, std::vector<std::pair<std::string, Meaning>> columns,
                    const std::vector<std::vector<std::string>>& rows) {
    File file;
    file.name = std::move(name);
    for (auto& [column, meaning] : columns)
        file.columns.emplace_back(meaning, column);
    for (const auto& row : rows)
        for (std::size_t c = 0; c < columns.size(); ++c)
            file.columns[c].append(row[c]);
    return file;
}

/// Random numbers that are the same everywhere.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t below(std::uint64_t n) { return (m_state = mix(m_state)) % n; }
    bool hits(double probability) { return static_cast<double>(below(1'000'000)) < probability * 1e6; }

private:
    std::uint64_t m_state;
};

inline std::string invented_name(std::uint64_t number) {
    static const std::vector<std::string> parts = {"ka", "lo", "mi", "ta", "ru", "ne", "so", "vi", "pa", "de"};
    std::string name;
    for (int i = 0; i < 4; ++i, number /= 10)
        name += parts[mix(number * 31 + static_cast<std::uint64_t>(i)) % 10] ;
    return name;
}

struct InventedRegisters {
    std::vector<File> files;
    std::uint32_t persons_in_both = 0; ///< Row i of one is row i of the other up to here.
};

/// Two registers of families of two children, born on different days, with known error rates: given
/// name replaced 5 %, birth date replaced 4 %, surname missing 10 %.
inline InventedRegisters invented_registers(std::uint32_t families, std::uint64_t seed) {
    Dice dice(seed);
    const std::vector<std::pair<std::string, Meaning>> columns = {
        {"given", Meaning::GivenName}, {"surname", Meaning::Surname}, {"born", Meaning::BirthDate}, {"area", Meaning::AreaCode}};
    const auto date = [&] {
        return std::to_string(2006 + dice.below(12)) + "-0" + std::to_string(1 + dice.below(9)) + "-" +
               std::to_string(10 + dice.below(18));
    };
    std::vector<std::vector<std::string>> left;
    std::vector<std::vector<std::string>> right;
    for (std::uint32_t family = 0; family < families; ++family) {
        const auto surname = invented_name(10000 + dice.below(4000));
        const auto area = std::to_string(400100 + dice.below(40));
        for (int child = 0; child < 2; ++child) {
            std::vector<std::string> row{invented_name(dice.below(900)), surname, date(), area};
            left.push_back(row);
            if (dice.hits(0.05))
                row[0] = invented_name(dice.below(900));
            if (dice.hits(0.04))
                row[2] = date();
            if (dice.hits(0.10))
                row[1].clear();
            right.push_back(row);
        }
    }
    InventedRegisters registers;
    registers.persons_in_both = static_cast<std::uint32_t>(left.size());
    registers.files.push_back(file_of("civil", columns, left));
    registers.files.push_back(file_of("school", columns, right));
    return registers;
}

} // namespace samatcha::linkage
