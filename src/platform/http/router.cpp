#include "platform/http/router.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace samatcha::http {

namespace {

/// The first segment of a path without its leading slash, and what follows it.
std::pair<std::string_view, std::string_view> cut_segment(std::string_view path) {
    path.remove_prefix(1);
    const auto slash = path.find('/');
    if (slash == std::string_view::npos)
        return {path, {}};
    return {path.substr(0, slash), path.substr(slash)};
}

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string> parameter_names(std::string_view pattern) {
    std::vector<std::string> names;
    while (!pattern.empty()) {
        const auto [segment, rest] = cut_segment(pattern);
        if (is_parameter(segment)) {
            auto name = segment.substr(1, segment.size() - 2);
            if (name.ends_with("..."))
                name.remove_suffix(3);
            names.emplace_back(name);
        }
        pattern = rest;
    }
    return names;
}

[[noreturn]] void refuse(const char* what, const std::string& pattern) {
    std::fprintf(stderr, "router: %s: %s\n", what, pattern.c_str());
    std::abort();
}

} // namespace

void Router::add(Method method, std::string pattern, Handler handler, RouteLimits limits) {
    if (pattern.empty() || pattern.front() != '/')
        refuse("a pattern begins with a slash", pattern);
    auto route = std::make_unique<Route>(Route{method, std::move(pattern), limits, std::move(handler)});
    Node* node = &m_root;
    std::string_view path = route->pattern;
    while (!path.empty()) {
        const auto [segment, rest] = cut_segment(path);
        std::unique_ptr<Node>* next = nullptr;
        if (!is_parameter(segment))
            next = &node->words[std::string(segment)];
        else
            next = segment.ends_with("...}") ? &node->rest : &node->parameter;
        if (!*next)
            *next = std::make_unique<Node>();
        node = next->get();
        path = rest;
    }
    for (const auto* other : node->routes)
        if (other->method == method)
            refuse("a second route", route->pattern);
    node->routes.push_back(route.get());
    m_routes.push_back(std::move(route));
}

const Router::Node* Router::descend(const Node& node, std::string_view path,
                                    std::vector<std::string>& values) const {
    if (path.empty())
        return node.routes.empty() ? nullptr : &node;
    const auto [segment, rest] = cut_segment(path);
    if (const auto word = node.words.find(segment); word != node.words.end())
        if (const auto* found = descend(*word->second, rest, values))
            return found;
    if (node.parameter && !segment.empty()) {
        values.emplace_back(segment);
        if (const auto* found = descend(*node.parameter, rest, values))
            return found;
        values.pop_back();
    }
    if (node.rest) {
        values.emplace_back(path.substr(1));
        return node.rest.get();
    }
    return nullptr;
}

Router::Found Router::find(Method method, std::string_view decoded_path) const {
    Found found;
    std::vector<std::string> values;
    if (decoded_path.empty() || decoded_path.front() != '/')
        return found;
    const auto* node = descend(m_root, decoded_path, values);
    if (!node)
        return found;
    const auto wanted = method == Method::Head ? Method::Get : method;
    for (const auto* route : node->routes) {
        found.allowed.push_back(route->method);
        if (route->method == wanted)
            found.route = route;
    }
    if (found.route) {
        auto names = parameter_names(found.route->pattern);
        for (std::size_t i = 0; i < names.size(); ++i)
            found.path_parameters.emplace_back(std::move(names[i]), std::move(values[i]));
    }
    return found;
}

} // namespace samatcha::http
