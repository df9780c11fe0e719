#pragma once

#include "modules/access/api.hpp"

#include <string>

namespace samatcha::access {

/// The OpenAPI 3.1 document of all declared routes, laid out for reading and diffing.
std::string openapi_text(const Api&);

} // namespace samatcha::access
