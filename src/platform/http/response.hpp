#pragma once

#include "platform/http/request.hpp"

#include <filesystem>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
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

/// An event of a topic whose events are numbered 1, 2, 3, ... and kept by whoever publishes them.
struct NumberedEvent {
    std::int64_t number = 0;
    unsigned audience = 0; ///< Sent to streams that have one of these bits.
    std::string text;      ///< As event_text() writes it, with its number.
};

/// How a stream of numbered events begins, and catches up: after a reconnection, when the client was too
/// slow, when an event is missing, and each minute. What it sends is each event once, in order.
struct EventTail {
    std::int64_t after = 0; ///< The last number that the client has.
    unsigned audiences = 0;
    /// The next events after a number, whoever may see them; none: there are no more. Runs on a worker.
    /// Checks again that the client may listen: an error ends the stream.
    std::function<Result<std::vector<NumberedEvent>>(std::int64_t after)> read;
};

/// Server-sent events: the connection joins topics of the EventHub and holds no thread.
struct EventBody {
    std::vector<std::string> topics;
    std::string first;             ///< Events sent at once, as event_text() writes them.
    std::optional<EventTail> tail{}; ///< Of the numbered events of its topics, of which there is one.
};

struct LaterBody;

/// What a handler answers.
struct Response {
    int status = 200;
    std::vector<Pair> headers{};
    std::variant<std::string, StaticBody, FileBody, StreamedBody, EventBody,
                 std::shared_ptr<const LaterBody>>
        body{};

    Response& set(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

/// Another answer takes this one's place when it is there: no worker waits for it.
struct LaterBody {
    /// Called once; calls what it is given once, from any thread. The request lives until then.
    std::function<void(std::function<void(Response)>)> begin;
};

Response text_response(std::string content_type, std::string body, int status = 200);
Response json_response(std::string body, int status = 200);

/// An answer that the browser stores under `filename` (any script; RFC 6266 and 8187).
Response download_response(std::string content_type, std::string_view filename,
                           std::function<Result<void>(BodyWriter&)> write);

/// One event in the text/event-stream format (WHATWG HTML 9.2.6).
std::string event_text(std::string_view event, std::string_view data);
/// The same with a number, which the client hands back as Last-Event-ID.
std::string event_text(std::string_view event, std::string_view data, std::int64_t number);

/// Hands events to every open connection of a topic, from any thread, without waiting for any.
class EventHub {
public:
    virtual ~EventHub() = default;
    virtual void publish(std::string_view topic, std::string_view event, std::string_view data) = 0;
    virtual void publish(std::string_view topic, NumberedEvent) = 0;
};

} // namespace samatcha::http
