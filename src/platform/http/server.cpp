#include "platform/http/server.hpp"

#include "platform/http/connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <csignal>
#include <sys/socket.h>

namespace samatcha::http {

namespace {

constexpr std::size_t events_waiting_max = 256;

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

tcp::acceptor bound_acceptor(asio::io_context& context, const tcp::endpoint& endpoint) {
    tcp::acceptor acceptor(context);
    acceptor.open(endpoint.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.set_option(ReusePort(true));
    acceptor.bind(endpoint);
    acceptor.listen(asio::socket_base::max_listen_connections);
    return acceptor;
}

asio::awaitable<void> serve_connection(tcp::socket socket, Loop& loop, ServerParts& parts) {
    Connection connection(std::move(socket), loop, parts);
    co_await connection.run();
}

asio::awaitable<void> accept_connections(Loop& loop, ServerParts& parts) {
    while (!parts.is_stopping) {
        boost::system::error_code error;
        auto socket = co_await loop.acceptor->async_accept(
            asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted || !loop.acceptor->is_open())
            co_return;
        if (error) { // Out of descriptors: give the others time to close.
            asio::steady_timer pause(loop.context, std::chrono::milliseconds(50));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        if (parts.measurements.connections >=
            static_cast<std::int64_t>(parts.options.connections_max))
            continue;
        socket.set_option(tcp::no_delay(true), error);
        asio::co_spawn(loop.context, serve_connection(std::move(socket), loop, parts),
                       asio::detached);
    }
}

sigset_t termination_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

struct Server::State {
    State(ServerOptions options, const Router& router, const Messages& messages, Fallback fallback,
          std::function<void(const RequestRecord&)> log)
        : parts{options,
                router,
                messages,
                std::move(fallback),
                std::move(log),
                {},
                WorkerPool(options.workers, options.requests_waiting_max)} {}

    ServerParts parts;
    std::vector<std::unique_ptr<Loop>> loops;
    std::uint16_t port = 0;

    void on_each_loop(const std::function<void(Loop&)>& act) {
        for (auto& loop : loops)
            asio::post(loop->context, [act, &loop = *loop] { act(loop); });
    }

    void on_each_stream(std::string_view topic, const std::function<void(EventStream&)>& act) {
        on_each_loop([topic = std::string(topic), act](Loop& loop) {
            const auto found = loop.topics.find(topic);
            if (found == loop.topics.end())
                return;
            for (auto* stream : found->second) {
                act(*stream);
                stream->wake.cancel();
            }
        });
    }

    bool wait_until_no_connection(std::chrono::milliseconds longest) {
        const auto deadline = std::chrono::steady_clock::now() + longest;
        while (parts.measurements.connections > 0) {
            if (std::chrono::steady_clock::now() > deadline)
                return false;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return true;
    }
};

Server::Server(ServerOptions options, const Router& router, const Messages& messages,
               Fallback fallback, std::function<void(const RequestRecord&)> log)
    : m_state(std::make_unique<State>(std::move(options), router, messages, std::move(fallback),
                                      std::move(log))) {}

Server::~Server() { stop(); }

Result<void> Server::start() {
    std::signal(SIGPIPE, SIG_IGN);
    const auto signals = termination_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    auto& options = m_state->parts.options;
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error)
        return failure(ErrorCode::InvalidInput, "http.address_wrong", {{"address", options.address}});
    try {
        m_state->port = options.port;
        for (std::size_t i = 0; i < std::max<std::size_t>(options.io_threads, 1); ++i) {
            auto loop = std::make_unique<Loop>();
            loop->acceptor = bound_acceptor(loop->context, {address, m_state->port});
            m_state->port = loop->acceptor->local_endpoint().port();
            m_state->loops.push_back(std::move(loop));
        }
    } catch (const boost::system::system_error& refused) {
        m_state->loops.clear();
        return failure(ErrorCode::Unavailable, "http.address_taken",
                       {{"address", options.address}, {"port", std::to_string(options.port)}},
                       refused.what());
    }
    for (auto& loop : m_state->loops) {
        asio::co_spawn(loop->context, accept_connections(*loop, m_state->parts), asio::detached);
        loop->thread = std::thread([&context = loop->context, work = asio::make_work_guard(
                                        loop->context)] { context.run(); });
    }
    return {};
}

std::uint16_t Server::port() const { return m_state->port; }

void Server::wait_for_signal() {
    const auto signals = termination_signals();
    int which = 0;
    sigwait(&signals, &which);
    stop();
}

void Server::stop() {
    if (m_state->parts.is_stopping.exchange(true))
        return;
    m_state->on_each_loop([](Loop& loop) {
        boost::system::error_code ignored;
        loop.acceptor->close(ignored);
        for (auto* connection : loop.connections)
            if (connection->is_idle())
                connection->close();
        for (auto& [topic, streams] : loop.topics)
            for (auto* stream : streams)
                stream->wake.cancel();
    });
    m_state->wait_until_no_connection(m_state->parts.options.drain);
    m_state->on_each_loop([](Loop& loop) {
        for (auto* connection : loop.connections)
            connection->close();
    });
    m_state->parts.workers.finish();
    m_state->wait_until_no_connection(std::chrono::seconds(2));
    for (auto& loop : m_state->loops) {
        loop->context.stop();
        if (loop->thread.joinable())
            loop->thread.join();
    }
}

void Server::publish(std::string_view topic, std::string_view event, std::string_view data) {
    const auto text = std::make_shared<const std::string>(event_text(event, data));
    m_state->on_each_stream(topic, [text](EventStream& stream) {
        if (stream.waiting.size() >= events_waiting_max)
            stream.is_too_slow = true;
        else
            stream.waiting.push_back(text);
    });
}

void Server::publish(std::string_view topic, NumberedEvent event) {
    const auto kept = std::make_shared<const NumberedEvent>(std::move(event));
    m_state->on_each_stream(topic, [kept](EventStream& stream) {
        if (stream.numbered.size() < events_waiting_max)
            return stream.numbered.push_back(kept);
        stream.numbered.clear(); // A slow client costs no memory: it reads them when it can.
        stream.is_behind = true;
    });
}

Measurements& Server::measurements() { return m_state->parts.measurements; }

} // namespace samatcha::http
