#include "modules/assembly/records_log.hpp"

#include "base/json.hpp"
#include "modules/assembly/records.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

LogRedaction redaction_of(const database::Row& row) {
    return {row.id<RedactionId>(0),
            row.id<AssemblyId>(1),
            row.integer(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.id<access::AccountId>(6),
            row.instant(7),
            json::enum_from_name<RedactionState>(row.text_view(8)).value(),
            row.optional_instant(9)};
}

#define SAMATCHA_REDACTION_COLUMNS                                                                 \
    "id, assembly_id, sequence, part, words, reason, asked_by, asked_at, state, answered_at"

} // namespace

std::vector<AssemblyEvent> events_before(database::Connection& connection,
                                         std::string_view province, AssemblyId id,
                                         std::int64_t sequence, std::int64_t count_max) {
    const auto first = std::max<std::int64_t>(sequence - 1 - count_max, 0);
    auto page =
        events_after(connection, province, id, first, std::min(count_max, sequence - 1 - first));
    std::reverse(page.begin(), page.end());
    return page;
}

std::vector<LogRedaction> log_redactions(database::Connection& connection,
                                         std::string_view province, AssemblyId id) {
    return connection.list("SELECT " SAMATCHA_REDACTION_COLUMNS
                           " FROM log_redaction WHERE province = $1 AND assembly_id = $2"
                           " ORDER BY CASE state WHEN 'asked' THEN 0 ELSE 1 END, id DESC",
                           {province, id}, redaction_of);
}

std::optional<LogRedaction> find_log_redaction(database::Connection& connection,
                                               std::string_view province, RedactionId id) {
    return connection.find("SELECT " SAMATCHA_REDACTION_COLUMNS
                           " FROM log_redaction WHERE province = $1 AND id = $2",
                           {province, id}, redaction_of);
}

void insert_log_redaction(database::Connection& connection, std::string_view province,
                          const LogRedaction& redaction) {
    connection.execute(
        "INSERT INTO log_redaction (province, id, assembly_id, sequence, part, words, reason,"
        " asked_by, asked_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'asked')",
        {province, redaction.id, redaction.assembly_id, redaction.sequence, redaction.part,
         redaction.words, redaction.reason, redaction.asked_by, redaction.asked_at});
}

void answer_log_redaction(database::Connection& connection, std::string_view province,
                          const LogRedaction& redaction, access::AccountId by) {
    const auto state = json::enum_name(redaction.state);
    connection.execute("UPDATE log_redaction SET state = $3, answered_by = $4, answered_at = $5,"
                       " words = '' WHERE province = $1 AND id = $2",
                       {province, redaction.id, state, by, redaction.answered_at});
}

} // namespace samatcha::assembly
