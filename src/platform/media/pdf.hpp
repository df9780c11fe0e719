#pragma once

#include "platform/media/media.hpp"

namespace samatcha::media {

/// Fails as cleaned() does.
Result<Cleaned> cleaned_pdf(std::string_view);

} // namespace samatcha::media
