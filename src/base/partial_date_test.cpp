#include "base/partial_date.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <vector>

using namespace samatcha;

namespace {

std::string iso_or_key(std::string_view text, const DateConvention& convention = {}) {
    const auto date = parse_date(text, convention);
    return date ? to_iso(*date) : date.error().key;
}

} // namespace

TEST_CASE("a number of eight digits is read by the years it could mean") {
    CHECK(iso_or_key("20120828") == "2012-08-28");
    CHECK(iso_or_key("25550828") == "2012-08-28");
    CHECK(iso_or_key("28082012") == "2012-08-28");
    CHECK(iso_or_key("7082555") == "2012-08-07");
    CHECK(iso_or_key("20120828093000") == "2012-08-28");
    CHECK(iso_or_key("20120000") == "2012");
    CHECK(iso_or_key("99999999") == "date.impossible");
}

TEST_CASE("two-digit years fall in the hundred years up to the reference year") {
    const DateConvention buddhist{Era::Buddhist, DayOrder::DayFirst, 2023};
    CHECK(iso_or_key("1/2/66", buddhist) == "2023-02-01");
    CHECK(iso_or_key("1/2/67", buddhist) == "1924-02-01");
    const DateConvention common{Era::Common, DayOrder::DayFirst, 2023};
    CHECK(iso_or_key("1/2/23", common) == "2023-02-01");
    CHECK(iso_or_key("1/2/24", common) == "1924-02-01");
}

TEST_CASE("the order of a column decides, unless only the other order is a date") {
    const DateConvention month_first{Era::Common, DayOrder::MonthFirst, 2023};
    CHECK(iso_or_key("08/02/2012", month_first) == "2012-08-02");
    CHECK(iso_or_key("28/02/2012", month_first) == "2012-02-28");
    CHECK(iso_or_key("08/02/2012") == "2012-02-08");
    CHECK(iso_or_key("08/28/2012") == "2012-08-28");
    CHECK(iso_or_key("55-08-02", {Era::Buddhist, DayOrder::YearFirst, 2023}) == "2012-08-02");
}

TEST_CASE("a column's convention is learnt from what its cells show") {
    using Samples = std::vector<std::string>;
    const auto learnt = [](const Samples& s) {
        return date_convention_of(std::span<const std::string>(s), 2023);
    };
    CHECK(learnt({"28/08/2555", "01/02/2556", "2012-08-28"}) ==
          DateConvention{Era::Buddhist, DayOrder::DayFirst, 2023});
    CHECK(learnt({"08/28/2012", "03/04/2011"}) ==
          DateConvention{Era::Common, DayOrder::MonthFirst, 2023});
    CHECK(learnt({"20120828", "20130101"}) ==
          DateConvention{Era::Common, DayOrder::YearFirst, 2023});
    CHECK(learnt({"10/9/53", "1/1/60"}).era == Era::Buddhist);
    CHECK(learnt({"10/9/12", "1/1/09"}).era == Era::Common);
    CHECK(learnt({"55-08-28"}).order == DayOrder::YearFirst);
    CHECK(learnt({"1 พ.ค. 2561", ""}) == DateConvention{Era::Buddhist, DayOrder::Unknown, 2023});
    CHECK(learnt({"", "-", "x"}) == DateConvention{Era::Unknown, DayOrder::Unknown, 2023});
}

TEST_CASE("what is written as ISO is read back the same") {
    CHECK(rc::check([] {
        const auto date = date_from_days(*rc::gen::inRange(-60'000, 80'000));
        RC_ASSERT(is_valid(date));
        RC_ASSERT(*from_iso(to_iso(date)) == date);
        RC_ASSERT(*parse_date(to_iso(date)) == date);
        RC_ASSERT(*parse_date(thai_short_date(date)) == date);
        RC_ASSERT(date_from_days(days_since_1970(date)) == date);
    }));
}

TEST_CASE("ISO text that is no date is refused") {
    for (const char* text : {"2012-13", "2012-02-30", "2012-00-01", "2012-8-1", "0000", "20120828",
                             "2012/08/28", "2012-08-28T", "๒๐๑๒"}) {
        CAPTURE(text);
        CHECK_FALSE(from_iso(text).has_value());
    }
    CHECK(from_iso("")->is_empty());
}

TEST_CASE("full years are counted to the birthday, 29 February to 1 March") {
    const PartialDate leap{2012, 2, 29};
    CHECK(full_years(leap, {2023, 2, 28}) == 10);
    CHECK(full_years(leap, {2023, 3, 1}) == 11);
    CHECK(full_years(leap, {2024, 2, 29}) == 12);
    CHECK(full_years({2012, 8, 28}, {2023, 8, 27}) == 10);
    CHECK(full_years({2012, 8, 28}, {2023, 8, 28}) == 11);
}

TEST_CASE("dates are shown in the Buddhist era, as far as they are known") {
    CHECK(thai_short_date({2023, 11, 10}) == "10 พ.ย. 2566");
    CHECK(thai_short_date({2023, 11, 0}) == "พ.ย. 2566");
    CHECK(thai_short_date({2023, 0, 0}) == "2566");
    CHECK(thai_short_date({}) == "");
}

TEST_CASE("no text breaks the reading of a date") {
    CHECK(rc::check([](const std::string& text) {
        const auto date = parse_date(text);
        RC_ASSERT((!date || is_valid(*date)));
    }));
}
