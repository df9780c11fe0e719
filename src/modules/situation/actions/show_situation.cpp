#include "modules/situation/actions.hpp"

#include <fmt/core.h>

namespace samatcha::situation {

Result<Situation> latest(database::Connection& connection, std::string_view province) {
    auto found = latest_situation(connection, province);
    if (!found)
        return failure(ErrorCode::NotFound, "situation.none");
    return std::move(*found);
}

Result<Situation> situation(database::Connection& connection, std::string_view province, SituationId id) {
    auto found = find_situation(connection, province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "situation.unknown");
    return std::move(*found);
}

std::optional<std::string> change_in_words(const Situation& situation, const Messages& messages,
                                           Language language) {
    if (!situation.change)
        return std::nullopt;
    if (situation.change_parts.empty())
        return messages.text("situation.change.none", language);
    std::string words;
    for (const auto& part : situation.change_parts) {
        if (!words.empty())
            words += " · ";
        words += fmt::format("{:+} ", part.value);
        words += messages.text("situation.change." + json::enum_name(part.reason), language);
    }
    return words;
}

} // namespace samatcha::situation
