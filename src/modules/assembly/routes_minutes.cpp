#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/routes.hpp"
#include "modules/assembly/routes_calls.hpp"
#include "modules/assembly/routes_document.hpp"

namespace samatcha::assembly {

struct MinutesQuery {
    DocumentFormat format = DocumentFormat::Pdf;
};
BOOST_DESCRIBE_STRUCT(MinutesQuery, (), (format))

namespace {

using access::Call;
using access::Right;

Result<Minutes> read_minutes(Call& call) {
    const Reading reading(call);
    const auto id = TRY(call.id<RoomId>("id"));
    const auto room = find_room(call.db, call.actor.province, id);
    if (!room)
        return failure(ErrorCode::NotFound, "assembly.room_unknown");
    return minutes_of(reading.occasion, id, minutes_names(reading.occasion, room->assembly_id),
                      call.messages);
}

/// In the language of the page that asks.
Result<http::Response> print_minutes(Call& call, MinutesQuery query) {
    const Reading reading(call);
    const auto minutes = TRY(read_minutes(call));
    const auto document =
        minutes_document(minutes, minutes_names(reading.occasion, minutes.room.assembly_id),
                         call.language, call.messages);
    const documents::PrintStyle style{call.language, call.language == Language::Thai
                                                         ? documents::Digits::Thai
                                                         : documents::Digits::Arabic};
    const auto sent = [](std::string type, std::string ending, std::string bytes) {
        return http::download_response(
            std::move(type), "minutes." + ending,
            [bytes = std::move(bytes)](http::BodyWriter& writer) { return writer.write(bytes); });
    };
    switch (query.format) {
    case DocumentFormat::Html:
        return sent("text/html; charset=utf-8", "html",
                    TRY(documents::html_file(document, style, call.messages)));
    case DocumentFormat::Pdf:
        return sent("application/pdf", "pdf",
                    TRY(documents::pdf_file(document, style, call.messages)));
    case DocumentFormat::Docx:
        break;
    }
    return sent("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
                TRY(documents::docx_file(document, style, call.messages)));
}

} // namespace

void add_minutes_routes(access::Api& api, http::EventHub& hub) {
    api.get("/rooms/{id}/minutes", Right::ReadAssembly, &read_minutes,
            {.summary = "The minutes of a room: what happened, and what was written instead"});
    api.post("/rooms/{id}/minutes", Right::ManageAssembly, doing(hub, "id", &edit_minutes),
             {.summary = "Write an entry of the minutes anew, or add one; what was is kept",
              .success = 201});
    api.get("/rooms/{id}/minutes/file", Right::ReadAssembly, &print_minutes,
            {.summary = "The minutes as a file, in the language asked for",
             .produces = "application/octet-stream"});
}

} // namespace samatcha::assembly
