#pragma once

#include "platform/http/request.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace samatcha::http {

/// Where a streamed response goes. Writing waits while the client is slow.
class BodyWriter {
public:
    virtual ~BodyWriter() = default;
    /// Fails with Unavailable when the client went away: stop then.
    virtual Result<void> write(std::string_view bytes) = 0;
};

/// Bytes that outlive the response: embedded files.
struct StaticBody {
    std::string_view bytes;
};

struct FileBody {
    std::filesystem::path path;
};

/// Called once, after the handler returned, on the worker that ran it; the handler's database connection
/// is still its own, its other arguments are gone.
/// An error cuts the connection: the client sees an incomplete answer, never a wrong whole one.
struct StreamedBody {
    std::function<Result<void>(BodyWriter&)> write;
};

/// Server-sent events: the connection joins a topic of the EventHub and holds no thread.
struct EventBody {
    std::vector<std::string> topics;
    std::string first; ///< Events sent at once, as event_text() writes them.
};

/// What a handler answers.
struct Response {
    int status = 200;
    std::vector<Pair> headers{};
    std::variant<std::string, StaticBody, FileBody, StreamedBody, EventBody> body{};

    Response& set(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

Response text_response(std::string content_type, std::string body, int status = 200);
Response json_response(std::string body, int status = 200);

/// An answer that the browser stores under `filename` (any script; RFC 6266 and 8187).
Response download_response(std::string content_type, std::string_view filename,
                           std::function<Result<void>(BodyWriter&)> write);

/// One event in the text/event-stream format (WHATWG HTML 9.2.6).
std::string event_text(std::string_view event, std::string_view data);

/// Hands events to every open connection of a topic, from any thread, without waiting for any.
class EventHub {
public:
    virtual ~EventHub() = default;
    virtual void publish(std::string_view topic, std::string_view event, std::string_view data) = 0;
};

} // namespace samatcha::http
