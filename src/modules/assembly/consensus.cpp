#include "modules/assembly/consensus.hpp"

#include <map>

namespace samatcha::assembly {

namespace {

bool has_share(int part, int whole, int percent) {
    return part * 100 >= whole * percent;
}

} // namespace

Result<void> check_position(const Position& position) {
    if (position.stance != Stance::Supports && position.reason.empty())
        return failure(ErrorCode::InvalidInput, "assembly.position_reason_missing");
    if (position.stance == Stance::Objects && position.wording.empty())
        return failure(ErrorCode::InvalidInput, "assembly.objection_wording_missing");
    if (position.stance != Stance::Objects && position.is_minuted)
        return failure(ErrorCode::InvalidInput, "assembly.only_objections_are_minuted");
    return {};
}

std::vector<Position> positions_that_count(const std::vector<Position>& in_order) {
    std::map<partners::AgencyId, Position> last;
    for (const auto& position : in_order)
        if (position.is_confirmed)
            last.insert_or_assign(position.agency_id, position);
    std::vector<Position> counted;
    for (auto& [agency, position] : last)
        counted.push_back(std::move(position));
    return counted;
}

ConsensusTally tally(const std::vector<Position>& in_order, const std::vector<InvitedAgency>& seats,
                     const Presence& presence) {
    ConsensusTally tally;
    tally.is_quorum = presence.is_quorum;
    std::map<partners::AgencyId, Position> counted;
    for (auto& position : positions_that_count(in_order))
        counted.emplace(position.agency_id, std::move(position));
    for (const auto& there : presence.sectors) {
        SectorTally sector{there.sector};
        for (const auto& seat : seats) {
            if (seat.sector != sector.sector)
                continue;
            const auto found = counted.find(seat.agency_id);
            if (found == counted.end()) {
                sector.silent += is_present(presence, seat.agency_id) ? 1 : 0;
                continue;
            }
            switch (found->second.stance) {
            case Stance::Supports:
                ++sector.supports;
                break;
            case Stance::HasReservation:
                ++sector.has_reservation;
                break;
            case Stance::StandsAside:
                ++sector.stands_aside;
                break;
            case Stance::Objects:
                ++sector.objects;
                tally.objections_open += found->second.is_minuted ? 0 : 1;
                break;
            }
        }
        tally.sectors.push_back(sector);
    }
    return tally;
}

std::vector<Position> answers_to_whole(const std::vector<AnsweredPart>& parts) {
    std::vector<Position> answers;
    for (std::size_t i = 0; i < parts.front().positions.size(); ++i) {
        auto& answer = answers.emplace_back(parts.front().positions[i]);
        const auto id = answer.id;
        std::vector<DraftId> about;
        for (const auto& part : parts) {
            const auto& position = part.positions.at(i);
            if (position.stance == Stance::Supports)
                continue;
            about.push_back(part.draft_id);
            answer = position;
        }
        answer.id = id;
        answer.drafts = std::move(about);
    }
    return answers;
}

Result<ConsensusOutcome> outcome_now(const ConsensusTally& tally,
                                     const std::optional<FallbackRule>& fallback,
                                     bool is_fallback_announced) {
    if (!tally.is_quorum)
        return failure(ErrorCode::Conflict, "assembly.quorum_missing");
    if (tally.objections_open == 0)
        return ConsensusOutcome::Reached;
    if (!fallback || !is_fallback_announced)
        return ConsensusOutcome::Blocked;
    int for_it = 0;
    int all = 0;
    for (const auto& sector : tally.sectors) {
        const int in_favour = sector.supports + sector.has_reservation;
        const int taken = in_favour + sector.stands_aside + sector.objects;
        if (!has_share(in_favour, taken, fallback->percent_of_each_sector))
            return ConsensusOutcome::Blocked;
        for_it += in_favour;
        all += taken;
    }
    return has_share(for_it, all, fallback->percent_of_all) ? ConsensusOutcome::Fallback
                                                            : ConsensusOutcome::Blocked;
}

} // namespace samatcha::assembly
