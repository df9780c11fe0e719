#include "modules/partners/actions.hpp"
#include "modules/registers/snapshot_reading.hpp"
#include "modules/situation/actions.hpp"

#include <algorithm>
#include <cstdlib>

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

void name_agencies(database::Connection& connection, std::string_view province, Situation& situation) {
    for (auto& used : situation.registers) {
        const auto snapshot = registers::snapshot(connection, province, used.snapshot_id);
        if (!snapshot)
            continue;
        const auto agency = partners::agency(connection, province, snapshot->agency_id);
        if (!agency)
            continue;
        used.agency_th = agency->name_th;
        used.agency_en = agency->name_en;
    }
}

std::optional<std::string> change_in_words(const Situation& situation, const Messages& messages,
                                           Language language) {
    if (!situation.change)
        return std::nullopt;
    if (situation.change_parts.empty())
        return messages.text("situation.change.none", language);
    auto parts = situation.change_parts;
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& l, const auto& r) { return std::abs(l.value) > std::abs(r.value); });
    std::string words;
    for (const auto& part : parts) {
        if (!words.empty())
            words += " · ";
        words += messages.text(part.value < 0 ? "situation.change.fewer" : "situation.change.more", language,
                               {{"n", grouped(std::abs(part.value))},
                                {"reason", messages.text("situation.change." + json::enum_name(part.reason),
                                                         language)}});
    }
    return words;
}

} // namespace samatcha::situation
