#pragma once

#include <string>
#include <string_view>

namespace samatcha::media {

/// How the camera was held, as Exif counts it: 1 (upright) to 8; 1 where nothing says so.
int exif_orientation(std::string_view jpeg);

/// The same picture, bit for bit, without application data and comments but those that say how its colours are coded,
/// and without what stands behind its end. What is no JPEG comes back empty.
std::string without_jpeg_metadata(std::string_view jpeg);

} // namespace samatcha::media
