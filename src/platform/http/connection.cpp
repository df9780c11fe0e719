#include "platform/http/connection.hpp"

#include "base/clock.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/target.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>

namespace samatcha::http {

namespace {

constexpr std::uint32_t head_bytes_max = 16 * 1024;
constexpr std::size_t chunk_bytes = 64 * 1024;
constexpr std::size_t gzip_from_bytes = 2048;

Method method_of(beast::http::verb verb) {
    switch (verb) {
    case beast::http::verb::get:
        return Method::Get;
    case beast::http::verb::head:
        return Method::Head;
    case beast::http::verb::post:
        return Method::Post;
    case beast::http::verb::put:
        return Method::Put;
    case beast::http::verb::delete_:
        return Method::Delete;
    case beast::http::verb::options:
        return Method::Options;
    default: // Beast's own list of verbs, not ours.
        return Method::Other;
    }
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

bool is_gzip_worthwhile(const Response& response) {
    for (const auto& [name, content] : response.headers) {
        if (name == "Content-Encoding")
            return false;
        if (name == "Content-Type" && content.find("json") == std::string::npos &&
            !content.starts_with("text/"))
            return false;
    }
    const auto* text = std::get_if<std::string>(&response.body);
    return text && text->size() >= gzip_from_bytes;
}

} // namespace

/// Lets a worker pull a body that the loop's thread reads.
class Connection::ChunkReader final : public BodyReader {
public:
    ChunkReader(Connection& connection, StreamedRequest& parser, const Route& route,
                Exchange& exchange)
        : m_connection(connection), m_parser(parser), m_route(route), m_exchange(exchange) {}

    Result<std::string_view> next() override {
        if (m_parser.is_done())
            return std::string_view{};
        const auto [size, error] =
            asio::co_spawn(m_connection.m_stream.get_executor(), read_chunk(), asio::use_future).get();
        if (error == beast::http::error::body_limit)
            return failure(ErrorCode::TooLarge, "http.body_too_large",
                           {{"limit", std::to_string(m_route.limits.body_bytes_max)}});
        if (error)
            return failure(ErrorCode::Unavailable, "http.body_interrupted", {}, error.message());
        m_exchange.body_bytes += size;
        return std::string_view(m_chunk.data(), size);
    }

private:
    asio::awaitable<std::pair<std::size_t, beast::error_code>> read_chunk() {
        auto& body = m_parser.get().body();
        body.data = m_chunk.data();
        body.size = m_chunk.size();
        m_connection.m_stream.expires_after(m_connection.m_parts.options.body_timeout);
        beast::error_code error;
        while (!error && body.size == m_chunk.size() && !m_parser.is_done())
            co_await beast::http::async_read_some(m_connection.m_stream, m_connection.m_buffer,
                                                  m_parser,
                                                  asio::redirect_error(asio::use_awaitable, error));
        if (error == beast::http::error::need_buffer)
            error = {};
        co_return std::pair{m_chunk.size() - body.size, error};
    }

