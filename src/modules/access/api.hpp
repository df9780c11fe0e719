#pragma once

// How a module's routes.cpp says its routes:
//
//     void add_routes(access::Api& api, Vault& vault) {
//         api.get("/agencies", Right::ReadAgencies, &list_agencies_route);
//         api.post("/agencies", Right::ManageAgencies, [&](Call& call, NewAgency input) {
//             return add_agency(call.actor, call.db, vault, std::move(input));
//         });
//     }
//
// An action is called as Result<Output>(Call&) or Result<Output>(Call&, Input): Input and Output are
// described structs (Boost.Describe), Input read from the query of a GET or DELETE and from the JSON
// body of a POST or PUT. Output void answers 204; http::Response is sent as it is. Rights, session,
// CSRF token, purpose and the transaction are seen to before the action runs; an Error becomes a
// translated problem (RFC 9457). Output Later<T> is answered when it is there, Written<T> as it is
// written. The OpenAPI document is written from the same declarations.

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/messages.hpp"
#include "base/result.hpp"
#include "modules/access/actor.hpp"
#include "modules/access/right.hpp"
#include "platform/database/connection.hpp"
#include "platform/database/database.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/query.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"
#include "platform/http/router.hpp"
#include "platform/http/schema.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace samatcha::access {

struct Session;
struct SessionToken;

/// What all routes share; everything named by reference outlives the server.
struct ApiState {
    database::Database& database;
    const Clock& clock;
    const Messages& messages;
    /// A failure that is ours, for the log: the request's id, and words without personal data.
    std::function<void(std::string_view request_id, std::string_view what)> log_failure;
};

/// What an action gets: who asks, the request, and the worker's database connection.
struct Call {
    const Actor& actor; ///< account 0 on a Right::Everyone route without session.
    database::Connection& db;
    const Clock& clock;
    http::Request& request;
    Language language;
    const Messages& messages;
    const Session* session = nullptr;     ///< Null when anonymous; for this module's own routes.
    const SessionToken* token = nullptr;
    std::vector<std::function<void()>> after_commit{}; ///< E.g. to wake the job runner.
    std::vector<http::Pair> answer_headers{};           ///< Added to a good answer (cookies, caching).

    /// A number from the path. NotFound when it is none, so a wrong address is no riddle.
    template <class IdType>
    Result<IdType> id(std::string_view name) const {
        auto number = http::read_parameter<std::int64_t>(name, request.path_parameter(name));
        if (!number)
            return failure(ErrorCode::NotFound, "http.not_found");
        return IdType{*number};
    }

    /// The text of `key` in the caller's language.
    std::string text(std::string_view key, const Messages::Arguments& arguments = {}) const {
        return messages.text(key, language, arguments);
    }
};

/// Whole: the action runs in one transaction, committed if it succeeds (POST, PUT, DELETE). None: the
/// action opens its own, because it waits for something (a file, a password hash).
enum class Transaction { Whole, None };

struct RouteOptions {
    std::string_view summary{};                       ///< One line for the OpenAPI document.
    std::string_view produces = "application/json";   ///< Of routes that answer an http::Response.
    int success = 200;                                ///< 201 where something is made.
    std::uint64_t body_bytes_max = 1 << 20;
    Transaction transaction = Transaction::Whole;
};

/// An answer that comes from another thread: no worker waits for it. What an error becomes is seen to.
template <class T>
struct Later {
    std::function<void(std::function<void(Result<T>)>)> begin;
};

/// A T as JSON, written once for many who ask.
template <class T>
struct Written {
    std::shared_ptr<const std::string> text;
};

/// A declared route, as the OpenAPI document and the role walk see it.
struct Operation {
    http::Method method;
    std::string pattern; ///< With /api/v1.
    Right right;
    RouteOptions options;
    bool streams_body = false;
    std::function<boost::json::array(http::Schemas&)> parameters; ///< Null when none.
    std::function<json::value(http::Schemas&)> body;              ///< Null when none.
    std::function<json::value(http::Schemas&)> answer;            ///< Null: no content, or raw bytes.
};

namespace detail {

template <class Out>
struct Told {
    using Type = Out;
    static constexpr bool is_later = false, is_written = false;
};
template <class T>
struct Told<Later<T>> {
    using Type = T;
    static constexpr bool is_later = true, is_written = false;
};
template <class T>
struct Told<Written<T>> {
    using Type = T;
    static constexpr bool is_later = false, is_written = true;
};

template <class F>
struct Signature : Signature<decltype(&F::operator())> {};
template <class Out, class... In>
struct Signature<Result<Out> (*)(Call&, In...)> {
    using Output = Out;
    template <std::size_t I>
    using Input = std::remove_cvref_t<boost::mp11::mp_at_c<boost::mp11::mp_list<In...>, I>>;
    static constexpr std::size_t inputs = sizeof...(In);
};
template <class C, class Out, class... In>
struct Signature<Result<Out> (C::*)(Call&, In...) const> : Signature<Result<Out> (*)(Call&, In...)> {};
template <class C, class Out, class... In>
struct Signature<Result<Out> (C::*)(Call&, In...)> : Signature<Result<Out> (*)(Call&, In...)> {};

} // namespace detail

