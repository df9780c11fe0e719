#include "modules/situation/records.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <tuple>

namespace samatcha::situation {

namespace {

constexpr std::size_t children_per_batch = 20'000;

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

/// From the first to the last subdistrict code of a filter: a code, or all that begin with one.
struct Places {
    std::string first;
    std::string last;
};

Places places_of(const ListFilter& filter) {
    if (!filter.subdistrict.empty())
        return {filter.subdistrict, filter.subdistrict};
    return {filter.district, filter.district + "z"}; // After every digit, in any collation.
}

/// A page of the list that is asked for. Each of the functions below begins at a place in an index, the first page too,
/// and ends with the page: a list of a million is not walked for fifty. "+age" keeps PostgreSQL from taking a
/// range of ages for few rows, which it would read and sort instead.
struct ListPage {
    database::Connection& connection;
    std::string_view province;
    SituationId id;
    const ListFilter& filter;
    Places places;
    int count_max = 0;
};

std::vector<ListedChildRow> page_by_place(const ListPage& page, const ListCursor& from) {
    const auto begin = std::max(std::tuple(from.subdistrict_code, from.age, from.person),
                                std::tuple(page.places.first, page.filter.age_from, std::int64_t{0}));
    return page.connection.list(
        "SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
        " school_snapshot_id, school_row_no FROM situation_child WHERE province = $1 AND situation_id = $2"
        " AND (subdistrict_code, age, person_id) > ($3, $4, $5) AND subdistrict_code <= $6"
        " AND age >= $7 AND +age <= $8 AND ($9 = '' OR sex = $9)"
        " ORDER BY subdistrict_code, age, person_id LIMIT $10",
        {page.province, page.id, std::get<0>(begin), std::get<1>(begin), std::get<2>(begin), page.places.last,
         page.filter.age_from, page.filter.age_to, page.filter.sex, page.count_max},
        listed_from);
}

std::vector<ListedChildRow> page_by_age(const ListPage& page, const ListCursor& from) {
    const auto begin = std::max(std::tuple(from.age, from.subdistrict_code, from.person),
                                std::tuple(page.filter.age_from, std::string(), std::int64_t{0}));
    return page.connection.list(
        "SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
        " school_snapshot_id, school_row_no FROM situation_child WHERE province = $1 AND situation_id = $2"
        " AND (age, subdistrict_code, person_id) > ($3, $4, $5) AND age <= $6 AND ($7 = '' OR sex = $7)"
        " ORDER BY age, subdistrict_code, person_id LIMIT $8",
        {page.province, page.id, std::get<0>(begin), std::get<1>(begin), std::get<2>(begin), page.filter.age_to,
         page.filter.sex, page.count_max},
        listed_from);
}

/// Age by age, those of some places.
std::vector<ListedChildRow> page_by_age_in_places(const ListPage& page, const ListCursor& from) {
    const auto ages = page.connection.list(
        "SELECT DISTINCT age FROM situation_count WHERE province = $1 AND situation_id = $2"
        " AND subdistrict_code >= $3 AND subdistrict_code <= $4 AND age >= $5 AND age <= $6 ORDER BY age",
        {page.province, page.id, page.places.first, page.places.last, std::max(page.filter.age_from, from.age),
         page.filter.age_to},
        [](const database::Row& row) { return static_cast<int>(row.integer(0)); });
    std::vector<ListedChildRow> rows;
    for (const auto age : ages) {
        auto begin = std::tuple(page.places.first, std::int64_t{0});
        if (age == from.age)
            begin = std::max(begin, std::tuple(from.subdistrict_code, from.person));
        page.connection.each(
            "SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
            " school_snapshot_id, school_row_no FROM situation_child WHERE province = $1 AND situation_id = $2"
            " AND age = $3 AND (subdistrict_code, person_id) > ($4, $5) AND subdistrict_code <= $6"
            " AND ($7 = '' OR sex = $7) ORDER BY subdistrict_code, person_id LIMIT $8",
            {page.province, page.id, age, std::get<0>(begin), std::get<1>(begin), page.places.last, page.filter.sex,
             page.count_max - static_cast<int>(rows.size())},
            [&](const database::Row& row) { rows.push_back(listed_from(row)); });
        if (static_cast<int>(rows.size()) == page.count_max)
            break;
    }
    return rows;
}

/// The surest first; among equally sure ones from the last place and the oldest on, as the index is read backwards.
std::vector<ListedChildRow> page_by_certainty(const ListPage& page, const ListCursor& from) {
    // "certainty >= 0" is always true: an index with an end is what SQLite prefers.
    return page.connection.list(
        "SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
        " school_snapshot_id, school_row_no FROM situation_child WHERE province = $1 AND situation_id = $2"
        " AND (certainty, subdistrict_code, age, person_id) < ($3, $4, $5, $6) AND certainty >= 0"
        " AND age >= $7 AND +age <= $8 AND ($9 = '' OR sex = $9)"
        " ORDER BY certainty DESC, subdistrict_code DESC, age DESC, person_id DESC LIMIT $10",
        {page.province, page.id, from.certainty, from.subdistrict_code, from.age, from.person, page.filter.age_from,
         page.filter.age_to, page.filter.sex, page.count_max},
        listed_from);
}

/// The same of some places: the first of each, and of those the first.
std::vector<ListedChildRow> page_by_certainty_in_places(const ListPage& page, const ListCursor& from) {
    const auto codes = page.connection.list(
        "SELECT DISTINCT subdistrict_code FROM situation_count WHERE province = $1 AND situation_id = $2"
        " AND subdistrict_code >= $3 AND subdistrict_code <= $4",
        {page.province, page.id, page.places.first, page.places.last},
        [](const database::Row& row) { return row.text(0); });
    std::vector<ListedChildRow> rows;
    for (const auto& code : codes) {
        // Of an earlier code all that are as sure are still to come, of a later one none are.
        auto begin = std::tuple(from.age, from.person);
        if (code != from.subdistrict_code)
            begin = code < from.subdistrict_code ? std::tuple(std::numeric_limits<int>::max(), std::int64_t{0})
                                                 : std::tuple(-1, std::int64_t{0});
        page.connection.each(
            "SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
            " school_snapshot_id, school_row_no FROM situation_child WHERE province = $1 AND situation_id = $2"
            " AND subdistrict_code = $3 AND (certainty, age, person_id) < ($4, $5, $6) AND certainty >= 0"
            " AND age >= $7 AND +age <= $8 AND ($9 = '' OR sex = $9)"
            " ORDER BY certainty DESC, age DESC, person_id DESC LIMIT $10",
            {page.province, page.id, code, from.certainty, std::get<0>(begin), std::get<1>(begin),
             page.filter.age_from, page.filter.age_to, page.filter.sex, page.count_max},
            [&](const database::Row& row) { rows.push_back(listed_from(row)); });
    }
    std::sort(rows.begin(), rows.end(), [](const ListedChildRow& l, const ListedChildRow& r) {
        return std::tie(l.certainty, l.subdistrict_code, l.age, l.person.value) >
               std::tie(r.certainty, r.subdistrict_code, r.age, r.person.value);
    });
    if (static_cast<int>(rows.size()) > page.count_max)
        rows.resize(static_cast<std::size_t>(page.count_max), ListedChildRow{});
    return rows;
}

} // namespace

void remove_unpublished(database::Connection& connection, std::string_view province) {
    for (const auto sql : {"DELETE FROM situation_child WHERE province = $1 AND situation_id IN"
                           " (SELECT id FROM situation WHERE province = $1 AND state = 'computing')",
                           "DELETE FROM situation_count WHERE province = $1 AND situation_id IN"
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
    std::map<std::tuple<std::string, int, std::string>, std::int64_t> counts;
    for (const auto& child : children)
        ++counts[{child.subdistrict_code, child.age, child.sex}];
    for (auto left = children; !left.empty();) {
        const auto batch = left.first(std::min(children_per_batch, left.size()));
        left = left.subspan(batch.size());
        database::transaction(connection, [&] {
            auto writer = connection.copy_into(
                "situation_child", {"province", "situation_id", "person_id", "age", "sex",
                                    "subdistrict_code", "certainty", "reason", "snapshot_id", "row_no",
                                    "school_snapshot_id", "school_row_no"});
            for (const auto& child : batch) {
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
            if (left.empty())
                for (const auto& [cell, number] : counts)
                    connection.execute(
                        "INSERT INTO situation_count (province, situation_id, subdistrict_code, age, sex, children)"
                        " VALUES ($1, $2, $3, $4, $5, $6)"
                        " ON CONFLICT (province, situation_id, subdistrict_code, age, sex)"
                        " DO UPDATE SET children = situation_count.children + $6",
                        {province, id, std::get<0>(cell), std::get<1>(cell), std::get<2>(cell), number});
        });
    }
}

void remove_listed(database::Connection& connection, std::string_view province, SituationId id,
                   const ListedChildRow& child) {
    connection.execute("DELETE FROM situation_child WHERE province = $1 AND situation_id = $2 AND person_id = $3",
                       {province, id, child.person});
    connection.execute("UPDATE situation_count SET children = children - 1 WHERE province = $1 AND situation_id = $2"
                       " AND subdistrict_code = $3 AND age = $4 AND sex = $5",
                       {province, id, child.subdistrict_code, child.age, child.sex});
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
    const auto places = places_of(filter);
    return connection.integer("SELECT CAST(coalesce(sum(children), 0) AS BIGINT) FROM situation_count"
                              " WHERE province = $1 AND situation_id = $2"
                              " AND subdistrict_code >= $3 AND subdistrict_code <= $4"
                              " AND age >= $5 AND age <= $6 AND ($7 = '' OR sex = $7)",
                              {province, id, places.first, places.last, filter.age_from, filter.age_to,
                               filter.sex});
}

std::vector<ListedChildRow> listed_children(database::Connection& connection, std::string_view province,
                                            SituationId id, const ListFilter& filter, ListSort sort,
                                            const std::optional<ListCursor>& after, int count_max) {
    const ListPage page{connection, province, id, filter, places_of(filter), count_max};
    const bool is_narrowed = !page.places.first.empty();
    constexpr double more_than_sure = 2;
    switch (sort) {
    case ListSort::Subdistrict:
        return page_by_place(page, after.value_or(ListCursor{}));
    case ListSort::Age:
        return is_narrowed ? page_by_age_in_places(page, after.value_or(ListCursor{}))
                           : page_by_age(page, after.value_or(ListCursor{}));
    case ListSort::Certainty: {
        const auto from = after.value_or(ListCursor{"", 0, more_than_sure, 0});
        return is_narrowed ? page_by_certainty_in_places(page, from) : page_by_certainty(page, from);
    }
    }
    return {};
}

void each_listed(database::Connection& connection, std::string_view province, SituationId id,
                 const ListFilter& filter,
                 const std::function<database::Reading(const ListedChildRow&)>& child) {
    const auto places = places_of(filter);
    connection.each("SELECT person_id, age, sex, subdistrict_code, certainty, reason, snapshot_id, row_no,"
                    " school_snapshot_id, school_row_no FROM situation_child WHERE province = $1 AND situation_id = $2"
                    " AND subdistrict_code >= $3 AND subdistrict_code <= $4 AND age >= $5 AND age <= $6"
                    " AND ($7 = '' OR sex = $7) ORDER BY person_id",
                    {province, id, places.first, places.last, filter.age_from, filter.age_to, filter.sex},
                    [&](const database::Row& row) { return child(listed_from(row)); });
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
