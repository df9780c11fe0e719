#pragma once

#include "engines/population/random.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::population {

enum class Origin : std::uint8_t { Thai, Lao, Burmese, Khmer };

/// A name in the scripts that registers write it in. Of a Thai child all but `thai` are empty.
struct PersonName {
    std::string thai;
    std::string latin;
    std::string native;
};

/// Names to draw from (data/names, CC BY-SA 4.0). The lists carry no frequencies, so the rank of a
/// name is drawn by Zipf's law, weight 1 / (rank + 3)^exponent, over a fixed shuffle of the list.
class NameLists {
public:
    static NameLists load();

    /// Position in the list of that sex.
    std::size_t given_index(Random&, char sex) const;
    const std::string& given(char sex, std::size_t index) const {
        return list_of(sex).names[index];
    }
    /// Position of a name that given() gave.
    std::size_t index_of(char sex, std::string_view name) const;
    /// Near `index` in the sorted list: names of siblings begin alike.
    std::size_t given_beside(Random&, char sex, std::size_t index) const;

    /// Half from the list, half composed of two or three common parts, as most Thai surnames are:
    /// by law each family took a name that no other had (Surname Act 1913), so they are far more
    /// various than any list.
    std::string surname(Random&) const;

    PersonName foreign_given(Random&, Origin, char sex) const;
    /// Empty for Burmese, who bear none.
    PersonName foreign_surname(Random&, Origin) const;

private:
    struct List {
        std::vector<std::string> names;     // Sorted.
        std::vector<std::uint32_t> by_rank; // Position of the name of each rank.
        std::vector<double> cumulative;     // By rank, ends with the sum of all weights.
    };
    static List read_list(std::string_view file, double exponent);
    static std::size_t drawn(Random&, const List&);
    const List& list_of(char sex) const { return sex == 'M' ? m_male : m_female; }

    List m_male;
    List m_female;
    List m_family;
    std::array<std::array<std::vector<PersonName>, 3>, 4> m_foreign; // By origin, then M, F, S.
};

} // namespace samatcha::population