class Api {
public:
    /// An action without types left: what the wrapper in api.cpp calls when all checks are passed.
    using Erased = std::function<Result<http::Response>(Call&)>;

    Api(http::Router&, ApiState);

    template <class F>
    void get(std::string_view pattern, Right right, F action, RouteOptions options = {}) {
        options.transaction = Transaction::None;
        add_typed<Reads::Query>(http::Method::Get, pattern, right, std::move(action), options);
    }
    template <class F>
    void post(std::string_view pattern, Right right, F action, RouteOptions options = {}) {
        add_typed<Reads::Body>(http::Method::Post, pattern, right, std::move(action), options);
    }
    template <class F>
    void put(std::string_view pattern, Right right, F action, RouteOptions options = {}) {
        add_typed<Reads::Body>(http::Method::Put, pattern, right, std::move(action), options);
    }
    template <class F>
    void remove(std::string_view pattern, Right right, F action, RouteOptions options = {}) {
        add_typed<Reads::Query>(http::Method::Delete, pattern, right, std::move(action), options);
    }

    /// A POST whose body is any bytes and is pulled from the reader:
    /// Result<Output>(Call&, Query, http::BodyReader&). No transaction is open around it.
    template <class F>
    void upload(std::string_view pattern, Right right, F action, RouteOptions options) {
        using S = detail::Signature<F>;
        using Query = typename S::template Input<0>;
        options.transaction = Transaction::None;
        auto operation = describe<typename S::Output>(http::Method::Post, pattern, right, options);
        operation.streams_body = true;
        operation.parameters = [](http::Schemas& s) { return s.query_parameters<Query>(); };
        add(std::move(operation),
            [action = std::move(action), options](Call& call) -> Result<http::Response> {
                auto query = TRY(http::read_query<Query>(call.request));
                return answer(call, action(call, std::move(query), *call.request.body_reader), options);
            });
    }

    void add(Operation, Erased);

    const std::vector<Operation>& operations() const { return m_operations; }

private:
    template <class Output>
    static Operation describe(http::Method method, std::string_view pattern, Right right,
                              const RouteOptions& options) {
        using Out = typename detail::Told<Output>::Type;
        Operation operation{method, "/api/v1" + std::string(pattern), right, options, false, {}, {}, {}};
        if constexpr (!std::is_void_v<Out> && !std::is_same_v<Out, http::Response>)
            operation.answer = [](http::Schemas& schemas) { return schemas.of<Out>(); };
        else if constexpr (std::is_void_v<Out>)
            operation.options.success = 204;
        return operation;
    }

    template <class Out>
    static Result<http::Response> answer(const Call& call, Result<Out> result, const RouteOptions& options) {
        if (!result)
            return Unexpected{std::move(result).error()};
        if constexpr (detail::Told<Out>::is_later)
            return answer_later(call, std::move(result).value(), options);
        else if constexpr (detail::Told<Out>::is_written)
            return http::json_response(*result->text, options.success);
        else if constexpr (std::is_void_v<Out>)
            return http::Response{204};
        else if constexpr (std::is_same_v<Out, http::Response>)
            return std::move(result).value();
        else
            return http::json_response(json::to_text(*result), options.success);
    }

    template <class T>
    static http::Response answer_later(const Call& call, Later<T> later, const RouteOptions& options) {
        return {200, {}, std::make_shared<const http::LaterBody>(http::LaterBody{
            [begin = std::move(later.begin), &request = call.request, &messages = call.messages,
             status = options.success](std::function<void(http::Response)> then) {
                begin([then = std::move(then), &request, &messages, status](Result<T> result) {
                    then(result ? http::json_response(json::to_text(*result), status)
                                : http::problem_response(result.error(), request, messages));
                });
            }})};
    }

    enum class Reads { Query, Body };

    template <Reads reads, class F>
    void add_typed(http::Method method, std::string_view pattern, Right right, F action,
                   const RouteOptions& options) {
        using S = detail::Signature<F>;
        static_assert(S::inputs <= 1, "an action takes a Call and at most one input");
        auto operation = describe<typename S::Output>(method, pattern, right, options);
        if constexpr (S::inputs == 0) {
            add(std::move(operation),
                [action = std::move(action), options](Call& call) { return answer(call, action(call), options); });
        } else {
            using Input = typename S::template Input<0>;
            if constexpr (reads == Reads::Query)
                operation.parameters = [](http::Schemas& s) { return s.query_parameters<Input>(); };
            else
                operation.body = [](http::Schemas& s) { return s.of<Input>(); };
            add(std::move(operation),
                [action = std::move(action), options](Call& call) -> Result<http::Response> {
                    if constexpr (reads == Reads::Query)
                        return answer(call, action(call, TRY(http::read_query<Input>(call.request))), options);
                    else
                        return answer(call, action(call, TRY(json::from_text<Input>(call.request.body))),
                                      options);
                });
        }
    }

    http::Router& m_router;
    ApiState m_state;
    std::vector<Operation> m_operations;
};

} // namespace samatcha::access
