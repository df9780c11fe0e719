#pragma once

#include "base/messages.hpp"
#include "platform/http/metrics.hpp"
#include "platform/http/response.hpp"
#include "platform/http/router.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace samatcha::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; ///< 0 takes a free one, see Server::port().
    std::size_t io_threads = 2;
    std::size_t workers = 8;                 ///< Handlers that run at once.
    std::size_t requests_waiting_max = 1000; ///< Beyond, 503.
    std::size_t connections_max = 20'000;    ///< Beyond, closed at once.
    std::vector<std::string> trusted_proxies{"127.0.0.1", "::1"}; ///< Whose X-Forwarded-* are believed.
    std::chrono::seconds idle_timeout{75};   ///< Between requests of a kept connection.
    std::chrono::seconds head_timeout{15};
    std::chrono::seconds body_timeout{60};   ///< A whole body; of a streamed one, each chunk.
    std::chrono::seconds write_timeout{60};  ///< Each chunk.
    std::chrono::seconds heartbeat{20};      ///< Of event streams.
    std::chrono::seconds event_stream_max{3600}; ///< Then the client connects, and is checked, anew.
    std::chrono::milliseconds tail_check{60'000}; ///< How often a stream of numbered events catches up.
    std::chrono::seconds drain{10};          ///< How long stop() lets running requests finish.
};

/// Answers what no route does (the front end's files): runs on an I/O thread, so it may not wait.
using Fallback = std::function<Response(const Request&)>;

/// What is said of one answered request; nothing of it names a person.
struct RequestRecord {
    std::string_view id;
    std::string_view method;
    std::string_view route; ///< The pattern, not the path.
    int status = 0;
    double seconds = 0;
    std::uint64_t body_bytes = 0; ///< Received.
};

/// HTTP/1.1 over Boost.Beast: an io_context per I/O thread, a fixed number of workers for handlers.
/// Everything given by reference outlives the server.
class Server final : public EventHub {
public:
    Server(ServerOptions, const Router&, const Messages&, Fallback,
           std::function<void(const RequestRecord&)> log = {});
    ~Server() override; ///< Stops.

    /// Binds and starts. Fails with Unavailable (http.address_taken).
    Result<void> start();
    std::uint16_t port() const;

    /// Waits for SIGINT or SIGTERM (which are blocked from start() on), then stop().
    void wait_for_signal();

    /// No new connection; running requests finish within options.drain; event streams end.
    void stop();

    void publish(std::string_view topic, std::string_view event, std::string_view data) override;
    void publish(std::string_view topic, NumberedEvent) override;

    Measurements& measurements();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Set on every answer: CSP without inline script, no sniffing, no framing, same-origin only.
const std::vector<Pair>& security_headers();

/// Of an answer that others may show within their pages; a header of an answer takes the place of that above,
/// an empty one takes it away.
const std::vector<Pair>& framing_headers();

/// gzip (RFC 1952) of a whole body.
std::string gzipped(std::string_view);
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

} // namespace samatcha::http
