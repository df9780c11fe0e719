// A page of a list of a million children is read from where it begins, whatever the list is sorted and narrowed by.

#include "modules/situation/records.hpp"
#include "platform/database/test_database.hpp"
#include "platform/database/test_query_plans.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::situation;

TEST_CASE("every page of the list begins in an index where the page before ended, and ends with it") {
    database::TestDatabase db;
    std::vector<ListedChildRow> children;
    for (std::int64_t person = 1; person <= 2000; ++person)
        children.push_back({{person}, 7, "M", std::to_string(400101 + person % 100), 0.5, "", {7}, person});
    write_listed_children(db.connection(), "40", {1}, children);
    db.connection().run_script("ANALYZE");
    const ListFilter district{"", "4001", 0, 150, ""};
    for (const auto sort : {ListSort::Certainty, ListSort::Age, ListSort::Subdistrict})
        for (const auto& filter : {ListFilter{}, district})
            CHECK(listed_children(db.connection(), "40", {1}, filter, sort, {}, 50).size() == 50);
    count_listed(db.connection(), "40", {1}, {});
    each_listed(db.connection(), "40", {1}, {}, [](const ListedChildRow&) { return database::Reading::Stop; });
    const auto plans = database::query_plans(
        db.connection(), [](std::string_view sql) { return sql.find("FROM situation_") != sql.npos; });
    for (const auto& walk : plans.walks)
        FAIL_CHECK(walk);
    for (const auto& page : plans.slow_pages)
        FAIL_CHECK(page);
    CHECK(plans.looked_at >= 9);
}
