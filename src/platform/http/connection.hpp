#pragma once

// Inside of the server; the only header with Beast in it, for server.cpp and connection*.cpp.

#include "platform/http/server.hpp"
#include "platform/http/worker_pool.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace samatcha::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

/// Suspends the coroutine while a worker runs `work`; false when no worker may take it.
template <class Work>
asio::awaitable<bool> on_worker(WorkerPool& workers, Work& work) {
    co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(bool)>(
        [&workers, &work](auto handler) {
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            auto executor = asio::get_associated_executor(*shared);
            const auto resume = [shared, executor](bool was_run) {
                asio::post(executor, [shared, was_run] { std::move (*shared)(was_run); });
            };
            const bool is_taken = workers.submit([resume, &work] {
                work();
                resume(true);
            });
            if (!is_taken)
                resume(false);
        },
        asio::use_awaitable);
}

class Connection;

/// One client's open event stream; touched on its loop's thread only.
struct EventStream {
    explicit EventStream(asio::io_context& context) : wake(context) {}
    asio::steady_timer wake; ///< Cancelled when there is something to send.
    std::deque<std::shared_ptr<const std::string>> waiting;
    bool is_too_slow = false;
    std::deque<std::shared_ptr<const NumberedEvent>> numbered;
    bool is_behind = false; ///< Numbered events are to be read, from `last` on.
    std::int64_t last = 0;  ///< Number of the last one that was sent, or was not for this client.
};

/// An I/O thread and all that lives on it: nothing here needs a lock. The context goes before the sets,
/// because connections that it still holds leave these when they end with it.
struct Loop {
    std::unordered_set<Connection*> connections;
    std::unordered_map<std::string, std::unordered_set<EventStream*>> topics;
    asio::io_context context{1};
    std::optional<tcp::acceptor> acceptor;
    std::thread thread;
};

/// What all connections of a server share.
struct ServerParts {
    ServerOptions options;
    const Router& router;
    const Messages& messages;
    Fallback fallback;
    std::function<void(const RequestRecord&)> log;
    Measurements measurements;
    WorkerPool workers;
    std::atomic<bool> is_stopping{false};
};

/// One client's connection, from accept to close. Lives as long as the coroutine run().
class Connection {
public:
    Connection(tcp::socket, Loop&, ServerParts&);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    asio::awaitable<void> run();

    void close();
    bool is_idle() const { return m_is_idle; }

private:
    using Head = beast::http::request_parser<beast::http::empty_body>;
    using StreamedRequest = beast::http::request_parser<beast::http::buffer_body>;
    class ChunkReader;
    class ChunkWriter;

    enum class After { Keep, Close };

    /// What serve_one() learns on the way, for the log and the counts.
    struct Exchange {
        Request request;
        std::string route = "-";
        After after = After::Keep;
        bool is_sent = false;
        int status = 0;
        std::uint64_t body_bytes = 0;
        std::chrono::steady_clock::time_point begun{};
    };

    asio::awaitable<bool> wait_for_bytes();
    asio::awaitable<After> serve_one();
    asio::awaitable<void> refuse_head(beast::error_code);
    asio::awaitable<void> answer(Head&, Exchange&, Response&);
    asio::awaitable<void> answer_by_route(Head&, const Route&, Exchange&, Response&);
    asio::awaitable<bool> read_whole_body(Head&, const Route&, Exchange&, Response&);
    asio::awaitable<void> call_handler(const Route&, StreamedRequest*, Exchange&, Response&);
    static asio::awaitable<Response> answer_of(std::shared_ptr<const LaterBody>);
    void run_handler(const Route&, StreamedRequest*, Exchange&, Response&);
    void send_streamed(const StreamedBody&, Exchange&, const Response&);

    asio::awaitable<void> send(Exchange&, Response&);
    asio::awaitable<bool> send_bytes(Exchange&, const Response&, std::string_view);
    asio::awaitable<bool> send_file(Exchange&, const Response&, const FileBody&);
    asio::awaitable<void> send_events(Exchange&, const Response&, const EventBody&);
    asio::awaitable<bool> catch_up(EventStream&, const EventTail&, std::string& text);
    asio::awaitable<bool> write_raw(std::string_view);

    Request request_of(Head&, Response& refusal, bool& is_refused) const;
    void finish_exchange(Exchange&);
    Response problem(ErrorCode, std::string key, const Request&,
                     std::vector<std::pair<std::string, std::string>> arguments = {}) const;

    beast::tcp_stream m_stream;
    beast::flat_buffer m_buffer;
    Loop& m_loop;
    ServerParts& m_parts;
    std::string m_peer;
    bool m_is_idle = true;
};

} // namespace samatcha::http
