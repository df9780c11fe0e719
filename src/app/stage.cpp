#include "app/stage.hpp"

#include "app/composition.hpp"
#include "app/demonstration.hpp"
#include "app/environment.hpp"
#include "app/log.hpp"
#include "base/thai_time.hpp"
#include "modules/access/actions.hpp"
#include "modules/access/guard.hpp"
#include "modules/access/records.hpp"
#include "platform/vault/secret.hpp"

#include <algorithm>
#include <thread>

namespace samatcha::app {

namespace {

constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
constexpr std::int64_t session_is_young_ms = access::session_idle_max_ms / 2;

ErrorCode code_of_status(int status) {
    switch (status) {
    case 401:
        return ErrorCode::Unauthenticated;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 409:
        return ErrorCode::Conflict;
    case 429:
        return ErrorCode::TooMany;
    default:
        return status >= 500 ? ErrorCode::Unavailable : ErrorCode::InvalidInput;
    }
}

Result<json::value> read_answer(int status, std::string_view path, std::string_view body) {
    if (status == 204)
        return json::value();
    auto read = json::parse(body);
    if (status < 400)
        return read;
    const auto* const detail =
        read && read->is_object() ? read->get_object().if_contains("detail") : nullptr;
    return failure(
        code_of_status(status), "app.play_refused",
        {{"path", std::string(path)},
         {"status", std::to_string(status)},
         {"detail", detail && detail->is_string() ? std::string(detail->get_string()) : ""}});
}

/// A body that is all there.
class WholeBody final : public http::BodyReader {
public:
    explicit WholeBody(std::string_view bytes) : m_rest(bytes) {}

    Result<std::string_view> next() override {
        constexpr std::size_t chunk = 64 * 1024;
        const auto now = m_rest.substr(0, chunk);
        m_rest.remove_prefix(now.size());
        return now;
    }

private:
    std::string_view m_rest;
};

std::string text_of(http::Method method, const json::value& body) {
    return method == http::Method::Get ? std::string() : json::serialize(body);
}

} // namespace

Instant Stage::morning_of(int day) const {
    return {m_morning.unix_ms + day * day_ms};
}

PartialDate Stage::date_of(int day) const {
    const std::chrono::sys_time<std::chrono::milliseconds> there{
        std::chrono::milliseconds(morning_of(day).unix_ms + thailand_ahead_ms)};
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(there));
    return {static_cast<std::int16_t>(static_cast<int>(date.year())),
            static_cast<std::int8_t>(static_cast<unsigned>(date.month())),
            static_cast<std::int8_t>(static_cast<unsigned>(date.day()))};
}

Result<ServerStage::SignedIn> ServerStage::signed_in(const std::string& login) {
    if (const auto found = m_sessions.find(login); found != m_sessions.end())
        return found->second;
    const auto answer = TRY(m_client.request(
        http::Method::Post, "/api/v1/session", {{"Content-Type", "application/json"}},
        json::to_text(access::LogIn{login, std::string(demonstration_password)})));
    if (answer.status == 401)
        return failure(ErrorCode::NotFound, "app.play_account_missing", {{"login", login}});
    const auto view = TRY(read_answer(answer.status, "/session", answer.body));
    const auto cookie = answer.header("set-cookie");
    SignedIn made{std::string(cookie.substr(0, cookie.find(';'))),
                  TRY(json::from_value<std::string>(view.at("csrf_token")))};
    return m_sessions[login] = std::move(made);
}

Result<json::value> ServerStage::ask(const std::string& login, http::Method method,
                                     const std::string& path, const json::value& body) {
    return send(login, method, path, "application/json", text_of(method, body));
}

Result<json::value> ServerStage::send_file(const std::string& login, const std::string& path,
                                           const std::string& filename, std::string bytes) {
    return send(login, http::Method::Post, path + "?filename=" + filename,
                "application/octet-stream", std::move(bytes));
}

Result<json::value> ServerStage::send(const std::string& login, http::Method method,
                                      const std::string& path, std::string_view content_type,
                                      std::string body) {
    std::vector<http::Pair> headers{{"Content-Type", std::string(content_type)}};
    if (!login.empty()) {
        const auto session = TRY(signed_in(login));
        headers.emplace_back("Cookie", session.cookie);
        headers.emplace_back("X-CSRF-Token", session.csrf_token);
    }
    const auto answer = TRY(m_client.request(method, "/api/v1" + path, headers, std::move(body)));
    return read_answer(answer.status, path, answer.body);
}

void ServerStage::wait(std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time / m_speed);
}

RouteStage::RouteStage(Environment& environment, std::string province, Instant morning)
    : Stage(morning),
      m_environment(environment),
      m_province(std::move(province)),
      m_clock(morning),
      m_api(m_router, {environment.database, m_clock, environment.messages,
                       [](std::string_view, std::string_view what) {
                           log(LogLevel::Error, "failure", {{"what", what}});
                       }}) {
    add_all_routes(m_api, environment, *this);
}

Result<RouteStage::SignedIn> RouteStage::signed_in(const std::string& login) {
    const auto now = m_clock.now();
    if (const auto found = m_sessions.find(login);
        found != m_sessions.end() &&
        std::abs(now.unix_ms - found->second.since.unix_ms) < session_is_young_ms)
        return found->second;
    const auto db = m_environment.database.connection();
    const auto account = access::records::find_account_by_login(*db, login);
    if (!account || account->province != m_province)
        return failure(ErrorCode::NotFound, "app.play_account_missing", {{"login", login}});
    const access::SessionToken token{m_province, vault::random_token()};
    access::records::add_session(*db, *account, vault::token_digest(token.token), false, now);
    const auto cookie = access::session_cookie(token, false);
    return m_sessions[login] = {
               {cookie.substr(0, cookie.find('=')), token.cookie_value()}, token.csrf_token(), now};
}

Result<json::value> RouteStage::ask(const std::string& login, http::Method method,
                                    const std::string& path, const json::value& body) {
    http::Request request;
    request.method = method;
    request.path = "/api/v1" + path;
    request.headers = {{"content-type", "application/json"}};
    request.body = text_of(method, body);
    return handle(login, std::move(request));
}

Result<json::value> RouteStage::send_file(const std::string& login, const std::string& path,
                                          const std::string& filename, std::string bytes) {
    http::Request request;
    request.method = http::Method::Post;
    request.path = "/api/v1" + path;
    request.query = {{"filename", filename}};
    WholeBody body(bytes);
    request.body_reader = &body;
    return handle(login, std::move(request));
}

Result<json::value> RouteStage::handle(const std::string& login, http::Request request) {
    if (!login.empty()) {
        auto session = TRY(signed_in(login));
        request.cookies.push_back(std::move(session.cookie));
        request.headers.emplace_back("x-csrf-token", session.csrf_token);
    }
    const auto path = request.path;
    const auto found = m_router.find(request.method, path);
    if (!found.route)
        return failure(ErrorCode::NotFound, "http.not_found");
    request.path_parameters = found.path_parameters;
    const auto response = found.route->handler(request);
    const auto* const text = std::get_if<std::string>(&response.body);
    return read_answer(response.status, path, text ? *text : std::string_view());
}

} // namespace samatcha::app
