#pragma once

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "modules/care/care_case.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::exchange {

using ErasureId = Id<struct ErasureTag>;
using LegalHoldId = Id<struct LegalHoldTag>;
using ErasureRequestId = Id<struct ErasureRequestTag>;

/// Why a case is erased: the time of its rule is over, or the family or the law asks for it.
BOOST_DEFINE_ENUM_CLASS(ErasureCause, Retention, Request)

/// A case that must stay.
struct LegalHold {
    LegalHoldId id;
    std::string reason;
    access::AccountId set_by;
    Instant set_at;
    std::optional<Instant> lifted_at;
};
BOOST_DESCRIBE_STRUCT(LegalHold, (), (id, reason, set_by, set_at, lifted_at))

struct HeldCase {
    care::CareCaseId case_id;
    LegalHold hold;
};
BOOST_DESCRIBE_STRUCT(HeldCase, (), (case_id, hold))

/// Somebody asks that a case is erased; another does it.
struct ErasureRequest {
    ErasureRequestId id;
    care::CareCaseId case_id;
    std::string reason;
    access::AccountId asked_by;
    Instant asked_at;
};
BOOST_DESCRIBE_STRUCT(ErasureRequest, (), (id, case_id, reason, asked_by, asked_at))

/// What was taken away.
struct ErasureProof {
    std::map<std::string, std::int64_t> rows; ///< Of each table, those that named the child.
    std::int64_t files = 0;
    std::int64_t secrets = 0; ///< Overwritten; what was sealed with them opens in no copy.
};
BOOST_DESCRIBE_STRUCT(ErasureProof, (), (rows, files, secrets))

struct Erasure {
    ErasureId id;
    care::CareCaseId case_id;
    ErasureCause because = ErasureCause::Request;
    access::AccountId asked_by; ///< None: the rule.
    access::AccountId done_by;  ///< Another than who asked; none: the rule.
    Instant begun_at;
    std::optional<Instant> finished_at; ///< Once the secrets are gone too.
    ErasureProof proof;
};
BOOST_DESCRIBE_STRUCT(Erasure, (), (id, case_id, because, asked_by, done_by, begun_at, finished_at, proof))

/// How long a closed case names its child where the province has no rule of its own: five years after help ended well, as the
/// follow-up of a cohort needs; a year of those who moved or refused; 90 days of one who was never out of school.
int default_retention_days(care::CaseOutcome);

} // namespace samatcha::exchange
