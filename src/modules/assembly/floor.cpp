#include "modules/assembly/floor.hpp"

#include <algorithm>
#include <array>

namespace samatcha::assembly {

namespace {

constexpr std::int64_t usual_speech_seconds = 180;

partners::Sector sector_of(const std::vector<InvitedAgency>& seats, partners::AgencyId agency) {
    const auto found = std::find_if(seats.begin(), seats.end(), [&](const InvitedAgency& seat) {
        return seat.agency_id == agency;
    });
    return found == seats.end() ? partners::Sector::State : found->sector;
}

} // namespace

Floor floor_of(std::optional<RoomScreen> screen, const std::vector<RaisedHand>& hands,
               const std::vector<InvitedAgency>& seats, Instant now) {
    Floor floor;
    floor.screen = std::move(screen);
    std::array<std::int64_t, 4> seconds{};
    const auto spoken_by = [&](const RaisedHand& hand) -> std::int64_t& {
        return seconds.at(static_cast<std::size_t>(sector_of(seats, hand.agency_id)));
    };
    std::vector<RaisedHand> waiting;
    for (const auto& hand : hands) {
        if (hand.begun_at) {
            spoken_by(hand) +=
                (hand.ended_at.value_or(now).unix_ms - hand.begun_at->unix_ms) / 1000;
            if (!hand.ended_at)
                floor.speaking = hand;
        } else if (!hand.ended_at) {
            (hand.kind == HandKind::PointOfOrder ? floor.waiting : waiting).push_back(hand);
        }
    }
    for (std::size_t sector = 0; sector < seconds.size(); ++sector)
        floor.spoken.push_back({static_cast<partners::Sector>(sector), seconds[sector]});
    while (!waiting.empty()) {
        const auto next = std::min_element(
            waiting.begin(), waiting.end(), [&](const RaisedHand& a, const RaisedHand& b) {
                return std::pair(spoken_by(a), a.id) < std::pair(spoken_by(b), b.id);
            });
        spoken_by(*next) += usual_speech_seconds;
        floor.waiting.push_back(*next);
        waiting.erase(next);
    }
    return floor;
}

} // namespace samatcha::assembly
