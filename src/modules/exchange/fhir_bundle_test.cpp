#include "modules/exchange/fhir_bundle.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace samatcha::exchange {

namespace {

SharedCase whole_case() {
    SharedCase shared;
    shared.child = {17, "สมหญิง", "ใจดี", "ฝน", "1635201982622", {2012, 8, 0}, "F", "0812345678", "สมศรี ใจดี",
                    "12/3", "4", "โนนสะอาด", "ศิลา", "เมืองขอนแก่น", "ขอนแก่น"};
    SharedReferral referral;
    referral.id = 23;
    referral.from = {5, "ศูนย์การศึกษา"};
    referral.to = {6, "โรงพยาบาล"};
    referral.service = "ตรวจสายตา";
    referral.reason = "มองกระดานไม่เห็น";
    referral.written_at = {1'700'000'000'000};
    referral.changed_at = {1'700'000'001'000};
    referral.answer_until = Instant{1'700'600'000'000};
    referral.consent = SharedConsent{31, true, "มารดา", "PDPA s.24", "ส่งต่อ", {"given_name", "phone"}, {1'700'000'000'000}, {}};
    shared.referrals.push_back(referral);
    return shared;
}

const boost::json::object& resource_of(const json::value& bundle, std::string_view type) {
    for (const auto& entry : bundle.at("entry").as_array())
        if (entry.at("resource").at("resourceType") == boost::json::string(type))
            return entry.at("resource").as_object();
    FAIL(type);
    return bundle.as_object();
}

std::string text_of(const SharedCase& shared) {
    return json::to_text(fhir_bundle(shared, "https://example.org", {1'700'000'002'000})) + "\n";
}

/// The schema is in web/src/features/exchange. SAMATCHA_WRITE_FHIR=1 writes the file.
void check_file(const char* path, const std::string& text) {
    if (std::getenv("SAMATCHA_WRITE_FHIR"))
        std::ofstream(path) << text;
    std::ifstream file(path);
    const bool is_same = std::string(std::istreambuf_iterator<char>(file), {}) == text;
    CHECK(is_same); // Not the texts: they are long.
}

/// Each "reference" below the value.
void collect_references(const json::value& value, std::set<std::string>& found) {
    if (value.is_object())
        for (const auto& member : value.get_object())
            if (member.key() == "reference" && member.value().is_string())
                found.insert(std::string(member.value().get_string()));
            else
                collect_references(member.value(), found);
    else if (value.is_array())
        for (const auto& item : value.get_array())
            collect_references(item, found);
}

} // namespace

TEST_CASE("a case with a referral is a patient, a request, a task, a consent and two organisations") {
    const auto bundle = fhir_bundle(whole_case(), "https://example.org", {1'700'000'002'000});
    std::vector<std::string> types;
    for (const auto& entry : bundle.at("entry").as_array())
        types.emplace_back(entry.at("resource").at("resourceType").as_string());
    CHECK(types == std::vector<std::string>{"Patient", "Organization", "Organization", "ServiceRequest", "Task", "Consent"});
    CHECK(resource_of(bundle, "Patient").at("birthDate") == "2012-08");
    CHECK(resource_of(bundle, "Task").at("status") == "requested");
    CHECK(resource_of(bundle, "Task").at("lastModified") == "2023-11-14T22:13:21Z");
    CHECK(bundle.at("timestamp") == "2023-11-14T22:13:22Z");
}

TEST_CASE("what the published schema is tried on is what the program writes") {
    check_file("docs/fhir-case.json", text_of(whole_case()));
    // Each state, by consent, by consent withdrawn, by law, and before there is any; a child of whom little is told.
    std::string lines;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<SharedState>>([&](auto state) {
        for (int basis = 0; basis < 4; ++basis) {
            auto shared = whole_case();
            auto& referral = shared.referrals[0];
            referral.state = state.value;
            referral.answer = basis == 0 ? "" : "ไม่มีที่ว่าง";
            referral.consent->is_standing = basis != 1;
            referral.consent->until = Instant{1'710'000'000'000};
            if (basis == 2)
                referral.consent->given_by.clear();
            if (basis == 3) {
                referral.consent.reset();
                referral.answer_until.reset();
                shared.child = {};
                shared.child.id = 17;
            }
            lines += text_of(shared);
        }
    });
    check_file("tests/fhir/bundles.jsonl", lines);
}

TEST_CASE("what a resource refers to is in the bundle, by its full name") {
    const auto bundle = fhir_bundle(whole_case(), "https://example.org", {0});
    std::set<std::string> references;
    collect_references(bundle, references);
    CHECK(references.size() == 4);
    for (const auto& each : references) {
        bool is_there = false;
        for (const auto& entry : bundle.at("entry").as_array())
            is_there = is_there || entry.at("fullUrl") == boost::json::string("https://example.org/fhir/" + each);
        CAPTURE(each);
        CHECK(is_there);
    }
}

TEST_CASE("what is not told of a child leaves no empty place") {
    SharedCase shared;
    shared.child.id = 17;
    const auto bundle = fhir_bundle(shared, "https://example.org", {0});
    CHECK(boost::json::serialize(resource_of(bundle, "Patient")) == R"({"resourceType":"Patient","id":"17","gender":"unknown"})");
}

TEST_CASE("each state of a referral has its words, and the answer is read back as the state it tells") {
    auto shared = whole_case();
    for (const auto state : {SharedState::Received, SharedState::Accepted, SharedState::Waitlisted, SharedState::AssessmentRequired,
                             SharedState::Rejected, SharedState::Started, SharedState::Done}) {
        CAPTURE(json::enum_name(state));
        shared.referrals[0].state = state;
        shared.referrals[0].answer = "เหตุผล";
        const auto bundle = fhir_bundle(shared, "https://example.org", {0});
        const auto answer = task_answer(boost::json::serialize(resource_of(bundle, "Task")));
        REQUIRE(answer);
        CHECK(answer->referral_id == 23);
        CHECK(answer->state == state);
        CHECK(answer->reason == "เหตุผล");
    }
}

TEST_CASE("what is no answer of a receiving agency is refused") {
    struct Row {
        std::string_view text;
        std::string_view key;
    };
    for (const auto& row : std::vector<Row>{
             {"", "exchange.task_unreadable"},
             {"[]", "exchange.task_unreadable"},
             {R"({"resourceType":"Patient","id":"23"})", "exchange.task_unreadable"},
             {R"({"resourceType":"Task","status":"accepted"})", "exchange.task_unreadable"},
             {R"({"resourceType":"Task","id":"23x","status":"accepted"})", "exchange.task_unreadable"},
             {R"({"resourceType":"Task","id":"23"})", "exchange.task_status_unknown"},
             {R"({"resourceType":"Task","id":"23","status":"requested"})", "exchange.task_status_unknown"},
             {R"({"resourceType":"Task","id":"23","status":"failed"})", "exchange.task_status_unknown"}}) {
        CAPTURE(row.text);
        const auto answer = task_answer(row.text);
        REQUIRE_FALSE(answer);
        CHECK(answer.error().key == row.key);
    }
}

} // namespace samatcha::exchange
