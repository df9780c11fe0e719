#include "platform/http/request.hpp"

#include <algorithm>

namespace samatcha::http {

namespace {

std::string_view value_of(const std::vector<Pair>& pairs, std::string_view name) {
    const auto found =
        std::find_if(pairs.begin(), pairs.end(), [&](const Pair& p) { return p.first == name; });
    return found == pairs.end() ? std::string_view{} : std::string_view(found->second);
}

} // namespace

std::string_view name_of(Method method) {
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Head:
        return "HEAD";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    case Method::Options:
        return "OPTIONS";
    case Method::Other:
        return "OTHER";
    }
    return "OTHER";
}

std::string_view Request::header(std::string_view name) const { return value_of(headers, name); }
std::string_view Request::cookie(std::string_view name) const { return value_of(cookies, name); }
std::string_view Request::path_parameter(std::string_view name) const {
    return value_of(path_parameters, name);
}

std::optional<std::string_view> Request::query_parameter(std::string_view name) const {
    for (const auto& [key, text] : query)
        if (key == name)
            return text;
    return std::nullopt;
}

} // namespace samatcha::http
