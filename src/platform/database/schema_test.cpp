// Rules of the whole schema, read from the engine's own catalogue after all migrations, on each engine.

#include "platform/database/test_database.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <set>

using namespace samatcha;
using namespace samatcha::database;

namespace {

using Names = std::vector<std::string>;

struct TableShape {
    std::map<std::string, std::string> columns; ///< Name and type.
    Names primary_key;
    std::map<std::string, Names> indexes;
    std::map<std::string, Names> foreign_keys; ///< By some name: the columns that point.
};
using Shape = std::map<std::string, TableShape>;

/// Tables of the installation, not of a province. A table belongs here with a reason or not at all.
const std::set<std::string> installation_tables{
    "schema_migration", // What ran on this database.
    "login_name",       // Leads whoever logs in to a province.
    "login_attempt",    // Before it is known whose login it is.
};

Shape sqlite_shape(Connection& c) {
    Shape shape;
    c.each("SELECT t.name, i.name, i.type, i.pk FROM pragma_table_list t, pragma_table_info(t.name) i"
           " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, i.pk",
           {}, [&](const Row& row) {
               auto& table = shape[row.text(0)];
               table.columns[row.text(1)] = row.text(2);
               if (row.integer(3) > 0)
                   table.primary_key.push_back(row.text(1));
           });
    for (auto& [name, table] : shape) {
        c.each("SELECT x.name, i.name FROM pragma_index_list($1) x, pragma_index_info(x.name) i"
               " WHERE x.origin <> 'pk' ORDER BY x.name, i.seqno",
               {name}, [&](const Row& row) {
                   table.indexes[row.text(0)].push_back(row.optional_text(1).value_or("an expression"));
               });
        c.each("SELECT id, \"from\" FROM pragma_foreign_key_list($1) ORDER BY id, seq", {name},
               [&](const Row& row) {
                   table.foreign_keys[std::to_string(row.integer(0))].push_back(row.text(1));
               });
    }
    return shape;
}

Shape postgresql_shape(Connection& c) {
    Shape shape;
    c.each("SELECT table_name, column_name, data_type FROM information_schema.columns"
           " WHERE table_schema = current_schema()",
           {}, [&](const Row& row) { shape[row.text(0)].columns[row.text(1)] = row.text(2); });
    c.each("SELECT r.relname, k.contype::text, k.conname, a.attname"
           " FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid"
           " CROSS JOIN unnest(k.conkey) WITH ORDINALITY AS key(number, place)"
           " JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = key.number"
           " WHERE r.relnamespace = current_schema()::regnamespace AND k.contype IN ('p', 'f')"
           " ORDER BY r.relname, k.conname, key.place",
           {}, [&](const Row& row) {
               auto& table = shape[row.text(0)];
               (row.text(1) == "p" ? table.primary_key : table.foreign_keys[row.text(2)])
                   .push_back(row.text(3));
           });
    c.each("SELECT r.relname, i.relname, coalesce(a.attname, 'an expression')"
           " FROM pg_index x JOIN pg_class r ON r.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid"
           " CROSS JOIN unnest(x.indkey) WITH ORDINALITY AS key(number, place)"
           " LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = key.number"
           " WHERE r.relnamespace = current_schema()::regnamespace AND NOT x.indisprimary"
           " ORDER BY r.relname, i.relname, key.place",
           {}, [&](const Row& row) { shape[row.text(0)].indexes[row.text(1)].push_back(row.text(2)); });
    return shape;
}

Shape shape_of(Connection& c) {
    return c.engine() == Engine::Sqlite ? sqlite_shape(c) : postgresql_shape(c);
}

/// Everything that the engine keeps about the schema, as text to compare.
Names fingerprint(Connection& c) {
    const auto text = [](const Row& row) { return row.text(0); };
    if (c.engine() == Engine::Sqlite) {
        auto statements = c.list("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", {}, text);
        for (auto& sql : statements)
            sql = std::regex_replace(std::regex_replace(sql, std::regex("--[^\n]*"), ""),
                                     std::regex("\\s+"), " ");
        return statements;
    }
    return c.list("SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable ||"
                  " coalesce(' ' || column_default, '') FROM information_schema.columns"
                  " WHERE table_schema = current_schema()"
                  " UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
                  " WHERE connamespace = current_schema()::regnamespace"
                  " UNION ALL SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes"
                  " WHERE schemaname = current_schema() ORDER BY 1",
                  {}, text);
}

constexpr const char* schema_path = "docs/schema.sql";

std::string read_schema_file() {
    std::ifstream in(schema_path);
    REQUIRE_MESSAGE(in.good(), "run this from the project's folder");
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_schema_file(Connection& c) {
    std::ofstream out(schema_path);
    out << "-- The whole schema, in the words of our migrations. Written by\n"
           "--   SAMATCHA_WRITE_SCHEMA=1 build/dev/src/test_database -tc='docs/schema.sql*'\n"
           "-- after a new migration; that test proves that both roads give the same database.\n";
    c.each("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid", {}, [&](const Row& row) {
        auto sql = row.text(0);
        for (const auto& [theirs, ours] : {std::pair{"INTEGER", "BIGINT"}, {"REAL", "DOUBLE"}, {"BLOB", "BYTES"}})
            sql = std::regex_replace(sql, std::regex(std::string("\\b") + theirs + "\\b"), ours);
        out << "\n" << sql << ";\n";
    });
}

} // namespace

TEST_CASE("the province leads every primary key, index and foreign key") {
    TestDatabase test;
    for (const auto& [name, table] : shape_of(test.connection())) {
        CAPTURE(name);
        REQUIRE_FALSE(table.primary_key.empty());
        if (installation_tables.count(name))
            continue;
        CHECK(table.primary_key.front() == "province");
        for (const auto& [index, columns] : table.indexes)
            CHECK_MESSAGE(columns.front() == "province", index);
        for (const auto& [key, columns] : table.foreign_keys)
            CHECK_MESSAGE(columns.front() == "province", key);
    }
}

TEST_CASE("columns have the types that both engines keep alike") {
    TestDatabase test;
    const std::set<std::string> types =
        test.connection().engine() == Engine::Sqlite
            ? std::set<std::string>{"TEXT", "INTEGER", "REAL", "BLOB"}
            : std::set<std::string>{"text", "bigint", "double precision", "bytea"};
    for (const auto& [name, table] : shape_of(test.connection()))
        for (const auto& [column, type] : table.columns)
            CHECK_MESSAGE(types.count(type) == 1, name << "." << column << " is " << type);
    if (test.connection().engine() == Engine::Sqlite)
        CHECK(test.connection().integer("SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
                                        " AND type = 'table' AND name NOT LIKE 'sqlite%' AND strict = 0") == 0);
}

TEST_CASE("docs/schema.sql gives the same database as all migrations") {
    TestDatabase test;
    if (std::getenv("SAMATCHA_WRITE_SCHEMA") && test.connection().engine() == Engine::Sqlite)
        write_schema_file(test.connection());
    TestDatabase other(std::span<const EmbeddedFile>{});
    other.connection().run_script("DROP TABLE schema_migration");
    other.connection().run_script(sql_for_engine(read_schema_file(), other.connection().engine()));
    CHECK(fingerprint(test.connection()) == fingerprint(other.connection()));
}
