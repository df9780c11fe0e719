#pragma once

#include "modules/partners/actions.hpp"
#include "modules/registers/actions.hpp"
#include "modules/registers/import_job.hpp"
#include "platform/database/test_database.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha::registers {

/// Everything an import needs, for one test: a database, keys kept nowhere, a folder that is gone at the
/// end, an agency with an agreement for every field, and a clock that stands at noon of 10 November 2023.
struct TestIntake {
    database::TestDatabase test;
    vault::KeyRing keys = vault::KeyRing::ephemeral();
    ManualClock clock{Instant{1699592400000}};
    std::filesystem::path folder = make_folder();
    UploadStore uploads{folder, keys};
    jobs::Jobs jobs{test.database(), clock};
    Intake intake{keys, gazetteer(), clock, jobs, uploads};
    access::Actor actor = secretariat();
    partners::AgencyId agency = make_agency("หน่วยงานทดสอบ");
    AgreementId agreement = make_agreement({all_fields().begin(), all_fields().end()});

    TestIntake() { handle_imports(intake); }
    ~TestIntake() { std::filesystem::remove_all(folder); }
    TestIntake(const TestIntake&) = delete;
    TestIntake& operator=(const TestIntake&) = delete;

    database::Connection& db() { return test.connection(); }

    static const area::Gazetteer& gazetteer() {
        static const auto loaded = area::Gazetteer::load();
        return loaded;
    }

    static access::Actor secretariat(std::string province = "40") {
        access::Actor actor;
        actor.role = access::Role::Secretariat;
        actor.province = std::move(province);
        actor.os_account = "tester";
        return actor;
    }

    static access::Actor officer_of(partners::AgencyId agency) {
        auto actor = secretariat();
        actor.account = access::AccountId{2};
        actor.role = access::Role::DataOfficer;
        actor.agency = agency;
        return actor;
    }

    partners::AgencyId make_agency(std::string name) {
        partners::Agency agency;
        agency.name_th = std::move(name);
        return partners::add_agency(actor, db(), agency).value().id;
    }

    AgreementId make_agreement(std::vector<Field> fields, RegisterKind kind = RegisterKind::Civil) {
        Agreement a;
        a.agency_id = agency;
        a.register_kind = kind;
        a.name = "ข้อตกลงทดสอบ";
        a.purpose = "ทดสอบ";
        a.legal_basis = "ทดสอบ";
        a.fields = std::move(fields);
        a.valid_from = {2023, 1, 1};
        a.valid_until = {2023, 12, 31};
        return registers::make_agreement(actor, db(), clock, a).value().id;
    }

    Result<Upload> upload(std::string_view bytes, std::string filename = "test.csv") {
        return upload_by(actor, bytes, std::move(filename));
    }
    Result<Upload> upload_by(const access::Actor& sender, std::string_view bytes,
                             std::string filename = "test.csv") {
        bool is_sent = bytes.empty();
        return receive_upload(sender, db(), intake, std::move(filename), [&]() -> Result<std::string_view> {
            return std::exchange(is_sent, true) ? std::string_view{} : bytes;
        });
    }

    /// A request to import the bytes by the mapping, column by column.
    ImportRequest request(std::string_view bytes, std::vector<ColumnMapping> mapping,
                          std::string filename = "test.csv") {
        return {upload(bytes, std::move(filename)).value().id,
                agreement,
                {2023, 11, 10},
                {},
                std::move(mapping),
                false};
    }

    Result<ImportStarted> start(const ImportRequest& request) {
        return start_import(actor, db(), intake, request);
    }
    jobs::Job run(const ImportStarted& started) { return jobs.run("40", started.job_id); }
    Snapshot imported(const ImportRequest& request) {
        const auto started = start(request).value();
        run(started);
        return snapshot(db(), "40", started.snapshot_id).value();
    }

    std::vector<PersonRecord> records(SnapshotId id) {
        std::vector<PersonRecord> all;
        read_snapshot(db(), keys, "40", id, [&](const PersonRecord& record) {
            all.push_back(record);
            return database::Reading::Continue;
        }).value();
        return all;
    }

private:
    static std::filesystem::path make_folder() {
        auto name = (std::filesystem::temp_directory_path() / "samatcha-test-XXXXXX").string();
        return ::mkdtemp(name.data());
    }
};

} // namespace samatcha::registers
