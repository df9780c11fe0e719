#include "modules/situation/records_export.hpp"

namespace samatcha::situation {

namespace {

template <class E>
E enum_in(const database::Row& row, std::size_t column) {
    return json::enum_from_name<E>(row.text_view(column)).value_or(E{});
}

ChildExport export_from(const database::Row& row) {
    ChildExport found;
    found.id = row.id<ExportId>(0);
    found.situation_id = row.id<SituationId>(1);
    found.job_id = row.id<jobs::JobId>(2);
    found.state = enum_in<ExportState>(row, 3);
    found.format = enum_in<ExportFormat>(row, 4);
    found.language = row.text_view(5) == "en" ? Language::English : Language::Thai;
    found.filter = json::from_text<ListFilter>(row.text_view(6)).value();
    found.sort = enum_in<ListSort>(row, 7);
    found.purpose = enum_in<access::Purpose>(row, 8);
    found.created_by = row.id<access::AccountId>(9);
    found.created_at = row.instant(10);
    found.finished_at = row.optional_instant(11);
    found.children = row.integer(12);
    return found;
}

} // namespace

void insert_export(database::Connection& connection, std::string_view province, const ChildExport& made) {
    connection.execute("INSERT INTO child_export (province, id, situation_id, job_id, state, format,"
                       " language, filter, sort, purpose, created_by, created_at, children)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)",
                       {province, made.id, made.situation_id, made.job_id, json::enum_name(made.state),
                        json::enum_name(made.format), made.language == Language::English ? "en" : "th",
                        json::to_text(made.filter), json::enum_name(made.sort),
                        json::enum_name(made.purpose), made.created_by, made.created_at});
}

std::optional<ChildExport> find_export(database::Connection& connection, std::string_view province,
                                       ExportId id) {
    return connection.find("SELECT id, situation_id, job_id, state, format, language, filter, sort, purpose,"
                           " created_by, created_at, finished_at, children FROM child_export"
                           " WHERE province = $1 AND id = $2",
                           {province, id}, export_from);
}

std::vector<ChildExport> exports_of(database::Connection& connection, std::string_view province,
                                    access::AccountId account) {
    return connection.list("SELECT id, situation_id, job_id, state, format, language, filter, sort, purpose,"
                           " created_by, created_at, finished_at, children FROM child_export"
                           " WHERE province = $1 AND created_by = $2 AND state IN ('writing', 'complete')"
                           " ORDER BY id DESC",
                           {province, account}, export_from);
}

std::vector<ExportId> exports_asked_before(database::Connection& connection, std::string_view province,
                                           Instant before) {
    return connection.list("SELECT id FROM child_export"
                           " WHERE province = $1 AND state = 'complete' AND created_at < $2",
                           {province, before},
                           [](const database::Row& row) { return row.id<ExportId>(0); });
}

bool end_export(database::Connection& connection, std::string_view province, ExportId id, ExportState state,
                Instant at, std::int64_t children) {
    return connection.execute("UPDATE child_export SET state = $3, finished_at = $4, children = $5"
                              " WHERE province = $1 AND id = $2 AND state = 'writing'",
                              {province, id, json::enum_name(state), at, children}) > 0;
}

void mark_export_removed(database::Connection& connection, std::string_view province, ExportId id) {
    connection.execute("UPDATE child_export SET state = 'removed' WHERE province = $1 AND id = $2",
                       {province, id});
}

} // namespace samatcha::situation
