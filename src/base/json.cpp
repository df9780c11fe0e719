#include "base/json.hpp"

// Boost.JSON is compiled here, once (BOOST_JSON is header-only by way of this file).
#include <boost/json/src.hpp>

namespace samatcha::json {

std::string snake_case(std::string_view camel_case) {
    std::string out;
    for (const char c : camel_case) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !out.empty())
            out += '_';
        out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

Result<value> parse(std::string_view text) {
    boost::json::error_code ec;
    auto v = boost::json::parse({text.data(), text.size()}, ec);
    if (ec)
        return failure(ErrorCode::InvalidInput, "json.unreadable", {}, ec.message());
    return v;
}

std::string serialize(const value& v) { return boost::json::serialize(v); }

} // namespace samatcha::json
