#include "platform/media/media.hpp"

#include "platform/media/pdf.hpp"
#include "platform/media/pictures.hpp"

namespace samatcha::media {

std::optional<Kind> kind_of(std::string_view bytes) {
    constexpr std::size_t pdf_head = 1024; // a PDF may begin with something else
    if (bytes.starts_with("\xFF\xD8\xFF"))
        return Kind::Jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"))
        return Kind::Png;
    if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP"))
        return Kind::Webp;
    if (bytes.substr(0, pdf_head).find("%PDF-") != std::string_view::npos)
        return Kind::Pdf;
    return std::nullopt;
}

std::string_view content_type(Kind kind) {
    switch (kind) {
    case Kind::Jpeg: return "image/jpeg";
    case Kind::Png: return "image/png";
    case Kind::Webp: return "image/webp";
    case Kind::Pdf: return "application/pdf";
    }
    return "application/octet-stream";
}

Result<Cleaned> cleaned(std::string_view bytes) {
    const auto kind = kind_of(bytes);
    if (!kind)
        return failure(ErrorCode::InvalidInput, "media.kind_unknown");
    switch (*kind) {
    case Kind::Jpeg: return cleaned_jpeg(bytes);
    case Kind::Png: return cleaned_png(bytes);
    case Kind::Webp: return cleaned_webp(bytes);
    case Kind::Pdf: return cleaned_pdf(bytes);
    }
    return failure(ErrorCode::InvalidInput, "media.kind_unknown");
}

} // namespace samatcha::media
