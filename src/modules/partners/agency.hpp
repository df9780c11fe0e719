#pragma once

#include "base/result.hpp"
#include "modules/access/actor.hpp"

#include <boost/describe.hpp>

#include <string>

namespace samatcha::partners {

using access::AgencyId;

/// The sides of the triangle that moves the mountain, and the media (S1).
BOOST_DEFINE_ENUM_CLASS(Sector, State, Academia, CivilSociety, Media)

/// One of the partners of a province's assembly.
struct Agency {
    AgencyId id;
    std::string name_th;
    std::string name_en;
    Sector sector = Sector::State;
    std::string ministry;   ///< Of state agencies, in Thai; empty for others.
    std::string kind;       ///< What it is, in a word: "hospital", "university", "ngo".
    std::string mandate_th; ///< What it does for children, in a sentence.
    std::string mandate_en;
    std::string area_code;  ///< Province, district or subdistrict it works in.
};

/// Trims, and fails with InvalidInput: partners.name_missing, partners.text_too_long {field},
/// partners.area_wrong when the area is not in the province.
Result<void> check_agency(Agency&, std::string_view province);

} // namespace samatcha::partners
