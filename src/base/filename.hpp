#pragma once

#include <string>
#include <string_view>

namespace samatcha {

/// The name without folders and control characters, at most 200 bytes; "file" for an empty one.
std::string plain_filename(std::string_view filename);

} // namespace samatcha
