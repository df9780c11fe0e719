#pragma once

// What a room looks at, and who speaks in it.

#include "modules/assembly/draft_resolution.hpp"

#include <optional>
#include <vector>

namespace samatcha::assembly {

using HandId = Id<struct RaisedHandTag>;

/// What the chair shows: projector and phones follow it.
struct RoomScreen {
    DraftId draft_id;
    std::optional<ParagraphId> paragraph_id;
    std::optional<AmendmentId> amendment_id; ///< The change under discussion.
    Instant shown_at;
};
BOOST_DESCRIBE_STRUCT(RoomScreen, (), (draft_id, paragraph_id, amendment_id, shown_at))

enum class HandKind { Speech, PointOfOrder };
BOOST_DESCRIBE_ENUM(HandKind, Speech, PointOfOrder)

/// A delegate's hand, from raising it to the end of the speech.
struct RaisedHand {
    HandId id;
    DelegateId delegate_id;
    partners::AgencyId agency_id;
    HandKind kind = HandKind::Speech;
    Instant raised_at;
    std::optional<Instant> begun_at;
    std::int64_t limit_seconds = 0;  ///< Of the speech; 0 before it began.
    std::optional<Instant> ended_at; ///< Also of a hand that was lowered.
};
BOOST_DESCRIBE_STRUCT(RaisedHand, (),
                      (id, delegate_id, agency_id, kind, raised_at, begun_at, limit_seconds,
                       ended_at))

struct SpokenTime {
    partners::Sector sector = partners::Sector::State;
    std::int64_t seconds = 0;
};
BOOST_DESCRIBE_STRUCT(SpokenTime, (), (sector, seconds))

struct Floor {
    std::optional<RoomScreen> screen;
    std::optional<RaisedHand> speaking;
    std::vector<RaisedHand>
        waiting{};                    ///< In the order proposed to the chair, who may take another.
    std::vector<SpokenTime> spoken{}; ///< By each sector so far.
};
BOOST_DESCRIBE_STRUCT(Floor, (), (screen, speaking, waiting, spoken))

/// Points of order come first, in the order raised. Then the sector that has spoken least, within
/// it whoever waits longest, and so on as if each spoke three minutes: so that no sector talks
/// alone.
Floor floor_of(std::optional<RoomScreen>, const std::vector<RaisedHand>&,
               const std::vector<InvitedAgency>&, Instant now);

} // namespace samatcha::assembly
