#include "modules/access/actions.hpp"
#include "modules/access/records.hpp"
#include "modules/situation/definition.hpp"
#include "modules/situation/test_province.hpp"
#include "platform/jobs/test_run.hpp"
#include "platform/tables/table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace samatcha;
using namespace samatcha::situation;

namespace {

Messages texts() {
    std::ifstream in("src/modules/situation/messages.json");
    Messages messages;
    messages.add(std::string(std::istreambuf_iterator<char>(in), {})).value();
    return messages;
}

/// A province whose list holds fifty children, and a case worker who may ask for it.
struct ListedProvince : TestProvince {
    Messages messages = texts();
    vault::SealedStore files{folder / "exports", std::string(export_sealed_kind), keys};
    Exporting exporting{keys, gazetteer(), messages, clock, jobs, files};
    SituationId id;

    ListedProvince() {
        handle_exports(exporting);
        REQUIRE(access::add_province(db(), gazetteer(), clock, "40", access::ProvinceUse::Demonstration));
        const auto civil = import(agreement, from_to(0, 200));
        const auto schools = import(school, from_to(0, 150));
        REQUIRE(link({civil, schools}).state == jobs::JobState::Succeeded);
        id = latest(db(), "40").value().id;
    }
    access::Actor worker(std::string login = "worker") {
        const auto made = access::add_account_by_command(
            db(), clock, {std::move(login), "ทดสอบ", access::Role::CaseWorker, agency, "a long password of a test", "40"});
        access::Actor worker;
        worker.account = made.value().id;
        worker.role = access::Role::CaseWorker;
        worker.province = "40";
        worker.agency = agency;
        worker.purpose = access::Purpose::Find;
        return worker;
    }
    ChildExport ask(const access::Actor& actor, ExportFormat format, const ListFilter& filter = {}) {
        return database::transaction(db(), [&] {
                   return start_export(actor, db(), exporting, id, filter, ListSort::Subdistrict, format,
                                       Language::Thai);
               }).value();
    }
    jobs::Job run(const ChildExport& wanted) { return jobs.run("40", wanted.job_id); }
    std::string fetched(const access::Actor& actor, const ChildExport& wanted) {
        auto file = open_export(actor, db(), exporting, wanted.id).value();
        std::string bytes;
        std::array<char, 4096> buffer;
        while (const auto got = file.bytes.read(buffer).value())
            bytes.append(buffer.data(), got);
        return bytes;
    }
    std::vector<access::records::AccessLogEntry> log(std::int64_t person = 0) {
        auto entries = access::records::access_log(db(), "40", person, 0, 1000);
        std::erase_if(entries, [](const auto& e) { return e.access != access::Access::Export; });
        return entries;
    }
};

std::vector<std::vector<std::string>> rows_of(const std::string& bytes) {
    auto table = tables::Table::open(std::make_unique<tables::MemorySource>(bytes)).value();
    std::vector<std::vector<std::string>> rows;
    tables::TableRow row;
    while (table.next(row).value())
        rows.emplace_back(row.cells.begin(), row.cells.end());
    return rows;
}

} // namespace

TEST_CASE("the file holds the list, for Excel as CSV with its mark and as XLSX") {
    ListedProvince t;
    const auto worker = t.worker();
    const auto shown = list_children(t.db(), t.keys, "40", t.id, {}, ListSort::Subdistrict, "").value();
    for (const auto format : {ExportFormat::Csv, ExportFormat::Xlsx}) {
        const auto wanted = t.ask(worker, format);
        REQUIRE(t.run(wanted).state == jobs::JobState::Succeeded);
        const auto bytes = t.fetched(worker, wanted);
        CHECK(bytes.starts_with(format == ExportFormat::Csv ? "\xEF\xBB\xBFอักษรย่อ," : "PK"));
        const auto rows = rows_of(bytes);
        REQUIRE(rows.size() == 50);
        CHECK(rows[0][0] == shown.children[0].initials);
        CHECK(rows[0][1] == std::to_string(shown.children[0].age));
        CHECK(rows[0].back() == fmt::format("/children/{}", shown.children[0].person_id.value));
    }
    CHECK(own_exports(worker, t.db()).size() == 2);
}

TEST_CASE("the same filters as on the page choose who is in the file") {
    ListedProvince t;
    const auto worker = t.worker();
    const ListFilter filter{"400102", "", 8, 10, "M"};
    const auto wanted = t.ask(worker, ExportFormat::Csv, filter);
    t.run(wanted);
    const auto rows = rows_of(t.fetched(worker, wanted));
    CHECK(static_cast<std::int64_t>(rows.size()) == count_listed(t.db(), "40", t.id, filter));
    CHECK_FALSE(rows.empty());
    for (const auto& row : rows)
        CHECK((row[2] == "ชาย" && std::stoi(row[1]) >= 8 && std::stoi(row[1]) <= 10));
}

