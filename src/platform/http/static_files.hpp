#pragma once

#include "base/embedded.hpp"
#include "platform/http/request.hpp"
#include "platform/http/response.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace samatcha::http {

/// The front end's files, from the binary. A file `x.js` is sent as `x.js.zst` or `x.js.gz` where these
/// were embedded beside it and the browser takes them. What stands under assets/ has a hash in its
/// name and is kept by browsers for good; the rest is asked for again by ETag.
class StaticFiles {
public:
    explicit StaticFiles(std::span<const EmbeddedFile>);

    /// The file at the request's path, index.html for a page of the front end ("/situation"), nothing
    /// for a file that is not there.
    std::optional<Response> answer(const Request&) const;

private:
    struct File {
        std::string_view plain;
        std::string_view gzip;
        std::string_view zstd;
        std::string etag;
    };
    std::map<std::string, File, std::less<>> m_files;
};

/// By the file name's ending; application/octet-stream if unknown.
std::string_view content_type_of(std::string_view path);

} // namespace samatcha::http
