#pragma once

// Minutes of a room (S5): they write themselves from what happened, and are edited after. What
// happened stays beside every edit.

#include "base/messages.hpp"
#include "modules/assembly/assembly_event.hpp"
#include "modules/assembly/delegation.hpp"
#include "platform/documents/document.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

using MinutesEditId = Id<struct MinutesEditTag>;

/// The same in both languages.
struct MinutesText {
    std::string th;
    std::string en;
    friend bool operator==(const MinutesText&, const MinutesText&) = default;
};
BOOST_DESCRIBE_STRUCT(MinutesText, (), (th, en))

/// What one event, or a row of like ones, comes to in the minutes of a room.
struct ToldEntry {
    std::int64_t sequence = 0; ///< Of the event, or of the first of them.
    Instant at;
    std::string kind; ///< Of the event.
    MinutesText text{};
    int present = 0; ///< Agencies in the room then, of so many with a seat.
    int seats = 0;
};

/// Words that an event does not carry.
struct MinutesNames {
    std::map<partners::AgencyId, MinutesText> agencies{};
    std::map<DelegateId, std::string> delegates{};
    std::map<std::int64_t, MinutesText> items{}; ///< "1. Title", by the id of the item's draft.
};

/// The minutes of a room from the assembly's events in their order. Those of other rooms are left
/// out; who came or went in a row becomes one entry.
std::vector<ToldEntry> told_minutes(const std::vector<AssemblyEvent>&, const Room&,
                                    const MinutesNames&, const Messages&);

/// What the secretariat wrote: in place of what was told of an event, or beside it.
struct MinutesEdit {
    MinutesEditId id;
    std::int64_t sequence = 0; ///< The entry that it is about, or stands after.
    /// Of an addition: the first edit that wrote it (its own, the first time). None: the entry
    /// itself.
    std::optional<MinutesEditId> addition;
    MinutesText text{}; ///< Empty: left out of the print.
    access::AccountId edited_by;
    Instant edited_at;
};
BOOST_DESCRIBE_STRUCT(MinutesEdit, (), (id, sequence, addition, text, edited_by, edited_at))

struct MinutesEntry {
    std::int64_t sequence = 0;
    std::optional<MinutesEditId> addition;
    Instant at;
    std::string kind{};               ///< Of the event; empty for an addition.
    MinutesText text{};               ///< As it stands.
    MinutesText told{};               ///< As it happened; empty for an addition.
    std::vector<MinutesEdit> edits{}; ///< Every version that was written, in order.
    int present = 0;
    int seats = 0;
};
BOOST_DESCRIBE_STRUCT(MinutesEntry, (),
                      (sequence, addition, at, kind, text, told, edits, present, seats))

/// The last edit of an entry counts; additions stand after their entry, in the order first written.
std::vector<MinutesEntry> edited_minutes(const std::vector<ToldEntry>&,
                                         const std::vector<MinutesEdit>& in_order);

/// A stay of an agency, for the list of who attended.
struct AgencyStay {
    partners::AgencyId agency_id;
    Instant arrived_at;
    std::optional<Instant> left_at;
};
BOOST_DESCRIBE_STRUCT(AgencyStay, (), (agency_id, arrived_at, left_at))

/// From the first arrival of its delegates to the last leaving.
std::vector<AgencyStay> agency_stays(const std::vector<Attendance>&);

struct Minutes {
    std::int64_t events = 0; ///< Of the assembly, when they were read.
    Room room;
    MinutesText title; ///< Of the assembly.
    std::vector<MinutesEntry> entries{};
    std::vector<AgencyStay> attendance{};
};
BOOST_DESCRIBE_STRUCT(Minutes, (), (events, room, title, entries, attendance))

/// For print: numbered entries with their time, and who attended as an annex.
documents::Document minutes_document(const Minutes&, const MinutesNames&, Language,
                                     const Messages&);

} // namespace samatcha::assembly
