#include "modules/referral/records.hpp"

#include "base/json.hpp"
#include "base/thai_text.hpp"

#include <algorithm>

namespace samatcha::referral {

namespace {

template <class E>
E word_in(const database::Row& row, std::size_t column) {
    return json::enum_from_name<E>(row.text_view(column)).value();
}

template <class E>
std::optional<E> optional_word_in(const database::Row& row, std::size_t column) {
    return json::enum_from_name<E>(row.text_view(column));
}

template <class E>
std::string optional_name(const std::optional<E>& word) {
    return word ? json::enum_name(*word) : std::string{};
}

template <class IdType>
std::optional<IdType> optional_id_in(const database::Row& row, std::size_t column) {
    const auto value = row.optional_integer(column);
    return value ? std::optional(IdType{*value}) : std::nullopt;
}

#define SAMATCHA_REFERRAL_COLUMNS                                                                            \
    "r.id, r.case_id, r.basis_id, r.from_agency_id, r.to_agency_id, r.sender_id, r.service_id, r.kind,"      \
    " r.area_code, r.is_urgent, r.state, r.drafted_at, r.sent_at, r.answered_at, r.since, r.due_at,"         \
    " r.reason, r.outcome, r.earlier_id, r.escalations, r.version"
constexpr std::size_t referral_columns = 21;

Referral referral_of(const database::Row& row) {
    Referral referral;
    referral.id = row.id<ReferralId>(0);
    referral.case_id = row.id<care::CareCaseId>(1);
    referral.basis = optional_id_in<LegalBasisId>(row, 2);
    referral.from_agency = row.id<AgencyId>(3);
    referral.to_agency = row.id<AgencyId>(4);
    referral.sender = row.id<access::AccountId>(5);
    referral.service = optional_id_in<ServiceId>(row, 6);
    referral.kind = word_in<ServiceKind>(row, 7);
    referral.area_code = row.text(8);
    referral.is_urgent = row.boolean(9);
    referral.state = word_in<ReferralState>(row, 10);
    referral.drafted_at = row.instant(11);
    referral.sent_at = row.optional_instant(12);
    referral.answered_at = row.optional_instant(13);
    referral.since = row.instant(14);
    referral.due_at = row.instant(15);
    referral.reason = optional_word_in<RejectionReason>(row, 16);
    referral.outcome = optional_word_in<ReferralOutcome>(row, 17);
    referral.earlier = optional_id_in<ReferralId>(row, 18);
    referral.escalations = row.integer(19);
    referral.version = row.integer(20);
    return referral;
}

/// The fields come from the basis that stands now; without one the column is NULL.
Listed listed_of(const database::Row& row) {
    const auto fields = row.optional_text(referral_columns);
    return {referral_of(row),
            fields ? json::from_text<std::vector<SharedField>>(*fields).value() : std::vector<SharedField>{}};
}

std::string giver_context(std::string_view province, LegalBasisId id) {
    return vault::sealing_context(province, "legal_basis", std::to_string(id.value));
}

std::string said_context(std::string_view province, ReferralId id, std::int64_t event) {
    return vault::sealing_context(province, "referral_event",
                                  std::to_string(id.value) + "|" + std::to_string(event));
}

LegalBasis basis_of(const database::Row& row) {
    LegalBasis basis;
    basis.id = row.id<LegalBasisId>(0);
    basis.case_id = row.id<care::CareCaseId>(1);
    basis.form.recipient = row.id<AgencyId>(2);
    basis.form.kind = word_in<BasisKind>(row, 3);
    basis.form.purpose = row.text(4);
    basis.form.fields = json::from_text<std::vector<SharedField>>(row.text_view(5)).value();
    basis.form.given_by = word_in<GivenBy>(row, 6);
    basis.form.given_how = word_in<GivenHow>(row, 7);
    basis.form.expires_at = row.instant(8);
    basis.recorded_at = row.instant(9);
    basis.recorded_by = row.id<access::AccountId>(10);
    basis.withdrawn_at = row.optional_instant(11);
    return basis;
}

Service service_of(const database::Row& row) {
    return {row.id<ServiceId>(0), row.id<AgencyId>(1), word_in<ServiceKind>(row, 2),
            row.text(3),          row.text(4),         row.text(5),
            row.integer(6),       row.integer(7),      row.boolean(8)};
}

} // namespace

std::vector<Service> services(database::Connection& connection, std::string_view province,
                              std::optional<AgencyId> agency, std::optional<ServiceKind> kind, bool only_open) {
    auto all = connection.list("SELECT id, agency_id, kind, name_th, name_en, area_code, capacity, answer_days, is_open"
                               " FROM service WHERE province = $1 AND ($2 = 0 OR agency_id = $2)"
                               " AND ($3 = '' OR kind = $3) AND is_open >= $4 ORDER BY id",
                               {province, agency.value_or(AgencyId{}), optional_name(kind), only_open ? 1 : 0},
                               service_of);
    std::stable_sort(all.begin(), all.end(), [](const Service& a, const Service& b) {
        return compare_thai(a.name_th, b.name_th) < 0;
    });
    return all;
}

std::optional<Service> find_service(database::Connection& connection, std::string_view province, ServiceId id) {
    return connection.find("SELECT id, agency_id, kind, name_th, name_en, area_code, capacity, answer_days, is_open"
                           " FROM service WHERE province = $1 AND id = $2",
                           {province, id}, service_of);
}

void insert_service(database::Connection& connection, std::string_view province, const Service& service) {
    connection.execute("INSERT INTO service (province, id, agency_id, kind, name_th, name_en, area_code, capacity,"
                       " answer_days, is_open) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                       {province, service.id, service.agency_id, json::enum_name(service.kind), service.name_th,
                        service.name_en, service.area_code, service.capacity, service.answer_days,
                        service.is_open});
}

