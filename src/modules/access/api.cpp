#include "modules/access/api.hpp"

#include "modules/access/guard.hpp"
#include "platform/database/database.hpp"
#include "platform/http/problem.hpp"

namespace samatcha::access {

namespace {

using Erased = Api::Erased;

Result<void> check_content_type(const Operation& operation, const http::Request& request) {
    if (!operation.body)
        return {};
    const auto type = request.header("content-type");
    if (type.substr(0, type.find(';')) != "application/json")
        return failure(ErrorCode::Unsupported, "access.json_needed");
    return {};
}

Result<http::Response> run_action(const Operation& operation, const Erased& action, Call& call) {
    switch (operation.options.transaction) {
    case Transaction::None:
        return action(call);
    case Transaction::Whole:
        return database::transaction(call.db, [&] { return action(call); });
    }
    return action(call);
}

/// The checks, in the order in which they must come, then the action.
Result<http::Response> answer_checked(const Operation& operation, const Erased& action,
                                      const ApiState& state, database::Connection& connection,
                                      http::Request& request) {
    const auto visitor = recognize(connection, state.clock, request);
    TRY(check_origin(request, visitor));
    TRY(check_right(visitor, operation.right));
    TRY(check_content_type(operation, request));
    const auto actor = actor_of(visitor, TRY(check_purpose(request, operation.right)));
    Call call{actor,
              connection,
              state.clock,
              request,
              http::language_of(request),
              state.messages,
              visitor.session ? &*visitor.session : nullptr,
              visitor.session ? &*visitor.token : nullptr,
              {},
              {}};
    auto response = TRY(run_action(operation, action, call));
    for (const auto& act : call.after_commit)
        act();
    for (auto& header : call.answer_headers)
        response.headers.push_back(std::move(header));
    return response;
}

http::Response answer_request(const Operation& operation, const Erased& action, const ApiState& state,
                      http::Request& request) {
    try {
        auto lease = std::make_shared<database::Database::Lease>(state.database.connection());
        auto response = answer_checked(operation, action, state, **lease, request);
        if (!response) {
            if (!response.error().detail.empty())
                state.log_failure(request.id, response.error().key + ": " + response.error().detail);
            return http::problem_response(response.error(), request, state.messages);
        }
        if (auto* streamed = std::get_if<http::StreamedBody>(&response->body))
            streamed->write = [lease, write = std::move(streamed->write)](http::BodyWriter& writer) {
                return write(writer);
            };
        return std::move(response).value();
    } catch (const database::Failure& broken) {
        state.log_failure(request.id, broken.what());
        if (broken.kind() != database::FailureKind::Busy)
            return http::internal_problem_response(request, state.messages);
        auto response = http::problem_response({ErrorCode::Unavailable, "http.overloaded", {}, {}},
                                               request, state.messages);
        response.set("Retry-After", "2");
        return response;
    } catch (const std::exception& broken) {
        state.log_failure(request.id, broken.what());
        return http::internal_problem_response(request, state.messages);
    }
}

} // namespace

Api::Api(http::Router& router, ApiState state) : m_router(router), m_state(std::move(state)) {}

void Api::add(Operation operation, Erased action) {
    const http::RouteLimits limits{operation.streams_body ? http::BodyMode::Streamed
                                                          : http::BodyMode::Whole,
                                   operation.options.body_bytes_max};
    m_router.add(
        operation.method, operation.pattern,
        [operation, action = std::move(action), state = m_state](http::Request& request) {
            return answer_request(operation, action, state, request);
        },
        limits);
    m_operations.push_back(std::move(operation));
}

} // namespace samatcha::access
