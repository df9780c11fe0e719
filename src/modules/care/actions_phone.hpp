#pragma once

// What phones ask, and what is done with them (S13). A phone that is cut off gets Forbidden
// (care.phone_cut_off).

#include "modules/area/gazetteer.hpp"
#include "modules/care/form.hpp"
#include "modules/care/occasion.hpp"
#include "modules/care/phone.hpp"

namespace samatcha::care {

struct PhoneForm {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(PhoneForm, (), (name))

struct NewPhone {
    PhoneId id;
    std::string token; ///< Told once; the phone keeps it sealed.
};
BOOST_DESCRIBE_STRUCT(NewPhone, (), (id, token))

Result<NewPhone> register_phone(const Occasion&, const PhoneForm&);
/// The phone of a token; the actor's own, and not cut off. Fails with NotFound (care.phone_unknown)
/// or Forbidden.
Result<Phone> phone_of_token(const Occasion&, std::string_view token);

struct PhoneStanding {
    bool is_cut_off = false; ///< Then it forgets what it holds.
};
BOOST_DESCRIBE_STRUCT(PhoneStanding, (), (is_cut_off))
/// Asked without a session: who was cut off has none.
PhoneStanding standing_of_token(database::Connection&, std::string_view token);

struct PhoneView {
    PhoneId id;
    std::string name;
    std::string holder; ///< Display name of its account.
    bool is_own = false;
    Instant registered_at;
    Instant synced_at;
    std::optional<Instant> cut_off_at;
};
BOOST_DESCRIBE_STRUCT(PhoneView, (),
                      (id, name, holder, is_own, registered_at, synced_at, cut_off_at))
struct PhoneList {
    std::vector<PhoneView> phones;
};
BOOST_DESCRIBE_STRUCT(PhoneList, (), (phones))

/// One's own; the secretariat sees all.
PhoneList list_phones(const Occasion&);
/// Lost: it syncs no more, its account's sessions end, and it forgets what it holds when it next
/// has a line.
Result<void> cut_off_phone(const Occasion&, PhoneId);

struct HeldCaseView {
    CareCaseId id;
    std::string version;
};
BOOST_DESCRIBE_STRUCT(HeldCaseView, (), (id, version))
/// All that belongs on a phone now: what is not in it leaves the phone.
struct HeldCases {
    std::vector<HeldCaseView> cases;
    std::vector<FormOption> tried; ///< What may have been tried where a child was not found.
};
BOOST_DESCRIBE_STRUCT(HeldCases, (), (cases, tried))
HeldCases cases_for_phone(const Occasion&, const Phone&);

struct PastVisit {
    Instant at;
    std::string by;
    CaseVerb verb{};
};
BOOST_DESCRIBE_STRUCT(PastVisit, (), (at, by, verb))

struct CaseOnPhone {
    CareCaseId id;
    std::string version;
    std::optional<HouseholdId> household_id;
    std::string subdistrict_code;
    CaseState state{};
    Due due{};
    std::optional<Instant> due_at;
    int birth_year = 0;
    std::string sex;
    bool is_urgent = false;
    std::vector<CaseVerb> verbs; ///< What its worker may do now.
    std::vector<field_merge::MergedField> fields;
    std::vector<PastVisit> visits; ///< The last few, latest first.
    std::int64_t photos = 0;       ///< And documents, on the server; whose they are is not told.
};
BOOST_DESCRIBE_STRUCT(CaseOnPhone, (),
                      (id, version, household_id, subdistrict_code, state, due, due_at, birth_year,
                       sex, is_urgent, verbs, fields, visits, photos))

inline constexpr std::size_t cases_per_piece_max = 100;

struct WantedCases {
    std::vector<CareCaseId> case_ids;
};
BOOST_DESCRIBE_STRUCT(WantedCases, (), (case_ids))
struct CasesOnPhone {
    std::vector<CaseOnPhone> cases;
};
BOOST_DESCRIBE_STRUCT(CasesOnPhone, (), (cases))
/// Those of them that belong on the phone. Written to the access log, child by child.
Result<CasesOnPhone> read_cases_for_phone(const Occasion&, const Clock&, const WantedCases&);

inline constexpr std::size_t edits_at_once_max = 200;

struct PhoneEdits {
    std::vector<PhoneEdit> edits; ///< In the order in which they were written.
};
BOOST_DESCRIBE_STRUCT(PhoneEdits, (), (edits))
struct TakenEdit {
    std::int64_t counter = 0;
    std::optional<std::string>
        refusal; ///< An error's key. What was written is kept for a person to look at.
};
BOOST_DESCRIBE_STRUCT(TakenEdit, (), (counter, refusal))
/// Each edit alone: one that is refused takes no other with it. One that came before has the answer
/// it had.
Result<std::vector<TakenEdit>> take_edits(const Occasion&, const Phone&, const PhoneEdits&);

struct WriterView {
    std::int64_t device = 0;
    std::string name; ///< Whose phone it is; empty: the server's own screens.
};
BOOST_DESCRIBE_STRUCT(WriterView, (), (device, name))
struct RefusedEditView {
    std::string writer;
    std::string refusal; ///< An error's key; in words, when it is told.
    PhoneEdit edit;
};
BOOST_DESCRIBE_STRUCT(RefusedEditView, (), (writer, refusal, edit))
struct CaseWritings {
    std::vector<field_merge::MergedField> conflicts;
    std::vector<RefusedEditView> refused;
    std::vector<WriterView> writers;
};
BOOST_DESCRIBE_STRUCT(CaseWritings, (), (conflicts, refused, writers))
/// What phones wrote that a person has to look at.
Result<CaseWritings> show_writings(const Occasion&, CareCaseId);
/// A person who saw the values that `base` covers says which one holds.
Result<CareCase> settle_field(const Occasion&, CareCaseId, const FieldWriting&);

/// GeoJSON of the subdistricts where the actor has open cases, with their names.
Result<std::string> outlines_for_phone(const Occasion&, const area::Gazetteer&);

} // namespace samatcha::care
