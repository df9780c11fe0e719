#include "modules/assembly/records_document.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

std::vector<Amendment> amendments_of_draft(database::Connection& connection,
                                           std::string_view province, DraftId id) {
    return connection.list(
        "SELECT id, draft_id, version, agency_id, room_id, operation, reason, state, proposed_at,"
        " decision_reason, decided_at, merged_into FROM amendment WHERE province = $1 AND draft_id "
        "= $2"
        " ORDER BY id",
        {province, id}, [](const database::Row& row) {
            const auto into = row.optional_integer(11);
            return Amendment{row.id<AmendmentId>(0),
                             row.id<DraftId>(1),
                             row.integer(2),
                             row.id<partners::AgencyId>(3),
                             row.id<RoomId>(4),
                             json::from_text<OperationForm>(row.text_view(5)).value(),
                             row.text(6),
                             json::enum_from_name<AmendmentState>(row.text_view(7)).value(),
                             row.instant(8),
                             row.text(9),
                             row.optional_instant(10),
                             into ? std::optional(AmendmentId{*into}) : std::nullopt};
        });
}

std::vector<AgencyAttendance> attendance_of(database::Connection& connection,
                                            std::string_view province, AssemblyId id) {
    std::vector<AgencyAttendance> attendance;
    connection.each(
        "SELECT DISTINCT i.agency_id, i.sector, r.is_plenary, t.room_id FROM invited_agency i"
        " LEFT JOIN attendance t ON t.province = i.province AND t.assembly_id = i.assembly_id"
        " AND t.agency_id = i.agency_id"
        " LEFT JOIN room r ON r.province = t.province AND r.id = t.room_id"
        " WHERE i.province = $1 AND i.assembly_id = $2"
        " ORDER BY i.agency_id, r.is_plenary, t.room_id",
        {province, id}, [&](const database::Row& row) {
            const auto agency = row.id<partners::AgencyId>(0);
            if (attendance.empty() || attendance.back().agency_id != agency)
                attendance.push_back(
                    {agency, json::enum_from_name<partners::Sector>(row.text_view(1)).value(), {}});
            if (const auto room = row.optional_integer(3))
                attendance.back().rooms.push_back(RoomId{*room});
        });
    return attendance;
}

void insert_assembly_document(database::Connection& connection, std::string_view province,
                              const AssemblyDocument& document) {
    const auto state = json::enum_name(document.state);
    const auto content = json::to_text(document.content);
    connection.execute(
        "INSERT INTO assembly_document (province, hash, assembly_id, state, content, printed_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (province, hash) DO NOTHING",
        {province, document.hash, document.assembly_id, state, content, document.printed_at});
}

std::optional<AssemblyDocument> find_assembly_document(database::Connection& connection,
                                                       std::string_view province,
                                                       std::string_view hash) {
    const auto end = std::string(hash) + "g"; // After every digit.
    auto found = connection.list(
        "SELECT hash, assembly_id, state, content, printed_at, redacted_at FROM assembly_document"
        " WHERE province = $1 AND hash >= $2 AND hash < $3 LIMIT 2",
        {province, hash, end}, [](const database::Row& row) {
            return AssemblyDocument{row.text(0),
                                    row.id<AssemblyId>(1),
                                    json::enum_from_name<DocumentState>(row.text_view(2)).value(),
                                    json::from_text<documents::Document>(row.text_view(3)).value(),
                                    row.instant(4),
                                    row.optional_instant(5)};
        });
    if (found.size() != 1)
        return std::nullopt;
    return std::move(found.front());
}

} // namespace samatcha::assembly
