#include "base/json.hpp"

#include <doctest/doctest.h>

using namespace samatcha;

namespace {
enum class Colour { DarkRed, Blue };
BOOST_DESCRIBE_ENUM(Colour, DarkRed, Blue)
struct Wall {
    Colour colour{};
    std::optional<int> height_cm;
    std::vector<std::string> notes;
};
BOOST_DESCRIBE_STRUCT(Wall, (), (colour, height_cm, notes))
} // namespace

TEST_CASE("a described struct is written and read back") {
    const auto text = json::to_text(Wall{Colour::DarkRed, 250, {"ก"}});
    CHECK(text == R"({"colour":"dark_red","height_cm":250,"notes":["ก"]})");
    CHECK(json::to_text(json::from_text<Wall>(text).value()) == text);
}

TEST_CASE("an optional member may be missing") {
    CHECK_FALSE(json::from_text<Wall>(R"({"colour":"blue","notes":[]})")->height_cm.has_value());
}

TEST_CASE("a field that is missing, unknown or of the wrong type is named") {
    const auto field_of = [](const char* text) {
        const auto wall = json::from_text<Wall>(text);
        REQUIRE_FALSE(wall.has_value());
        CHECK(wall.error().code == ErrorCode::InvalidInput);
        return wall.error().arguments.empty() ? "" : wall.error().arguments[0].second;
    };
    CHECK(field_of(R"({"colour":"blue"})") == "/notes");
    CHECK(field_of(R"({"colour":"green","notes":[]})") == "/colour");
    CHECK(field_of(R"({"colour":"blue","notes":[1]})") == "/notes/0");
    CHECK(field_of(R"({"colour":"blue","notes":[],"hight_cm":1})") == "/hight_cm");
    CHECK(field_of(R"({"colour":"blue","notes":[],"height_cm":1e99})") == "/height_cm");
    CHECK(field_of("{") == "");
}
