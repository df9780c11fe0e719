#pragma once

// The tables of services, legal bases and referrals; see migrations/.

#include "modules/referral/referral.hpp"
#include "modules/referral/referral_table.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/vault/sealed_column.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::referral {

/// By Thai name; of an agency or a kind, if given; open ones only, or all.
std::vector<Service> services(database::Connection&, std::string_view province, std::optional<AgencyId>,
                              std::optional<ServiceKind>, bool only_open);
std::optional<Service> find_service(database::Connection&, std::string_view province, ServiceId);
void insert_service(database::Connection&, std::string_view province, const Service&);
void update_service(database::Connection&, std::string_view province, const Service&);

void insert_basis(database::Connection&, std::string_view province, const vault::KeyRing&, const LegalBasis&);
/// Without the giver's name.
std::optional<LegalBasis> find_basis(database::Connection&, std::string_view province, LegalBasisId);
/// Latest first, with the giver's name.
Result<std::vector<LegalBasis>> bases_of_case(database::Connection&, std::string_view province,
                                              const vault::KeyRing&, care::CareCaseId);
/// False when it was withdrawn before.
bool withdraw(database::Connection&, std::string_view province, LegalBasisId, access::AccountId, Instant now);

void insert_referral(database::Connection&, std::string_view province, const Referral&,
                     const std::optional<std::string>& client_key = {});
/// Writes the referral, whose version is then one more, if nobody wrote it meanwhile.
bool update_referral(database::Connection&, std::string_view province, Referral&);
std::optional<Referral> find_referral(database::Connection&, std::string_view province, ReferralId);
/// Which an account drafted of a case under this key.
std::optional<Referral> find_referral_drafted(database::Connection&, std::string_view province, care::CareCaseId,
                                              access::AccountId, std::string_view client_key);
std::vector<Referral> referrals_of_case(database::Connection&, std::string_view province, care::CareCaseId);
std::vector<Referral> open_referrals_on(database::Connection&, std::string_view province, LegalBasisId);

/// Where a page of a list goes on: after this place.
struct Place {
    Instant at;
    ReferralId id;
};

/// A referral in a list, and what of the child may be told with it now: empty unless the basis stands.
struct Listed {
    Referral referral;
    std::vector<SharedField> fields;
};
/// What waits for the agency, the longest waiting first.
std::vector<Listed> inbox(database::Connection&, std::string_view province, AgencyId, Instant now,
                          std::optional<Place> after, std::size_t count_max);
/// What the agency sent (0: the lead unit) and is open: whose turn it is, longest there first.
std::vector<Listed> sent_by(database::Connection&, std::string_view province, AgencyId, Turn, Instant now,
                            std::optional<Place> after, std::size_t count_max);
std::vector<Listed> sent_by_account(database::Connection&, std::string_view province, access::AccountId, Turn,
                                    Instant now, std::optional<Place> after, std::size_t count_max);
/// Of all agencies, what nobody answered in time, the longest first.
std::vector<Listed> expired(database::Connection&, std::string_view province, Instant now, std::optional<Place> after,
                            std::size_t count_max);

struct ReferralEvent {
    std::int64_t id = 0;
    Instant at;
    access::AccountId account;
    AgencyId agency;
    ReferralVerb verb = ReferralVerb::Draft;
    ReferralState from = ReferralState::Draft;
    ReferralState to = ReferralState::Draft;
    std::string said; ///< In words; sealed.
};
void insert_event(database::Connection&, std::string_view province, const vault::KeyRing&, ReferralId,
                  const ReferralEvent&);
/// Earliest first.
Result<std::vector<ReferralEvent>> events_of(database::Connection&, std::string_view province,
                                             const vault::KeyRing&, ReferralId);

/// All that is sealed of a case's bases and referrals: for its erasure.
std::vector<Bytes> sealed_of_case(database::Connection&, std::string_view province, care::CareCaseId);
/// Nobody is named in them any more, and nothing that was said is left; what counts stays.
void forget_case(database::Connection&, std::string_view province, const vault::KeyRing&, care::CareCaseId);

/// For the rotation of keys.
std::vector<vault::SealedColumn> sealed_columns();

} // namespace samatcha::referral
