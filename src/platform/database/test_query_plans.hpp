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
    /// "statement: plan", of those that give a page of a list and read the list from its beginning for it: the page
    /// before does not say where in an index to begin, or the whole list is sorted first.
    std::vector<std::string> slow_pages;
    std::string steps; ///< Of all that were looked at.
    int looked_at = 0;
};

/// Looks at what the connection has prepared so far and `is_ours` names: by an index, or not. A
/// PostgreSQL with few rows would rather walk or sort; it is told not to unless it must.
inline QueryPlans query_plans(Connection& db,
                              const std::function<bool(std::string_view sql)>& is_ours) {
    QueryPlans plans;
    const auto holds = [](std::string_view text, std::string_view part) {
        return text.find(part) != std::string_view::npos;
    };
    const auto look = [&](const std::string& sql, const std::string& explain, std::size_t column,
                          std::string_view walk, std::span<const Parameter> parameters) {
        if (sql.starts_with("INSERT") || sql.starts_with("EXPLAIN") || !is_ours(sql))
            return;
        std::string plan;
        bool begins = false;
        for (const auto& row : db.query(explain, parameters)) {
            const auto step = row.text(column);
            ++plans.looked_at;
            if (holds(step, walk))
                plans.walks.push_back(sql + ": " + step);
            begins = begins || holds(step, ")>(") || holds(step, ")<(") ||
                     (holds(step, "Index Cond") && holds(step, "ROW("));
            plan += step + "\n";
        }
        plans.steps += plan;
        const bool sorts = holds(plan, "TEMP B-TREE FOR") || holds(plan, "Sort Key");
        const bool has_place = holds(sql, ") > ($") || holds(sql, ") < ($");
        if (holds(sql, " LIMIT ") && (sorts || (has_place && !begins)))
            plans.slow_pages.push_back(sql + ": " + plan);
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
    db.run_script("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off;"
                  "SET plan_cache_mode = force_generic_plan");
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
    db.run_script("RESET enable_seqscan; RESET enable_sort; RESET enable_bitmapscan; RESET plan_cache_mode");
    return plans;
}

} // namespace samatcha::database
