#include "modules/care/household.hpp"

#include <string>

namespace samatcha::care {

std::optional<HouseholdId> household_of(const vault::KeyRing& keys, std::string_view province,
                                        std::string_view subdistrict_code, const CaseChild& child) {
    if (child.house_no.empty() || subdistrict_code.empty())
        return std::nullopt;
    const auto digest = keys.blind_index(province, "house",
                                         std::string(subdistrict_code) + "|" + child.village_no +
                                             "|" + child.house_no);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 7; ++i)
        number = number << 8 | digest[i];
    return HouseholdId{static_cast<std::int64_t>(number >> 3)}; // 53 bits, as ids are.
}

} // namespace samatcha::care