void update_service(database::Connection& connection, std::string_view province, const Service& service) {
    connection.execute("UPDATE service SET kind = $3, name_th = $4, name_en = $5, area_code = $6, capacity = $7,"
                       " answer_days = $8, is_open = $9 WHERE province = $1 AND id = $2",
                       {province, service.id, json::enum_name(service.kind), service.name_th, service.name_en,
                        service.area_code, service.capacity, service.answer_days, service.is_open});
}

void insert_basis(database::Connection& connection, std::string_view province, const vault::KeyRing& keys,
                  const LegalBasis& basis) {
    const auto& form = basis.form;
    const auto giver = form.kind == BasisKind::Consent
                           ? std::optional(keys.seal(form.giver_name, giver_context(province, basis.id)))
                           : std::nullopt;
    connection.execute("INSERT INTO legal_basis (province, id, case_id, recipient_id, kind, purpose, fields,"
                       " given_by, given_how, giver_name, expires_at, recorded_at, recorded_by)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                       {province, basis.id, basis.case_id, form.recipient, json::enum_name(form.kind),
                        form.purpose, json::to_text(form.fields), json::enum_name(form.given_by),
                        json::enum_name(form.given_how), giver, form.expires_at, basis.recorded_at,
                        basis.recorded_by});
}

#define SAMATCHA_BASIS_COLUMNS                                                                               \
    "id, case_id, recipient_id, kind, purpose, fields, given_by, given_how, expires_at, recorded_at,"        \
    " recorded_by, withdrawn_at"

std::optional<LegalBasis> find_basis(database::Connection& connection, std::string_view province,
                                     LegalBasisId id) {
    return connection.find("SELECT " SAMATCHA_BASIS_COLUMNS " FROM legal_basis WHERE province = $1 AND id = $2",
                           {province, id}, basis_of);
}

Result<std::vector<LegalBasis>> bases_of_case(database::Connection& connection, std::string_view province,
                                              const vault::KeyRing& keys, care::CareCaseId id) {
    std::vector<std::optional<Bytes>> givers;
    auto bases = connection.list("SELECT " SAMATCHA_BASIS_COLUMNS ", giver_name FROM legal_basis"
                                 " WHERE province = $1 AND case_id = $2 ORDER BY id DESC",
                                 {province, id}, [&](const database::Row& row) {
                                     givers.push_back(row.optional_bytes(12));
                                     return basis_of(row);
                                 });
    for (std::size_t i = 0; i < bases.size(); ++i)
        if (givers[i])
            bases[i].form.giver_name = TRY(keys.open(*givers[i], giver_context(province, bases[i].id)));
    return bases;
}

bool withdraw(database::Connection& connection, std::string_view province, LegalBasisId id,
              access::AccountId by, Instant now) {
    return connection.execute("UPDATE legal_basis SET withdrawn_at = $3, withdrawn_by = $4"
                              " WHERE province = $1 AND id = $2 AND withdrawn_at IS NULL",
                              {province, id, now, by}) == 1;
}

void insert_referral(database::Connection& connection, std::string_view province, const Referral& r,
                     const std::optional<std::string>& client_key) {
    connection.execute("INSERT INTO referral (province, id, case_id, basis_id, from_agency_id, to_agency_id,"
                       " sender_id, service_id, kind, area_code, is_urgent, state, turn, drafted_at, since, due_at,"
                       " reason, outcome, earlier_id, escalations, version, client_key)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', '', $17,"
                       " $18, $19, $20)",
                       {province, r.id, r.case_id, r.basis, r.from_agency, r.to_agency, r.sender, r.service,
                        json::enum_name(r.kind), r.area_code, r.is_urgent, json::enum_name(r.state),
                        json::enum_name(turn_of(r.state)), r.drafted_at, r.since, r.due_at, r.earlier,
                        r.escalations, r.version, client_key});
}

