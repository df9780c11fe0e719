#include "platform/http/static_files.hpp"

#include "platform/http/server.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace samatcha::http {

namespace {

/// FNV-1a: a change of the file is to change the tag; nobody gains by forging one.
std::uint64_t fingerprint_of(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

} // namespace

std::string_view content_type_of(std::string_view path) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> types{{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".geojson", "application/geo+json"},
        {".map", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".woff", "font/woff"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
    }};
    for (const auto& [ending, type] : types)
        if (path.ends_with(ending))
            return type;
    return "application/octet-stream";
}

StaticFiles::StaticFiles(std::span<const EmbeddedFile> embedded) {
    for (const auto& [path, bytes] : embedded) {
        if (path.ends_with(".gz")) {
            m_files[std::string(path.substr(0, path.size() - 3))].gzip = bytes;
        } else if (path.ends_with(".zst")) {
            m_files[std::string(path.substr(0, path.size() - 4))].zstd = bytes;
        } else {
            auto& file = m_files[std::string(path)];
            file.plain = bytes;
            file.etag = fmt::format("\"{:016x}\"", fingerprint_of(bytes));
        }
    }
}

std::optional<Response> StaticFiles::answer(const Request& request) const {
    std::string_view path = request.path;
    path.remove_prefix(1);
    auto found = m_files.find(path);
    const bool is_page = path.rfind('.') == std::string_view::npos || path.rfind('.') < path.rfind('/') + 1;
    if (found == m_files.end() && is_page)
        found = m_files.find("index.html");
    if (found == m_files.end())
        return std::nullopt;

    const auto& [name, file] = *found;
    Response response;
    response.set("Content-Type", std::string(content_type_of(name)));
    response.set("Cache-Control", name.starts_with("assets/") ? "public, max-age=31536000, immutable"
                                                              : "no-cache");
    response.set("ETag", file.etag);
    response.set("Vary", "Accept-Encoding");
    if (request.header("if-none-match").find(file.etag) != std::string_view::npos) {
        response.status = 304;
        return response;
    }
    const auto accepted = request.header("accept-encoding");
    if (!file.zstd.empty() && accepts_encoding(accepted, "zstd")) {
        response.set("Content-Encoding", "zstd");
        response.body = StaticBody{file.zstd};
    } else if (!file.gzip.empty() && accepts_encoding(accepted, "gzip")) {
        response.set("Content-Encoding", "gzip");
        response.body = StaticBody{file.gzip};
    } else {
        response.body = StaticBody{file.plain};
    }
    return response;
}

} // namespace samatcha::http
