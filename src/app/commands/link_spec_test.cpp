#include "app/commands/link_files.hpp"
#include "app/commands/link_spec.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace samatcha;
using namespace samatcha::app;

namespace {

std::string place_of_error(const char* json) {
    const auto spec = parse_link_spec(json, "/data");
    REQUIRE(!spec.has_value());
    CHECK(spec.error().code == ErrorCode::InvalidInput);
    return spec.error().arguments.front().second;
}

struct TemporaryTable {
    explicit TemporaryTable(std::string_view text)
        : path(std::filesystem::temp_directory_path() / "samatcha-link-spec-test.csv") {
        std::ofstream(path, std::ios::binary) << text;
    }
    ~TemporaryTable() { std::filesystem::remove(path); }
    TemporaryTable(const TemporaryTable&) = delete;
    TemporaryTable& operator=(const TemporaryTable&) = delete;
    std::filesystem::path path;
};

} // namespace

TEST_CASE("a SPEC names files, columns and their meanings") {
    const auto spec = parse_link_spec(R"({"task": "link", "files": [
        {"name": "civil", "path": "civil.csv", "id": "civ_id", "columns": {"dob": "birth_date"}},
        {"path": "/else/b.tab", "delimiter": "tab", "header": false, "columns": {"2": "birth_date"}}]})", "/data");
    REQUIRE(spec.has_value());
    CHECK(spec->files[0].path == "/data/civil.csv");
    CHECK(spec->files[0].columns.at("dob") == linkage::Meaning::BirthDate);
    CHECK(spec->files[1].path == "/else/b.tab");
    CHECK(spec->files[1].name == "b.tab");
    CHECK(spec->files[1].delimiter == '\t');
    CHECK(!spec->files[1].header);
}

TEST_CASE("an error in a SPEC names its place") {
    CHECK(place_of_error("[]") == "/");
    CHECK(place_of_error(R"({"task": "guess", "files": []})") == "/task");
    CHECK(place_of_error(R"({"task": "deduplicate", "files": []})") == "/files");
    CHECK(place_of_error(R"({"task": "link", "files": [{"path": "a", "columns": {"a": "sex"}}]})") == "/files");
    CHECK(place_of_error(R"({"task": "deduplicate", "files": [{"path": "a", "columns": {"a": "shoe_size"}}]})") ==
          "/files/0/columns/a");
    CHECK(place_of_error(R"({"task": "deduplicate", "colour": 1, "files": []})") == "/colour");
    CHECK(place_of_error(R"({"task": "deduplicate", "files": [{"path": "a", "encoded": true, "columns": {"a": "sex"}}]})") ==
          "/files/0/columns");
}

TEST_CASE(
    "the threshold and the share that rules shall find are above 0 and below 1, or left out") {
    const auto with = [](const std::string& more) {
        return R"({"task": "deduplicate", "files": [{"path": "a", "columns": {"a": "sex"}}])" +
               more + "}";
    };
    const auto spec = parse_link_spec(with(R"(, "recall": 0.99)"), "/data");
    REQUIRE(spec.has_value());
    CHECK(spec->recall == 0.99);
    CHECK(!spec->threshold);
    CHECK(place_of_error(with(R"(, "recall": 1.5)").c_str()) == "/recall");
    CHECK(place_of_error(with(R"(, "recall": "all")").c_str()) == "/recall");
    CHECK(place_of_error(with(R"(, "threshold": 0)").c_str()) == "/threshold");
}

TEST_CASE("one clear file is enough to encode, and what is encoded is not encoded again") {
    const auto* clear = R"({"files": [{"path": "a", "columns": {"a": "sex"}}]})";
    CHECK(parse_link_spec(clear, "/data", SpecUse::Encode).has_value());
    CHECK(!parse_link_spec(clear, "/data", SpecUse::Link).has_value());
    CHECK(!parse_link_spec(R"({"files": [{"path": "a", "encoded": true}]})", "/data", SpecUse::Encode).has_value());
}

TEST_CASE("cells are found by header, header cells are trimmed, equal ids are counted") {
    const TemporaryTable table("rec_id, given_name, surname\nr1, mary, smith\nr1, kofi, \n");
    LinkSpecFile file{"t", table.path, "rec_id", {{"given_name", linkage::Meaning::GivenName}}, {}, true};
    std::uint64_t memory_left = 0;
    const auto input = read_link_file(file, 2, memory_left);
    REQUIRE(input.has_value());
    REQUIRE(input->ids.size() == 2);
    CHECK(input->ids[0] == "r1");
    CHECK(input->ids[1] == "r1");
    CHECK(input->duplicate_ids == 1);
    CHECK(input->file.columns[0].value(0) == "mary");
    file.columns = {{"age", linkage::Meaning::Number}};
    const auto missing = read_link_file(file, 1, memory_left);
    REQUIRE(!missing.has_value());
    CHECK(missing.error().key == "link.column_missing");
}
