#include "modules/area/gazetteer.hpp"

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include <set>

using namespace samatcha;
using namespace samatcha::area;

namespace {
const Gazetteer& gazetteer() {
    static const auto loaded = Gazetteer::load();
    return loaded;
}
std::string code_of(WrittenArea written) {
    const auto found = gazetteer().find_subdistrict(written, "40");
    return found.subdistrict ? found.subdistrict->code : "";
}
} // namespace

TEST_CASE("every area of Thailand is there, and lies in the area its code says") {
    CHECK(gazetteer().provinces().size() == 77);
    std::size_t districts = 0;
    std::size_t subdistricts = 0;
    for (const auto& province : gazetteer().provinces()) {
        districts += gazetteer().districts(province.code).size();
        for (const auto& subdistrict : gazetteer().subdistricts(province.code)) {
            ++subdistricts;
            REQUIRE(gazetteer().district(subdistrict.district));
            REQUIRE(subdistrict.postcode.size() == 5);
            REQUIRE(!subdistrict.name_th.empty());
            REQUIRE(!subdistrict.name_en.empty());
        }
    }
    CHECK(districts == 928);
    CHECK(subdistricts == 7436);
    CHECK(gazetteer().subdistricts("40").size() == 199);
    CHECK(gazetteer().districts("40").size() == 26);
    CHECK(gazetteer().subdistricts("4005").size() == 12);
}

TEST_CASE("an area is found by its code, and no other text is a code") {
    CHECK(gazetteer().province("40")->name_en == "Khon Kaen");
    CHECK(gazetteer().district("4005")->name_th == "ชุมแพ");
    CHECK(gazetteer().subdistrict("400101")->name_th == "ในเมือง");
    CHECK(gazetteer().province("4") == nullptr);
    CHECK(gazetteer().province("") == nullptr);
    CHECK(gazetteer().subdistrict("4001") == nullptr);
    CHECK(gazetteer().subdistrict("400199") == nullptr);
    CHECK(gazetteer().province_named("จังหวัดขอนแก่น")->code == "40");
    CHECK(gazetteer().province_named("ขอนแกน")->code == "40");
    CHECK(gazetteer().province_named("khon kaen")->code == "40");
}

TEST_CASE("a subdistrict is found by its name as registers write it") {
    struct Case {
        WrittenArea written;
        const char* code;
    };
    const Case cases[] = {
        {{"ชุมแพ", "", "", "40130"}, "400501"},
        {{"ต.ชุมแพ", "", "", ""}, "400501"},
        {{"ตำบล ชุมแพ", "ชุมแพ", "ขอนแก่น", ""}, "400501"},
        {{"ในเมือง", "", "", "40000"}, "400101"},
        {{"ไนเมือง", "เมืองขอนแก่น", "", ""}, "400101"},
        {{"บ้านเปด", "", "", "40000"}, "400115"},
        {{"ปรางหมู่", "", "", "93000"}, "930107"},
        {{"โพนงาม", "", "", "41130"}, "410611"},
        {{"ไม่มีที่ไหน", "", "", "40000"}, ""},
        {{"", "", "", "40000"}, ""},
    };
    for (const auto& c : cases) {
        INFO(c.written.subdistrict);
        CHECK(code_of(c.written) == c.code);
    }
}

TEST_CASE("a name that two subdistricts of the province bear needs a district or postcode") {
    // ในเมือง lies in เมืองขอนแก่น, บ้านไผ่ and เวียงเก่า.
    CHECK(code_of({"ในเมือง", "", "", ""}) == "");
    CHECK(code_of({"ในเมือง", "บ้านไผ่", "", ""}) == "401002");
}

TEST_CASE("how sure a found name is, is said") {
    CHECK(gazetteer().find_subdistrict({"ต.ศิลา", "", "", ""}, "40").match == AreaMatch::Exact);
    CHECK(gazetteer().find_subdistrict({"สิลา", "", "", ""}, "40").match == AreaMatch::Respelled);
    CHECK(gazetteer().find_subdistrict({"หนองสองห้องง", "", "", ""}, "40").match == AreaMatch::Near);
}

TEST_CASE(
    "an outline is a closed ring of anticlockwise order, and all but thirteen areas have one") {
    std::set<std::string> drawn;
    for (const auto& province : gazetteer().provinces()) {
        const auto text = gazetteer().outlines(province.code);
        REQUIRE(text);
        const auto collection = boost::json::parse(*text);
        for (const auto& feature : collection.at("features").as_array()) {
            const std::string code(feature.at("properties").at("code").as_string());
            REQUIRE(gazetteer().subdistrict(code));
            REQUIRE(gazetteer().subdistrict(code)->province() == province.code);
            REQUIRE(drawn.insert(code).second);
            const auto& geometry = feature.at("geometry");
            const bool is_single = geometry.at("type").as_string() == "Polygon";
            const auto& outer = is_single ? geometry.at("coordinates").at(0)
                                          : geometry.at("coordinates").at(0).at(0);
            const auto& ring = outer.as_array();
            REQUIRE(ring.size() >= 4);
            REQUIRE(ring.front() == ring.back());
            double twice_area = 0;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const auto x = [&](std::size_t k) { return ring[k].at(0).to_number<double>(); };
                const auto y = [&](std::size_t k) { return ring[k].at(1).to_number<double>(); };
                REQUIRE((x(i) > 97 && x(i) < 106 && y(i) > 5 && y(i) < 21));
                twice_area += x(i) * y(i + 1) - x(i + 1) * y(i);
            }
            REQUIRE(twice_area > 0);
        }
    }
    CHECK(drawn.size() == 7436 - 13);
    CHECK(!gazetteer().outlines("99"));
}