bool update_referral(database::Connection& connection, std::string_view province, Referral& r) {
    if (connection.execute("UPDATE referral SET basis_id = $3, state = $4, turn = $5, sent_at = $6, answered_at = $7,"
                           " since = $8, due_at = $9, reason = $10, outcome = $11, escalations = $12,"
                           " version = version + 1 WHERE province = $1 AND id = $2 AND version = $13",
                           {province, r.id, r.basis, json::enum_name(r.state), json::enum_name(turn_of(r.state)),
                            r.sent_at, r.answered_at, r.since, r.due_at, optional_name(r.reason),
                            optional_name(r.outcome), r.escalations, r.version}) != 1)
        return false;
    ++r.version;
    return true;
}

std::optional<Referral> find_referral(database::Connection& connection, std::string_view province,
                                      ReferralId id) {
    return connection.find("SELECT " SAMATCHA_REFERRAL_COLUMNS
                           " FROM referral r WHERE r.province = $1 AND r.id = $2",
                           {province, id}, referral_of);
}

std::optional<Referral> find_referral_drafted(database::Connection& connection, std::string_view province,
                                              care::CareCaseId case_id, access::AccountId sender,
                                              std::string_view client_key) {
    return connection.find("SELECT " SAMATCHA_REFERRAL_COLUMNS " FROM referral r WHERE r.province = $1"
                           " AND r.case_id = $2 AND r.sender_id = $3 AND r.client_key = $4",
                           {province, case_id, sender, client_key}, referral_of);
}

std::vector<Referral> referrals_of_case(database::Connection& connection, std::string_view province,
                                        care::CareCaseId id) {
    return connection.list("SELECT " SAMATCHA_REFERRAL_COLUMNS
                           " FROM referral r WHERE r.province = $1 AND r.case_id = $2 ORDER BY r.id DESC",
                           {province, id}, referral_of);
}

std::vector<Referral> open_referrals_on(database::Connection& connection, std::string_view province,
                                        LegalBasisId id) {
    return connection.list("SELECT " SAMATCHA_REFERRAL_COLUMNS " FROM referral r"
                           " WHERE r.province = $1 AND r.basis_id = $2 AND r.turn <> 'nobody'",
                           {province, id}, referral_of);
}

std::vector<Listed> inbox(database::Connection& connection, std::string_view province, AgencyId agency,
                          Instant now, std::optional<Place> after, std::size_t count_max) {
    const auto from = after.value_or(Place{});
    return connection.list("SELECT " SAMATCHA_REFERRAL_COLUMNS ", b.fields FROM referral r"
                           " LEFT JOIN legal_basis b ON b.province = r.province AND b.id = r.basis_id"
                           " AND b.withdrawn_at IS NULL AND b.expires_at > $3"
                           " WHERE r.province = $1 AND r.to_agency_id = $2 AND r.turn = 'recipient'"
                           " AND (r.sent_at, r.id) > ($4, $5) ORDER BY r.sent_at, r.id LIMIT $6",
                           {province, agency, now, from.at, from.id, count_max}, listed_of);
}

std::vector<Listed> sent_by(database::Connection& connection, std::string_view province, AgencyId agency,
                            Turn turn, Instant now, std::optional<Place> after, std::size_t count_max) {
    const auto from = after.value_or(Place{});
    return connection.list("SELECT " SAMATCHA_REFERRAL_COLUMNS ", b.fields FROM referral r"
                           " LEFT JOIN legal_basis b ON b.province = r.province AND b.id = r.basis_id"
                           " AND b.withdrawn_at IS NULL AND b.expires_at > $4"
                           " WHERE r.province = $1 AND r.from_agency_id = $2 AND r.turn = $3"
                           " AND (r.since, r.id) > ($5, $6) ORDER BY r.since, r.id LIMIT $7",
                           {province, agency, json::enum_name(turn), now, from.at, from.id, count_max},
                           listed_of);
}

