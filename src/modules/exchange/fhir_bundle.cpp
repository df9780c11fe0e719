#include "modules/exchange/fhir_bundle.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <set>
#include <utility>

namespace samatcha::exchange {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::string;

/// The citizen number, as HL7 Thailand's core profile names it.
constexpr std::string_view citizen_id_system = "https://terms.sil-th.org/id/th-cid";

std::string instant_text(Instant at) {
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(at.unix_ms)};
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", std::chrono::floor<std::chrono::seconds>(time));
}

/// Of FHIR's two life cycles that tell of a referral: https://hl7.org/fhir/R4/valueset-task-status.html,
/// valueset-request-status.html. What FHIR has no word for stands in businessStatus.
struct StatusWords {
    SharedState state;
    std::string_view task, request;
    bool is_said_apart = false;
};
constexpr std::array<StatusWords, 14> status_words{{
    {SharedState::Draft, "draft", "draft"},
    {SharedState::BasisChecked, "draft", "draft", true},
    {SharedState::Sent, "requested", "active"},
    {SharedState::Received, "received", "active"},
    {SharedState::Accepted, "accepted", "active"},
    {SharedState::Waitlisted, "on-hold", "on-hold", true},
    {SharedState::AssessmentRequired, "on-hold", "on-hold", true},
    {SharedState::Rejected, "rejected", "revoked"},
    {SharedState::PassedOn, "cancelled", "revoked", true},
    {SharedState::Expired, "failed", "revoked", true},
    {SharedState::Started, "in-progress", "active"},
    {SharedState::Done, "completed", "completed"},
    {SharedState::Acknowledged, "completed", "completed", true},
    {SharedState::Revoked, "cancelled", "revoked"},
}};

const StatusWords& words_of(SharedState state) { return status_words[static_cast<std::size_t>(state)]; }

object text_only(std::string_view text) { return {{"text", string(text)}}; }

object coding(std::string_view system, std::string_view code) {
    return {{"coding", array{object{{"system", string(system)}, {"code", string(code)}}}}};
}

object reference(std::string_view type, std::int64_t id) { return {{"reference", fmt::format("{}/{}", type, id)}}; }

object resource(std::string_view type, std::int64_t id) {
    return {{"resourceType", string(type)}, {"id", std::to_string(id)}};
}

std::string joined(std::initializer_list<std::string_view> words) {
    std::string text;
    for (const auto word : words)
        if (!word.empty())
            text += (text.empty() ? "" : " ") + std::string(word);
    return text;
}

array names_of(const SharedChild& child) {
    array names;
    if (const auto text = joined({child.given_name, child.surname}); !text.empty()) {
        object name{{"use", "official"}, {"text", text}};
        if (!child.surname.empty())
            name["family"] = child.surname;
        if (!child.given_name.empty())
            name["given"] = array{string(child.given_name)};
        names.push_back(std::move(name));
    }
    if (!child.nickname.empty())
        names.push_back(object{{"use", "nickname"}, {"given", array{string(child.nickname)}}});
    return names;
}

object address_of(const SharedChild& child) {
    object address;
    const auto line = joined({child.house_no, child.village_no.empty() ? "" : "ม." + child.village_no, child.village_name});
    const auto text = joined({line, child.subdistrict_name, child.district_name, child.province_name});
    if (text.empty())
        return address;
    address = {{"use", "home"}, {"country", "TH"}, {"text", text}};
    if (!line.empty())
        address["line"] = array{string(line)};
    if (!child.subdistrict_name.empty())
        address["city"] = child.subdistrict_name;
    if (!child.district_name.empty())
        address["district"] = child.district_name;
    if (!child.province_name.empty())
        address["state"] = child.province_name;
    return address;
}

object patient_of(const SharedChild& child) {
    auto patient = resource("Patient", child.id);
    if (!child.citizen_id.empty())
        patient["identifier"] = array{object{{"system", string(citizen_id_system)}, {"value", child.citizen_id}}};
    if (auto names = names_of(child); !names.empty())
        patient["name"] = std::move(names);
    if (!child.phone.empty())
        patient["telecom"] = array{object{{"system", "phone"}, {"value", child.phone}}};
    patient["gender"] = child.sex == "M" ? "male" : child.sex == "F" ? "female" : "unknown";
    if (!child.birth_date.is_empty())
        patient["birthDate"] = to_iso(child.birth_date);
    if (auto address = address_of(child); !address.empty())
        patient["address"] = array{std::move(address)};
    if (!child.guardian_name.empty())
        patient["contact"] = array{object{{"relationship", array{coding("http://terminology.hl7.org/CodeSystem/v2-0131", "N")}},
                                          {"name", object{{"text", child.guardian_name}}}}};
    return patient;
}

object request_of(const SharedReferral& referral, std::int64_t child) {
    auto request = resource("ServiceRequest", referral.id);
    request["status"] = string(words_of(referral.state).request);
    request["intent"] = "order";
    request["code"] = text_only(referral.service);
    request["subject"] = reference("Patient", child);
    request["authoredOn"] = instant_text(referral.written_at);
    request["requester"] = reference("Organization", referral.from.id);
    request["performer"] = array{reference("Organization", referral.to.id)};
    if (!referral.reason.empty())
        request["reasonCode"] = array{text_only(referral.reason)};
    return request;
}

