#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha::http {

enum class Method { Get, Head, Post, Put, Delete, Options, Other };

std::string_view name_of(Method);

using Pair = std::pair<std::string, std::string>;

/// The body of a streamed request, pulled chunk by chunk; it is never whole in memory.
class BodyReader {
public:
    virtual ~BodyReader() = default;

    /// Waits for the next chunk (at most 64 KiB, valid until the next call); empty at the end. Fails
    /// with TooLarge beyond the route's limit, Unavailable when the client went away or fell silent.
    virtual Result<std::string_view> next() = 0;
};

/// One request as a handler sees it. Names of headers are lower case; path and query are decoded.
struct Request {
    Method method = Method::Get;
    std::string path;  ///< "/api/v1/agencies/17", without the query.
    std::vector<Pair> query;
    std::vector<Pair> headers;
    std::vector<Pair> cookies;
    std::vector<Pair> path_parameters; ///< By the names in the route's pattern.
    std::string body;                  ///< Empty on streamed routes.
    BodyReader* body_reader = nullptr; ///< Set on streamed routes only.
    std::string remote_address;        ///< Of the client; behind a trusted proxy, as that one says.
    std::string id;                    ///< In the log, in the answer's X-Request-Id, in a problem's instance.
    bool is_secure = false;            ///< Came by https, by way of a trusted proxy.

    /// Empty when absent; the first when there are several.
    std::string_view header(std::string_view lower_case_name) const;
    std::string_view cookie(std::string_view name) const;
    std::string_view path_parameter(std::string_view name) const;
    std::optional<std::string_view> query_parameter(std::string_view name) const;
};

} // namespace samatcha::http
