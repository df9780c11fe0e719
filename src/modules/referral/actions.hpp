#pragma once

// Every verb of the referrals (S13). What is not the actor's to see is NotFound, as if it did not exist.

#include "modules/access/actor.hpp"
#include "modules/notices/deadline.hpp"
#include "modules/referral/records.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"

#include <functional>
#include <string>

namespace samatcha::referral {

/// What every verb needs.
struct Desk {
    const access::Actor& actor;
    database::Connection& db;
    const vault::KeyRing& keys;
    const Clock& clock;
    const std::string& province() const { return actor.province; }
};

/// By an agency's coordinator for his agency, or by the secretariat for any. Fails with Forbidden
/// (referral.service_not_yours), NotFound (partners.agency_unknown, referral.service_unknown), or as
/// check_service.
Result<Service> offer_service(const Desk&, Service);
Result<Service> change_service(const Desk&, Service);

/// Fails with NotFound (care.case_unknown, partners.agency_unknown), or as check_basis.
Result<LegalBasis> record_basis(const Desk&, care::CareCaseId, BasisForm);
/// Cuts the recipient's access at once: what is open on it and not done is revoked. Fails with NotFound
/// (referral.basis_unknown) or Conflict (referral.basis_withdrawn). Returns the referrals that ended.
Result<std::vector<Referral>> withdraw_basis(const Desk&, LegalBasisId);
/// The same when its time has passed; by the program.
Result<void> end_expired_basis(database::Connection&, const vault::KeyRing&, std::string_view province,
                               LegalBasisId, Instant now);

/// All of a case, latest first. Fails with NotFound (care.case_unknown).
Result<std::vector<LegalBasis>> seen_bases(const Desk&, care::CareCaseId);

struct ReferralForm {
    AgencyId to_agency;
    std::optional<ServiceId> service;
    ServiceKind kind = ServiceKind::ReturnToSchool; ///< The service's, if one is named.
    bool is_urgent = false;
    std::string words; ///< What the child needs, for the recipient.
    std::optional<std::string> client_key{}; ///< What is sent twice under it is drafted once.
};
BOOST_DESCRIBE_STRUCT(ReferralForm, (), (to_agency, service, kind, is_urgent, words, client_key))

/// Fails with NotFound (care.case_unknown, partners.agency_unknown, referral.service_unknown) or
/// InvalidInput (referral.words_missing, referral.same_agency).
Result<Referral> draft_referral(const Desk&, care::CareCaseId, ReferralForm);

/// One step of the life cycle, with what the verb needs.
struct ReferralStep {
    ReferralVerb verb = ReferralVerb::Receive;
    std::int64_t version = 0; ///< Of the referral as the actor saw it.
    std::string words{};      ///< What is said with it.
    std::optional<LegalBasisId> basis{};      ///< CheckBasis.
    std::optional<Instant> answer_by{};       ///< Send; else the service's days.
    std::optional<RejectionReason> reason{};  ///< Reject.
    std::optional<ReferralOutcome> outcome{}; ///< Finish.
    std::optional<AgencyId> agency{};         ///< PassOn.
};
BOOST_DESCRIBE_STRUCT(ReferralStep, (), (verb, version, words, basis, answer_by, reason, outcome, agency))

/// Fails with NotFound (referral.unknown), as cell_of, Conflict (referral.changed_meanwhile,
/// referral.basis_does_not_stand), or InvalidInput for what the verb misses (referral.answer_by_wrong,
/// referral.reason_missing, referral.outcome_missing, referral.words_missing, referral.same_agency).
Result<Referral> take_step(const Desk&, ReferralId, ReferralStep);

/// What the actor sent, or the agency that he coordinates, or, for the secretariat, the lead unit.
std::vector<Listed> sent_of(const Desk&, Turn, std::optional<Place> after, std::size_t count_max);
/// Of all agencies. Fails with Forbidden (referral.verb_not_yours) for all but the secretariat.
Result<std::vector<Listed>> expired_of(const Desk&, std::optional<Place> after, std::size_t count_max);

/// What falls due: the next reminder, or that nobody answered.
Result<void> follow_due(database::Connection&, const vault::KeyRing&, const notices::Deadline&, Instant now);
/// The case has another worker: that one learns of its open referrals, and those who work on them of that one.
Result<void> tell_of_new_worker(database::Connection&, std::string_view province, care::CareCaseId, Instant now);

inline constexpr const char* due_kind = "referral_due";
inline constexpr const char* remind_kind = "referral_remind";
inline constexpr const char* basis_expiry_kind = "basis_expiry";

} // namespace samatcha::referral
