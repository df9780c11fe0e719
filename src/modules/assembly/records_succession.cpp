#include "modules/assembly/records_succession.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

namespace {

Resolution adopted_resolution_of(const database::Row& row) {
    return {row.id<ResolutionId>(0),
            row.id<AssemblyId>(1),
            static_cast<int>(row.integer(2)),
            row.id<DraftId>(3),
            row.integer(4),
            json::from_text<ResolutionText>(row.text_view(5)).value(),
            row.text(6),
            row.instant(7)};
}

template <class Id>
std::optional<Id> optional_id(const database::Row& row, std::size_t column) {
    const auto value = row.optional_integer(column);
    return value ? std::optional(Id{*value}) : std::nullopt;
}

Succession succession_of(const database::Row& row) {
    const auto number = row.optional_integer(8);
    return {row.id<SuccessionId>(0),
            row.id<ResolutionId>(1),
            row.id<AssemblyId>(2),
            static_cast<int>(row.integer(3)),
            json::enum_from_name<SuccessionDecision>(row.text_view(4)).value(),
            row.text(5),
            optional_id<AgendaItemId>(row, 6),
            optional_id<ResolutionId>(row, 7),
            number ? std::optional(static_cast<int>(*number)) : std::nullopt,
            row.instant(9)};
}

#define SAMATCHA_RESOLUTION_SELECT                                                                 \
    "SELECT r.id, r.assembly_id, r.number, r.draft_id, r.version, r.text, r.hash, r.adopted_at"    \
    " FROM resolution r"
#define SAMATCHA_SUCCESSION_SELECT                                                                 \
    "SELECT s.id, s.resolution_id, s.assembly_id, a.year_be, s.decision, s.reason,"                \
    " s.agenda_item_id, s.successor_id, n.number, s.decided_at FROM resolution_succession s"       \
    " JOIN assembly a ON a.province = s.province AND a.id = s.assembly_id"                         \
    " LEFT JOIN resolution n ON n.province = s.province AND n.id = s.successor_id"

} // namespace

std::optional<Resolution> find_resolution(database::Connection& connection,
                                          std::string_view province, ResolutionId id) {
    return connection.find(SAMATCHA_RESOLUTION_SELECT " WHERE r.province = $1 AND r.id = $2",
                           {province, id}, adopted_resolution_of);
}

std::optional<Resolution> find_resolution_of_draft(database::Connection& connection,
                                                   std::string_view province, DraftId id) {
    return connection.find(SAMATCHA_RESOLUTION_SELECT " WHERE r.province = $1 AND r.draft_id = $2",
                           {province, id}, adopted_resolution_of);
}

std::vector<Succession> successions_of(database::Connection& connection, std::string_view province,
                                       ResolutionId id) {
    return connection.list(SAMATCHA_SUCCESSION_SELECT
                           " WHERE s.province = $1 AND s.resolution_id = $2 ORDER BY a.year_be",
                           {province, id}, succession_of);
}

std::vector<Resolution> superseded_by(database::Connection& connection, std::string_view province,
                                      ResolutionId id) {
    return connection.list(SAMATCHA_RESOLUTION_SELECT
                           " JOIN resolution_succession s ON s.province = r.province"
                           " AND s.resolution_id = r.id"
                           " WHERE r.province = $1 AND s.successor_id = $2 ORDER BY r.adopted_at",
                           {province, id}, adopted_resolution_of);
}

std::optional<Succession> find_succession_of_item(database::Connection& connection,
                                                  std::string_view province, AgendaItemId id) {
    return connection.find(SAMATCHA_SUCCESSION_SELECT
                           " WHERE s.province = $1 AND s.agenda_item_id = $2",
                           {province, id}, succession_of);
}

bool insert_succession(database::Connection& connection, std::string_view province,
                       const Succession& succession, access::AccountId by) {
    const auto decision = json::enum_name(succession.decision);
    return connection.execute(
               "INSERT INTO resolution_succession (province, id, resolution_id, assembly_id,"
               " decision, reason, agenda_item_id, successor_id, decided_by, decided_at)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
               " ON CONFLICT (province, resolution_id, assembly_id) DO NOTHING",
               {province, succession.id, succession.resolution_id, succession.assembly_id, decision,
                succession.reason, succession.agenda_item_id, succession.successor_id, by,
                succession.decided_at}) == 1;
}

void set_successor(database::Connection& connection, std::string_view province, SuccessionId id,
                   ResolutionId successor) {
    connection.execute("UPDATE resolution_succession SET successor_id = $3"
                       " WHERE province = $1 AND id = $2",
                       {province, id, successor});
}

} // namespace samatcha::assembly
