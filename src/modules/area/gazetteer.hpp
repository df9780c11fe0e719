#pragma once

#include "base/result.hpp"

#include <boost/describe.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::area {

/// Codes are those of the Department of Provincial Administration: 2, 4 and 6 digits, each
/// beginning with the code of the area it lies in (S19).
struct Province {
    std::string code;
    std::string name_th;
    std::string name_en;
};

struct District {
    std::string code;
    std::string name_th;
    std::string name_en;

    std::string_view province() const { return std::string_view(code).substr(0, 2); }
};

struct Subdistrict {
    std::string code;
    std::string district; ///< Its code.
    std::string name_th;
    std::string name_en;
    std::string postcode; ///< Five digits; several subdistricts share one, and some lie over two.

    std::string_view province() const { return std::string_view(code).substr(0, 2); }
};

BOOST_DESCRIBE_STRUCT(Province, (), (code, name_th, name_en))
BOOST_DESCRIBE_STRUCT(District, (), (code, name_th, name_en))
BOOST_DESCRIBE_STRUCT(Subdistrict, (), (code, district, name_th, name_en, postcode))

/// What a record says about where somebody lives, as written; empty where it says nothing.
struct WrittenArea {
    std::string_view subdistrict;
    std::string_view district;
    std::string_view province;
    std::string_view postcode;
};

/// How the written name led to a subdistrict.
enum class AreaMatch {
    None,      ///< Nothing near enough, or two equally near.
    Exact,     ///< The official spelling, but for prefixes (ตำบล, ต., แขวง).
    Respelled, ///< Equal but for tone marks and letters that sound alike.
    Near,      ///< One or two letters differ, and nothing else is as near.
};

struct FoundSubdistrict {
    const Subdistrict* subdistrict = nullptr; ///< Null exactly when match is None.
    AreaMatch match = AreaMatch::None;
};

/// All provinces, districts and subdistricts of Thailand. Immutable; pointers and spans live as
/// long as it does. Sources and licence: data/areas/README.md.
class Gazetteer {
public:
    /// Reads what the build embedded (about 10 ms). Load once and hand it on.
    static Gazetteer load();

    Gazetteer(Gazetteer&&) = default;
    Gazetteer& operator=(Gazetteer&&) = default;
    Gazetteer(const Gazetteer&) = delete;
    Gazetteer& operator=(const Gazetteer&) = delete;

    std::span<const Province> provinces() const { return m_provinces; }
    std::span<const District> districts(std::string_view province) const;
    /// Of a province (2 digits) or district (4 digits).
    std::span<const Subdistrict> subdistricts(std::string_view area) const;

    /// Null when there is no such code.
    const Province* province(std::string_view code) const;
    const District* district(std::string_view code) const;
    const Subdistrict* subdistrict(std::string_view code) const;

    /// The province with this Thai or English name; จ. and จังหวัด before it are allowed.
    const Province* province_named(std::string_view name) const;

    /// The subdistrict a record means: within the postcode, district and province that it names,
    /// else within `home_province`. A postcode that fits no such name is ignored.
    FoundSubdistrict find_subdistrict(const WrittenArea&, std::string_view home_province) const;

    /// GeoJSON FeatureCollection of the subdistricts' outlines, properties.code; fails with
    /// NotFound, key area.province_unknown. Not every subdistrict has one (data/areas/README.md).
    Result<std::string> outlines(std::string_view province) const;

private:
    Gazetteer() = default;

    std::vector<Province> m_provinces; // Each list is ascending by code.
    std::vector<District> m_districts;
    std::vector<Subdistrict> m_subdistricts;
    std::vector<std::string> m_folded; // Folded names, parallel to m_subdistricts.
    std::map<std::string, std::vector<std::size_t>, std::less<>> m_by_postcode;
};

/// The bare letters of a Thai place name: prefixes, blanks, tone and silence marks gone, letters
/// that sound alike made one, decomposed sara am and doubled sara e mended. For comparing, not for
/// showing.
std::string folded_place_name(std::string_view utf8);

} // namespace samatcha::area
