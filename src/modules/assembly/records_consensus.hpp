#pragma once

// The tables of consensus and of what came of it; see migrations/1105 and 1140.

#include "modules/assembly/consensus.hpp"
#include "platform/database/connection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

std::vector<ConsensusTest> consensus_tests(database::Connection&, std::string_view province,
                                           DraftId);
std::optional<ConsensusTest> find_consensus_test(database::Connection&, std::string_view province,
                                                 ConsensusTestId);
/// In the order of the agenda.
std::vector<ConsensusTest> tests_of_whole(database::Connection&, std::string_view province,
                                          WholeQuestionId);
std::vector<ConsensusTestId> open_tests_in(database::Connection&, std::string_view province,
                                           RoomId);
void insert_consensus_test(database::Connection&, std::string_view province, const ConsensusTest&,
                           access::AccountId by);
/// Whether the fallback was announced, when it closed and how.
void update_consensus_test(database::Connection&, std::string_view province, const ConsensusTest&);

/// All, in the order taken.
std::vector<Position> positions(database::Connection&, std::string_view province, ConsensusTestId);
/// Of each agency the last that is confirmed, and papers that wait for it; in the order taken.
std::vector<Position> standing_positions(database::Connection&, std::string_view province,
                                         ConsensusTestId);
/// On paper it waits for its confirmation.
void insert_position(database::Connection&, std::string_view province, ConsensusTestId,
                     const Position&, access::AccountId by);
/// False when it is confirmed already, is none on paper, or the same account entered it.
bool confirm_position(database::Connection&, std::string_view province, ConsensusTestId, PositionId,
                      access::AccountId by);

std::vector<Resolution> resolutions(database::Connection&, std::string_view province, AssemblyId);
/// False when the draft is adopted already.
bool insert_resolution(database::Connection&, std::string_view province, const Resolution&,
                       ConsensusTestId);

} // namespace samatcha::assembly
