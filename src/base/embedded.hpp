#pragma once

#include <span>
#include <string_view>

namespace samatcha {

/// A file that the build put into the binary, unchanged (cmake/samatcha.cmake, samatcha_embed).
struct EmbeddedFile {
    std::string_view path; ///< Relative to the folder it was embedded from, with '/'.
    std::string_view bytes;
};

} // namespace samatcha
