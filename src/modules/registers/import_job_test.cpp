#include "modules/registers/test_intake.hpp"

#include "modules/registers/records.hpp"
#include "platform/jobs/test_run.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::registers;

namespace {

constexpr std::string_view three_rows = "id,cid,name,surname,dob,sex,tambon\n"
                                        "1,1903213239976,ด.ช.นัทที,โพธิสุรินทร์,28/08/2555,M,400101\n"
                                        "2,1631294940433,สกุลเพ็ญ,พรหมแพทย์,31/02/2561,F,400102\n"
                                        "3,,-,,25/12/2561,F,400103\n";
const std::vector<ColumnMapping> mapping{
    {0, Field::RecordId},  {1, Field::CitizenId}, {2, Field::GivenName},      {3, Field::Surname},
    {4, Field::BirthDate}, {5, Field::Sex},       {6, Field::SubdistrictCode}};

std::int64_t rows_in(TestIntake& t, std::string_view table) {
    return t.db().integer("SELECT count(*) FROM " + std::string(table));
}

std::string many_rows(int count) {
    std::string csv = "id,name,surname,dob\n";
    for (int i = 1; i <= count; ++i)
        csv += std::to_string(i) + ",สมใจ,ทดสอบ,01/02/2555\n";
    return csv;
}
const std::vector<ColumnMapping> many_mapping{
    {0, Field::RecordId}, {1, Field::GivenName}, {2, Field::Surname}, {3, Field::BirthDate}};

} // namespace

TEST_CASE("an imported file becomes a snapshot whose rows are read back as understood") {
    TestIntake t;
    const auto s = t.imported(t.request(three_rows, mapping));
    CHECK(s.state == SnapshotState::Complete);
    CHECK(s.rows_total == 3);
    CHECK(s.rows_stored == 2);
    CHECK(s.rows_rejected == 1);
    CHECK(s.values_rejected == 1);
    const auto records = t.records(s.id);
    REQUIRE(records.size() == 2);
    CHECK(records[0].row_no == 2); // The header is row 1.
    CHECK(records[0].value(Field::Title) == "ด.ช.");
    CHECK(records[0].value(Field::GivenName) == "นัทที");
    CHECK(records[0].value(Field::BirthDate) == "2012-08-28");
    CHECK(records[0].value(Field::SubdistrictCode) == "400101");
    CHECK(records[0].value(Field::CitizenId) == "1903213239976");
    CHECK(records[1].value(Field::BirthDate).empty());
}

TEST_CASE("a total below the rows is told, but is no row that waits to be mended") {
    TestIntake t;
    const auto s = t.imported(t.request(many_rows(30) + "รวมทั้งสิ้น,,30 คน,\n", many_mapping));
    CHECK(s.rows_total == 30);
    CHECK(s.rows_stored == 30);
    CHECK(s.rows_rejected == 0);
    CHECK(rows_in(t, "import_issue") == 1);
}

TEST_CASE("a record is found by its identity number without being opened") {
    TestIntake t;
    const auto s = t.imported(t.request(three_rows, mapping));
    const auto keys = records_with_identifier(t.db(), t.keys, "40", "1-6312-94940-43-3");
    REQUIRE(keys.size() == 1);
    CHECK(keys[0].snapshot_id == s.id);
    CHECK(keys[0].row_no == 3);
    CHECK(person_record(t.db(), t.keys, "40", s.id, 3)->value(Field::Surname) == "พรหมแพทย์");
    const auto both = person_records(t.db(), t.keys, "40", s.id, {3, 2, 3}).value();
    REQUIRE(both.size() == 2);
    CHECK(both[0].row_no == 2);
    CHECK(both[1].value(Field::Surname) == "พรหมแพทย์");
    CHECK(person_records(t.db(), t.keys, "40", s.id, {3, 9999}).error().key == "registers.record_unknown");
    CHECK(records_with_identifier(t.db(), t.keys, "41", "1631294940433").empty());
}

TEST_CASE("the same file twice changes nothing") {
    TestIntake t;
    const auto first = t.imported(t.request(three_rows, mapping));
    const auto second = t.imported(t.request(three_rows, mapping));
    CHECK(second.state == SnapshotState::Identical);
    CHECK(second.duplicate_of == first.id);
    CHECK(rows_in(t, "received_record") == 2);
    CHECK(rows_in(t, "import_issue") == 2);
}

TEST_CASE("the same file for another day is a new snapshot beside the old one") {
    TestIntake t;
    const auto first = t.imported(t.request(three_rows, mapping));
    auto later = t.request(three_rows, mapping);
    later.snapshot_date = {2023, 11, 9};
    const auto second = t.imported(later);
    CHECK(second.state == SnapshotState::Complete);
    CHECK(t.records(first.id).size() == 2);
    CHECK(t.records(second.id).size() == 2);
}

TEST_CASE("the same file read by another mapping is another snapshot") {
    TestIntake t;
    t.imported(t.request(three_rows, mapping));
    auto fewer = mapping;
    fewer.pop_back();
    CHECK(t.imported(t.request(three_rows, fewer)).state == SnapshotState::Complete);
}

TEST_CASE("fields that the agreement does not list never reach the database") {
    TestIntake t;
    t.agreement = t.make_agreement({Field::CitizenId, Field::GivenName, Field::Surname});
    const auto s = t.imported(t.request(three_rows, mapping));
    CHECK(s.fields_dropped ==
          std::vector{Field::RecordId, Field::BirthDate, Field::Sex, Field::SubdistrictCode});
    const auto records = t.records(s.id);
    CHECK(records[0].value(Field::GivenName) == "นัทที");
    CHECK(records[0].value(Field::BirthDate).empty());
    CHECK(records[0].value(Field::SubdistrictCode).empty());
    CHECK(records[0].value(Field::RecordId).empty());
}

