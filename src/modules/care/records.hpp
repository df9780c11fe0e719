#pragma once

// The tables of cases, and the only SQL on them. Who asks for cases gives a scope: it is bound in
// the query.

#include "modules/care/care_case.hpp"
#include "modules/care/case_scope.hpp"
#include "modules/care/case_table.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/vault/sealed_column.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::care {

/// As stored: empty while a case is open.
std::string outcome_word(CaseOutcome);
/// Of a row that begins with the columns that find_case reads.
CareCase case_of_row(const database::Row&);

/// Whatever the scope: for those who check sees() themselves, or act for nobody.
std::optional<CareCase> find_case(database::Connection&, std::string_view province, CareCaseId);
std::optional<CareCase> find_case_of_person(database::Connection&, std::string_view province,
                                            persons::PersonId);
/// Which an account opened under this key.
std::optional<CareCase> find_case_opened(database::Connection&, std::string_view province,
                                         access::AccountId, std::string_view client_key);

/// When the child was placed last; nothing of one who never was.
std::optional<Instant> placed_at(database::Connection&, std::string_view province, CareCaseId);
/// Placed and monitored ones of whom the registers may know.
std::vector<CareCase> placed_cases(database::Connection&, std::string_view province);

/// What names the child, as its column holds it.
Bytes sealed_child(std::string_view province, const vault::KeyRing&, CareCaseId, const CaseChild&);

/// False when the person has a case: nothing is written then.
bool insert_case(database::Connection&, std::string_view province, const vault::KeyRing&,
                 const CareCase&, const CaseChild&);
/// Writes all but the child, if the version is still the one that was read; the case's version
/// grows. False when somebody was quicker.
bool update_case(database::Connection&, std::string_view province, CareCase&);
void update_child(database::Connection&, std::string_view province, const vault::KeyRing&,
                  CareCaseId, const CaseChild&);
/// Fails with NotFound (care.case_unknown), or as KeyRing::open.
Result<CaseChild> child_of_case(database::Connection&, std::string_view province,
                                const vault::KeyRing&, CareCaseId);

/// Nothing of the child is left in the case; its state and outcome stay, for they count.
void forget_child(database::Connection&, std::string_view province, const vault::KeyRing&,
                  CareCaseId, Instant now);

/// Each case that changed at or after the moment and that `wants` asks for, with its child: for the
/// search.
Result<void> each_changed_case(database::Connection&, std::string_view province,
                               const vault::KeyRing&, Instant since,
                               const std::function<bool(CareCaseId, std::int64_t version)>& wants,
                               const std::function<void(const CareCase&, const CaseChild&)>& visit);

/// A verb that was done.
struct CareEvent {
    CareEventId id;
    Instant at; ///< When it happened; a phone may tell of it days later.
    Instant written_at;
    access::AccountId account; ///< None: the program.
    CaseVerb verb = CaseVerb::Open;
    CaseState from = CaseState::Candidate;
    CaseState to = CaseState::Candidate;
    std::string said; ///< JSON of the verb's own; empty when nothing was said.
    std::optional<std::string> client_key{}; ///< Given by a phone.
};
std::optional<Bytes> sealed_words(std::string_view province, const vault::KeyRing&, CareCaseId,
                                  const CareEvent&);
/// False when an event of this client_key is there: nothing is written then.
bool insert_event(database::Connection&, std::string_view province, const vault::KeyRing&,
                  CareCaseId, const CareEvent&);
bool has_event(database::Connection&, std::string_view province, CareCaseId,
               std::string_view client_key);
/// Latest first.
Result<std::vector<CareEvent>> events_of_case(database::Connection&, std::string_view province,
                                              const vault::KeyRing&, CareCaseId);

bool has_duty(database::Connection&, std::string_view province, access::AccountId, CareDuty);
void set_duty(database::Connection&, std::string_view province, access::AccountId, CareDuty,
              bool has);
std::vector<access::AccountId> accounts_with_duty(database::Connection&, std::string_view province,
                                                  CareDuty);
std::vector<std::string> areas_of(database::Connection&, std::string_view province,
                                  access::AccountId);
/// Whether somebody works there: of whom no area is known, everywhere.
bool walks_in(database::Connection&, std::string_view province, access::AccountId,
              std::string_view subdistrict_code);
void set_areas(database::Connection&, std::string_view province, access::AccountId,
               const std::vector<std::string>& subdistrict_codes);

/// For the rotation of keys.
std::vector<vault::SealedColumn> sealed_columns();

} // namespace samatcha::care
