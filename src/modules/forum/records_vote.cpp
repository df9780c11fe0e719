#include "modules/forum/records_vote.hpp"

namespace samatcha::forum {

namespace {

SentVote vote_of_row(const database::Row& row) {
    return {row.integer(0), row.integer(1), row.integer(2),
            static_cast<consensus::Vote>(row.integer(3)), row.instant(4)};
}

} // namespace

bool insert_vote(database::Connection& connection, std::string_view province, ForumId id,
                 const SentVote& vote) {
    return connection.execute("INSERT INTO forum_vote (province, forum_id, participant, number, "
                              "statement, vote, cast_at)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7)"
                              " ON CONFLICT (province, forum_id, participant, number) DO NOTHING",
                              {province, id, vote.participant, vote.number, vote.statement,
                               consensus::value_of(vote.vote), vote.cast_at}) == 1;
}

void insert_votes(database::Connection& connection, std::string_view province, ForumId id,
                  const std::vector<SentVote>& votes) {
    auto writer = connection.copy_into("forum_vote", {"province", "forum_id", "participant",
                                                      "number", "statement", "vote", "cast_at"});
    for (const auto& vote : votes)
        writer.row({province, id, vote.participant, vote.number, vote.statement,
                    consensus::value_of(vote.vote), vote.cast_at});
    writer.finish();
}

std::optional<SentVote> find_vote(database::Connection& connection, std::string_view province,
                                  ForumId id, std::int64_t participant, std::int64_t number) {
    return connection.find(
        "SELECT participant, number, statement, vote, cast_at FROM forum_vote"
        " WHERE province = $1 AND forum_id = $2 AND participant = $3 AND number = $4",
        {province, id, participant, number}, vote_of_row);
}

std::optional<SentVote> counting_vote(database::Connection& connection, std::string_view province,
                                      ForumId id, std::int64_t participant,
                                      std::int64_t statement) {
    return connection.find(
        "SELECT participant, number, statement, vote, cast_at FROM forum_vote"
        " WHERE province = $1 AND forum_id = $2 AND participant = $3 AND statement = $4"
        " ORDER BY number DESC LIMIT 1",
        {province, id, participant, statement}, vote_of_row);
}

void each_vote(database::Connection& connection, std::string_view province, ForumId id,
               const TakeVote& take) {
    connection.each("SELECT participant, number, statement, vote, cast_at FROM forum_vote"
                    " WHERE province = $1 AND forum_id = $2 ORDER BY participant, number",
                    {province, id},
                    [&](const database::Row& row) { return take(vote_of_row(row)); });
}

} // namespace samatcha::forum
