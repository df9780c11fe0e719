#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/printed_number.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_minutes.hpp"
#include "modules/partners/actions.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

constexpr std::int64_t minutes_page = 500;

Result<Room> room_with_minutes(const Occasion& occasion, RoomId id) {
    auto room = find_room(occasion.db, occasion.actor.province, id);
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    return std::move(*room);
}

std::optional<MinutesEditId> last_edit(const std::vector<MinutesEdit>& edits, std::int64_t sequence,
                                       std::optional<MinutesEditId> addition) {
    std::optional<MinutesEditId> last;
    for (const auto& edit : edits)
        if (edit.sequence == sequence && edit.addition == addition)
            last = edit.id;
    return last;
}

std::vector<AssemblyEvent> all_events(const Occasion& occasion, AssemblyId id) {
    std::vector<AssemblyEvent> all;
    for (;;) {
        auto page = events_after(occasion.db, occasion.actor.province, id,
                                 all.empty() ? 0 : all.back().entry.sequence, minutes_page);
        if (page.empty())
            return all;
        std::move(page.begin(), page.end(), std::back_inserter(all));
    }
}

} // namespace

MinutesNames minutes_names(const Occasion& occasion, AssemblyId id) {
    const auto& province = occasion.actor.province;
    MinutesNames names;
    for (const auto& seat : invited_agencies(occasion.db, province, id)) {
        const auto agency = *partners::agency(occasion.db, province, seat.agency_id);
        names.agencies[seat.agency_id] = {agency.name_th,
                                          agency.name_en.empty() ? agency.name_th : agency.name_en};
    }
    for (const auto& delegate : delegates(occasion.db, province, id))
        names.delegates[delegate.id] = delegate.name;
    const auto items = agenda_items(occasion.db, province, id);
    for (const auto& draft : drafts_ever(occasion.db, province, id))
        for (const auto& item : items)
            if (item.id == draft.agenda_item_id)
                names.items[draft.id.value] = {
                    in_digits(std::to_string(item.number), documents::Digits::Thai) + ". " +
                        item.title_th,
                    std::to_string(item.number) + ". " +
                        (item.title_en.empty() ? item.title_th : item.title_en)};
    return names;
}

Result<Minutes> minutes_of(const Occasion& occasion, RoomId id, const MinutesNames& names,
                           const Messages& messages) {
    const auto room = TRY(room_with_minutes(occasion, id));
    const auto& province = occasion.actor.province;
    const auto assembly = find_assembly(occasion.db, province, room.assembly_id);
    return Minutes{
        assembly->events,
        room,
        {assembly->title_th, assembly->title_en},
        edited_minutes(told_minutes(all_events(occasion, assembly->id), room, names, messages),
                       minutes_edits(occasion.db, province, id)),
        agency_stays(attendance_in(occasion.db, province, id))};
}

Result<MinutesEdit> edit_minutes(const Occasion& occasion, RoomId id, MinutesForm input) {
    const auto room = TRY(room_with_minutes(occasion, id));
    const auto assembly = TRY(hold(occasion, room.assembly_id));
    if (input.sequence < 1 || input.sequence > assembly.events)
        return failure(ErrorCode::NotFound, "assembly.minutes_entry_unknown");
    MinutesEdit edit;
    edit.id = MinutesEditId{new_id()};
    edit.sequence = input.sequence;
    if (input.is_addition)
        edit.addition = edit.id;
    const auto earlier = minutes_edits(occasion.db, occasion.actor.province, id);
    if (input.addition) {
        if (std::none_of(earlier.begin(), earlier.end(), [&](const MinutesEdit& one) {
                return one.id == *input.addition && one.addition == one.id &&
                       one.sequence == input.sequence;
            }))
            return failure(ErrorCode::NotFound, "assembly.minutes_entry_unknown");
        edit.addition = input.addition;
    }
    if (!input.is_addition && last_edit(earlier, input.sequence, input.addition) != input.seen)
        return failure(ErrorCode::Conflict, "assembly.minutes_edited_meanwhile");
    edit.text = {TRY(any_text(input.text.th, paragraph_bytes_max)),
                 TRY(any_text(input.text.en, paragraph_bytes_max))};
    edit.edited_by = occasion.actor.account;
    edit.edited_at = occasion.now;
    // An addition that is sent again, by a second tap or a bad line, is the same one.
    for (const auto& one : earlier)
        if (input.is_addition && one.addition == one.id && one.sequence == edit.sequence &&
            one.edited_by == edit.edited_by && one.text == edit.text)
            return one;
    insert_minutes_edit(occasion.db, occasion.actor.province, id, edit);
    boost::json::object data{{"room", id.value}, {"edit", edit.id.value}, {"entry", edit.sequence}};
    if (edit.addition)
        data["addition"] = edit.addition->value;
    // Minutes may name persons: the words can be redacted without breaking the chain.
    add_event(occasion, assembly.id, "minutes_edited", std::move(data), Audience::Everyone,
              personal_parts({{minutes_th_part, edit.text.th}, {minutes_en_part, edit.text.en}}));
    return edit;
}

} // namespace samatcha::assembly
