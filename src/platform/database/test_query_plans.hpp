#pragma once

#include "platform/database/connection.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::database {

/// How this connection's statements are answered, as far as they are looked at.
struct QueryPlans {
    std::vector<std::string> walks; ///< "statement: step", of those that walk a whole table.
    int looked_at = 0;
};

/// Looks at what the connection has prepared so far and `is_ours` names: by an index, or not. A
/// PostgreSQL with few rows would rather walk; it is told not to unless it must.
inline QueryPlans query_plans(Connection& db,
                              const std::function<bool(std::string_view sql)>& is_ours) {
    QueryPlans plans;
    const auto look = [&](const std::string& sql, const std::string& explain, std::size_t column,
                          std::string_view walk, std::span<const Parameter> parameters) {
        if (sql.starts_with("INSERT") || sql.starts_with("EXPLAIN") || !is_ours(sql))
            return;
        for (const auto& row : db.query(explain, parameters)) {
            const auto step = row.text(column);
            ++plans.looked_at;
            if (step.find(walk) != std::string::npos)
                plans.walks.push_back(sql + ": " + step);
        }
    };
    if (db.engine() == Engine::Sqlite) {
        const std::vector<Parameter> nothing(30, Parameter(nullptr));
        for (const auto& sql :
             db.list("SELECT sql FROM sqlite_stmt", {}, [](const Row& row) { return row.text(0); }))
            look(sql, "EXPLAIN QUERY PLAN " + sql, 3, "SCAN ", nothing);
        return plans;
    }
    struct Prepared {
        std::string name, sql;
        std::int64_t parameters = 0;
    };
    db.run_script("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan");
    for (const auto& one : db.list("SELECT name, statement, coalesce(cardinality(parameter_types), "
                                   "0)::bigint FROM pg_prepared_statements",
                                   {}, [](const Row& row) {
                                       return Prepared{row.text(0), row.text(1), row.integer(2)};
                                   })) {
        std::string explain = "EXPLAIN EXECUTE " + one.name;
        for (std::int64_t i = 0; i < one.parameters; ++i)
            explain += i == 0 ? "(NULL" : ", NULL";
        look(one.sql, explain + (one.parameters == 0 ? "" : ")"), 0, "Seq Scan on ", {});
    }
    db.run_script("RESET enable_seqscan; RESET plan_cache_mode");
    return plans;
}

} // namespace samatcha::database
