#include "platform/http/connection.hpp"

#include "platform/http/problem.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/file_body.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>

namespace samatcha::http {

namespace {

/// A field's value ends where a line would: nobody writes our head but us.
std::string_view one_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

template <class Body>
void fill_head(beast::http::response<Body>& message, const Response& response,
               const Request& request) {
    message.version(11);
    message.result(static_cast<unsigned>(response.status));
    for (const auto& [name, content] : security_headers())
        message.set(name, content);
    if (request.is_secure)
        message.set("Strict-Transport-Security", "max-age=31536000");
    message.set("X-Request-Id", request.id);
    bool has_cache_control = false;
    for (const auto& [name, content] : response.headers) {
        has_cache_control |= name == "Cache-Control";
        const bool is_of_security = std::any_of(security_headers().begin(), security_headers().end(),
                                                [&](const Pair& each) { return each.first == name; });
        if (is_of_security)
            message.erase(name);
        if (!is_of_security || !content.empty())
            message.insert(name, one_line(content));
    }
    if (!has_cache_control)
        message.set("Cache-Control", "no-store");
}

} // namespace

/// Lets a worker write a body that the loop's thread sends, in chunks (RFC 9112 7.1).
class Connection::ChunkWriter final : public BodyWriter {
public:
    ChunkWriter(Connection& connection, beast::http::response<beast::http::buffer_body>& message)
        : m_connection(connection), m_message(message), m_serializer(message) {}

    Result<void> write(std::string_view bytes) override {
        m_pending.append(bytes);
        return m_pending.size() < pending_bytes ? Result<void>{} : flush(true);
    }

    Result<void> finish() { return flush(false); }

private:
    static constexpr std::size_t pending_bytes = 64 * 1024;

    Result<void> flush(bool more) {
        const auto error =
            asio::co_spawn(m_connection.m_stream.get_executor(), send(more), asio::use_future).get();
        m_pending.clear();
        if (error)
            return failure(ErrorCode::Unavailable, "http.client_gone", {}, error.message());
        return {};
    }

    asio::awaitable<beast::error_code> send(bool more) {
        beast::error_code error;
        auto& body = m_message.body();
        if (!m_pending.empty() || !more) {
            body.data = m_pending.empty() ? nullptr : m_pending.data();
            body.size = m_pending.size();
            body.more = more;
            m_connection.m_stream.expires_after(m_connection.m_parts.options.write_timeout);
            co_await beast::http::async_write(m_connection.m_stream, m_serializer,
                                              asio::redirect_error(asio::use_awaitable, error));
        }
        if (error == beast::http::error::need_buffer)
            error = {};
        co_return error;
    }

