#include "modules/forum/records.hpp"

#include "base/json.hpp"

#include <algorithm>

namespace samatcha::forum {

namespace {

#define SAMATCHA_FORUM_COLUMNS                                                                     \
    "id, assembly_id, title_th, title_en, question_th, question_en, area_code, phase, admission, " \
    "moderation,"                                                                                  \
    " join_code, joins_per_hour, statements, participants, created_at, opened_at, closed_at"

template <class E>
E word(const database::Row& row, std::size_t column) {
    return *json::enum_from_name<E>(row.text_view(column));
}

Forum forum_of(const database::Row& row) {
    return {row.id<ForumId>(0),
            row.id<assembly::AssemblyId>(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            word<ForumPhase>(row, 7),
            word<Admission>(row, 8),
            word<ModerationTime>(row, 9),
            row.text(10),
            row.integer(11),
            row.integer(12),
            row.integer(13),
            row.instant(14),
            row.optional_instant(15),
            row.optional_instant(16)};
}

Statement statement_of(const database::Row& row) {
    return {row.integer(0), row.text(1), row.optional_integer(2), word<StatementDecision>(row, 3),
            row.boolean(4), row.text(5), row.instant(6)};
}

} // namespace

std::vector<Forum> forums(Connection& connection, std::string_view province) {
    return connection.list("SELECT " SAMATCHA_FORUM_COLUMNS
                           " FROM forum WHERE province = $1 ORDER BY id DESC",
                           {province}, forum_of);
}

std::optional<Forum> find_forum(Connection& connection, std::string_view province, ForumId id) {
    return connection.find("SELECT " SAMATCHA_FORUM_COLUMNS
                           " FROM forum WHERE province = $1 AND id = $2",
                           {province, id}, forum_of);
}

std::optional<Forum> hold_forum(Connection& connection, std::string_view province, ForumId id) {
    connection.execute("UPDATE forum SET statements = statements WHERE province = $1 AND id = $2",
                       {province, id});
    return find_forum(connection, province, id);
}

void insert_forum(Connection& connection, std::string_view province, const Forum& forum,
                  access::AccountId by) {
    connection.execute(
        "INSERT INTO forum (province, id, assembly_id, title_th, title_en, question_th, "
        "question_en,"
        " area_code, phase, admission, moderation, join_code, joins_per_hour, statements, "
        "participants,"
        " created_by, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, $14, $15)",
        {province, forum.id, forum.assembly_id, forum.title_th, forum.title_en, forum.question_th,
         forum.question_en, forum.area_code, json::enum_name(forum.phase),
         json::enum_name(forum.admission), json::enum_name(forum.moderation), forum.join_code,
         forum.joins_per_hour, by, forum.created_at});
}

void update_forum(Connection& connection, std::string_view province, const Forum& forum) {
    connection.execute(
        "UPDATE forum SET title_th = $3, title_en = $4, question_th = $5, question_en = $6, "
        "area_code = $7,"
        " phase = $8, admission = $9, moderation = $10, join_code = $11, joins_per_hour = $12,"
        " opened_at = $13, closed_at = $14 WHERE province = $1 AND id = $2",
        {province, forum.id, forum.title_th, forum.title_en, forum.question_th, forum.question_en,
         forum.area_code, json::enum_name(forum.phase), json::enum_name(forum.admission),
         json::enum_name(forum.moderation), forum.join_code, forum.joins_per_hour, forum.opened_at,
         forum.closed_at});
}

std::vector<Statement> statements(Connection& connection, std::string_view province, ForumId id) {
    return connection.list(
        "SELECT number, text, author, decision, is_meta, reason, written_at FROM forum_statement"
        " WHERE province = $1 AND forum_id = $2 ORDER BY number",
        {province, id}, statement_of);
}

void add_statement(Connection& connection, std::string_view province, ForumId id,
                   Statement& statement) {
    connection.execute(
        "UPDATE forum SET statements = statements + 1 WHERE province = $1 AND id = $2",
        {province, id});
    statement.number =
        connection.integer("SELECT statements FROM forum WHERE province = $1 AND id = $2",
                           {province, id}) -
        1;
    connection.execute("INSERT INTO forum_statement (province, forum_id, number, text, author, "
                       "decision, is_meta, reason,"
                       " written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                       {province, id, statement.number, statement.text, statement.author,
                        json::enum_name(statement.decision), statement.is_meta, statement.reason,
                        statement.written_at});
}

void decide_statement(Connection& connection, std::string_view province, ForumId id,
                      const Statement& statement, access::AccountId by, Instant now) {
    const auto decision = json::enum_name(statement.decision);
    connection.execute(
        "UPDATE forum_statement SET decision = $4, is_meta = $5, reason = $6, decided_at = $7"
        " WHERE province = $1 AND forum_id = $2 AND number = $3",
        {province, id, statement.number, decision, statement.is_meta, statement.reason, now});
    connection.execute("INSERT INTO statement_decision (province, id, forum_id, statement, "
                       "decision, is_meta, reason,"
                       " decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                       {province, new_id(), id, statement.number, decision, statement.is_meta,
                        statement.reason, by, now});
}

