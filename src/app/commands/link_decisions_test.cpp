#include "app/commands/link_decisions.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <utility>

using namespace samatcha;
using namespace samatcha::app;

namespace {

constexpr auto header = "left_file,left_id,right_file,right_id,same,stands_for\n";

std::vector<LinkInput> two_files() {
    std::vector<LinkInput> inputs(2);
    inputs[0].file.name = "civil";
    inputs[1].file.name = "school";
    for (const auto* id : {"a", "b", "twice", "twice"})
        inputs[0].ids.append(id);
    for (const auto* id : {"x", "y"})
        inputs[1].ids.append(id);
    return inputs;
}

Result<std::vector<linkage::DecidedPair>> decisions(const std::string& text) {
    const auto path = std::filesystem::temp_directory_path() / "samatcha-link-decisions-test.csv";
    std::ofstream(path, std::ios::binary) << text;
    auto read = read_link_decisions(path, two_files());
    std::filesystem::remove(path);
    return read;
}

} // namespace

TEST_CASE("decisions name records by file and id, and may say how many pairs they stand for") {
    const auto read = decisions(std::string(header) + "civil,b,school,x,1,\nschool,y,civil,a,0,12.5\n");
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 2);
    CHECK(read->at(0).left == linkage::RecordRef{0, 1});
    CHECK(read->at(0).right == linkage::RecordRef{1, 0});
    CHECK(read->at(0).decision == linkage::Decision::Same);
    CHECK(read->at(0).stands_for == 1);
    CHECK(read->at(1).left == linkage::RecordRef{1, 1});
    CHECK(read->at(1).decision == linkage::Decision::Different);
    CHECK(read->at(1).stands_for == 12.5);
}

TEST_CASE("a decision that cannot be meant is refused with its row") {
    const std::pair<const char*, const char*> refusals[] = {
        {"civil,a,health,x,1,\n", "link.decision_file_unknown"},
        {"civil,a,school,z,1,\n", "link.decision_id_unknown"},
        {"civil,twice,school,x,1,\n", "link.decision_id_twice"},
        {"civil,a,civil,a,1,\n", "link.decision_of_one_record"},
        {"civil,a,school,x,maybe,\n", "link.decision_unsaid"},
        {"civil,a,school,x,1,-3\n", "link.decision_weight_wrong"},
        {"civil,a,school,x,1,many\n", "link.decision_weight_wrong"},
    };
    for (const auto& [row, key] : refusals) {
        const auto read = decisions(header + std::string("civil,b,school,y,1,\n") + row);
        REQUIRE_MESSAGE(!read.has_value(), row);
        CHECK(read.error().key == key);
        CHECK(read.error().arguments.front().second == "3");
    }
    const auto short_header = decisions("left_file,left_id,right_file,right_id\ncivil,a,school,x\n");
    REQUIRE(!short_header.has_value());
    CHECK(short_header.error().key == "link.column_missing");
}

TEST_CASE("two persons by one row and one by others is a contradiction, also by way of a third") {
    for (const auto* rows : {"civil,a,school,x,1,\nschool,x,civil,a,0,\n",
                             "civil,a,school,x,1,\nschool,x,civil,b,1,\ncivil,a,civil,b,0,\n"}) {
        const auto read = decisions(header + std::string(rows));
        REQUIRE(!read.has_value());
        CHECK(read.error().key == "link.decisions_contradict");
    }
}