    Connection& m_connection;
    StreamedRequest& m_parser;
    const Route& m_route;
    Exchange& m_exchange;
    std::array<char, chunk_bytes> m_chunk;
};

Connection::Connection(tcp::socket socket, Loop& loop, ServerParts& parts)
    : m_stream(std::move(socket)), m_loop(loop), m_parts(parts) {
    boost::system::error_code error;
    const auto endpoint = m_stream.socket().remote_endpoint(error);
    if (!error)
        m_peer = endpoint.address().to_string();
    m_loop.connections.insert(this);
    ++m_parts.measurements.connections;
}

Connection::~Connection() {
    m_loop.connections.erase(this);
    --m_parts.measurements.connections;
}

void Connection::close() { m_stream.close(); }

asio::awaitable<void> Connection::run() {
    auto after = After::Keep;
    try {
        while (after == After::Keep && !m_parts.is_stopping) {
            // Not in the condition: g++ 12 awaits there even if what stands before it is false.
            const bool has_bytes = co_await wait_for_bytes();
            if (!has_bytes)
                break;
            after = co_await serve_one();
        }
    } catch (const std::exception&) {
        // The connection broke in a way that no answer can mend.
    }
    boost::system::error_code ignored;
    m_stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    if (after == After::Close && m_stream.socket().is_open()) {
        // Read what the client still sends, shortly, so that our answer is not lost to a reset.
        m_stream.expires_after(std::chrono::seconds(2));
        std::array<char, 4096> rest;
        std::size_t total = 0;
        while (!ignored && total < (1 << 20))
            total += co_await m_stream.async_read_some(
                asio::buffer(rest), asio::redirect_error(asio::use_awaitable, ignored));
    }
}

asio::awaitable<bool> Connection::wait_for_bytes() {
    if (m_buffer.size() > 0)
        co_return true;
    m_is_idle = true;
    m_stream.expires_after(m_parts.options.idle_timeout);
    beast::error_code error;
    const auto size = co_await m_stream.async_read_some(
        m_buffer.prepare(4096), asio::redirect_error(asio::use_awaitable, error));
    m_is_idle = false;
    m_buffer.commit(size);
    co_return !error && size > 0;
}

asio::awaitable<Connection::After> Connection::serve_one() {
    Head head;
    head.header_limit(head_bytes_max);
    head.body_limit(boost::none);
    m_stream.expires_after(m_parts.options.head_timeout);
    beast::error_code error;
    co_await beast::http::async_read_header(m_stream, m_buffer, head,
                                            asio::redirect_error(asio::use_awaitable, error));
    if (error) {
        co_await refuse_head(error);
        co_return After::Close;
    }
    Exchange exchange;
    exchange.begun = std::chrono::steady_clock::now();
    Response response;
    bool is_refused = false;
    exchange.request = request_of(head, response, is_refused);
    if (!head.get().keep_alive() || is_refused)
        exchange.after = After::Close;
    if (!is_refused)
        co_await answer(head, exchange, response);
    if (!exchange.is_sent)
        co_await send(exchange, response);
    finish_exchange(exchange);
    co_return exchange.after;
}

asio::awaitable<void> Connection::refuse_head(beast::error_code error) {
    const bool is_theirs = error.category() == make_error_code(beast::http::error::bad_target).category() &&
                           error != beast::http::error::end_of_stream &&
                           error != beast::http::error::partial_message;
    if (!is_theirs)
        co_return;
    Exchange exchange;
    exchange.begun = std::chrono::steady_clock::now();
    exchange.request.id = fmt::format("{:x}", new_id());
    exchange.after = After::Close;
    auto response =
        problem_response({ErrorCode::InvalidInput, "http.head_wrong", {}, {}}, exchange.request,
                         m_parts.messages, error == beast::http::error::header_limit ? 431 : 400);
    co_await send(exchange, response);
    finish_exchange(exchange);
}

Request Connection::request_of(Head& head, Response& refusal, bool& is_refused) const {
    const auto& message = head.get();
    Request request;
    request.id = fmt::format("{:x}", new_id());
    request.method = method_of(message.method());
    for (const auto& field : message) {
        request.headers.emplace_back(lower_case(view(field.name_string())), view(field.value()));
        if (field.name() == beast::http::field::cookie)
            for (auto& cookie : parse_cookies(view(field.value())))
                request.cookies.push_back(std::move(cookie));
    }
    request.remote_address = m_peer;
    const auto& trusted = m_parts.options.trusted_proxies;
    if (std::find(trusted.begin(), trusted.end(), m_peer) != trusted.end()) {
        const auto address = last_forwarded_address(request.header("x-forwarded-for"));
        if (!address.empty())
            request.remote_address = address;
        request.is_secure = request.header("x-forwarded-proto") == "https";
    }
    auto target = parse_target(view(message.target()));
    if (target) {
        request.path = std::move(target->path);
        request.query = std::move(target->query);
    } else {
        refusal = problem_response(target.error(), request, m_parts.messages, 400);
        is_refused = true;
    }
    return request;
}

asio::awaitable<void> Connection::answer(Head& head, Exchange& exchange, Response& response) {
    auto& request = exchange.request;
    auto found = m_parts.router.find(request.method, request.path);
    if (found.route) {
        request.path_parameters = std::move(found.path_parameters);
        exchange.route = found.route->pattern;
        co_await answer_by_route(head, *found.route, exchange, response);
        co_return;
    }
    if (head.chunked() || head.content_length().value_or(0) > 0)
        exchange.after = After::Close; // A body that nobody reads.
    const bool is_reading = request.method == Method::Get || request.method == Method::Head;
    if (found.allowed.empty() && is_reading && m_parts.fallback) {
        response = m_parts.fallback(request);
    } else if (found.allowed.empty()) {
        response = problem(ErrorCode::NotFound, "http.not_found", request);
    } else {
        response = problem_response({ErrorCode::InvalidInput,
                                     "http.method_not_allowed",
                                     {{"method", std::string(name_of(request.method))}},
                                     {}},
                                    request, m_parts.messages, 405);
        std::string allowed;
        for (const auto method : found.allowed)
            allowed += (allowed.empty() ? "" : ", ") + std::string(name_of(method));
        response.set("Allow", allowed);
    }
}

asio::awaitable<void> Connection::answer_by_route(Head& head, const Route& route,
                                                  Exchange& exchange, Response& response) {
    if (head.content_length().value_or(0) > route.limits.body_bytes_max) {
        exchange.after = After::Close;
        response = problem(ErrorCode::TooLarge, "http.body_too_large", exchange.request,
                           {{"limit", std::to_string(route.limits.body_bytes_max)}});
        co_return;
    }
    if (lower_case(exchange.request.header("expect")) == "100-continue")
        if (!co_await write_raw("HTTP/1.1 100 Continue\r\n\r\n")) {
            exchange.is_sent = true;
            exchange.after = After::Close;
            co_return;
        }
    if (route.limits.body == BodyMode::Streamed) {
        StreamedRequest parser(std::move(head));
        parser.body_limit(route.limits.body_bytes_max);
        co_await call_handler(route, &parser, exchange, response);
        if (!parser.is_done())
            exchange.after = After::Close;
    } else if (co_await read_whole_body(head, route, exchange, response)) {
        co_await call_handler(route, nullptr, exchange, response);
    }
}

asio::awaitable<bool> Connection::read_whole_body(Head& head, const Route& route,
                                                  Exchange& exchange, Response& response) {
    beast::http::request_parser<beast::http::string_body> parser(std::move(head));
    parser.body_limit(route.limits.body_bytes_max);
    m_stream.expires_after(m_parts.options.body_timeout);
    beast::error_code error;
    if (!parser.is_done())
        co_await beast::http::async_read(m_stream, m_buffer, parser,
                                         asio::redirect_error(asio::use_awaitable, error));
    if (error) {
        exchange.after = After::Close;
        response = error == beast::http::error::body_limit
                       ? problem(ErrorCode::TooLarge, "http.body_too_large", exchange.request,
                                 {{"limit", std::to_string(route.limits.body_bytes_max)}})
                       : problem(ErrorCode::InvalidInput, "http.body_interrupted", exchange.request);
        co_return false;
    }
    exchange.request.body = std::move(parser.get().body());
    exchange.body_bytes = exchange.request.body.size();
    co_return true;
}

asio::awaitable<void> Connection::call_handler(const Route& route, StreamedRequest* parser,
                                               Exchange& exchange, Response& response) {
    m_stream.expires_never();
    auto work = [this, &route, parser, &exchange, &response] {
        run_handler(route, parser, exchange, response);
    };
    ++m_parts.measurements.requests_waiting;
    const bool was_run = co_await on_worker(m_parts.workers, work);
    --m_parts.measurements.requests_waiting;
    if (was_run) {
        if (const auto* later = std::get_if<std::shared_ptr<const LaterBody>>(&response.body))
            response = co_await answer_of(std::shared_ptr(*later));
        co_return;
    }
    ++m_parts.measurements.requests_refused;
    exchange.after = After::Close;
    response = problem(ErrorCode::Unavailable, "http.overloaded", exchange.request);
    response.set("Retry-After", "5");
}

/// Suspends the coroutine until the answer is there.
asio::awaitable<Response> Connection::answer_of(std::shared_ptr<const LaterBody> later) {
    co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(Response)>(
        [later](auto handler) {
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            auto executor = asio::get_associated_executor(*shared);
            later->begin([shared, executor](Response response) {
                asio::post(executor, [shared, response = std::move(response)]() mutable {
                    std::move (*shared)(std::move(response));
                });
            });
        },
        asio::use_awaitable);
}

/// On a worker thread; the loop's thread waits, so what it owns may be touched.
void Connection::run_handler(const Route& route, StreamedRequest* parser, Exchange& exchange,
                             Response& response) {
    auto& request = exchange.request;
    try {
        std::optional<ChunkReader> reader;
        if (parser)
            request.body_reader = &reader.emplace(*this, *parser, route, exchange);
        response = route.handler(request);
        request.body_reader = nullptr;
        if (const auto* streamed = std::get_if<StreamedBody>(&response.body)) {
            send_streamed(*streamed, exchange, response);
            response.body = std::string();
        } else if (is_gzip_worthwhile(response) &&
                   accepts_encoding(request.header("accept-encoding"), "gzip")) {
            response.body = gzipped(std::get<std::string>(response.body));
            response.set("Content-Encoding", "gzip");
            response.set("Vary", "Accept-Encoding");
        }
    } catch (const std::exception&) {
        request.body_reader = nullptr;
        if (exchange.is_sent)
            exchange.after = After::Close;
        else
            response = internal_problem_response(request, m_parts.messages);
    }
}

void Connection::finish_exchange(Exchange& exchange) {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - exchange.begun;
    const auto method = name_of(exchange.request.method);
    m_parts.measurements.count_request(method, exchange.route, exchange.status, taken.count());
    if (m_parts.log)
        m_parts.log({exchange.request.id, method, exchange.route, exchange.status, taken.count(),
                     exchange.body_bytes});
}

Response Connection::problem(ErrorCode code, std::string key, const Request& request,
                             std::vector<std::pair<std::string, std::string>> arguments) const {
    return problem_response({code, std::move(key), std::move(arguments), {}}, request,
                            m_parts.messages);
}

} // namespace samatcha::http
