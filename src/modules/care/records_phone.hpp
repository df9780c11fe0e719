#pragma once

// The tables of phones, and the only SQL on them.

#include "modules/care/phone.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::care {

void insert_phone(database::Connection&, std::string_view province, const Phone&,
                  BytesView token_digest);
std::optional<Phone> find_phone(database::Connection&, std::string_view province,
                                BytesView token_digest);
std::optional<Phone> find_phone(database::Connection&, std::string_view province, PhoneId);
/// Of one account, or of all; the one that spoke last first.
std::vector<Phone> phones(database::Connection&, std::string_view province,
                          std::optional<access::AccountId>);
void note_sync(database::Connection&, std::string_view province, PhoneId, Instant);
/// False when it is cut off already.
bool set_cut_off(database::Connection&, std::string_view province, PhoneId, Instant);

/// A case and how far it has come: changes when anything that a phone shows does.
struct HeldCase {
    CareCaseId id;
    std::string version;
};
/// The open cases of a worker, by id.
std::vector<HeldCase> open_cases_of(database::Connection&, std::string_view province,
                                    access::AccountId worker);

std::vector<std::string> subdistricts_of_open_cases(database::Connection&,
                                                    std::string_view province,
                                                    access::AccountId worker);

struct VisitOnRecord {
    Instant at;
    access::AccountId account;
    CaseVerb verb{};
};
/// Verbs that end a visit, latest first.
std::vector<VisitOnRecord> visits_of_case(database::Connection&, std::string_view province,
                                          CareCaseId, std::size_t count_max);

struct FieldRecord {
    field_merge::Record record;
    std::int64_t version = 0; ///< 0: there is no row yet.
};
Result<FieldRecord> field_record(database::Connection&, std::string_view province,
                                 const vault::KeyRing&, CareCaseId);
/// False when somebody was quicker: nothing is written then.
bool write_field_record(database::Connection&, std::string_view province, const vault::KeyRing&,
                        CareCaseId, const FieldRecord&);

/// What became of a phone's edit: empty, or the key of the error. Nothing: it never came.
std::optional<std::string> refusal_of(database::Connection&, std::string_view province, PhoneId,
                                      std::int64_t counter);
void insert_edit(database::Connection&, std::string_view province, const vault::KeyRing&, PhoneId,
                 const PhoneEdit&, std::string_view refusal, Instant now);

struct RefusedEdit {
    PhoneId phone;
    access::AccountId account;
    Instant received_at;
    std::string refusal;
    PhoneEdit edit;
};
/// Latest first.
Result<std::vector<RefusedEdit>> refused_edits(database::Connection&, std::string_view province,
                                               const vault::KeyRing&, CareCaseId);

} // namespace samatcha::care