    Connection& m_connection;
    beast::http::response<beast::http::buffer_body>& m_message;
    beast::http::response_serializer<beast::http::buffer_body> m_serializer;
    std::string m_pending;
};

void Connection::send_streamed(const StreamedBody& streamed, Exchange& exchange,
                               const Response& response) {
    if (exchange.request.method == Method::Head)
        return;
    beast::http::response<beast::http::buffer_body> message;
    fill_head(message, response, exchange.request);
    message.keep_alive(exchange.after == After::Keep);
    message.chunked(true);
    exchange.status = response.status;
    exchange.is_sent = true;
    ChunkWriter writer(*this, message);
    auto written = streamed.write(writer);
    if (written)
        written = writer.finish();
    if (!written)
        exchange.after = After::Close; // Without the last chunk the client knows it is not whole.
}

asio::awaitable<void> Connection::send(Exchange& exchange, Response& response) {
    if (const auto* file = std::get_if<FileBody>(&response.body)) {
        if (co_await send_file(exchange, response, *file))
            co_return;
        response = problem(ErrorCode::NotFound, "http.not_found", exchange.request);
    }
    if (const auto* events = std::get_if<EventBody>(&response.body)) {
        co_await send_events(exchange, response, *events);
        co_return;
    }
    std::string_view bytes;
    if (const auto* text = std::get_if<std::string>(&response.body))
        bytes = *text;
    else if (const auto* fixed = std::get_if<StaticBody>(&response.body))
        bytes = fixed->bytes;
    if (!co_await send_bytes(exchange, response, bytes))
        exchange.after = After::Close;
}

asio::awaitable<bool> Connection::send_bytes(Exchange& exchange, const Response& response,
                                             std::string_view bytes) {
    beast::http::response<beast::http::span_body<const char>> message;
    fill_head(message, response, exchange.request);
    message.keep_alive(exchange.after == After::Keep);
    exchange.status = response.status;
    exchange.is_sent = true;
    const bool has_body = response.status >= 200 && response.status != 204 && response.status != 304;
    if (has_body)
        message.content_length(bytes.size());
    if (has_body && exchange.request.method != Method::Head)
        message.body() = beast::span<const char>(bytes.data(), bytes.size());
    beast::http::response_serializer<beast::http::span_body<const char>> serializer(message);
    m_stream.expires_after(m_parts.options.write_timeout);
    beast::error_code error;
    co_await beast::http::async_write(m_stream, serializer,
                                      asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

asio::awaitable<bool> Connection::send_file(Exchange& exchange, const Response& response,
                                            const FileBody& file) {
    beast::error_code error;
    beast::http::response<beast::http::file_body> message;
    message.body().open(file.path.c_str(), beast::file_mode::scan, error);
    if (error)
        co_return false;
    fill_head(message, response, exchange.request);
    message.keep_alive(exchange.after == After::Keep);
    message.content_length(message.body().size());
    exchange.status = response.status;
    exchange.is_sent = true;
    beast::http::response_serializer<beast::http::file_body> serializer(message);
    m_stream.expires_after(m_parts.options.write_timeout);
    if (exchange.request.method == Method::Head) {
        co_await beast::http::async_write_header(m_stream, serializer,
                                                 asio::redirect_error(asio::use_awaitable, error));
    } else {
        while (!error && !serializer.is_done()) {
            m_stream.expires_after(m_parts.options.write_timeout);
            co_await beast::http::async_write_some(
                m_stream, serializer, asio::redirect_error(asio::use_awaitable, error));
        }
    }
    if (error)
        exchange.after = After::Close;
    co_return true;
}

asio::awaitable<void> Connection::send_events(Exchange& exchange, const Response& response,
                                              const EventBody& events) {
    beast::http::response<beast::http::empty_body> message;
    fill_head(message, response, exchange.request);
    message.set(beast::http::field::content_type, "text/event-stream");
    message.set("X-Accel-Buffering", "no");
    message.keep_alive(false);
    exchange.status = response.status;
    exchange.is_sent = true;
    exchange.after = After::Close;
    beast::http::response_serializer<beast::http::empty_body> serializer(message);
    m_stream.expires_after(m_parts.options.write_timeout);
    beast::error_code error;
    co_await beast::http::async_write_header(m_stream, serializer,
                                             asio::redirect_error(asio::use_awaitable, error));
    if (error || exchange.request.method == Method::Head)
        co_return;

    const auto owned_stream = std::make_shared<EventStream>(m_loop.context);
    auto& stream = *owned_stream;
    struct Membership {
        Loop& loop;
        ServerParts& parts;
        const std::vector<std::string>& topics;
        EventStream* stream;
        ~Membership() {
            for (const auto& topic : topics) {
                loop.topics[topic].erase(stream);
                if (loop.topics[topic].empty())
                    loop.topics.erase(topic);
            }
            --parts.measurements.event_streams;
        }
    } membership{m_loop, m_parts, events.topics, &stream};
    for (const auto& topic : events.topics)
        m_loop.topics[topic].insert(&stream);
    ++m_parts.measurements.event_streams;

    // The client sends nothing more: what can be read is its farewell.
    const auto is_gone = std::make_shared<bool>(false);
    m_stream.socket().async_wait(tcp::socket::wait_read,
                                 [is_gone, owned_stream](const boost::system::error_code& failed) {
                                     *is_gone = true;
                                     if (failed != asio::error::operation_aborted)
                                         owned_stream->wake.cancel();
                                 });
    const auto end = std::chrono::steady_clock::now() + m_parts.options.event_stream_max;
    auto next_check = std::chrono::steady_clock::now() + m_parts.options.tail_check;
    if (events.tail) {
        stream.last = events.tail->after;
        stream.is_behind = true;
    }
    std::string text = "retry: 3000\n\n" + events.first;
    bool is_open = co_await write_raw(text);
    while (is_open && !*is_gone && !m_parts.is_stopping && !stream.is_too_slow &&
           std::chrono::steady_clock::now() < end) {
        if (stream.waiting.empty() && stream.numbered.empty() && !stream.is_behind) {
            stream.wake.expires_after(m_parts.options.heartbeat);
            co_await stream.wake.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
        text.clear();
        if (events.tail) {
            if (std::chrono::steady_clock::now() > next_check) {
                stream.is_behind = true;
                next_check = std::chrono::steady_clock::now() + m_parts.options.tail_check;
            }
            is_open = co_await catch_up(stream, *events.tail, text);
        }
        for (const auto& waiting : stream.waiting)
            text += *waiting;
        stream.waiting.clear();
        if (text.empty())
            text = ":\n\n";
        if (is_open && !*is_gone && !m_parts.is_stopping)
            is_open = co_await write_raw(text);
    }
    boost::system::error_code ignored;
    m_stream.socket().cancel(ignored);
}

/// Adds the numbered events that are next: those that wait while none is missing, else what is read.
/// False when the client may not listen any more.
asio::awaitable<bool> Connection::catch_up(EventStream& stream, const EventTail& tail,
                                           std::string& text) {
    const auto take = [&](const NumberedEvent& event) {
        if ((event.audience & tail.audiences) != 0)
            text += event.text;
        stream.last = event.number;
    };
    for (; !stream.is_behind && !stream.numbered.empty(); stream.numbered.pop_front()) {
        const auto& next = *stream.numbered.front();
        if (next.number == stream.last + 1)
            take(next);
        else if (next.number > stream.last)
            stream.is_behind = true;
    }
    if (!stream.is_behind)
        co_return true;
    stream.is_behind = false; // What is published from now on waits.
    Result<std::vector<NumberedEvent>> read = std::vector<NumberedEvent>();
    const auto work = [&] {
        try {
            read = tail.read(stream.last);
        } catch (const std::exception&) {
            read = failure(ErrorCode::Unavailable, "http.overloaded");
        }
    };
    if (!co_await on_worker(m_parts.workers, work)) {
        stream.is_behind = true;
        stream.wake.expires_after(std::chrono::seconds(1));
        beast::error_code ignored;
        co_await stream.wake.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        co_return true;
    }
    if (!read)
        co_return false;
    for (const auto& event : *read)
        if (event.number > stream.last)
            take(event);
    stream.is_behind |= !read->empty();
    co_return true;
}

asio::awaitable<bool> Connection::write_raw(std::string_view text) {
    m_stream.expires_after(m_parts.options.write_timeout);
    beast::error_code error;
    co_await asio::async_write(m_stream, asio::buffer(text.data(), text.size()),
                               asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

} // namespace samatcha::http
