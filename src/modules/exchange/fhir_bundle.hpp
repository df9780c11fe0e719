#pragma once

// A case and its referrals in the words of HL7 FHIR R4 (4.0.1), for systems that speak it. Pure: values in, JSON out.

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/partial_date.hpp"
#include "base/result.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::exchange {

/// What is told of a child; empty fields are not told.
struct SharedChild {
    std::int64_t id = 0; ///< Of the case.
    std::string given_name;
    std::string surname;
    std::string nickname;
    std::string citizen_id;
    PartialDate birth_date;
    std::string sex; ///< "M", "F".
    std::string phone;
    std::string guardian_name;
    std::string house_no;
    std::string village_no;
    std::string village_name;
    std::string subdistrict_name;
    std::string district_name;
    std::string province_name;
};

struct SharedAgency {
    std::int64_t id = 0;
    std::string name;
};

/// How far a referral is, as its life cycle says (spec-children.md).
BOOST_DEFINE_ENUM_CLASS(SharedState, Draft, BasisChecked, Sent, Received, Accepted, Waitlisted, AssessmentRequired, Rejected,
                        PassedOn, Expired, Started, Done, Acknowledged, Revoked)

/// On what a referral rests: who agreed to what, for how long; or the law.
struct SharedConsent {
    std::int64_t id = 0;
    bool is_standing = true; ///< False once it is withdrawn.
    std::string given_by;    ///< In words: "the mother". Empty: the law.
    std::string legal_basis;
    std::string purpose;
    std::vector<std::string> fields; ///< What may be seen.
    Instant given_at;
    std::optional<Instant> until;
};

struct SharedReferral {
    std::int64_t id = 0;
    SharedState state = SharedState::Sent;
    SharedAgency from;
    SharedAgency to;
    std::string service; ///< What is asked for.
    std::string reason;
    std::string answer; ///< Why it was rejected, or what came of it.
    Instant written_at;
    Instant changed_at;
    std::optional<Instant> answer_until;
    std::optional<SharedConsent> consent;
};

struct SharedCase {
    SharedChild child;
    std::vector<SharedReferral> referrals;
};

/// A Bundle (collection) with a Patient, and for each referral a ServiceRequest, a Task, the two Organizations and the
/// Consent. `base` is where the installation is reached, "https://example.org": what resources are called begins so.
json::value fhir_bundle(const SharedCase&, std::string_view base, Instant now);

/// What a receiving agency's system answers: its copy of the Task.
struct TaskAnswer {
    std::int64_t referral_id = 0;
    SharedState state = SharedState::Received;
    std::string reason; ///< Of a rejection; or the outcome of what is done.
};

/// Fails with InvalidInput: exchange.task_unreadable (no Task of R4 or not one of ours), exchange.task_status_unknown (no
/// answer that a referral knows).
Result<TaskAnswer> task_answer(std::string_view json);

} // namespace samatcha::exchange
