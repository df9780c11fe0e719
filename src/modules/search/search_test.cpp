#include "modules/search/actions.hpp"

#include "modules/access/records.hpp"
#include "modules/situation/test_province.hpp"

#include <doctest/doctest.h>

#include <future>

namespace samatcha::search {

namespace {

using situation::citizen_id;
using situation::from_to;
using situation::name_of;

struct TestSearch : situation::TestProvince {
    std::vector<std::pair<Instant, ToldCase>> cases; ///< As a module above would tell them, with when each changed.
    Sight sight{true, true, {}, {}};
    LiveIndex live{test.database(), keys, clock,
                   {[this](database::Connection&, std::string_view province, Instant since, const Cases::Wants& wants,
                           const Cases::Visit& visit) -> Result<void> {
                        for (const auto& [changed_at, told] : cases)
                            if (province == "40" && changed_at >= since && wants(told.id, told.version))
                                visit(told);
                        return {};
                    },
                    [this](database::Connection&, const access::Actor&) { return sight; }}};

    Result<SearchAnswer> search(std::string_view question, const access::Actor& who) {
        auto logged = TRY(search_children(who.with(access::Purpose::Find), db(), live, question));
        std::promise<Result<SearchAnswer>> told;
        logged([&](Result<SearchAnswer> answer) { told.set_value(std::move(answer)); });
        return told.get_future().get();
    }
    SearchAnswer search(std::string_view question) { return search(question, actor).value(); }
    std::string full_name(int child) { return name_of(child, 1) + " " + name_of(child / 2, 2); }
};

} // namespace

TEST_CASE("a child is found by name, misspelt name and number, and shown by initials") {
    TestSearch t;
    const auto civil = t.import(t.agreement, from_to(0, 200));
    const auto school = t.import(t.school, from_to(0, 150));
    REQUIRE(t.link({civil, school}).state == jobs::JobState::Succeeded);
    t.live.refresh("40").value();
    const auto by_number = t.search(citizen_id(7));
    CHECK(by_number.state == SearchState::Ready);
    REQUIRE(by_number.children.size() == 1);
    const auto& child = by_number.children[0];
    CHECK(child.likeness == 1);
    CHECK(child.age == 7);
    CHECK(child.sex == "M");
    CHECK(child.subdistrict_code == "400101");
    CHECK(child.initials.size() < 10);
    for (const auto& question : {t.full_name(7), name_of(7, 1) + "์ " + name_of(3, 2), name_of(3, 2) + " " + name_of(7, 1)}) {
        CAPTURE(question);
        const auto answer = t.search(question);
        REQUIRE_FALSE(answer.children.empty());
        CHECK(answer.children[0].person_id == child.person_id);
    }
    CHECK(t.search("ฮฮฮฮฮฮ").children.empty());
}

TEST_CASE("what is found belongs to the province that asks") {
    TestSearch t;
    REQUIRE(t.link({t.import(t.agreement, from_to(0, 20))}).state == jobs::JobState::Succeeded);
    t.live.refresh("40").value();
    t.live.refresh("41").value();
    const auto answer = t.search(citizen_id(7), situation::TestProvince::secretariat("41")).value();
    CHECK(answer.state == SearchState::Nothing);
    CHECK(answer.children.empty());
}

TEST_CASE("the search says that it is loading, and that a later run is being read") {
    TestSearch t;
    const auto civil = t.import(t.agreement, from_to(0, 20));
    REQUIRE(t.link({civil}).state == jobs::JobState::Succeeded);
    CHECK(t.search(t.full_name(7)).state == SearchState::Loading);
    t.live.refresh("40").value();
    CHECK(t.search(t.full_name(7)).state == SearchState::Ready);
    REQUIRE(t.link({civil, t.import(t.agreement, from_to(15, 30))}).state == jobs::JobState::Succeeded);
    const auto answer = t.search(citizen_id(27));
    CHECK(answer.state == SearchState::Renewing);
    CHECK(answer.children.empty());
    CHECK_FALSE(t.search(t.full_name(7)).children.empty());
    t.live.refresh("40").value();
    CHECK(t.search(citizen_id(27)).children.size() == 1);
}

TEST_CASE("a case by hand is found by name and nickname, at once when it changes, and not by what it was called before") {
    TestSearch t;
    ToldCase told;
    told.id = 17;
    told.version = 1;
    told.given_name = "กานดา";
    told.surname = "แสนดี";
    told.nickname = "ต้นกล้า";
    told.numbers = {"0812345678"};
    told.worker = {5};
    told.agency = {9};
    CHECK(t.search("กานดา").state == SearchState::Nothing);
    t.cases.emplace_back(t.clock.now(), told);
    t.live.refresh("40").value();
    for (const auto* question : {"กานดา แสนดี", "กาดา", "ต้นกล้า", "0812345678"}) {
        CAPTURE(question);
        const auto answer = t.search(question);
        CHECK(answer.state == SearchState::Ready);
        REQUIRE(answer.children.size() == 1);
        CHECK(answer.children[0].case_id == 17);
        CHECK_FALSE(answer.children[0].person_id);
        CHECK(answer.children[0].initials == "ก.ส.");
    }
    told.version = 2;
    told.nickname = "น้ำหวาน";
    t.cases.emplace_back(t.clock.now(), told);
    t.live.refresh("40").value();
    CHECK(t.search("น้ำหวาน").children.size() == 1);
    CHECK(t.search("ต้นกล้า").children.empty());
}

TEST_CASE("a case of a person is found with the person, in one line") {
    TestSearch t;
    REQUIRE(t.link({t.import(t.agreement, from_to(0, 20))}).state == jobs::JobState::Succeeded);
    t.live.refresh("40").value();
    ToldCase told;
    told.id = 17;
    told.version = 1;
    told.person = t.search(citizen_id(7)).children.at(0).person_id;
    told.nickname = "ต้นกล้า";
    t.cases.emplace_back(t.clock.now(), told);
    t.live.refresh("40").value();
    for (const auto& question : {t.full_name(7), std::string("ต้นกล้า")}) {
        const auto answer = t.search(question);
        REQUIRE_FALSE(answer.children.empty());
        CHECK(answer.children[0].person_id == told.person);
        CHECK(answer.children[0].case_id == 17);
        CHECK(answer.children[0].age == 7);
    }
}

TEST_CASE("what a case was found by goes with it, when it is erased") {
    TestSearch t;
    REQUIRE(t.link({t.import(t.agreement, from_to(0, 20))}).state == jobs::JobState::Succeeded);
    t.live.refresh("40").value();
    ToldCase told;
    told.id = 17;
    told.version = 1;
    told.person = t.search(citizen_id(7)).children.at(0).person_id;
    told.nickname = "ต้นกล้า";
    t.cases.emplace_back(t.clock.now(), told);
    t.live.refresh("40").value();
    ToldCase erased;
    erased.id = 17;
    erased.version = 2;
    t.cases.emplace_back(t.clock.now(), erased);
    t.live.refresh("40").value();
    CHECK(t.search("ต้นกล้า").children.empty());
    REQUIRE(t.search(citizen_id(7)).children.size() == 1);
    CHECK_FALSE(t.search(citizen_id(7)).children[0].case_id);
}

TEST_CASE("nobody finds whom they may not see, by whatever they ask") {
    TestSearch t;
    REQUIRE(t.link({t.import(t.agreement, from_to(0, 20))}).state == jobs::JobState::Succeeded);
    t.live.refresh("40").value();
    ToldCase told;
    told.id = 17;
    told.version = 1;
    told.person = t.search(citizen_id(7)).children.at(0).person_id;
    told.given_name = name_of(7, 1);
    told.surname = name_of(3, 2);
    told.nickname = "ต้นกล้า";
    told.numbers = {citizen_id(7)};
    told.worker = {5};
    told.agency = {9};
    t.cases.emplace_back(t.clock.now(), told);
    t.live.refresh("40").value();
    struct Row {
        const char* who;
        Sight sight;
        bool finds_person, finds_case;
    };
    for (const auto& row : std::vector<Row>{{"the secretariat", {true, true, {}, {}}, true, true},
                                            {"a case worker of another agency", {true, false, {6}, {}}, true, false},
                                            {"a coordinator of it", {true, false, {6}, {9}}, true, true},
                                            {"the volunteer whose case it is", {false, false, {5}, {}}, false, true},
                                            {"another volunteer", {false, false, {6}, {}}, false, false},
                                            {"nobody", {}, false, false}}) {
        CAPTURE(row.who);
        t.sight = row.sight;
        for (const auto& question : {t.full_name(7), citizen_id(7)}) {
            const auto found = t.search(question).children;
            const bool has_any = !found.empty() && found[0].likeness > 0.9;
            CHECK(has_any == (row.finds_person || row.finds_case));
            if (has_any) {
                CHECK(found[0].person_id.has_value() == row.finds_person);
                CHECK(found[0].case_id.has_value() == row.finds_case);
            }
        }
        // What only the case says leads nobody else to the child.
        CHECK(t.search("ต้นกล้า").children.empty() == !row.finds_case);
    }
}

TEST_CASE("a child that is entered by hand is known again by the linkage engine, and a namesake is not") {
    TestSearch t;
    REQUIRE(t.link({t.import(t.agreement, from_to(0, 400)), t.import(t.school, from_to(0, 300))}).state ==
            jobs::JobState::Succeeded);
    t.live.refresh("40").value();
    const auto known = [&](const DescribedChild& described) {
        std::promise<Result<SearchAnswer>> told;
        find_known(t.actor, t.db(), t.keys, t.live, described).value()([&](Result<SearchAnswer> answer) {
            told.set_value(std::move(answer));
        });
        return told.get_future().get().value().children;
    };
    DescribedChild described;
    CHECK(known(described).empty());
    described.given_name = "ด.ช. " + name_of(7, 1);
    described.surname = name_of(3, 2) + "์";
    described.birth_date = "2016-08-09";
    described.sex = "M";
    described.subdistrict_code = "400101";
    const auto same = known(described);
    REQUIRE_FALSE(same.empty());
    CHECK(same[0].likeness > 0.9);
    CHECK(same[0].person_id == t.search(citizen_id(7)).children.at(0).person_id);
    described.birth_date = "2009-02-20";
    described.sex = "F";
    described.subdistrict_code = "400102";
    const auto other = known(described);
    CHECK((other.empty() || other[0].likeness < same[0].likeness - 0.3));
}

TEST_CASE("each search is in the access log before it is answered, without a word of it") {
    TestSearch t;
    REQUIRE(t.link({t.import(t.agreement, from_to(0, 20))}).state == jobs::JobState::Succeeded);
    t.live.refresh("40").value();
    const auto before = t.count("access_log");
    t.search(t.full_name(7));
    CHECK(t.count("access_log") == before + 1);
    CHECK(t.db().integer("SELECT count(*) FROM access_log WHERE province = '40' AND access = 'person_search'"
                         " AND purpose = 'find' AND person_id = 0 AND what LIKE 'rows=%'") == 1);
}

TEST_CASE("a question that asks nothing is refused and not written down") {
    TestSearch t;
    const auto refused = t.search("ด.ช. ", t.actor);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().key == "search.question_empty");
    CHECK(t.count("access_log") == 0);
}

TEST_CASE("a province is read by itself when the index starts") {
    TestSearch t;
    REQUIRE(t.link({t.import(t.agreement, from_to(0, 20))}).state == jobs::JobState::Succeeded);
    REQUIRE(access::records::add_province(t.db(), {"40", "ขอนแก่น", "Khon Kaen", true, {}}));
    t.live.start([](std::string_view, const Error& error) { FAIL(error.key); });
    auto state = SearchState::Loading;
    for (int i = 0; i < 500 && state == SearchState::Loading; ++i) {
        state = t.search(t.full_name(7)).state;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK(state == SearchState::Ready);
    t.live.stop();
}

} // namespace samatcha::search
