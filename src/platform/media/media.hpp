#pragma once

// Pictures and documents that people send, made fit to be kept: what they are is told by their bytes, and nothing stays
// in them but what is shown.

#include "base/result.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samatcha::media {

BOOST_DEFINE_ENUM_CLASS(Kind, Jpeg, Png, Webp, Pdf)

/// By the first bytes, whatever the file is called.
std::optional<Kind> kind_of(std::string_view bytes);
std::string_view content_type(Kind); ///< "image/jpeg".

struct Cleaned {
    Kind kind = Kind::Jpeg;
    std::string bytes;
    std::uint32_t width = 0; ///< Of a picture, as it is looked at.
    std::uint32_t height = 0;
};

/// Longer edges of photos are brought down to about this; nothing that a case needs is smaller.
inline constexpr std::uint32_t photo_edge_max = 2560;
/// A picture of more is refused before it is unpacked.
inline constexpr std::uint64_t pixels_max = 64'000'000;

/// The same picture, turned as its camera says and coded anew: no place, time, device, thumbnail, text or whatever
/// else was in the file or behind it. The same document without information, metadata, files, scripts and actions, its photos
/// without theirs. Fails with InvalidInput: media.kind_unknown, media.unreadable (also: locked, animated), or TooLarge:
/// media.too_many_pixels.
Result<Cleaned> cleaned(std::string_view bytes);

} // namespace samatcha::media
