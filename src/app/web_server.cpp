#include "app/web_server.hpp"

#include "app/composition.hpp"
#include "app/job_routes.hpp"
#include "app/log.hpp"
#include "modules/access/openapi.hpp"
#include "modules/forum/routes.hpp"
#include "modules/notices/postman.hpp"
#include "modules/search/live_index.hpp"
#include "modules/webhooks/courier.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>

namespace samatcha {

/// The built front end (web/dist), put into the program by the build; empty when it was not built.
std::span<const EmbeddedFile> embedded_web();

} // namespace samatcha

namespace samatcha::app {

namespace {

access::ApiState api_state(Environment& environment) {
    return {environment.database, environment.clock, environment.messages,
            [](std::string_view id, std::string_view what) {
                log(LogLevel::Error, "failure", {{"id", id}, {"what", what}});
            }};
}

http::ServerOptions server_options(const Settings& settings) {
    http::ServerOptions options;
    options.address = settings.address;
    options.port = settings.port;
    options.workers = settings.workers;
    options.io_threads = settings.io_threads;
    options.trusted_proxies = comma_list(settings.trusted_proxies);
    return options;
}

} // namespace

WebServer::WebServer(Environment& environment)
    : m_environment(environment), m_api(m_router, api_state(environment)), m_files(embedded_web()),
      m_server(
          server_options(environment.settings), m_router, environment.messages,
          [this](const http::Request& request) {
              if (!request.path.starts_with("/api/"))
                  if (auto file = m_files.answer(request)) {
                      if (request.path.starts_with("/embed/"))
                          for (const auto& [name, content] : http::framing_headers())
                              file->set(name, content);
                      return std::move(*file);
                  }
              return http::problem_response({ErrorCode::NotFound, "http.not_found", {}, {}}, request,
                                            m_environment.messages);
          },
          log_request) {
    add_all_routes(m_api, m_environment, m_server);
    m_openapi = access::openapi_text(m_api);
    add_operations_routes();
}

WebServer::~WebServer() { stop(); }

void WebServer::add_operations_routes() {
    m_router.add(http::Method::Get, "/api/v1/openapi.json",
                 [this](http::Request&) { return http::json_response(m_openapi); });
    m_router.add(http::Method::Get, "/healthz", [this](http::Request&) {
        try {
            m_environment.database.connection()->integer("SELECT 1");
            return http::json_response(R"({"status":"ok"})");
        } catch (const database::Failure&) {
            return http::json_response(R"({"status":"database unavailable"})", 503);
        }
    });
    m_router.add(http::Method::Get, "/metrics",
                 [this, allowed = comma_list(m_environment.settings.metrics_from)](
                     http::Request& request) {
                     if (std::find(allowed.begin(), allowed.end(), request.remote_address) ==
                         allowed.end())
                         return http::problem_response({ErrorCode::NotFound, "http.not_found", {}, {}},
                                                       request, m_environment.messages);
                     return http::text_response("text/plain; version=0.0.4; charset=utf-8",
                                                m_server.measurements().prometheus_text());
                 });
}

Result<void> WebServer::start() {
    TRY(m_server.start());
    m_publishing = publish_jobs(m_environment.jobs, m_server, m_environment.messages);
    m_environment.jobs.start(m_environment.settings.job_threads);
    m_environment.live_search->start([](std::string_view province, const Error& error) {
        log(LogLevel::Error, "search_unread", {{"province", std::string(province)}, {"key", error.key}, {"what", error.detail}});
    });
    m_environment.forums->start(forum::tell_listeners(m_server));
    m_environment.postman->start();
    m_environment.courier->start();
    m_environment.scheduler->start();
    return {};
}

void WebServer::wait_for_signal() { m_server.wait_for_signal(); }

void WebServer::stop() {
    m_server.stop();
    m_environment.scheduler->stop();
    m_environment.courier->stop();
    m_environment.postman->stop();
    m_environment.live_search->stop();
    m_environment.forums->stop();
    m_environment.jobs.stop();
    m_publishing.reset();
}

} // namespace samatcha::app
