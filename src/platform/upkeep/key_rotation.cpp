#include "platform/upkeep/key_rotation.hpp"

#include "platform/vault/sealed_file.hpp"

namespace samatcha::upkeep {

namespace {

constexpr std::int64_t batch_rows = 1'000;

/// Where a rotation goes on.
struct RotationCursor {
    std::int64_t column = 0;
    std::string province;           ///< Of the last row done; "" is before all.
    std::vector<std::int64_t> key; ///< Of the last row done.
    std::int64_t values = 0;
};
BOOST_DESCRIBE_STRUCT(RotationCursor, (), (column, province, key, values))

std::string joined(const std::vector<std::string>& names, std::string_view before) {
    std::string text;
    for (const auto& name : names)
        text.append(before).append(name);
    return text;
}

struct SealedRow {
    std::string province;
    std::vector<std::int64_t> key;
    std::string context;
    Bytes sealed;
};

/// "SELECT province, row_no, ..., sealed, context... WHERE (province, row_no) > ($1, $2) ORDER BY ...".
std::string select_batch(const SealedColumn& column) {
    std::string positions = "$1";
    for (std::size_t i = 0; i < column.key.size(); ++i)
        positions += ", $" + std::to_string(i + 2);
    const auto key = "province" + joined(column.key, ", ");
    return "SELECT " + key + ", " + column.column + joined(column.context, ", ") + " FROM " + column.table +
           " WHERE (" + key + ") > (" + positions + ") AND " + column.column + " IS NOT NULL ORDER BY " + key +
           " LIMIT " + std::to_string(batch_rows);
}

/// The row is changed only if it is still what was read: its module may have written a newer value.
std::string update_row(const SealedColumn& column) {
    std::string sql = "UPDATE " + column.table + " SET " + column.column + " = $1 WHERE " + column.column +
                      " = $2 AND province = $3";
    for (std::size_t i = 0; i < column.key.size(); ++i)
        sql += " AND " + column.key[i] + " = $" + std::to_string(i + 4);
    return sql;
}

std::vector<SealedRow> read_batch(database::Connection& connection, const SealedColumn& column,
                                  const RotationCursor& cursor) {
    std::vector<std::int64_t> key = cursor.key;
    key.resize(column.key.size(), 0);
    std::vector<database::Parameter> parameters{cursor.province};
    parameters.insert(parameters.end(), key.begin(), key.end());
    std::vector<SealedRow> rows;
    for (const auto& row : connection.query(select_batch(column), parameters)) {
        SealedRow sealed{row.text(0), {}, {}, row.bytes(1 + column.key.size())};
        for (std::size_t i = 0; i < column.key.size(); ++i)
            sealed.key.push_back(row.integer(1 + i));
        std::string row_key;
        for (std::size_t i = 0; i < column.context.size(); ++i)
            row_key += (i ? "|" : "") + std::to_string(row.integer(2 + column.key.size() + i));
        sealed.context = vault::sealing_context(sealed.province, column.table, row_key);
        rows.push_back(std::move(sealed));
    }
    return rows;
}

Result<std::int64_t> re_seal_batch(database::Connection& connection, const vault::KeyRing& keys,
                                   const SealedColumn& column, const std::vector<SealedRow>& rows) {
    const auto sql = update_row(column);
    std::int64_t changed = 0;
    for (const auto& row : rows) {
        const auto renewed = TRY(keys.re_seal(row.sealed, row.context));
        if (!renewed)
            continue;
        std::vector<database::Parameter> parameters{*renewed, row.sealed, row.province};
        parameters.insert(parameters.end(), row.key.begin(), row.key.end());
        changed += connection.execute(sql, parameters);
    }
    return changed;
}

Result<void> rotate_columns(jobs::JobRun& run, const vault::KeyRing& keys,
                            const std::vector<SealedColumn>& columns, RotationCursor& cursor) {
    auto connection = run.database().connection();
    std::int64_t total = 0;
    for (const auto& column : columns)
        total += values_with_older_keys(*connection, keys, column);
    total += cursor.values;
    while (cursor.column < static_cast<std::int64_t>(columns.size())) {
        if (run.is_cancelled())
            return jobs::cancelled();
        run.report("sealing", cursor.values, total);
        const auto& column = columns[static_cast<std::size_t>(cursor.column)];
        const auto rows = read_batch(*connection, column, cursor);
        if (rows.empty()) {
            cursor = {cursor.column + 1, "", {}, cursor.values};
            continue;
        }
        TRY(database::transaction(*connection, [&]() -> Result<void> {
            cursor.values += TRY(re_seal_batch(*connection, keys, column, rows));
            cursor.province = rows.back().province;
            cursor.key = rows.back().key;
            run.keep(*connection, json::to_value(cursor));
            return {};
        }));
    }
    return {};
}

Result<std::int64_t> rotate_files(jobs::JobRun& run, const vault::KeyRing& keys,
                                  const std::vector<SealedFolder>& folders) {
    std::int64_t count = 0;
    for (const auto& folder : folders) {
        if (!std::filesystem::exists(folder.path))
            continue;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
            const auto context = folder.context_of(entry.path().filename().string());
            if (!context)
                continue;
            if (run.is_cancelled())
                return jobs::cancelled();
            run.report("sealing_files", count, 0);
            const auto renewed = vault::re_seal_file(keys, entry.path(), *context);
            if (!renewed && renewed.error().code == ErrorCode::NotFound)
                continue; // Its time was over.
            if (!renewed)
                return Unexpected{renewed.error()};
            count += *renewed ? 1 : 0;
        }
    }
    return count;
}

Result<json::value> rotate(jobs::JobRun& run, vault::KeyRing& keys, const SealedPlaces& places) {
    auto cursor = RotationCursor{};
    if (const auto kept = run.cursor(); !kept.is_null())
        cursor = TRY(json::from_value<RotationCursor>(kept));
    TRY(rotate_columns(run, keys, places.columns, cursor));
    RotationResult result;
    result.files = TRY(rotate_files(run, keys, places.folders));
    result.values = cursor.values;

    // A server that had not seen the new key yet may have sealed with an older one meanwhile: then the older
    // keys stay, and the next rotation takes them away.
    std::int64_t left = 0;
    {
        auto connection = run.database().connection();
        for (const auto& column : places.columns)
            left += values_with_older_keys(*connection, keys, column);
    }
    const auto newest = keys.newest();
    if (left == 0)
        for (const auto id : keys.key_ids())
            if (id != newest) {
                TRY(keys.retire_key(id));
                result.retired_keys.push_back(id);
            }
    return json::to_value(result);
}

} // namespace

std::int64_t values_with_older_keys(database::Connection& connection, const vault::KeyRing& keys,
                                    const SealedColumn& column) {
    // The key's number stands behind the version (KeyRing::seal).
    auto newest = keys.seal("", "");
    newest.erase(newest.begin());
    newest.resize(sizeof(vault::KeyId));
    return connection.integer("SELECT count(*) FROM " + column.table + " WHERE " + column.column +
                                  " IS NOT NULL AND substr(" + column.column + ", 2, 4) <> $1",
                              {newest});
}

void handle_key_rotation(jobs::Jobs& jobs, vault::KeyRing& keys, SealedPlaces places) {
    jobs.on(std::string(key_rotation_kind), [&keys, places = std::move(places)](jobs::JobRun& run) {
        return rotate(run, keys, places);
    });
}

} // namespace samatcha::upkeep
