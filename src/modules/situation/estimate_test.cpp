#include "modules/situation/estimate.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <numeric>

using namespace samatcha;
using namespace samatcha::situation;

namespace {

const PartialDate as_of{2023, 11, 10};
const ModelUncertainty sure{0, {1, 0}, {1, 0}};

const Definition& rules() { return current_definition(); }

Child child(int birth_year_ce, double p_enrolled, Stage stage = Stage::None) {
    Child c;
    c.birth_date = {static_cast<std::int16_t>(birth_year_ce), 6, 1};
    c.sex = 'F';
    c.subdistrict = 400101;
    c.citizenship = Citizenship::Thai;
    c.p_enrolled = p_enrolled;
    c.enrolment.stage = stage;
    return c;
}

std::int16_t reason_index(std::string_view key, ReasonEffect effect) {
    for (std::size_t i = 0; i < rules().reasons.size(); ++i)
        if (rules().reasons[i].key == key && rules().reasons[i].effect == effect)
            return static_cast<std::int16_t>(i);
    return -1;
}

std::optional<std::int64_t> label(const Estimate& e, std::string_view framework, std::string_view name) {
    for (const auto& l : e.labels)
        if (l.framework == framework && l.label == name)
            return l.value;
    FAIL("no such label");
    return std::nullopt;
}

template <class Cells>
std::pair<std::int64_t, std::int64_t> sum(const Cells& cells) {
    std::pair<std::int64_t, std::int64_t> s{0, 0};
    for (const auto& cell : cells) {
        s.first += cell.value;
        s.second += cell.population;
    }
    return s;
}

} // namespace

TEST_CASE("a dozen children counted by hand") {
    // Ages on 10 November 2023, born on 1 June: 2021 is 2, 2020 is 3, ..., 2006 is 17, 2005 is 18.
    std::vector<Child> children{
        child(2021, 0),                           // too young
        child(2020, 0),                           // 3, out
        child(2018, 1, Stage::PrePrimary),        // 5, in
        child(2017, 0),                           // 6, out
        child(2017, 1, Stage::PrePrimary),        // 6, in pre-primary
        child(2014, 1, Stage::Primary),           // 9, in
        child(2011, 0),                           // 12, out
        child(2009, 1, Stage::LowerSecondary),    // 14, in
        child(2008, 0),                           // 15, out
        child(2006, 1, Stage::UpperSecondary),    // 17, in
        child(2005, 0),                           // 18, too old
    };
    auto died = child(2012, 0);
    died.reason = reason_index("died", ReasonEffect::NotCounted);
    children.push_back(died);

    const auto e = estimate(rules(), children, as_of, sure);
    CHECK(e.total == Count{4, 4, 4, 9});
    // Legal clock, born 2551 to 2559 (2008 to 2016): 2014 in, 2011 out, 2009 in, 2008 out.
    CHECK(e.compulsory == Count{2, 2, 2, 4});
    REQUIRE(e.by_level.size() == 4);
    CHECK(e.by_level[0].value == 1);
    CHECK(e.by_level[1].value == 1);
    CHECK(e.by_level[1].population == 3);
    CHECK(label(e, "5de", "D1") == 1);
    CHECK(label(e, "5de", "D2") == 2); // The child of 6 in pre-primary is in no primary school.
    CHECK(label(e, "sdg_4.1.4", "primary") == 1);
    CHECK(label(e, "5de", "D3") == 1);
    CHECK(label(e, "7de", "D4") == 1);
    CHECK(label(e, "5de", "D4") == std::nullopt);
    REQUIRE(e.by_reason.size() == 1);
    CHECK(e.by_reason[0].reason == "died");
    CHECK(e.by_reason[0].value == 1);
    CHECK_FALSE(e.by_reason[0].counted);
}

TEST_CASE("a child born in a year at the edge of the window counts by its share") {
    auto edge = child(2020, 0);
    edge.birth_date = {2020, 0, 0}; // 3 with probability 315/366 (leap year), else 2
    const auto parts = contributions(rules(), std::vector{edge}, as_of, sure);
    CHECK(parts[0] == doctest::Approx(315.0 / 366));
}

TEST_CASE("chance alone gives the binomial interval") {
    const std::vector<Child> children(400, child(2012, 0.5, Stage::Primary));
    const auto e = estimate(rules(), children, as_of, sure);
    // 200 +- 1.96 * sqrt(400 / 4)
    CHECK(e.total == Count{200, 180, 220, 400});
}

TEST_CASE("what the model may be off widens the interval") {
    std::vector<Child> children(1000, child(2012, 0.98, Stage::Primary));
    const auto narrow = estimate(rules(), children, as_of, sure).total;
    const auto wide = estimate(rules(), children, as_of, {0, {1, 1}, {1, 1}}).total;
    CHECK(narrow.value == wide.value);
    CHECK(wide.high - wide.low > narrow.high - narrow.low);
}

TEST_CASE("more wrong links than the model expected raise the number, more missed ones lower it") {
    std::vector<Child> children(1000, child(2012, 0.98, Stage::Primary)); // 20 wrong expected
    children.insert(children.end(), 500, child(2012, 0.1)); // 50 missed expected
    CHECK(estimate(rules(), children, as_of, sure).total.value == 470);
    CHECK(estimate(rules(), children, as_of, {0, {2, 0}, {1, 0}}).total.value == 490);
    CHECK(estimate(rules(), children, as_of, {0, {1, 0}, {2, 0}}).total.value == 420);
    CHECK(estimate(rules(), children, as_of, {0, {1000, 0}, {1, 0}}).total.value == 1450); // none beyond all
}

