#include "modules/assembly/records_paper.hpp"

namespace samatcha::assembly {

namespace {

std::pair<AgendaItemId, BackgroundPaper> paper_of(const database::Row& row) {
    return {row.id<AgendaItemId>(0),
            {row.id<PaperId>(1), row.text(2), row.integer(3), row.text(4), row.instant(5)}};
}

#define SAMATCHA_PAPER_COLUMNS "p.item_id, p.id, p.filename, p.byte_count, p.sha256, p.added_at"

} // namespace

std::vector<std::pair<AgendaItemId, BackgroundPaper>>
background_papers(database::Connection& connection, std::string_view province, AssemblyId id) {
    return connection.list("SELECT " SAMATCHA_PAPER_COLUMNS
                           " FROM background_paper p JOIN agenda_item i ON i.province = p.province"
                           " AND i.id = p.item_id WHERE p.province = $1 AND i.assembly_id = $2"
                           " AND p.removed_at IS NULL ORDER BY p.id",
                           {province, id}, paper_of);
}

std::optional<std::pair<AgendaItemId, BackgroundPaper>>
find_paper(database::Connection& connection, std::string_view province, PaperId id) {
    return connection.find(
        "SELECT " SAMATCHA_PAPER_COLUMNS
        " FROM background_paper p WHERE p.province = $1 AND p.id = $2 AND p.removed_at IS NULL",
        {province, id}, paper_of);
}

void insert_paper(database::Connection& connection, std::string_view province, AgendaItemId item,
                  const BackgroundPaper& paper, access::AccountId by) {
    connection.execute(
        "INSERT INTO background_paper (province, id, item_id, filename, byte_count,"
        " sha256, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        {province, paper.id, item, paper.filename, paper.bytes, paper.sha256, by, paper.added_at});
}

void mark_paper_removed(database::Connection& connection, std::string_view province, PaperId id,
                        Instant now) {
    connection.execute(
        "UPDATE background_paper SET removed_at = $3 WHERE province = $1 AND id = $2",
        {province, id, now});
}

} // namespace samatcha::assembly
