#pragma once

#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::http {

/// Runs on a worker thread and may block. An exception becomes a 500 without detail.
using Handler = std::function<Response(Request&)>;

enum class BodyMode { Whole, Streamed };

struct RouteLimits {
    BodyMode body = BodyMode::Whole;
    std::uint64_t body_bytes_max = 1 << 20;
};

struct Route {
    Method method = Method::Get;
    std::string pattern; ///< "/api/v1/agencies/{id}"; a last "{path...}" takes the rest, slashes too.
    RouteLimits limits;
    Handler handler;
};

/// Which route answers a path. Fixed words win over parameters. Filled before the server starts,
/// read-only after.
class Router {
public:
    /// A second route for the same method and pattern is a broken invariant.
    void add(Method, std::string pattern, Handler, RouteLimits = {});

    struct Found {
        const Route* route = nullptr;
        std::vector<Pair> path_parameters{};
        std::vector<Method> allowed{}; ///< When the path is known, but not with this method.
    };
    /// HEAD finds the GET route.
    Found find(Method, std::string_view decoded_path) const;

    const std::vector<std::unique_ptr<Route>>& routes() const { return m_routes; }

private:
    struct Node {
        std::map<std::string, std::unique_ptr<Node>, std::less<>> words;
        std::unique_ptr<Node> parameter;
        std::unique_ptr<Node> rest;
        std::vector<const Route*> routes;
    };
    const Node* descend(const Node&, std::string_view path, std::vector<std::string>& values) const;

    Node m_root;
    std::vector<std::unique_ptr<Route>> m_routes;
};

} // namespace samatcha::http
