#pragma once

// Sarabun, as the build embedded it: by script and weight, packed for browsers and unpacked for
// Pango.

#include "base/embedded.hpp"

#include <span>

namespace samatcha {
std::span<const EmbeddedFile> embedded_documents();
}
