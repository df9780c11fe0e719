#pragma once

#include "platform/media/media.hpp"

namespace samatcha::media {

// Each decodes and codes anew; fails as cleaned() does.
Result<Cleaned> cleaned_jpeg(std::string_view);
Result<Cleaned> cleaned_png(std::string_view);
Result<Cleaned> cleaned_webp(std::string_view);

} // namespace samatcha::media
