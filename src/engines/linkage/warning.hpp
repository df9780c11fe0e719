#pragma once

#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace samatcha::linkage {

/// What a person should know of the files that were given: a text of the message catalogues. The argument "field" is
/// the name of a field or a meaning, for which the reader's language has a word (link_report.meaning.*).
struct Warning {
    std::string key;
    std::vector<std::pair<std::string, std::string>> arguments;
    bool operator==(const Warning&) const = default;
    static auto parts(auto& own) { return std::tie(own.key, own.arguments); }
};

} // namespace samatcha::linkage
