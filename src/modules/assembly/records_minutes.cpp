#include "modules/assembly/records_minutes.hpp"

namespace samatcha::assembly {

std::vector<MinutesEdit> minutes_edits(database::Connection& connection, std::string_view province,
                                       RoomId room) {
    return connection.list(
        "SELECT id, sequence, addition_id, text_th, text_en, edited_by, edited_at"
        " FROM minutes_edit WHERE province = $1 AND room_id = $2 ORDER BY id",
        {province, room}, [](const database::Row& row) {
            const auto addition = row.optional_integer(2);
            return MinutesEdit{row.id<MinutesEditId>(0),
                               row.integer(1),
                               addition ? std::optional(MinutesEditId{*addition}) : std::nullopt,
                               {row.text(3), row.text(4)},
                               row.id<access::AccountId>(5),
                               row.instant(6)};
        });
}

void insert_minutes_edit(database::Connection& connection, std::string_view province, RoomId room,
                         const MinutesEdit& edit) {
    connection.execute("INSERT INTO minutes_edit (province, id, room_id, sequence, addition_id,"
                       " text_th, text_en, edited_by, edited_at)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                       {province, edit.id, room, edit.sequence, edit.addition, edit.text.th,
                        edit.text.en, edit.edited_by, edit.edited_at});
}

} // namespace samatcha::assembly