void add_participant(Connection& connection, std::string_view province, ForumId id,
                     Participant& participant, BytesView digest) {
    connection.execute(
        "UPDATE forum SET participants = participants + 1 WHERE province = $1 AND id = $2",
        {province, id});
    participant.number =
        connection.integer("SELECT participants FROM forum WHERE province = $1 AND id = $2",
                           {province, id}) -
        1;
    const auto sector =
        participant.sector ? std::optional(json::enum_name(*participant.sector)) : std::nullopt;
    connection.execute(
        "INSERT INTO forum_participant (province, forum_id, number, digest, kind, sector)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        {province, id, participant.number, digest, json::enum_name(participant.kind), sector});
}

void each_participant(Connection& connection, std::string_view province, ForumId id,
                      const std::function<void(const Participant&, BytesView digest)>& take) {
    connection.each("SELECT number, kind, sector, digest FROM forum_participant"
                    " WHERE province = $1 AND forum_id = $2 ORDER BY number",
                    {province, id}, [&](const database::Row& row) {
                        Participant participant{row.integer(0), word<ParticipantKind>(row, 1), {}};
                        if (!row.is_null(2))
                            participant.sector = word<partners::Sector>(row, 2);
                        take(participant, row.bytes_view(3));
                    });
}

std::vector<access::AccountId> moderators(Connection& connection, std::string_view province,
                                          ForumId id) {
    return connection.list("SELECT account_id FROM forum_moderator"
                           " WHERE province = $1 AND forum_id = $2 ORDER BY account_id",
                           {province, id},
                           [](const database::Row& row) { return row.id<access::AccountId>(0); });
}

void set_moderators(Connection& connection, std::string_view province, ForumId id,
                    const std::vector<access::AccountId>& accounts, access::AccountId by,
                    Instant now) {
    for (const auto named : moderators(connection, province, id))
        if (std::find(accounts.begin(), accounts.end(), named) == accounts.end())
            connection.execute("DELETE FROM forum_moderator"
                               " WHERE province = $1 AND forum_id = $2 AND account_id = $3",
                               {province, id, named});
    for (const auto account : accounts)
        connection.execute(
            "INSERT INTO forum_moderator (province, forum_id, account_id, named_by, named_at)"
            " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (province, forum_id, account_id) DO NOTHING",
            {province, id, account, by, now});
}

void insert_code(Connection& connection, std::string_view province, ForumId id, BytesView digest) {
    connection.execute(
        "INSERT INTO forum_code (province, forum_id, digest, is_used) VALUES ($1, $2, $3, 0)",
        {province, id, digest});
}

bool use_code(Connection& connection, std::string_view province, ForumId id, BytesView digest) {
    return connection.execute(
               "UPDATE forum_code SET is_used = 1"
               " WHERE province = $1 AND forum_id = $2 AND digest = $3 AND is_used = 0",
               {province, id, digest}) == 1;
}

CodeCount count_codes(Connection& connection, std::string_view province, ForumId id) {
    return *connection.find("SELECT count(*), coalesce(sum(is_used), 0) FROM forum_code"
                            " WHERE province = $1 AND forum_id = $2",
                            {province, id}, [](const database::Row& row) {
                                return CodeCount{row.integer(0), row.integer(1)};
                            });
}

bool note_delegate(Connection& connection, std::string_view province, ForumId id,
                   access::AccountId account) {
    return connection.execute(
               "INSERT INTO forum_delegate (province, forum_id, account_id) VALUES ($1, $2, $3)"
               " ON CONFLICT (province, forum_id, account_id) DO NOTHING",
               {province, id, account}) == 1;
}

} // namespace samatcha::forum
