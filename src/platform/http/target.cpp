#include "platform/http/target.hpp"

#include <cstdint>
#include <optional>

namespace samatcha::http {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/// Well-formed UTF-8 by the table of Unicode 15, 3-7, and no control character.
bool is_clean_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x20 || lead == 0x7f)
            return false;
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xc2 && lead < 0xe0 ? 2
                                   : lead >= 0xe0 && lead < 0xf0 ? 3
                                   : lead >= 0xf0 && lead < 0xf5 ? 4
                                                                 : 0;
        if (length == 0 || i + length > text.size())
            return false;
        std::uint32_t code = length == 1 ? lead : lead & (0xffU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            const auto byte = static_cast<unsigned char>(text[i + k]);
            if ((byte & 0xc0) != 0x80)
                return false;
            code = (code << 6) | (byte & 0x3fU);
        }
        const bool is_overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
        if (is_overlong || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
            return false;
        i += length;
    }
    return true;
}

enum class Plus { Literal, Space };

std::optional<std::string> percent_decoded(std::string_view text, Plus plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size())
                return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0)
                return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i] == '+' && plus == Plus::Space ? ' ' : text[i];
        }
    }
    if (!is_clean_utf8(out))
        return std::nullopt;
    return out;
}

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        const auto slash = path.find('/');
        const auto segment = path.substr(0, slash);
        if (segment == "." || segment == "..")
            return true;
        path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    }
    return false;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace

Result<Target> parse_target(std::string_view text) {
    const auto wrong = [] { return failure(ErrorCode::InvalidInput, "http.target_wrong"); };
    if (text.empty() || text.front() != '/')
        return wrong();
    text = text.substr(0, text.find('#'));
    const auto question = text.find('?');
    auto path = percent_decoded(text.substr(0, question), Plus::Literal);
    if (!path || has_dot_segment(*path))
        return wrong();
    Target target{std::move(*path), {}};
    auto rest = question == std::string_view::npos ? std::string_view{} : text.substr(question + 1);
    while (!rest.empty()) {
        const auto ampersand = rest.find('&');
        const auto pair = rest.substr(0, ampersand);
        rest = ampersand == std::string_view::npos ? std::string_view{} : rest.substr(ampersand + 1);
        if (pair.empty())
            continue;
        const auto equals = pair.find('=');
        auto name = percent_decoded(pair.substr(0, equals), Plus::Space);
        auto content = percent_decoded(
            equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1),
            Plus::Space);
        if (!name || !content)
            return wrong();
        target.query.emplace_back(std::move(*name), std::move(*content));
    }
    return target;
}

std::vector<Pair> parse_cookies(std::string_view header) {
    std::vector<Pair> cookies;
    while (!header.empty()) {
        const auto semicolon = header.find(';');
        const auto pair = trimmed(header.substr(0, semicolon));
        header =
            semicolon == std::string_view::npos ? std::string_view{} : header.substr(semicolon + 1);
        const auto equals = pair.find('=');
        if (equals == 0 || equals == std::string_view::npos)
            continue;
        auto content = pair.substr(equals + 1);
        if (content.size() >= 2 && content.front() == '"' && content.back() == '"')
            content = content.substr(1, content.size() - 2);
        cookies.emplace_back(pair.substr(0, equals), content);
    }
    return cookies;
}

std::string_view last_forwarded_address(std::string_view header) {
    const auto comma = header.rfind(',');
    return trimmed(comma == std::string_view::npos ? header : header.substr(comma + 1));
}

} // namespace samatcha::http