TEST_CASE("missed links that no candidate showed lower the number") {
    const std::vector<Child> children(100, child(2012, 0));
    CHECK(estimate(rules(), children, as_of, {10, {1, 0}, {1, 0}}).total.value == 90);
    CHECK(estimate(rules(), children, as_of, {10, {1, 0}, {1, 0}}).expected_missed_links == doctest::Approx(10));
}

TEST_CASE("a child without a birth date is told, not counted") {
    auto unknown = child(2012, 0);
    unknown.birth_date = {};
    const auto e = estimate(rules(), std::vector{unknown}, as_of, sure);
    CHECK(e.total == Count{0, 0, 0, 0});
    CHECK(e.without_birth_date == 1);
}

TEST_CASE("persons without civil status are counted by how probable they are") {
    const std::vector<PersonWithoutCivilStatus> persons{
        {{2012, 6, 1}, 1, 0}, {{2012, 6, 1}, 1, 1, true}, {{2012, 6, 1}, 0.5, 0}, {{2012, 6, 1}, 0.5, 0},
        {{2000, 6, 1}, 1, 0}};
    const auto count = without_civil_status(rules(), persons, as_of, sure);
    CHECK(count.value == 2);
    CHECK(count.population == 3);
}

TEST_CASE("how many links were missed is learnt from those made") {
    const std::vector<double> ratios{9, 9, 0, 0};
    // Nothing linked: 9 share / (1 + 8 share) of two is the share of four at share 7/16.
    CHECK(p_missed(ratios, 0)[0] == doctest::Approx(0.875));
    CHECK(p_missed(ratios, 0)[2] == 0);
    CHECK(p_missed(ratios, 12)[0] > 0.97);
    CHECK(p_missed(std::vector<double>{0.5, 0.5}, 0)[0] < 0.001);
}

TEST_CASE("the interval of those without civil status takes the links that are expected to be missed") {
    const std::vector<PersonWithoutCivilStatus> persons(100, {{2012, 6, 1}, 1, 0.2});
    const auto narrow = without_civil_status(rules(), persons, as_of, sure);
    const auto wide = without_civil_status(rules(), persons, as_of, {0, {1, 0}, {1, 0.5}});
    CHECK(wide.value == 80);
    CHECK(wide.low < narrow.low);
    CHECK(wide.high > narrow.high);

    // Forty who are nearly surely pupils by links that nobody made are as doubtful as those links are.
    const std::vector<PersonWithoutCivilStatus> taken_off(40, {{2012, 6, 1}, 1, 0.99});
    CHECK(without_civil_status(rules(), taken_off, as_of, {0, {1, 0.5}, {1, 0.5}}).high >= 38);
    // And so are links to civil records that no candidate stood for.
    const auto unseen = without_civil_status(rules(), persons, as_of, {0, {1, 0}, {1, 0.5}, 20});
    CHECK(unseen.low < wide.low);
    CHECK(unseen.value == wide.value);
}

TEST_CASE("whole parts sum to the whole") {
    const std::vector<double> parts{0.5, 0.5, 0.5, 0.5};
    CHECK(rounded_parts(parts, 2) == std::vector<std::int64_t>{1, 1, 0, 0});
}

TEST_CASE("for any children the interval is ordered and every breakdown sums to the number") {
    CHECK(rc::check([] {
        const auto size = *rc::gen::inRange<std::size_t>(0, 120);
        std::vector<Child> children;
        for (std::size_t i = 0; i < size; ++i) {
            Child c = child(*rc::gen::inRange(2003, 2024), *rc::gen::inRange(0, 1001) / 1000.0,
                            *rc::gen::element(Stage::PrePrimary, Stage::Primary, Stage::Unspecified));
            c.birth_date.month = static_cast<std::int8_t>(*rc::gen::inRange(0, 13));
            c.birth_date.day =
                c.birth_date.month == 0 ? std::int8_t{0} : static_cast<std::int8_t>(*rc::gen::inRange(0, 29));
            c.sex = *rc::gen::element('M', 'F', '\0');
            c.subdistrict = *rc::gen::element(0, 400101, 400102, 400201);
            c.reason = static_cast<std::int16_t>(
                *rc::gen::inRange(-1, static_cast<int>(rules().reasons.size())));
            children.push_back(c);
        }
        const ErrorCorrection correction{*rc::gen::inRange(0, 40) / 10.0, *rc::gen::inRange(0, 20) / 10.0};
        const ModelUncertainty model{*rc::gen::inRange(0, 50) / 10.0, correction, correction, 0};
        const auto e = estimate(rules(), children, as_of, model);
        RC_ASSERT(0 <= e.total.low);
        RC_ASSERT(e.total.low <= e.total.value);
        RC_ASSERT(e.total.value <= e.total.high);
        RC_ASSERT(e.total.high <= e.total.population);
        const std::pair whole{e.total.value, e.total.population};
        RC_ASSERT(sum(e.by_subdistrict) == whole);
        RC_ASSERT(sum(e.by_district) == whole);
        RC_ASSERT(sum(e.by_age_sex) == whole);
        RC_ASSERT(sum(e.by_level) == whole);
        RC_ASSERT(sum(e.by_citizenship) == whole);
        for (const auto& cell : e.by_age_sex) {
            RC_ASSERT(0 <= cell.low && cell.low <= cell.value);
            RC_ASSERT(cell.value <= cell.high && cell.high <= cell.population);
        }
        const auto parts = contributions(rules(), children, as_of, model);
        RC_ASSERT(std::llround(std::accumulate(parts.begin(), parts.end(), 0.0)) == e.total.value);
    }));
}
