#pragma once

// The table of votes; see migrations/1203.

#include "modules/forum/live_forum.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>

namespace samatcha::forum {

/// False when the device's number is there already.
bool insert_vote(database::Connection&, std::string_view province, ForumId, const SentVote&);
/// Many at once.
void insert_votes(database::Connection&, std::string_view province, ForumId,
                  const std::vector<SentVote>&);
std::optional<SentVote> find_vote(database::Connection&, std::string_view province, ForumId,
                                  std::int64_t participant, std::int64_t number);
/// The one with the highest number of a participant on a statement.
std::optional<SentVote> counting_vote(database::Connection&, std::string_view province, ForumId,
                                      std::int64_t participant, std::int64_t statement);
void each_vote(database::Connection&, std::string_view province, ForumId, const TakeVote&);

} // namespace samatcha::forum
