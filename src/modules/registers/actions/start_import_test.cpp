#include "modules/registers/test_intake.hpp"

#include "modules/registers/records.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::registers;

namespace {

constexpr std::string_view csv = "cid,name,surname\n1903213239976,นัทที,โพธิสุรินทร์\n";
const std::vector<ColumnMapping> mapping{{0, Field::CitizenId}, {1, Field::GivenName}, {2, Field::Surname}};

} // namespace

TEST_CASE("an import that may not be is refused at once, and leaves nothing") {
    struct Refusal {
        ErrorCode code;
        const char* key;
        void (*spoil)(TestIntake&, ImportRequest&);
    };
    const Refusal refusals[] = {
        {ErrorCode::NotFound, "registers.agreement_unknown",
         [](TestIntake&, ImportRequest& r) { r.agreement_id = AgreementId{7}; }},
        {ErrorCode::NotFound, "registers.upload_unknown",
         [](TestIntake&, ImportRequest& r) { r.upload_id = UploadId{7}; }},
        {ErrorCode::Conflict, "registers.agreement_not_standing",
         [](TestIntake& t, ImportRequest&) { t.clock.advance_ms(60LL * 24 * 3'600'000); }},
        {ErrorCode::Conflict, "registers.agreement_not_standing",
         [](TestIntake& t, ImportRequest& r) {
             (void)end_agreement(t.actor, t.db(), t.clock, r.agreement_id);
         }},
        {ErrorCode::InvalidInput, "registers.snapshot_date_wrong",
         [](TestIntake&, ImportRequest& r) { r.snapshot_date = {2023, 11, 11}; }},
        {ErrorCode::InvalidInput, "registers.snapshot_date_wrong",
         [](TestIntake&, ImportRequest& r) { r.snapshot_date = {2023, 11, 0}; }},
        {ErrorCode::InvalidInput, "registers.mapping_empty",
         [](TestIntake&, ImportRequest& r) { r.mapping.clear(); }},
        {ErrorCode::InvalidInput, "registers.mapping_column_unknown",
         [](TestIntake&, ImportRequest& r) { r.mapping[2].index = 9; }},
        {ErrorCode::InvalidInput, "registers.mapping_identifies_nobody",
         [](TestIntake&, ImportRequest& r) { r.mapping = {{0, Field::Sex}}; }},
        {ErrorCode::InvalidInput, "registers.agreement_covers_nobody",
         [](TestIntake& t, ImportRequest& r) {
             r.agreement_id = t.make_agreement({Field::CitizenId, Field::Sex});
             r.mapping = {{1, Field::GivenName}, {2, Field::Surname}};
         }},
        {ErrorCode::InvalidInput, "registers.delimiter_wrong",
         [](TestIntake&, ImportRequest& r) { r.choices.delimiter = "ab"; }},
        {ErrorCode::NotFound, "registers.upload_removed",
         [](TestIntake& t, ImportRequest& r) {
             mark_upload_removed(t.db(), "40", r.upload_id, t.clock.now());
         }},
    };
    for (const auto& refusal : refusals) {
        CAPTURE(refusal.key);
        TestIntake t;
        auto request = t.request(csv, mapping);
        refusal.spoil(t, request);
        const auto started = t.start(request);
        REQUIRE_FALSE(started);
        CHECK(started.error().code == refusal.code);
        CHECK(started.error().key == refusal.key);
        CHECK(t.db().integer("SELECT count(*) FROM snapshot") == 0);
        CHECK(t.db().integer("SELECT count(*) FROM job") == 0);
    }
}

TEST_CASE("an officer imports under the own agency's agreements only, and sees no other's file") {
    TestIntake t;
    const auto other = t.make_agency("หน่วยงานอื่น");
    const auto upload = t.upload(csv).value();
    ImportRequest request{upload.id, t.agreement, {2023, 11, 10}, {}, mapping, false};
    const auto foreign = start_import(TestIntake::officer_of(other), t.db(), t.intake, request);
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().key == "registers.agreement_of_another_agency");
    const auto own = start_import(TestIntake::officer_of(t.agency), t.db(), t.intake, request);
    REQUIRE_FALSE(own);
    CHECK(own.error().key == "registers.upload_unknown"); // The secretariat sent it.
    request.upload_id = t.upload_by(TestIntake::officer_of(t.agency), csv)->id;
    CHECK(start_import(TestIntake::officer_of(t.agency), t.db(), t.intake, request));
}

TEST_CASE("another province's agreement and file do not exist") {
    TestIntake t;
    const auto request = t.request(csv, mapping);
    const auto started = start_import(TestIntake::secretariat("41"), t.db(), t.intake, request);
    REQUIRE_FALSE(started);
    CHECK(started.error().code == ErrorCode::NotFound);
}

TEST_CASE("a saved mapping is there for the next file of the same heads") {
    TestIntake t;
    auto request = t.request(csv, mapping);
    request.save_template = true;
    REQUIRE(t.start(request));
    const std::vector<std::string> headers{"CID", "Name ", "surname"};
    const auto saved = find_template(t.db(), "40", t.agency, RegisterKind::Civil, layout_of(headers));
    REQUIRE(saved);
    CHECK(json::from_text<std::vector<ColumnMapping>>(saved->mapping).value() == mapping);
}
