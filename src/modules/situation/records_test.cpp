#include "modules/situation/records.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace samatcha;
using namespace samatcha::situation;

namespace {

Situation numbered(std::int64_t id, std::int64_t value) {
    Situation s;
    s.id = {id};
    s.link_run_id = {id};
    s.as_of = {2023, 11, 10};
    s.value = value;
    s.low = value;
    s.high = value + 1;
    s.population = 100;
    s.by_level = {{"primary", value, value, value, 100}};
    return s;
}

ListedChildRow listed(std::int64_t person, int age, std::string subdistrict, double certainty) {
    return {{person}, age, person % 2 ? "M" : "F", std::move(subdistrict), certainty, "", {7}, person + 1};
}

std::vector<std::int64_t> persons_of(const std::vector<ListedChildRow>& rows) {
    std::vector<std::int64_t> ids;
    for (const auto& row : rows)
        ids.push_back(row.person.value);
    return ids;
}

} // namespace

TEST_CASE("a situation is seen once it is published, and comes back whole") {
    database::TestDatabase db;
    insert_situation(db.connection(), "40", numbered(1, 20));
    CHECK_FALSE(latest_situation(db.connection(), "40").has_value());
    publish_situation(db.connection(), "40", {1});
    const auto read = latest_situation(db.connection(), "40");
    REQUIRE(read);
    CHECK(json::to_text(*read) == json::to_text(numbered(1, 20)));
    CHECK_FALSE(latest_situation(db.connection(), "41").has_value());
    CHECK(situation_points(db.connection(), "40").at(0).high == 21);
}

TEST_CASE("what was never published is removed with its list") {
    database::TestDatabase db;
    insert_situation(db.connection(), "40", numbered(1, 20));
    publish_situation(db.connection(), "40", {1});
    insert_situation(db.connection(), "40", numbered(2, 30));
    write_listed_children(db.connection(), "40", {2}, std::vector{listed(1, 7, "400101", 1)});
    remove_unpublished(db.connection(), "40");
    CHECK(count_listed(db.connection(), "40", {2}, {}) == 0);
    CHECK(latest_situation_id(db.connection(), "40")->value == 1);
}

TEST_CASE("standings of the latest situation are kept, older ones forgotten") {
    database::TestDatabase db;
    for (const std::int64_t id : {1, 2}) {
        insert_situation(db.connection(), "40", numbered(id, 20));
        write_standings(db.connection(), "40", {id},
                        std::vector<Standing>{{id * 10, 0.5F, 1, 2, 1, 0}, {id * 10 + 1, 0, 1, -1, 0, 0}});
        publish_situation(db.connection(), "40", {id});
    }
    CHECK(standings(db.connection(), "40", {1}).empty());
    const auto kept = standings(db.connection(), "40", {2});
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].person == 20);
    CHECK(kept[0].contribution == 0.5F);
    CHECK(kept[1].enrolled_in == -1);
}

TEST_CASE("the list is filtered by place, age and sex, and counted alike") {
    database::TestDatabase db;
    write_listed_children(db.connection(), "40", {1},
                          std::vector{listed(1, 7, "400101", 0.9), listed(2, 9, "400102", 0.8),
                                      listed(3, 12, "400201", 0.7), listed(4, 12, "400201", 1)});
    const auto ask = [&](const ListFilter& filter) {
        const auto rows =
            listed_children(db.connection(), "40", {1}, filter, ListSort::Subdistrict, {}, 10);
        CHECK(count_listed(db.connection(), "40", {1}, filter) == static_cast<std::int64_t>(rows.size()));
        return persons_of(rows);
    };
    CHECK(ask({}) == std::vector<std::int64_t>{1, 2, 3, 4});
    CHECK(ask({"400102", "", 0, 150, ""}) == std::vector<std::int64_t>{2});
    CHECK(ask({"", "4001", 0, 150, ""}) == std::vector<std::int64_t>{1, 2});
    CHECK(ask({"", "", 8, 11, ""}) ==
          std::vector<std::int64_t>{2});
    CHECK(ask({"", "", 0, 150, "F"}) == std::vector<std::int64_t>{2, 4});
}

TEST_CASE("who is taken off the list is counted no more, and counted again when put back") {
    database::TestDatabase db;
    const std::vector children{listed(1, 7, "400101", 0.9), listed(2, 7, "400101", 0.8)};
    write_listed_children(db.connection(), "40", {1}, children);
    remove_listed(db.connection(), "40", {1}, children[0]);
    CHECK(count_listed(db.connection(), "40", {1}, {}) == 1);
    CHECK(count_listed(db.connection(), "40", {1}, {"400101", "", 0, 150, "M"}) == 0);
    write_listed_children(db.connection(), "40", {1}, std::span(children).first(1));
    CHECK(count_listed(db.connection(), "40", {1}, {"400101", "", 7, 7, "M"}) == 1);
}

TEST_CASE("pages follow each other in every order without a gap or a double") {
    database::TestDatabase db;
    std::vector<ListedChildRow> children;
    for (std::int64_t person = 1; person <= 23; ++person)
        children.push_back(listed(person, static_cast<int>(person % 5), person % 3 ? "400101" : "400202",
                                  static_cast<double>(person % 4) / 4));
    write_listed_children(db.connection(), "40", {1}, children);
    const auto pages_are_whole = [&](const ListFilter& filter, ListSort sort) {
        const auto whole = persons_of(listed_children(db.connection(), "40", {1}, filter, sort, {}, 100));
        std::vector<std::int64_t> paged;
        std::optional<ListCursor> after;
        for (;;) {
            const auto page = listed_children(db.connection(), "40", {1}, filter, sort, after, 4);
            if (page.empty())
                break;
            for (const auto id : persons_of(page))
                paged.push_back(id);
            const auto& last = page.back();
            after = ListCursor{last.subdistrict_code, last.age, last.certainty, last.person.value};
        }
        CHECK(paged == whole);
        CHECK(static_cast<std::int64_t>(whole.size()) == count_listed(db.connection(), "40", {1}, filter));
        CHECK(std::set(whole.begin(), whole.end()).size() == whole.size());
    };
    for (const auto sort : {ListSort::Certainty, ListSort::Age, ListSort::Subdistrict})
        for (const auto& filter : {ListFilter{}, ListFilter{"400101", "", 0, 150, ""}, ListFilter{"", "4002", 0, 150, ""},
                                   ListFilter{"", "", 1, 3, "M"}})
            pages_are_whole(filter, sort);
    CHECK(count_listed(db.connection(), "40", {1}, {}) == 23);
}
