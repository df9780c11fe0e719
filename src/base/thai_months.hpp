#pragma once

#include <array>
#include <string_view>

namespace samatcha {

/// The months as they are shown and as they are read.
inline constexpr std::array<std::string_view, 12> thai_months_short{"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.",
                                                                    "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.",
                                                                    "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."};
inline constexpr std::array<std::string_view, 12> thai_months_full{
    "มกราคม",  "กุมภาพันธ์", "มีนาคม",  "เมษายน", "พฤษภาคม",  "มิถุนายน",
    "กรกฎาคม", "สิงหาคม",  "กันยายน", "ตุลาคม",  "พฤศจิกายน", "ธันวาคม"};

/// Years that a date of a person or a register can have; also Buddhist less 543.
inline constexpr int year_min_ce = 1800;
inline constexpr int year_max_ce = 2200;
inline constexpr int buddhist_offset = 543;

} // namespace samatcha
