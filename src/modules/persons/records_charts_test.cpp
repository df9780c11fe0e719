#include "modules/persons/records_charts.hpp"

#include "engines/linkage/linkage_test_support.hpp"
#include "modules/persons/actions.hpp"
#include "modules/persons/records.hpp"
#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <regex>
#include <string>

using namespace samatcha;
using namespace samatcha::persons;

namespace {

LinkRunCharts charts_of_invented_registers() {
    const auto linked = linkage::link_records(linkage::invented_registers(300, 4).files, {});
    REQUIRE(linked.has_value());
    return charts_of(*linked);
}

void insert_run(database::Connection& connection, std::int64_t id) {
    LinkRun run;
    run.id = {id};
    run.created_at = {1000};
    insert_link_run(connection, "40", run);
}

std::string key_of_failure(database::Connection& connection, std::string_view province, std::int64_t id) {
    const auto charts = link_run_charts(connection, province, {id});
    return charts ? "" : charts.error().key;
}

/// Its numbers to nine digits: the JSON library reads the last bit of a number otherwise now and then.
std::string rounded(std::string text) {
    static const std::regex number("-?[0-9]+(\\.[0-9]+)?E-?[0-9]+");
    std::string out;
    for (std::smatch found; std::regex_search(text, found, number); text = found.suffix()) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.9g", std::stod(found[0]));
        out += found.prefix().str() + digits;
    }
    return out + text;
}

} // namespace

TEST_CASE("the charts of a run are read as they were written") {
    database::TestDatabase db;
    const auto charts = charts_of_invented_registers();
    insert_run(db.connection(), 1);
    write_link_run_charts(db.connection(), "40", {1}, charts);
    CHECK(complete_link_run(db.connection(), "40", {1}, {2000}, {}));
    const auto read = link_run_charts(db.connection(), "40", {1});
    REQUIRE(read.has_value());
    CHECK(rounded(json::to_text(*read)) == rounded(json::to_text(charts)));
    CHECK(read->fields.size() >= 4);
    CHECK_FALSE(read->rules.empty());
    CHECK_FALSE(read->weights.empty());
    CHECK_FALSE(read->person_sizes.empty());
}

TEST_CASE("what each rule finds of the pairs of one person is kept with the run") {
    const auto charts = charts_of_invented_registers();
    double together = 0;
    for (const auto& rule : charts.rules)
        together += rule.recall_more.value();
    CHECK(together == doctest::Approx(charts.recall.value()));
    CHECK(charts.rules.front().recall == charts.rules.front().recall_more);
}

TEST_CASE("charts written before rules had their recall are still read") {
    database::TestDatabase db;
    auto charts = charts_of_invented_registers();
    auto text = json::to_text(charts);
    for (const char* member : {"\"recall\":", "\"recall_more\":"})
        text = std::regex_replace(text, std::regex(std::string(",") + member + "[^,}]*"), "");
    REQUIRE(text.find("recall") == std::string::npos);
    insert_run(db.connection(), 1);
    db.connection().execute("INSERT INTO link_run_charts (province, link_run_id, charts) VALUES ($1, $2, $3)", {"40", LinkRunId{1}, text});
    CHECK(complete_link_run(db.connection(), "40", {1}, {2000}, {}));
    const auto read = link_run_charts(db.connection(), "40", {1});
    REQUIRE(read.has_value());
    CHECK(read->rules.size() == charts.rules.size());
    CHECK_FALSE(read->recall);
}

TEST_CASE("charts of a run that is not complete, that has none, or is another province's are not found") {
    database::TestDatabase db;
    insert_run(db.connection(), 1);
    write_link_run_charts(db.connection(), "40", {1}, {});
    CHECK(key_of_failure(db.connection(), "40", 1) == "persons.charts_missing");
    insert_run(db.connection(), 2);
    CHECK(complete_link_run(db.connection(), "40", {2}, {2000}, {}));
    CHECK(key_of_failure(db.connection(), "40", 2) == "persons.charts_missing");
    CHECK(key_of_failure(db.connection(), "41", 1) == "persons.link_run_unknown");
}

TEST_CASE("no value of a record is in what is stored for the charts") {
    const auto registers = linkage::invented_registers(300, 4);
    const auto text = json::to_text(charts_of_invented_registers());
    for (const auto& file : registers.files)
        for (const auto& column : file.columns)
            if (column.meaning() == linkage::Meaning::GivenName || column.meaning() == linkage::Meaning::BirthDate)
                for (std::size_t row = 0; row < column.size(); ++row)
                    CHECK(text.find(std::string(column.value(row))) == std::string::npos);
}
