#include "modules/access/guard.hpp"

#include "base/json.hpp"
#include "modules/access/records.hpp"
#include "platform/vault/secret.hpp"

#include <fmt/format.h>

namespace samatcha::access {

namespace {

constexpr std::string_view cookie_name = "samatcha_session";
constexpr std::int64_t touch_after_ms = 60'000;

bool is_write(http::Method method) {
    return method != http::Method::Get && method != http::Method::Head &&
           method != http::Method::Options;
}

std::string_view host_of(std::string_view origin) {
    const auto slashes = origin.find("://");
    return slashes == std::string_view::npos ? origin : origin.substr(slashes + 3);
}

} // namespace

Visitor recognize(database::Connection& connection, const Clock& clock,
                  const http::Request& request) {
    Visitor visitor{SessionToken::parse(request.cookie(cookie_name)), {}};
    if (!visitor.token)
        return visitor;
    const auto digest = vault::token_digest(visitor.token->token);
    const auto now = clock.now();
    auto session = records::find_session(connection, visitor.token->province, digest);
    if (!session || session->account.is_disabled ||
        now.unix_ms - session->created_at.unix_ms > session_age_max_ms ||
        now.unix_ms - session->last_seen_at.unix_ms > session_idle_max_ms)
        return {};
    if (now.unix_ms - session->last_seen_at.unix_ms > touch_after_ms)
        records::touch_session(connection, visitor.token->province, digest, now);
    visitor.session = std::move(session);
    return visitor;
}

Result<void> check_origin(const http::Request& request, const Visitor& visitor) {
    if (!is_write(request.method))
        return {};
    const auto site = request.header("sec-fetch-site");
    const auto origin = request.header("origin");
    if ((!site.empty() && site != "same-origin" && site != "none") ||
        (!origin.empty() && host_of(origin) != request.header("host")))
        return failure(ErrorCode::Forbidden, "access.foreign_origin");
    if (visitor.session && !vault::constant_time_equal(visitor.token->csrf_token(),
                                                       request.header("x-csrf-token")))
        return failure(ErrorCode::Forbidden, "access.csrf_token_wrong");
    return {};
}

Result<void> check_right(const Visitor& visitor, Right right) {
    if (right == Right::Everyone)
        return {};
    if (!visitor.session)
        return failure(ErrorCode::Unauthenticated, "access.not_signed_in");
    switch (visitor.session->state()) {
    case SessionState::Anonymous:
        return failure(ErrorCode::Unauthenticated, "access.not_signed_in");
    case SessionState::SecondFactorRequired:
        return failure(ErrorCode::Unauthenticated, "access.second_factor_required");
    case SessionState::SecondFactorEnrolmentRequired:
        return failure(ErrorCode::Unauthenticated, "access.second_factor_enrolment_required");
    case SessionState::SignedIn:
        break;
    }
    if (!may(visitor.session->account.role, right))
        return failure(ErrorCode::Forbidden, "access.right_missing");
    return {};
}

Result<Purpose> check_purpose(const http::Request& request, Right right) {
    auto word = request.query_parameter("purpose").value_or(request.header("x-purpose"));
    const auto purpose = json::enum_from_name<Purpose>(word).value_or(Purpose::None);
    if (purpose == Purpose::None && needs_purpose(right))
        return failure(ErrorCode::InvalidInput, "access.purpose_missing",
                       {{"purposes", "find, care, refer, review, oversight"}});
    return purpose;
}

Actor actor_of(const Visitor& visitor, Purpose purpose) {
    if (!visitor.session)
        return {};
    const auto& account = visitor.session->account;
    return {account.id, account.login, account.role, account.province, account.agency, purpose};
}

std::string session_cookie(const SessionToken& token, bool is_secure) {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", cookie_name,
                       token.cookie_value(), session_age_max_ms / 1000, is_secure ? "; Secure" : "");
}

std::string cookie_of_no_session(bool is_secure) {
    return fmt::format("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", cookie_name,
                       is_secure ? "; Secure" : "");
}

} // namespace samatcha::access