std::vector<Listed> sent_by_account(database::Connection& connection, std::string_view province, access::AccountId account,
                            Turn turn, Instant now, std::optional<Place> after, std::size_t count_max) {
    const auto from = after.value_or(Place{});
    return connection.list("SELECT " SAMATCHA_REFERRAL_COLUMNS ", b.fields FROM referral r"
                           " LEFT JOIN legal_basis b ON b.province = r.province AND b.id = r.basis_id"
                           " AND b.withdrawn_at IS NULL AND b.expires_at > $4"
                           " WHERE r.province = $1 AND r.sender_id = $2 AND r.turn = $3"
                           " AND (r.since, r.id) > ($5, $6) ORDER BY r.since, r.id LIMIT $7",
                           {province, account, json::enum_name(turn), now, from.at, from.id, count_max},
                           listed_of);
}

std::vector<Listed> expired(database::Connection& connection, std::string_view province, Instant now,
                            std::optional<Place> after, std::size_t count_max) {
    const auto from = after.value_or(Place{});
    return connection.list("SELECT " SAMATCHA_REFERRAL_COLUMNS ", b.fields FROM referral r"
                           " LEFT JOIN legal_basis b ON b.province = r.province AND b.id = r.basis_id"
                           " AND b.withdrawn_at IS NULL AND b.expires_at > $2"
                           " WHERE r.province = $1 AND r.state = 'expired'"
                           " AND (r.since, r.id) > ($3, $4) ORDER BY r.since, r.id LIMIT $5",
                           {province, now, from.at, from.id, count_max}, listed_of);
}

void insert_event(database::Connection& connection, std::string_view province, const vault::KeyRing& keys,
                  ReferralId id, const ReferralEvent& event) {
    const auto said = event.said.empty()
                          ? std::nullopt
                          : std::optional(keys.seal(event.said, said_context(province, id, event.id)));
    connection.execute("INSERT INTO referral_event (province, referral_id, id, at, account_id, agency_id, verb,"
                       " from_state, to_state, said) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                       {province, id, event.id, event.at, event.account, event.agency,
                        json::enum_name(event.verb), json::enum_name(event.from), json::enum_name(event.to),
                        said});
}

Result<std::vector<ReferralEvent>> events_of(database::Connection& connection, std::string_view province,
                                             const vault::KeyRing& keys, ReferralId id) {
    std::vector<std::optional<Bytes>> said;
    auto events = connection.list("SELECT id, at, account_id, agency_id, verb, from_state, to_state, said"
                                  " FROM referral_event WHERE province = $1 AND referral_id = $2 ORDER BY id",
                                  {province, id}, [&](const database::Row& row) {
                                      said.push_back(row.optional_bytes(7));
                                      return ReferralEvent{row.integer(0),
                                                           row.instant(1),
                                                           row.id<access::AccountId>(2),
                                                           row.id<AgencyId>(3),
                                                           word_in<ReferralVerb>(row, 4),
                                                           word_in<ReferralState>(row, 5),
                                                           word_in<ReferralState>(row, 6),
                                                           {}};
                                  });
    for (std::size_t i = 0; i < events.size(); ++i)
        if (said[i])
            events[i].said = TRY(keys.open(*said[i], said_context(province, id, events[i].id)));
    return events;
}

std::vector<Bytes> sealed_of_case(database::Connection& connection, std::string_view province, care::CareCaseId id) {
    const auto bytes = [](const database::Row& row) { return row.bytes(0); };
    auto values = connection.list("SELECT giver_name FROM legal_basis WHERE province = $1 AND case_id = $2"
                                  " AND giver_name IS NOT NULL",
                                  {province, id}, bytes);
    for (auto& said : connection.list("SELECT e.said FROM referral r JOIN referral_event e ON e.province = r.province"
                                      " AND e.referral_id = r.id WHERE r.province = $1 AND r.case_id = $2"
                                      " AND e.said IS NOT NULL",
                                      {province, id}, bytes))
        values.push_back(std::move(said));
    return values;
}

void forget_case(database::Connection& connection, std::string_view province, const vault::KeyRing& keys,
                 care::CareCaseId id) {
    for (const auto basis : connection.list("SELECT id FROM legal_basis WHERE province = $1 AND case_id = $2"
                                            " AND giver_name IS NOT NULL",
                                            {province, id}, [](const database::Row& row) { return row.id<LegalBasisId>(0); }))
        connection.execute("UPDATE legal_basis SET giver_name = $3 WHERE province = $1 AND id = $2",
                           {province, basis, keys.seal("", giver_context(province, basis))});
    connection.execute("UPDATE referral_event SET said = NULL WHERE province = $1 AND referral_id IN"
                       " (SELECT id FROM referral WHERE province = $1 AND case_id = $2)",
                       {province, id});
}

std::vector<vault::SealedColumn> sealed_columns() {
    return {{"legal_basis", "giver_name", {"id"}, {"id"}},
            {"referral_event", "said", {"referral_id", "id"}, {"referral_id", "id"}}};
}

} // namespace samatcha::referral
