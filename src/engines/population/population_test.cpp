#include "base/identifier.hpp"
#include "engines/population/generate.hpp"
#include "engines/population/register_row.hpp"
#include "engines/population/schooling.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>

using namespace samatcha;
using namespace samatcha::population;

namespace {

Plan small_plan(std::uint32_t children = 3000, std::uint64_t seed = 1) {
    Plan plan;
    plan.province = "40";
    plan.province_name = "ขอนแก่น";
    plan.places = {{"400101", "ในเมือง", "เมืองขอนแก่น", "40000"},
                   {"400114", "ศิลา", "เมืองขอนแก่น", "40000"},
                   {"400501", "ชุมแพ", "ชุมแพ", "40130"},
                   {"401502", "คึมชาด", "หนองสองห้อง", "40190"}};
    plan.children = children;
    plan.seed = seed;
    return plan;
}

Population population_of(Plan plan) {
    auto population = Population::create(std::move(plan));
    REQUIRE(population);
    return std::move(*population);
}

std::map<std::uint32_t, Child> children_of(const Population& population) {
    std::map<std::uint32_t, Child> children;
    for (std::uint32_t i = 0; i < population.household_count(); ++i)
        for (auto& child : population.household(i).children)
            children.emplace(child.key, child);
    return children;
}

/// Whether `hits` of `tries` is what a probability would give, within 4.5 standard deviations.
bool is_plausible(double hits, double tries, double probability) {
    return std::abs(hits - tries * probability) <=
           4.5 * std::sqrt(tries * probability * (1 - probability)) + 1;
}

bool has_right_check_digit(const std::string& number) {
    return number.size() == 13 && citizen_id_check_digit(number.substr(0, 12)) == number[12] - '0';
}

} // namespace

TEST_CASE("as many children as asked for, under 18, and each has a name and an address") {
    const auto population = population_of(small_plan());
    const auto children = children_of(population);
    CHECK(children.size() >= 3000);
    CHECK(children.size() <= 3005);
    for (const auto& [key, child] : children) {
        REQUIRE(full_years(child.birth, snapshot_date(1)) >= 0);
        REQUIRE(full_years(child.birth, snapshot_date(1)) < 18);
        REQUIRE(!child.given.thai.empty());
        REQUIRE((child.origin == Origin::Burmese || !child.surname.thai.empty()));
        REQUIRE(child.home.village_no > 0);
        REQUIRE(!child.home.house_no.empty());
    }
}

TEST_CASE("a size, snapshot or province that cannot be made is refused") {
    auto plan = small_plan(999);
    CHECK(Population::create(plan).error().key == "population.size_out_of_range");
    plan = small_plan(12'000'001);
    CHECK(Population::create(plan).error().key == "population.size_out_of_range");
    plan = small_plan();
    plan.snapshot = 5;
    CHECK(Population::create(plan).error().key == "population.snapshot_unknown");
    plan = small_plan();
    plan.places.clear();
    CHECK(Population::create(plan).error().key == "population.no_places");
}

TEST_CASE("every true identity number is unique and has the right check digit") {
    const auto population = population_of(small_plan());
    std::set<std::string> numbers;
    for (const auto& [key, child] : children_of(population)) {
        if (child.citizen_id.empty()) {
            REQUIRE(child.civil_status == CivilStatus::NoStatus);
            REQUIRE(!child.gcode.empty());
            continue;
        }
        REQUIRE(has_right_check_digit(child.citizen_id));
        REQUIRE((child.citizen_id[0] == '0') == (child.civil_status == CivilStatus::NoStatus));
        REQUIRE(numbers.insert(child.citizen_id).second);
        if (!child.gcode.empty())
            REQUIRE(parse_identifier(child.gcode).kind == IdentifierKind::GCode);
    }
}

TEST_CASE("children without civil status are in no civil register") {
    const auto population = population_of(small_plan());
    int without_status = 0;
    for (std::uint32_t i = 0; i < population.household_count(); ++i) {
        const auto household = population.household(i);
        for (const auto& row : rows_about(population, household))
            for (const auto& child : household.children)
                if (child.key == row.person && child.civil_status == CivilStatus::NoStatus) {
                    ++without_status;
                    REQUIRE(row.source != Register::Civil);
                }
    }
    CHECK(without_status > 20);
}

