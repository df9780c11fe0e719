#include "platform/http/problem.hpp"

#include "base/json.hpp"

namespace samatcha::http {

namespace {

Response problem_of(const Error& error, int status, const Request& request,
                    const Messages& messages) {
    const auto language = language_of(request);
    boost::json::object body{{"type", "urn:samatcha:error:" + error.key},
                             {"title", messages.title(error, language)},
                             {"status", status},
                             {"detail", messages.detail(error, language)},
                             {"instance", "urn:samatcha:request:" + request.id},
                             {"key", error.key}};
    boost::json::object arguments;
    for (const auto& [name, text] : error.arguments)
        arguments[name] = text;
    body["arguments"] = arguments;
    auto response = text_response("application/problem+json", json::serialize(body), status);
    response.set("Content-Language", language == Language::Thai ? "th" : "en");
    response.set("Vary", "Accept-Language, Cookie");
    if (error.code == ErrorCode::TooMany)
        for (const auto& [name, text] : error.arguments)
            if (name == "seconds")
                response.set("Retry-After", text);
    return response;
}

} // namespace

int status_of(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidInput:
        return 422;
    case ErrorCode::Unauthenticated:
        return 401;
    case ErrorCode::Forbidden:
        return 403;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::TooMany:
        return 429;
    case ErrorCode::Unsupported:
        return 415;
    case ErrorCode::Cancelled:
        return 409;
    case ErrorCode::Unavailable:
        return 503;
    }
    return 500;
}

Language language_of(const Request& request) {
    const auto chosen = request.cookie("lang");
    if (chosen == "th")
        return Language::Thai;
    if (chosen == "en")
        return Language::English;
    return preferred_language(request.header("accept-language"));
}

Response problem_response(const Error& error, const Request& request, const Messages& messages,
                          std::optional<int> status) {
    return problem_of(error, status.value_or(status_of(error.code)), request, messages);
}

Response internal_problem_response(const Request& request, const Messages& messages) {
    return problem_of({ErrorCode::Unavailable, "http.internal", {{"request", request.id}}}, 500,
                      request, messages);
}

} // namespace samatcha::http