TEST_CASE("an import that finds nobody fails and leaves nothing") {
    TestIntake t;
    const auto started = t.start(t.request("name,surname\n-,-\n,\n.,.\n", {{0, Field::GivenName}, {1, Field::Surname}}));
    const auto job = t.run(started.value());
    CHECK(job.state == jobs::JobState::Failed);
    REQUIRE(job.error);
    CHECK(job.error->key == "registers.import_without_rows");
    CHECK(snapshot(t.db(), "40", started->snapshot_id)->state == SnapshotState::Failed);
    CHECK(rows_in(t, "received_record") == 0);
    CHECK(rows_in(t, "import_issue") == 0);
}

TEST_CASE("rows of an unfinished snapshot cannot be read") {
    TestIntake t;
    const auto started = t.start(t.request(three_rows, mapping)).value();
    PersonRecord record;
    record.row_no = 2;
    record.value(Field::CitizenId) = "1903213239976";
    database::transaction(t.db(), [&] {
        insert_records(t.db(), "40", started.snapshot_id,
                       std::vector{stored_record(t.keys, "40", started.snapshot_id, record)});
    });
    const auto read = read_snapshot(t.db(), t.keys, "40", started.snapshot_id,
                                    [](const PersonRecord&) { return database::Reading::Continue; });
    REQUIRE_FALSE(read);
    CHECK(read.error().key == "registers.snapshot_incomplete");
    CHECK(records_with_identifier(t.db(), t.keys, "40", "1903213239976").empty());
}

TEST_CASE("an import cancelled before it began is a cancelled snapshot") {
    TestIntake t;
    const auto started = t.start(t.request(three_rows, mapping)).value();
    REQUIRE(t.jobs.cancel(t.db(), "40", started.job_id));
    CHECK(snapshot(t.db(), "40", started.snapshot_id)->state == SnapshotState::Cancelled);
}

TEST_CASE("an import cancelled in its midst leaves nothing half applied, and can be done again") {
    TestIntake t;
    const auto request = t.request(many_rows(45'000), many_mapping);
    t.jobs.on(
        import_job_kind,
        [&](jobs::JobRun& run) {
            jobs::CancelledMidway cancelled(run, 15);
            auto outcome = run_import(t.intake, cancelled);
            CHECK_FALSE(run.cursor().is_null()); // Some rows had been stored.
            return outcome;
        },
        [&](database::Connection& c, const jobs::Job& job) { abandon_import(t.clock, c, job); });
    const auto started = t.start(request).value();
    const auto job = t.run(started);
    CHECK(job.state == jobs::JobState::Cancelled);
    CHECK(job.done > 0);
    CHECK(job.done < job.total);
    CHECK(snapshot(t.db(), "40", started.snapshot_id)->state == SnapshotState::Cancelled);
    CHECK(rows_in(t, "received_record") == 0);
    CHECK(rows_in(t, "import_issue") == 0);

    handle_imports(t.intake);
    CHECK(t.imported(request).rows_stored == 45'000);
}

TEST_CASE("an import says how far it is: by bytes of a text file, packed or not, as it was sent") {
    TestIntake t;
    const auto csv = many_rows(5'000);
    const auto job = t.run(t.start(t.request(csv, many_mapping)).value());
    CHECK(job.stage == "reading_bytes");
    CHECK(job.total == static_cast<std::int64_t>(csv.size()));
    CHECK(job.done == job.total);
}

TEST_CASE("more rows than one transaction takes are all there, in order") {
    TestIntake t;
    const auto s = t.imported(t.request(many_rows(45'000), many_mapping));
    CHECK(s.rows_stored == 45'000);
    const auto records = t.records(s.id);
    REQUIRE(records.size() == 45'000);
    CHECK(records.front().value(Field::RecordId) == "1");
    CHECK(records.back().value(Field::RecordId) == "45000");
    CHECK(records.back().row_no == 45'001);
}

TEST_CASE("nothing that names a child stands in the database in plain") {
    TestIntake t;
    t.imported(t.request(three_rows, mapping));
    std::string everything;
    for (const char* sql : {"SELECT sealed, citizen_id_index FROM received_record",
                            "SELECT value_masked, field FROM import_issue"})
        t.db().each(sql, {}, [&](const database::Row& row) {
            for (std::size_t i = 0; i < row.columns(); ++i)
                everything.append(row.cell(i).text);
        });
    REQUIRE_FALSE(everything.empty());
    for (const std::string_view secret : {"1903213239976", "นัทที", "โพธิ", "สกุลเพ็ญ", "31/02/2561", "••/••"})
        CHECK(everything.find(secret) == std::string::npos);
}

TEST_CASE("villages are learnt, of the own province only") {
    TestIntake t;
    t.imported(t.request("name,surname,code,moo,village\n"
                         "ก,ข,400101,4,บ้านทดสอบ\nก,ค,400101,4,\nก,ง,410101,2,บ้านอื่น\n",
                         {{0, Field::GivenName},
                          {1, Field::Surname},
                          {2, Field::SubdistrictCode},
                          {3, Field::VillageNo},
                          {4, Field::VillageName}}));
    CHECK(rows_in(t, "village") == 1);
    CHECK(t.db().query("SELECT name FROM village")[0].text(0) == "บ้านทดสอบ");
}
