#include "modules/situation/definition.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::situation;

namespace {

const Definition& rules() { return current_definition(); }

double share_of_age(const PartialDate& birth, const PartialDate& on, int age) {
    for (const auto& s : age_shares(birth, on))
        if (s.age == age)
            return s.share;
    return 0;
}

} // namespace

TEST_CASE("a grade is read in every way that registers write it") {
    struct Row {
        const char* grade;
        Enrolment meant;
    };
    const Row rows[] = {
        {"อ.2", {Stage::PrePrimary, Provision::School, 2}},
        {"อนุบาล 3", {Stage::PrePrimary, Provision::School, 3}},
        {"ป.1", {Stage::Primary, Provision::School, 1}},
        {"ป.๖", {Stage::Primary, Provision::School, 6}},
        {"ป.4/2", {Stage::Primary, Provision::School, 4}},
        {"ประถมศึกษาปีที่ 5", {Stage::Primary, Provision::School, 5}},
        {"ม.3", {Stage::LowerSecondary, Provision::School, 3}},
        {"ม. 4", {Stage::UpperSecondary, Provision::School, 1}},
        {"มัธยมศึกษาปีที่ 6", {Stage::UpperSecondary, Provision::School, 3}},
        {"ปวช.2", {Stage::UpperSecondary, Provision::Vocational, 2}},
        {"กศน. ม.ต้น", {Stage::LowerSecondary, Provision::NonFormal, 0}},
        {"สกร.", {Stage::Unspecified, Provision::NonFormal, 0}},
        {"ศูนย์การเรียน", {Stage::Unspecified, Provision::LearningCentre, 0}},
        {"บ้านเรียน", {Stage::Unspecified, Provision::HomeSchool, 0}},
        {"1", {Stage::Primary, Provision::School, 1}},
        {"9", {Stage::LowerSecondary, Provision::School, 3}},
        {"12", {Stage::UpperSecondary, Provision::School, 3}},
        {"", {Stage::Unspecified, Provision::School, 0}},
        {"???", {Stage::Unspecified, Provision::School, 0}},
        {"ม.9", {Stage::LowerSecondary, Provision::School, 0}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.grade);
        const auto read = parse_grade(rules(), row.grade);
        CHECK(read.stage == row.meant.stage);
        CHECK(read.provision == row.meant.provision);
        CHECK(read.year == row.meant.year);
    }
}

TEST_CASE("the kind of place decides the provision, the grade the stage") {
    CHECK(parse_grade(rules(), "ม.ต้น", "สกร.") ==
          Enrolment{Stage::LowerSecondary, Provision::NonFormal, 0});
    CHECK(parse_grade(rules(), "ป.2", "โรงเรียนเอกชน") == Enrolment{Stage::Primary, Provision::School, 2});
}

TEST_CASE("a child has a birthday on the day itself") {
    CHECK(share_of_age({2013, 11, 10}, {2023, 11, 9}, 9) == 1);
    CHECK(share_of_age({2013, 11, 10}, {2023, 11, 10}, 10) == 1);
}

TEST_CASE("who is born on 29 February has a birthday on 1 March of other years") {
    CHECK(share_of_age({2012, 2, 29}, {2023, 2, 28}, 10) == 1);
    CHECK(share_of_age({2012, 2, 29}, {2023, 3, 1}, 11) == 1);
    CHECK(share_of_age({2012, 2, 29}, {2024, 2, 29}, 12) == 1);
    CHECK(share_of_age({2013, 3, 1}, {2024, 2, 29}, 10) == 1);
}

TEST_CASE("a birth year alone gives two ages by the days on which the child may be born") {
    // 1 January to 10 November are 314 of the 365 days of 2013.
    CHECK(share_of_age({2013, 0, 0}, {2023, 11, 10}, 10) == doctest::Approx(314.0 / 365));
    CHECK(share_of_age({2013, 0, 0}, {2023, 11, 10}, 9) == doctest::Approx(51.0 / 365));
    CHECK(share_of_age({2013, 0, 0}, {2023, 12, 31}, 10) == 1);
    CHECK(share_of_age({2012, 0, 0}, {2023, 1, 1}, 11) == doctest::Approx(1.0 / 366));
}

TEST_CASE("a birth month without its day gives two ages only within that month") {
    CHECK(share_of_age({2013, 11, 0}, {2023, 11, 10}, 10) == doctest::Approx(10.0 / 30));
    CHECK(share_of_age({2013, 10, 0}, {2023, 11, 10}, 10) == 1);
    CHECK(share_of_age({2013, 12, 0}, {2023, 11, 10}, 9) == 1);
}

TEST_CASE("no birth year, no age; no age before birth") {
    CHECK(age_shares({}, {2023, 11, 10}).empty());
    CHECK(age_shares({2024, 1, 1}, {2023, 11, 10}).empty());
    CHECK(age_shares({2023, 11, 11}, {2023, 11, 10}).empty());
}

TEST_CASE("1 January in a health register is the year only, elsewhere a birthday") {
    CHECK(meant_date(rules(), "health", {2013, 1, 1}) == PartialDate{2013, 0, 0});
    CHECK(meant_date(rules(), "civil", {2013, 1, 1}) == PartialDate{2013, 1, 1});
    CHECK(meant_date(rules(), "health", {2013, 1, 2}) == PartialDate{2013, 1, 2});
}

TEST_CASE("compulsory education counts calendar years: born 2559 enters in 2566") {
    const PartialDate on{2023, 5, 16}; // B.E. 2566
    const auto obliged = [&](int born_be) {
        return is_of_compulsory_age(rules().compulsory, {static_cast<std::int16_t>(born_be - 543), 12, 31}, on);
    };
    CHECK_FALSE(obliged(2560));
    CHECK(obliged(2559));
    CHECK(obliged(2551));
    CHECK_FALSE(obliged(2550));
}

TEST_CASE("the legal clock turns on 1 January, the statistical one on the birthday") {
    const PartialDate birth{2016, 6, 1};
    CHECK_FALSE(is_of_compulsory_age(rules().compulsory, birth, {2022, 12, 31}));
    CHECK(is_of_compulsory_age(rules().compulsory, birth, {2023, 1, 1}));
    CHECK(share_of_age(birth, {2023, 1, 1}, 6) == 1);
}

TEST_CASE("a status is understood by register and field") {
    const auto* died = reason_of(rules(), "civil", "status", " เสียชีวิต ");
    REQUIRE(died != nullptr);
    CHECK(died->key == "died");
    CHECK(died->effect == ReasonEffect::NotCounted);
    REQUIRE(reason_of(rules(), "school", "status", "ออกกลางคัน") != nullptr);
    CHECK(reason_of(rules(), "school", "status", "ออกกลางคัน")->effect == ReasonEffect::NotEnrolled);
    CHECK(reason_of(rules(), "civil", "status", "มีชีวิต") == nullptr);
    CHECK(reason_of(rules(), "health", "discharge_code", "9") == nullptr);
}

TEST_CASE("what awaits confirmation says so") {
    for (const auto& framework : rules().frameworks)
        CHECK(framework.confirmed == (framework.key != "7de"));
}

TEST_CASE("an unknown definition and a broken one are refused") {
    CHECK(definition("1900-1").error().key == "situation.definition_unknown");
    CHECK(read_definition("{}").error().code == ErrorCode::InvalidInput);
    CHECK(definition(rules().version).has_value());
}