TEST_CASE("each child in a file stands in the access log, with who and why, and so does the fetching") {
    ListedProvince t;
    const auto worker = t.worker();
    const auto wanted = t.ask(worker, ExportFormat::Csv);
    t.run(wanted);
    CHECK(t.log().size() == 50);
    const auto child = list_children(t.db(), t.keys, "40", t.id, {}, ListSort::Age, "")->children[7];
    const auto of_child = t.log(child.person_id.value);
    REQUIRE(of_child.size() == 1);
    CHECK(of_child[0].login == "worker");
    CHECK(of_child[0].access == access::Access::Export);
    CHECK(of_child[0].purpose == access::Purpose::Find);
    t.fetched(worker, wanted);
    CHECK(t.log().size() == 51);
}

TEST_CASE("a file is for whoever asked, when it is whole, until its days are over") {
    ListedProvince t;
    const auto worker = t.worker();
    const auto wanted = t.ask(worker, ExportFormat::Xlsx);
    const auto key_of = [&](const access::Actor& actor) {
        return open_export(actor, t.db(), t.exporting, wanted.id).error().key;
    };
    CHECK(key_of(worker) == "situation.export_unfinished");
    t.run(wanted);
    CHECK(key_of(t.worker("colleague")) == "situation.export_unknown");
    CHECK(own_exports(t.worker("third"), t.db()).empty());

    t.clock.advance_ms((export_kept_days - 1) * 24 * 3'600'000LL);
    CHECK(remove_old_exports("40", t.db(), t.exporting) == 0);
    CHECK_FALSE(t.fetched(worker, wanted).empty());
    t.clock.advance_ms(2 * 24 * 3'600'000LL);
    CHECK(remove_old_exports("40", t.db(), t.exporting) == 1);
    CHECK(std::filesystem::is_empty(t.files.folder()));
    CHECK(key_of(worker) == "situation.export_removed");
}

TEST_CASE("on the disk a file is sealed, and names nobody") {
    ListedProvince t;
    const auto worker = t.worker();
    t.run(t.ask(worker, ExportFormat::Csv));
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(t.files.folder())) {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(in), {});
        CHECK(bytes.find("อักษรย่อ") == std::string::npos);
        ++files;
    }
    CHECK(files == 1);
}

TEST_CASE("an export cancelled in its midst leaves no file, and its log says what was read") {
    ListedProvince t;
    const auto worker = t.worker();
    t.jobs.on(
        std::string(export_job_kind),
        [&](jobs::JobRun& run) {
            jobs::CancelledMidway cancelled(run, 2); // After the first batch.
            return write_export(t.exporting, cancelled);
        },
        [&](database::Connection& c, const jobs::Job& job) { abandon_export(t.exporting, c, job); });
    const auto wanted = t.ask(worker, ExportFormat::Csv);
    CHECK(t.run(wanted).state == jobs::JobState::Cancelled);
    CHECK(std::filesystem::is_empty(t.files.folder()));
    CHECK(open_export(worker, t.db(), t.exporting, wanted.id).error().key == "situation.export_unfinished");
    CHECK(own_exports(worker, t.db()).empty());
    CHECK(t.log().size() == 50);
}

TEST_CASE("an export whose process died is written anew, and logs no child twice") {
    ListedProvince t;
    const auto worker = t.worker();
    int attempt = 0;
    t.jobs.on(std::string(export_job_kind), [&](jobs::JobRun& run) -> Result<json::value> {
        if (++attempt == 1) { // Everything but the end of the job is written: as if it died there.
            jobs::CancelledMidway dying(run, 2);
            REQUIRE_FALSE(write_export(t.exporting, dying));
        }
        return write_export(t.exporting, run);
    });
    const auto wanted = t.ask(worker, ExportFormat::Csv);
    CHECK(t.run(wanted).state == jobs::JobState::Succeeded);
    CHECK(rows_of(t.fetched(worker, wanted)).size() == 50);
    CHECK(t.log().size() == 51);
}

TEST_CASE("every reason of the definition has words for a file") {
    const auto messages = texts();
    for (const auto& reason : current_definition().reasons)
        CHECK_MESSAGE(messages.contains("situation.reason." + reason.key), reason.key);
}
