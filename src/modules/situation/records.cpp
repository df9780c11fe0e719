#include "modules/situation/records.hpp"

#include <cstring>

namespace samatcha::situation {

namespace {

static_assert(sizeof(Standing) == 24 && std::is_trivially_copyable_v<Standing>);

Situation situation_from(const database::Row& row) {
    auto situation = json::from_text<Situation>(row.text_view(1));
    if (!situation)
        throw database::Failure(database::FailureKind::Other,
                                "situation.body is not of this version: " + situation.error().key);
    situation->id = row.id<SituationId>(0);
    return std::move(*situation);
}

ListedChildRow listed_from(const database::Row& row) {
    ListedChildRow child{row.id<persons::PersonId>(0), static_cast<int>(row.integer(1)),
                         row.text(2),                  row.text(3),
                         row.real(4),                  row.text(5),
                         row.id<registers::SnapshotId>(6), row.integer(7), std::nullopt};
    if (!row.is_null(8))
        child.last_school = registers::RecordKey{row.id<registers::SnapshotId>(8), row.integer(9)};
    return child;
}

} // namespace

void remove_unpublished(database::Connection& connection, std::string_view province) {
    for (const auto sql : {"DELETE FROM situation_child WHERE province = $1 AND situation_id IN"
                           " (SELECT id FROM situation WHERE province = $1 AND state = 'computing')",
                           "DELETE FROM situation_standing WHERE province = $1 AND situation_id IN"
                           " (SELECT id FROM situation WHERE province = $1 AND state = 'computing')",
                           "DELETE FROM situation WHERE province = $1 AND state = 'computing'"})
        connection.execute(sql, {province});
}

void insert_situation(database::Connection& connection, std::string_view province,
                      const Situation& situation) {
    connection.execute("INSERT INTO situation (province, id, link_run_id, state, as_of, created_at, value,"
                       " low, high, population, body)"
                       " VALUES ($1, $2, $3, 'computing', $4, $5, $6, $7, $8, $9, $10)",
                       {province, situation.id, situation.link_run_id, to_iso(situation.as_of),
                        situation.created_at, situation.value, situation.low, situation.high,
                        situation.population, json::to_text(situation)});
}

void write_standings(database::Connection& connection, std::string_view province, SituationId id,
                     std::span<const Standing> standings) {
    const BytesView bytes{reinterpret_cast<const unsigned char*>(standings.data()), standings.size_bytes()};
    connection.execute("INSERT INTO situation_standing (province, situation_id, standings)"
                       " VALUES ($1, $2, $3)",
                       {province, id, bytes});
}

void publish_situation(database::Connection& connection, std::string_view province, SituationId id) {
    connection.execute("UPDATE situation SET state = 'published' WHERE province = $1 AND id = $2",
                       {province, id});
    connection.execute("DELETE FROM situation_standing WHERE province = $1 AND situation_id <> $2",
                       {province, id});
}

void write_listed_children(database::Connection& connection, std::string_view province, SituationId id,
                           std::span<const ListedChildRow> children) {
    database::transaction(connection, [&] {
        auto writer = connection.copy_into(
            "situation_child", {"province", "situation_id", "person_id", "age", "sex",
                                "subdistrict_code", "certainty", "reason", "snapshot_id", "row_no",
                                "school_snapshot_id", "school_row_no"});
        for (const auto& child : children) {
            std::optional<std::int64_t> school_snapshot, school_row;
            if (child.last_school) {
                school_snapshot = child.last_school->snapshot_id.value;
                school_row = child.last_school->row_no;
            }
            writer.row({province, id, child.person, child.age, child.sex, child.subdistrict_code,
                        child.certainty, child.reason, child.snapshot, child.row_no, school_snapshot,
                        school_row});
        }
        writer.finish();
    });
}

std::optional<Situation> find_situation(database::Connection& connection, std::string_view province,
                                        SituationId id) {
    return connection.find("SELECT id, body FROM situation"
                           " WHERE province = $1 AND id = $2 AND state = 'published'",
                           {province, id}, situation_from);
}

std::optional<Situation> latest_situation(database::Connection& connection, std::string_view province) {
    return connection.find("SELECT id, body FROM situation WHERE province = $1 AND state = 'published'"
                           " ORDER BY id DESC LIMIT 1",
                           {province}, situation_from);
}

std::optional<SituationId> latest_situation_id(database::Connection& connection,
                                               std::string_view province) {
    return connection.find("SELECT id FROM situation WHERE province = $1 AND state = 'published'"
                           " ORDER BY id DESC LIMIT 1",
                           {province}, [](const database::Row& row) { return row.id<SituationId>(0); });
}

std::vector<Standing> standings(database::Connection& connection, std::string_view province,
                                SituationId id) {
    const auto bytes = connection.find(
        "SELECT standings FROM situation_standing WHERE province = $1 AND situation_id = $2",
        {province, id}, [](const database::Row& row) { return row.bytes(0); });
    std::vector<Standing> list;
    if (bytes && bytes->size() % sizeof(Standing) == 0) {
        list.resize(bytes->size() / sizeof(Standing));
        if (!list.empty())
            std::memcpy(list.data(), bytes->data(), bytes->size());
    }
    return list;
}

std::vector<SituationPoint> situation_points(database::Connection& connection, std::string_view province) {
    return connection.list(
        "SELECT id, as_of, link_run_id, created_at, value, low, high, population FROM situation"
        " WHERE province = $1 AND state = 'published' ORDER BY id DESC LIMIT 200",
        {province}, [](const database::Row& row) {
            return SituationPoint{row.id<SituationId>(0),
                                  from_iso(row.text_view(1)).value_or(PartialDate{}),
                                  row.id<persons::LinkRunId>(2),
                                  row.instant(3),
                                  row.integer(4),
                                  row.integer(5),
                                  row.integer(6),
                                  row.integer(7)};
        });
}

std::int64_t count_listed(database::Connection& connection, std::string_view province, SituationId id,
                          const ListFilter& filter) {
    return connection.integer("SELECT count(*) FROM situation_child"
                              " WHERE province = $1 AND situation_id = $2"
                              " AND ($3 = '' OR subdistrict_code = $3)"
                              " AND ($4 = '' OR substr(subdistrict_code, 1, 4) = $4)"
                              " AND age >= $5 AND age <= $6 AND ($7 = '' OR sex = $7)",
                              {province, id, filter.subdistrict, filter.district, filter.age_from,
                               filter.age_to, filter.sex});
}

std::vector<ListedChildRow> listed_children(database::Connection& connection, std::string_view province,
                                            SituationId id, const ListFilter& filter, ListSort sort,
                                            const std::optional<ListCursor>& after, int count_max) {
    // Three whole statements rather than a built one: the order decides what "after" means.
    constexpr std::string_view by_place =
        "SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
        " school_snapshot_id, school_row_no FROM situation_child WHERE province = $1 AND situation_id = $2"
        " AND ($3 = '' OR subdistrict_code = $3) AND ($4 = '' OR substr(subdistrict_code, 1, 4) = $4)"
        " AND age >= $5 AND age <= $6 AND ($7 = '' OR sex = $7)"
        " AND ($8 = 0 OR (subdistrict_code, age, person_id) > ($9, $10, $11)) AND $12 >= 0"
        " ORDER BY subdistrict_code, age, person_id LIMIT $13";
    constexpr std::string_view by_age =
        "SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
        " school_snapshot_id, school_row_no FROM situation_child WHERE province = $1 AND situation_id = $2"
        " AND ($3 = '' OR subdistrict_code = $3) AND ($4 = '' OR substr(subdistrict_code, 1, 4) = $4)"
        " AND age >= $5 AND age <= $6 AND ($7 = '' OR sex = $7)"
        " AND ($8 = 0 OR (age, subdistrict_code, person_id) > ($10, $9, $11)) AND $12 >= 0"
        " ORDER BY age, subdistrict_code, person_id LIMIT $13";
    constexpr std::string_view by_certainty =
        "SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
        " school_snapshot_id, school_row_no FROM situation_child WHERE province = $1 AND situation_id = $2"
        " AND ($3 = '' OR subdistrict_code = $3) AND ($4 = '' OR substr(subdistrict_code, 1, 4) = $4)"
        " AND age >= $5 AND age <= $6 AND ($7 = '' OR sex = $7)"
        " AND ($8 = 0 OR (-certainty, subdistrict_code, age, person_id) > (-$12, $9, $10, $11))"
        " ORDER BY -certainty, subdistrict_code, age, person_id LIMIT $13";
    const auto sql = sort == ListSort::Subdistrict ? by_place : sort == ListSort::Age ? by_age : by_certainty;
    const ListCursor from = after.value_or(ListCursor{});
    return connection.list(sql,
                           {province, id, filter.subdistrict, filter.district, filter.age_from,
                            filter.age_to, filter.sex, after ? 1 : 0, from.subdistrict_code, from.age,
                            from.person, from.certainty, count_max},
                           listed_from);
}

std::vector<KnownSchool> known_schools(database::Connection& connection, std::string_view province,
                                       SituationId id) {
    return connection.list("SELECT person_id, school_snapshot_id, school_row_no FROM situation_child"
                           " WHERE province = $1 AND situation_id = $2 AND school_row_no IS NOT NULL",
                           {province, id}, [](const database::Row& row) {
                               return KnownSchool{row.id<persons::PersonId>(0),
                                                  {row.id<registers::SnapshotId>(1), row.integer(2)}};
                           });
}

std::optional<ListedChildRow> find_listed(database::Connection& connection, std::string_view province,
                                          SituationId id, persons::PersonId person) {
    return connection.find("SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id,"
                           " row_no, school_snapshot_id, school_row_no FROM situation_child"
                           " WHERE province = $1 AND situation_id = $2 AND person_id = $3",
                           {province, id, person}, listed_from);
}

} // namespace samatcha::situation
