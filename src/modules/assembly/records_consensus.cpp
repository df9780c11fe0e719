#include "modules/assembly/records_consensus.hpp"

#include "base/json.hpp"

namespace samatcha::assembly {

namespace {

template <class E>
E consensus_word(std::string_view word) {
    return json::enum_from_name<E>(word).value_or(E{});
}

ConsensusTest test_of(const database::Row& row) {
    const auto whole = row.optional_integer(9);
    return {row.id<ConsensusTestId>(0),
            row.id<AssemblyId>(1),
            row.id<RoomId>(2),
            row.id<DraftId>(3),
            row.integer(4),
            row.instant(5),
            row.optional_instant(6),
            row.optional_instant(7),
            consensus_word<ConsensusOutcome>(row.text_view(8)),
            whole ? std::optional(WholeQuestionId{*whole}) : std::nullopt};
}

Position position_of(const database::Row& row) {
    return {row.id<PositionId>(0),
            row.id<partners::AgencyId>(1),
            consensus_word<Stance>(row.text_view(2)),
            row.text(3),
            row.text(4),
            row.boolean(5),
            row.boolean(6),
            !row.boolean(6) || !row.is_null(7),
            row.instant(8),
            {}};
}

#define SAMATCHA_TEST_COLUMNS                                                                      \
    "id, assembly_id, room_id, draft_id, version, opened_at, fallback_announced_at, closed_at, "   \
    "outcome, whole_id"
#define SAMATCHA_POSITION_COLUMNS                                                                  \
    "id, agency_id, stance, reason, wording, is_minuted, is_paper, confirmed_by, taken_at"

} // namespace

std::vector<ConsensusTest> consensus_tests(database::Connection& connection,
                                           std::string_view province, DraftId id) {
    return connection.list("SELECT " SAMATCHA_TEST_COLUMNS
                           " FROM consensus_test WHERE province = $1 AND draft_id = $2 ORDER BY id",
                           {province, id}, test_of);
}

std::optional<ConsensusTest> find_consensus_test(database::Connection& connection,
                                                 std::string_view province, ConsensusTestId id) {
    return connection.find("SELECT " SAMATCHA_TEST_COLUMNS
                           " FROM consensus_test WHERE province = $1 AND id = $2",
                           {province, id}, test_of);
}

std::vector<ConsensusTest> tests_of_whole(database::Connection& connection,
                                          std::string_view province, WholeQuestionId id) {
    return connection.list("SELECT " SAMATCHA_TEST_COLUMNS
                           " FROM consensus_test WHERE province = $1 AND whole_id = $2 ORDER BY id",
                           {province, id}, test_of);
}

std::vector<ConsensusTestId> open_tests_in(database::Connection& connection,
                                           std::string_view province, RoomId room) {
    return connection.list(
        "SELECT id FROM consensus_test WHERE province = $1 AND room_id = $2 AND closed_at IS NULL"
        " ORDER BY id",
        {province, room}, [](const database::Row& row) { return row.id<ConsensusTestId>(0); });
}

void insert_consensus_test(database::Connection& connection, std::string_view province,
                           const ConsensusTest& test, access::AccountId by) {
    connection.execute(
        "INSERT INTO consensus_test (province, id, assembly_id, room_id, draft_id, version,"
        " opened_by, opened_at, outcome, whole_id)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9)",
        {province, test.id, test.assembly_id, test.room_id, test.draft_id, test.version, by,
         test.opened_at, test.whole_id});
}

void update_consensus_test(database::Connection& connection, std::string_view province,
                           const ConsensusTest& test) {
    const auto outcome = json::enum_name(test.outcome);
    connection.execute(
        "UPDATE consensus_test SET fallback_announced_at = $3, closed_at = $4, outcome = $5"
        " WHERE province = $1 AND id = $2",
        {province, test.id, test.fallback_announced_at, test.closed_at, outcome});
}

std::vector<Position> positions(database::Connection& connection, std::string_view province,
                                ConsensusTestId id) {
    return connection.list(
        "SELECT " SAMATCHA_POSITION_COLUMNS
        " FROM consensus_position WHERE province = $1 AND test_id = $2 ORDER BY id",
        {province, id}, position_of);
}

std::vector<Position> standing_positions(database::Connection& connection,
                                         std::string_view province, ConsensusTestId id) {
    return connection.list("SELECT " SAMATCHA_POSITION_COLUMNS
                           " FROM consensus_position WHERE province = $1 AND test_id = $2"
                           " AND ((is_paper = 1 AND confirmed_by IS NULL) OR id IN"
                           " (SELECT max(id) FROM consensus_position"
                           "  WHERE province = $1 AND test_id = $2"
                           "  AND (is_paper = 0 OR confirmed_by IS NOT NULL) GROUP BY agency_id))"
                           " ORDER BY id",
                           {province, id}, position_of);
}

void insert_position(database::Connection& connection, std::string_view province,
                     ConsensusTestId id, const Position& position, access::AccountId by) {
    const auto stance = json::enum_name(position.stance);
    connection.execute(
        "INSERT INTO consensus_position (province, id, test_id, agency_id, stance, reason,"
        " wording, is_minuted, is_paper, taken_by, taken_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {province, position.id, id, position.agency_id, stance, position.reason, position.wording,
         position.is_minuted, position.is_paper, by, position.taken_at});
}

bool confirm_position(database::Connection& connection, std::string_view province,
                      ConsensusTestId id, PositionId position, access::AccountId by) {
    return connection.execute("UPDATE consensus_position SET confirmed_by = $4"
                              " WHERE province = $1 AND test_id = $2 AND id = $3 AND is_paper = 1"
                              " AND confirmed_by IS NULL AND taken_by <> $4",
                              {province, id, position, by}) == 1;
}

std::vector<Resolution> resolutions(database::Connection& connection, std::string_view province,
                                    AssemblyId id) {
    return connection.list(
        "SELECT id, assembly_id, number, draft_id, version, text, hash, adopted_at"
        " FROM resolution WHERE province = $1 AND assembly_id = $2 ORDER BY number",
        {province, id}, [](const database::Row& row) {
            return Resolution{row.id<ResolutionId>(0),
                              row.id<AssemblyId>(1),
                              static_cast<int>(row.integer(2)),
                              row.id<DraftId>(3),
                              row.integer(4),
                              json::from_text<ResolutionText>(row.text_view(5)).value(),
                              row.text(6),
                              row.instant(7)};
        });
}

bool insert_resolution(database::Connection& connection, std::string_view province,
                       const Resolution& resolution, ConsensusTestId test) {
    const auto text = json::to_text(resolution.text);
    return connection.execute("INSERT INTO resolution (province, id, assembly_id, number, draft_id,"
                              " version, test_id, text, hash, adopted_at)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
                              " ON CONFLICT (province, draft_id) DO NOTHING",
                              {province, resolution.id, resolution.assembly_id, resolution.number,
                               resolution.draft_id, resolution.version, test, text, resolution.hash,
                               resolution.adopted_at}) == 1;
}

} // namespace samatcha::assembly