TEST_CASE("ages follow the births of each year, and about one child in 45 is a twin") {
    const auto children = children_of(population_of(small_plan(10'000)));
    std::map<int, int> by_year;
    int twins = 0;
    for (const auto& [key, child] : children) {
        ++by_year[child.birth.year_ce];
        const auto next = children.find(key + 1);
        if (next != children.end() && next->second.birth == child.birth && key / 8 == (key + 1) / 8)
            twins += 2;
    }
    CHECK(by_year[2012] > by_year[2022]); // 802,000 births against 502,000.
    CHECK(is_plausible(by_year[2012], by_year[2012] + by_year[2022], 802.0 / 1304));
    const auto total = static_cast<double>(children.size());
    CHECK(twins / total > 0.008);
    CHECK(twins / total < 0.03);
}

TEST_CASE("the part out of school is what the documented shares give") {
    const auto children = children_of(population_of(small_plan(10'000)));
    double expected = 0, variance = 0;
    int out = 0;
    for (const auto& [key, child] : children) {
        if (child.civil_status != CivilStatus::Registered || child.presence != Presence::Resident)
            continue;
        // 22 % of households are poor: 0.22 * 1.8 + 0.78 * 0.78.
        const double share =
            out_of_school_share(full_years(child.birth, snapshot_date(1))) * 1.0044;
        expected += share;
        variance += share * (1 - share);
        out += is_out_of_school(child, snapshot_date(1)) ? 1 : 0;
    }
    CHECK(out > 0);
    CHECK(std::abs(out - expected) <
          5 * std::sqrt(variance * 1.5)); // Siblings share their poverty.
}

TEST_CASE("registers err at the documented rates") {
    const auto population = population_of(small_plan(10'000));
    struct Count {
        double tries = 0, id_missing = 0, id_broken = 0, sex = 0, surname = 0, first_january = 0,
               year = 0, duplicates = 0, glued = 0, area_missing = 0;
        double with_id = 0, stable_name = 0;
    };
    std::map<Register, Count> counts;
    for (std::uint32_t i = 0; i < population.household_count(); ++i) {
        const auto household = population.household(i);
        for (const auto& row : rows_about(population, household)) {
            const auto child = std::find_if(household.children.begin(), household.children.end(),
                                            [&](const Child& c) { return c.key == row.person; });
            REQUIRE(child != household.children.end());
            auto& count = counts[row.source];
            if (row.copy > 0) {
                ++count.duplicates;
                continue;
            }
            ++count.tries;
            count.sex += row.sex != child->sex;
            count.glued += row.has_glued_title;
            count.area_missing += !row.has_area;
            count.year += row.birth.year_ce != child->birth.year_ce;
            if (child->civil_status == CivilStatus::NoStatus)
                continue;
            ++count.with_id;
            count.id_missing += row.citizen_id.empty();
            count.id_broken +=
                parse_identifier(row.citizen_id).kind == IdentifierKind::CitizenIdBroken;
            count.first_january +=
                row.birth.month == 1 && row.birth.day == 1 && child->birth.day != 1;
        }
    }
    const auto& rates = population.plan().errors;
    const std::pair<Register, const RegisterErrors*> all[] = {{Register::Civil, &rates.civil},
                                                              {Register::School, &rates.school},
                                                              {Register::Health, &rates.health},
                                                              {Register::Welfare, &rates.welfare}};
    for (const auto& [source, errors] : all) {
        const auto& count = counts[source];
        INFO(json::enum_name(source));
        CHECK(count.tries > 1000);
        CHECK(is_plausible(count.sex, count.tries, errors->sex_wrong));
        CHECK(is_plausible(count.duplicates, count.tries, errors->duplicated));
        CHECK(is_plausible(count.glued, count.tries, errors->title_glued));
        CHECK(is_plausible(count.area_missing, count.tries, errors->area_missing));
        CHECK(is_plausible(count.id_missing, count.with_id, errors->id_missing));
        CHECK(is_plausible(count.id_broken, count.with_id, errors->id_mistyped));
        CHECK(is_plausible(count.first_january, count.with_id,
                           errors->birth_first_of_january * 29.4 / 30.4));
        CHECK(is_plausible(count.year, count.tries,
                           errors->birth_year_off + errors->birth_day_off * 3.4 / 365));
    }
}

TEST_CASE("rates times nothing make registers without errors") {
    auto plan = small_plan();
    plan.errors = scaled(plan.errors, 0);
    const auto population = population_of(plan);
    for (std::uint32_t i = 0; i < population.household_count(); ++i) {
        const auto household = population.household(i);
        for (const auto& row : rows_about(population, household))
            for (const auto& child : household.children)
                if (child.key == row.person) {
                    REQUIRE(row.given.thai == child.given.thai);
                    REQUIRE(row.surname.thai == child.surname.thai);
                    REQUIRE(row.birth == child.birth);
                    REQUIRE((row.citizen_id == child.citizen_id ||
                             child.civil_status == CivilStatus::NoStatus));
                }
    }
}

TEST_CASE(
    "the next snapshot is about the same children, older; some left school and some came back") {
    auto plan = small_plan(8000);
    const auto before = children_of(population_of(plan));
    plan.snapshot = 2;
    const auto after = children_of(population_of(plan));
    int left = 0, returned = 0, newborn = 0, came_of_age = 0;
    for (const auto& [key, child] : after) {
        const auto earlier = before.find(key);
        if (earlier == before.end()) {
            REQUIRE(child.birth > snapshot_date(1));
            ++newborn;
            continue;
        }
        REQUIRE(child.given.thai == earlier->second.given.thai);
        REQUIRE(child.citizen_id == earlier->second.citizen_id);
        REQUIRE(child.birth == earlier->second.birth);
        const bool was_out = is_out_of_school(earlier->second, snapshot_date(1));
        const bool is_out = is_out_of_school(child, snapshot_date(2));
        left += !was_out && is_out && full_years(child.birth, snapshot_date(1)) >= 3;
        returned += was_out && !is_out && child.presence == Presence::Resident;
    }
    for (const auto& [key, child] : before)
        came_of_age += !after.contains(key);
    CHECK(newborn > 50);
    CHECK(came_of_age > 50);
    CHECK(left > 10);
    CHECK(returned > 10);
}

TEST_CASE(
    "an academic year begins on 16 May and a child born in 2559 is in the first grade in 2566") {
    CHECK(academic_year_be({2023, 5, 15}) == 2565);
    CHECK(academic_year_be({2023, 5, 16}) == 2566);
    Child child;
    child.birth = {2016, 8, 1};
    std::map<int, int> grades;
    for (child.key = 0; child.key < 400; ++child.key) {
        const auto schooling = schooling_of(small_plan(), child, false);
        if (schooling.authority != Authority::None)
            ++grades[schooling.grade];
    }
    CHECK(grades[1] > 300);
    CHECK(grades[0] > 0);
    CHECK(grades[2] > 0);
}
