#include "platform/http/server.hpp"

#include <charconv>
#include <stdexcept>
#include <zlib.h>

namespace samatcha::http {

namespace {

// The map draws in a worker made from a blob; charts and components set style attributes.
constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; ";

} // namespace

const std::vector<Pair>& framing_headers() {
    static const std::vector<Pair> headers{
        {"Content-Security-Policy", std::string(content_policy) + "frame-ancestors *"},
        {"X-Frame-Options", ""},
    };
    return headers;
}

const std::vector<Pair>& security_headers() {
    static const std::vector<Pair> headers{
        {"Content-Security-Policy", std::string(content_policy) + "frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        // The camera reads badges at the door of an assembly.
        {"Permissions-Policy", "camera=(self), microphone=(), geolocation=(self), payment=()"},
    };
    return headers;
}

std::string gzipped(std::string_view bytes) {
    z_stream stream{};
    constexpr int gzip_window_bits = 15 + 16;
    if (deflateInit2(&stream, 5, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib refuses to start");
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int outcome = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (outcome != Z_STREAM_END)
        throw std::runtime_error("zlib could not compress");
    return out;
}

bool accepts_encoding(std::string_view accept, std::string_view coding) {
    while (!accept.empty()) {
        const auto comma = accept.find(',');
        auto one = accept.substr(0, comma);
        accept = comma == std::string_view::npos ? std::string_view{} : accept.substr(comma + 1);
        while (!one.empty() && one.front() == ' ')
            one.remove_prefix(1);
        if (one.substr(0, one.find_first_of("; ")) != coding)
            continue;
        const auto q = one.find("q=");
        double weight = 1;
        if (q != std::string_view::npos)
            std::from_chars(one.data() + q + 2, one.data() + one.size(), weight);
        return weight > 0;
    }
    return false;
}

} // namespace samatcha::http
