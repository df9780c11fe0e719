#include "engines/population/generate.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <vector>

using namespace samatcha;
using namespace samatcha::population;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Plan plan_of(std::uint64_t seed = 1) {
    Plan plan;
    plan.province = "40";
    plan.province_name = "ขอนแก่น";
    plan.places = {{"400101", "ในเมือง", "เมืองขอนแก่น", "40000"},
                   {"400501", "ชุมแพ", "ชุมแพ", "40130"}};
    plan.children = 2000;
    plan.seed = seed;
    return plan;
}

struct Made {
    std::vector<Rows> files;
    Summary summary;
};

Made made(const Plan& plan, unsigned threads = 2) {
    auto population = Population::create(plan);
    REQUIRE(population);
    Made result;
    result.files.resize(register_files(plan).size() + 2);
    auto summary = generate(*population, threads,
                            [&](std::size_t file, std::span<const std::string_view> cells) {
                                result.files[file].emplace_back(cells.begin(), cells.end());
                                return Result<void>();
                            });
    REQUIRE(summary);
    result.summary = *summary;
    return result;
}

std::size_t column_of(const RegisterFile& file, std::string_view header) {
    for (std::size_t i = 0; i < file.columns.size(); ++i)
        if (file.columns[i].header == header)
            return i;
    FAIL("no column " << header);
    return 0;
}

} // namespace

TEST_CASE("one seed makes the same files on any number of threads, another seed makes others") {
    // Enough for several blocks.
    auto plan = plan_of();
    plan.children = 16'000;
    const auto one = made(plan, 1);
    CHECK(made(plan, 3).files == one.files);
    CHECK(made(plan_of(2)).files != made(plan_of(1)).files);
}

TEST_CASE("every row has its truth, every truth its person, and no person is lost") {
    const auto plan = plan_of();
    const auto result = made(plan);
    const auto files = register_files(plan);
    const auto& truth = result.files[files.size()];
    const auto& persons = result.files[files.size() + 1];
    CHECK(truth[0] == std::vector<std::string>(std::begin(truth_columns), std::end(truth_columns)));

    std::map<std::string, std::string> person_of_record;
    std::map<std::string, std::set<std::string>> registers_of_person;
    for (std::size_t i = 1; i < truth.size(); ++i) {
        REQUIRE(person_of_record.emplace(truth[i][1], truth[i][2]).second);
        registers_of_person[truth[i][2]].insert(truth[i][0]);
    }
    std::size_t rows = 0;
    for (std::size_t f = 0; f < files.size(); ++f) {
        const auto id = column_of(files[f], f == 2 ? "PID" : files[f].columns[0].header);
        const std::size_t first = files[f].titles.size() + 1;
        const std::size_t last = result.files[f].size() - (files[f].has_total ? 1 : 0);
        CHECK(last - first == result.summary.files[f].rows);
        for (std::size_t i = first; i < last; ++i, ++rows) {
            REQUIRE(result.files[f][i].size() == files[f].columns.size());
            REQUIRE(person_of_record.contains(result.files[f][i][id]));
        }
    }
    CHECK(rows == person_of_record.size());

    CHECK(persons.size() == result.summary.children + 1);
    std::uint64_t out = 0;
    for (std::size_t i = 1; i < persons.size(); ++i) {
        const auto& person = persons[i];
        const auto& in = registers_of_person[person[0]];
        REQUIRE((person[7] == "1") == in.contains("civil"));
        REQUIRE((person[8] == "1") == in.contains("school"));
        REQUIRE((person[10] == "1") == in.contains("health"));
        REQUIRE((person[11] == "1") == in.contains("welfare"));
        if (person[12] == "1") {
            ++out;
            REQUIRE((person[7] == "1" && person[8] == "0" && person[6] == "resident" &&
                     !person[13].empty()));
        }
    }
    CHECK(out == result.summary.out_of_school);
    CHECK(out > 50);
}

TEST_CASE("the files have the disorder of real exports: titles, totals, other eras, glued titles") {
    const auto plan = plan_of();
    const auto result = made(plan);
    const auto& school = result.files[1];
    CHECK(school[0].size() == 1);
    CHECK(school.back()[0] == "รวมทั้งสิ้น");
    const auto files = register_files(plan);
    const auto birth = column_of(files[1], "วันเกิด");
    const auto given = column_of(files[1], "ชื่อ");
    int iso = 0, glued = 0;
    for (std::size_t i = 3; i + 1 < school.size(); ++i) {
        iso += school[i][birth].find('-') != std::string::npos;
        glued += school[i][given].starts_with("ด.") || school[i][given].starts_with("เด็ก");
    }
    CHECK(iso > 0);
    CHECK(glued > 50);
    const auto compact = column_of(files[2], "BIRTH");
    for (std::size_t i = 1; i < result.files[2].size(); ++i)
        REQUIRE(result.files[2][i][compact].size() == 8);
}

TEST_CASE(
    "split by authority, the school files hold the same pupils, each with its own authority's") {
    auto plan = plan_of();
    const auto whole = made(plan);
    plan.has_split_schools = true;
    const auto split = made(plan);
    const auto files = register_files(plan);
    CHECK(files.size() == 9);
    std::uint64_t rows = 0;
    for (std::size_t f = 0; f < files.size(); ++f)
        if (files[f].source == Register::School) {
            CHECK(split.summary.files[f].rows > 0);
            rows += split.summary.files[f].rows;
        }
    CHECK(rows == whole.summary.files[1].rows);
    CHECK(split.summary.out_of_school == whole.summary.out_of_school);
    const auto authority = column_of(files[1], "สังกัด");
    for (std::size_t i = 3; i + 1 < split.files[1].size(); ++i)
        REQUIRE(split.files[1][i][authority] == "สพฐ.");
}

TEST_CASE("a full disk stops the generator, and so does the one who waits") {
    auto population = Population::create(plan_of());
    REQUIRE(population);
    int rows = 0;
    const auto full = generate(*population, 2,
                               [&](std::size_t, std::span<const std::string_view>) -> Result<void> {
                                   if (++rows < 100)
                                       return {};
                                   return failure(ErrorCode::Unavailable, "disk.full");
                               });
    CHECK(!full);
    CHECK(rows == 100);
    const auto cancelled = generate(
        *population, 2,
        [](std::size_t, std::span<const std::string_view>) { return Result<void>(); },
        [](double) { return false; });
    CHECK(cancelled.error().code == ErrorCode::Cancelled);
}
