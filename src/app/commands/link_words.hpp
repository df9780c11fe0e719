#pragma once

#include "base/messages.hpp"
#include "engines/linkage/warning.hpp"

#include <string>
#include <vector>

namespace samatcha::app {

/// "given_name" or "category:column" as people call it.
std::string linked_field_word(const std::string& field, const Messages&, Language);

std::vector<std::string> linkage_warning_texts(const std::vector<linkage::Warning>&, const Messages&, Language);

} // namespace samatcha::app
