#include "platform/http/response.hpp"

namespace samatcha::http {

namespace {

/// attr-char of RFC 8187 stays, the rest is percent-encoded.
std::string extended_value(std::string_view utf8) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    constexpr std::string_view plain = "!#$&+-.^_`|~";
    std::string out;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_alphanumeric =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_alphanumeric || plain.find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    return out;
}

} // namespace

Response text_response(std::string content_type, std::string body, int status) {
    Response response;
    response.status = status;
    response.set("Content-Type", std::move(content_type));
    response.body = std::move(body);
    return response;
}

Response json_response(std::string body, int status) {
    return text_response("application/json", std::move(body), status);
}

Response download_response(std::string content_type, std::string_view filename,
                           std::function<Result<void>(BodyWriter&)> write) {
    Response response;
    response.set("Content-Type", std::move(content_type));
    response.set("Content-Disposition", "attachment; filename*=UTF-8''" + extended_value(filename));
    response.body = StreamedBody{std::move(write)};
    return response;
}

std::string event_text(std::string_view event, std::string_view data) {
    std::string text = "event: " + std::string(event) + "\n";
    while (true) {
        const auto line_end = data.find('\n');
        text += "data: ";
        text += data.substr(0, line_end);
        text += '\n';
        if (line_end == std::string_view::npos)
            break;
        data.remove_prefix(line_end + 1);
    }
    return text + "\n";
}

std::string event_text(std::string_view event, std::string_view data, std::int64_t number) {
    return "id: " + std::to_string(number) + "\n" + event_text(event, data);
}

} // namespace samatcha::http
