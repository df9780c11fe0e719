#include "modules/assembly/evidence.hpp"

#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

situation::Situation counted() {
    situation::Situation now;
    now.as_of = PartialDate{2023, 11, 10};
    now.value = 1'890;
    now.low = 1'840;
    now.high = 1'940;
    now.method.definition = "2569-1";
    now.by_district = {
        {"4001", 640, 610, 670, 9'000}, {"4002", 9, 6, 12, 300}, {"", 40, 30, 50, 90}};
    return now;
}

} // namespace

TEST_CASE("a cited figure carries its interval, its day and its method") {
    const auto figure = cited(counted(), {FigureScope::Province, ""});
    REQUIRE(figure);
    CHECK(figure->stands == FigureValue{1'890, 1'840, 1'940, PartialDate{2023, 11, 10}, "2569-1"});
    CHECK(cited(counted(), {FigureScope::District, "4001"})->stands->value == 640);
}

TEST_CASE("a figure that could lead to a single child is withheld") {
    CHECK_FALSE(cited(counted(), {FigureScope::District, "4002"})->stands);
}

TEST_CASE("only what the situation counts, and nothing below a district, is cited") {
    for (const char* code : {"", "4099", "400101"})
        CHECK(key_of(cited(counted(), {FigureScope::District, code})) == "assembly.figure_unknown");
}
