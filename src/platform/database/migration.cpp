#include "platform/database/migration.hpp"

#include "base/clock.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

namespace samatcha::database {

namespace {

/// FNV-1a, 64 bits: tells an edited file from an unedited one; nobody is to be kept from forging it.
std::string checksum(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ull;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211ull;
    }
    std::string hex(16, '0');
    for (std::size_t i = 16; i-- > 0; hash >>= 4)
        hex[i] = "0123456789abcdef"[hash & 15];
    return hex;
}

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$';
}

/// The end of what starts at `at`: a string, a quoted name, a comment, a word or one character.
std::size_t token_end(std::string_view sql, std::size_t at) {
    const auto or_end = [&](std::size_t found, std::size_t length) {
        return found == std::string_view::npos ? sql.size() : found + length;
    };
    if (sql[at] == '\'' || sql[at] == '"')
        return or_end(sql.find(sql[at], at + 1), 1);
    if (sql.substr(at, 2) == "--")
        return or_end(sql.find('\n', at), 0);
    if (sql.substr(at, 2) == "/*")
        return or_end(sql.find("*/", at + 2), 2);
    std::size_t end = at + 1;
    if (is_word_character(sql[at]))
        while (end < sql.size() && is_word_character(sql[end]))
            ++end;
    return end;
}

/// Takes a trailing "WITHOUT ROWID" or "STRICT" away, with the comma that joined it to the other.
void drop_table_options(std::string& sql) {
    while (!sql.empty() && (std::isspace(static_cast<unsigned char>(sql.back())) || sql.back() == ','))
        sql.pop_back();
}

const std::map<std::string_view, std::string_view>& words_of(Engine engine) {
    static const std::map<std::string_view, std::string_view> sqlite{
        {"BIGINT", "INTEGER"}, {"DOUBLE", "REAL"}, {"BYTES", "BLOB"}};
    static const std::map<std::string_view, std::string_view> postgresql{
        {"DOUBLE", "DOUBLE PRECISION"}, {"BYTES", "BYTEA"}, {"STRICT", ""}, {"WITHOUT", ""}, {"ROWID", ""}};
    switch (engine) {
    case Engine::Sqlite:
        return sqlite;
    case Engine::PostgreSql:
        return postgresql;
    }
    return sqlite;
}

struct Applied {
    std::string name;
    std::string checksum;
};

std::map<int, Applied> applied_migrations(Connection& connection) {
    connection.run_script(sql_for_engine(
        "CREATE TABLE IF NOT EXISTS schema_migration ("
        " number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL,"
        " applied_at BIGINT NOT NULL) STRICT",
        connection.engine()));
    std::map<int, Applied> applied;
    connection.each("SELECT number, name, checksum FROM schema_migration", {}, [&](const Row& row) {
        applied[static_cast<int>(row.integer(0))] = {row.text(1), row.text(2)};
    });
    return applied;
}

} // namespace

std::string sql_for_engine(std::string_view sql, Engine engine) {
    const auto& words = words_of(engine);
    std::string out;
    for (std::size_t at = 0; at < sql.size();) {
        const auto end = token_end(sql, at);
        const auto token = sql.substr(at, end - at);
        if (const auto word = words.find(token); word == words.end())
            out += token;
        else if (word->second.empty())
            drop_table_options(out);
        else
            out += word->second;
        at = end;
    }
    return out;
}

std::vector<Migration> migrations_in_order(std::span<const EmbeddedFile> files) {
    std::vector<Migration> migrations;
    for (const auto& file : files) {
        const auto slash = file.path.rfind('/');
        auto name = slash == std::string_view::npos ? file.path : file.path.substr(slash + 1);
        if (name.size() > 4 && name.substr(name.size() - 4) == ".sql")
            name.remove_suffix(4);
        Migration migration{0, std::string(name), file.bytes};
        std::from_chars(name.data(), name.data() + std::min<std::size_t>(4, name.size()),
                        migration.number);
        if (migration.number < 1 || name.size() < 6 || name[4] != '_')
            throw Failure(FailureKind::Other, "not NNNN_verb_object.sql: " + std::string(file.path));
        migrations.push_back(std::move(migration));
    }
    std::sort(migrations.begin(), migrations.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    const auto twice =
        std::adjacent_find(migrations.begin(), migrations.end(),
                           [](const auto& a, const auto& b) { return a.number == b.number; });
    if (twice != migrations.end())
        throw Failure(FailureKind::Other, "migration number taken twice: " + twice->name);
    return migrations;
}

Result<std::vector<std::string>> migrate(Connection& connection, std::span<const EmbeddedFile> files) {
    const auto migrations = migrations_in_order(files);
    auto applied = applied_migrations(connection);
    std::vector<const Migration*> missing;
    for (const auto& migration : migrations) {
        const auto found = applied.find(migration.number);
        if (found == applied.end()) {
            missing.push_back(&migration);
            continue;
        }
        if (found->second.checksum != checksum(migration.sql))
            return failure(ErrorCode::Conflict, "database.migration_edited", {{"name", migration.name}});
        applied.erase(found);
    }
    if (!applied.empty())
        return failure(ErrorCode::Conflict, "database.newer_than_program",
                       {{"name", applied.rbegin()->second.name}});

    std::vector<std::string> ran;
    for (const auto* migration : missing) {
        transaction(connection, [&] {
            // Another process may have been as quick as we (SQLite lets one of us in at a time).
            if (connection.integer("SELECT count(*) FROM schema_migration WHERE number = $1",
                                   {migration->number}) > 0)
                return;
            connection.run_script(sql_for_engine(migration->sql, connection.engine()));
            connection.execute("INSERT INTO schema_migration (number, name, checksum, applied_at)"
                               " VALUES ($1, $2, $3, $4)",
                               {migration->number, migration->name, checksum(migration->sql),
                                SystemClock{}.now()});
        });
        ran.push_back(migration->name);
    }
    return ran;
}

} // namespace samatcha::database