object task_of(const SharedReferral& referral, std::int64_t child) {
    const auto& words = words_of(referral.state);
    auto task = resource("Task", referral.id);
    task["status"] = string(words.task);
    if (words.is_said_apart)
        task["businessStatus"] = text_only(json::enum_name(referral.state));
    task["intent"] = "order";
    task["focus"] = reference("ServiceRequest", referral.id);
    task["for"] = reference("Patient", child);
    task["authoredOn"] = instant_text(referral.written_at);
    task["lastModified"] = instant_text(referral.changed_at);
    task["requester"] = reference("Organization", referral.from.id);
    task["owner"] = reference("Organization", referral.to.id);
    if (!referral.answer.empty())
        task["statusReason"] = text_only(referral.answer);
    if (referral.answer_until)
        task["restriction"] = object{{"period", object{{"end", instant_text(*referral.answer_until)}}}};
    return task;
}

object consent_of(const SharedConsent& given, const SharedReferral& referral, std::int64_t child) {
    auto consent = resource("Consent", given.id);
    consent["status"] = given.is_standing ? "active" : "inactive";
    consent["scope"] = coding("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy");
    consent["category"] = array{coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IDSCL")};
    consent["patient"] = reference("Patient", child);
    consent["dateTime"] = instant_text(given.given_at);
    consent["organization"] = array{reference("Organization", referral.from.id)};
    consent["policyRule"] = text_only(given.legal_basis);
    object provision{{"type", "permit"}};
    object period{{"start", instant_text(given.given_at)}};
    if (given.until)
        period["end"] = instant_text(*given.until);
    provision["period"] = std::move(period);
    provision["actor"] = array{object{{"role", coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP")},
                                      {"reference", reference("Organization", referral.to.id)}}};
    array codes;
    for (const auto& field : given.fields)
        codes.push_back(text_only(field));
    if (!codes.empty())
        provision["code"] = std::move(codes);
    provision["purpose"] = array{object{{"display", given.purpose}}};
    consent["provision"] = std::move(provision);
    if (!given.given_by.empty())
        consent["performer"] = array{object{{"display", given.given_by}}};
    return consent;
}

object organization_of(const SharedAgency& agency) {
    auto organization = resource("Organization", agency.id);
    organization["name"] = agency.name;
    return organization;
}

std::string_view text_at(const json::value& value, std::string_view pointer) {
    boost::system::error_code missing;
    const auto* found = value.find_pointer(boost::json::string_view(pointer.data(), pointer.size()), missing);
    return found && found->is_string() ? std::string_view(found->get_string()) : std::string_view{};
}

} // namespace

json::value fhir_bundle(const SharedCase& shared, std::string_view base, Instant now) {
    array entries;
    const auto add = [&](object added) {
        const auto name = fmt::format("{}/fhir/{}/{}", base, std::string_view(added["resourceType"].get_string()),
                                      std::string_view(added["id"].get_string()));
        entries.push_back(object{{"fullUrl", name}, {"resource", std::move(added)}});
    };
    add(patient_of(shared.child));
    std::set<std::int64_t> told;
    for (const auto& referral : shared.referrals) {
        for (const auto* agency : {&referral.from, &referral.to})
            if (told.insert(agency->id).second)
                add(organization_of(*agency));
        add(request_of(referral, shared.child.id));
        add(task_of(referral, shared.child.id));
        if (referral.consent)
            add(consent_of(*referral.consent, referral, shared.child.id));
    }
    return object{{"resourceType", "Bundle"},
                  {"type", "collection"},
                  {"timestamp", instant_text(now)},
                  {"entry", std::move(entries)}};
}

Result<TaskAnswer> task_answer(std::string_view text) {
    const auto unreadable = [](std::string why) {
        return failure(ErrorCode::InvalidInput, "exchange.task_unreadable", {}, std::move(why));
    };
    boost::system::error_code wrong;
    const auto task = boost::json::parse(boost::json::string_view(text.data(), text.size()), wrong);
    if (wrong || text_at(task, "/resourceType") != "Task")
        return unreadable("no Task");
    TaskAnswer answer;
    const auto id = text_at(task, "/id");
    if (std::from_chars(id.data(), id.data() + id.size(), answer.referral_id).ptr != id.data() + id.size() || id.empty())
        return unreadable("id");
    const auto status = text_at(task, "/status");
    const auto said = text_at(task, "/businessStatus/text");
    const auto said_state = json::enum_from_name<SharedState>(said);
    // What is said apart tells more, if it fits the status.
    const auto found = std::find_if(status_words.begin(), status_words.end(), [&](const StatusWords& words) {
        return words.task == status && (!said_state || words_of(*said_state).task != status || words.state == *said_state);
    });
    constexpr std::array answers{SharedState::Received, SharedState::Accepted, SharedState::Waitlisted,
                                 SharedState::AssessmentRequired, SharedState::Rejected, SharedState::Started, SharedState::Done};
    if (found == status_words.end() || std::find(answers.begin(), answers.end(), found->state) == answers.end())
        return failure(ErrorCode::InvalidInput, "exchange.task_status_unknown", {{"status", std::string(status)}});
    answer.state = found->state;
    answer.reason = text_at(task, "/statusReason/text");
    return answer;
}

} // namespace samatcha::exchange
