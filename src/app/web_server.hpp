#pragma once

// The server of an opened installation, as `serve` and the tests run it.

#include "app/environment.hpp"
#include "modules/access/api.hpp"
#include "platform/http/server.hpp"
#include "platform/http/static_files.hpp"

#include <memory>

namespace samatcha::app {

class WebServer {
public:
    explicit WebServer(Environment&);
    ~WebServer(); ///< Stops.

    /// Binds, starts the workers and the job runner. Fails with Unavailable (http.address_taken).
    Result<void> start();
    std::uint16_t port() const { return m_server.port(); }
    void wait_for_signal();
    void stop();

    const access::Api& api() const { return m_api; }
    http::Measurements& measurements() { return m_server.measurements(); }

private:
    void add_operations_routes();

    Environment& m_environment;
    http::Router m_router;
    access::Api m_api;
    http::StaticFiles m_files;
    std::string m_openapi;
    http::Server m_server;
    std::unique_ptr<jobs::Jobs::Observer> m_publishing;
};

} // namespace samatcha::app
