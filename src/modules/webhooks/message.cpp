#include "modules/webhooks/message.hpp"

#include "base/json.hpp"
#include "base/thai_time.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace samatcha::webhooks {

namespace {

std::string utc_text(Instant at) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                       fmt::gmtime(static_cast<std::time_t>(at.unix_ms / 1000)), at.unix_ms % 1000);
}

} // namespace

std::int64_t delivery_wait_ms(int failures) {
    constexpr std::array<std::int64_t, 8> seconds{5, 60, 300, 1800, 7200, 18'000, 36'000, 86'400};
    const auto at = std::clamp(failures, 1, static_cast<int>(seconds.size()));
    return seconds.at(static_cast<std::size_t>(at) - 1) * 1000;
}

std::string wire_id(std::string_view province, MessageId id) {
    return fmt::format("{}.{}", province, id.value);
}

std::string wire_body(const Message& message, std::string_view public_address) {
    boost::json::object data;
    if (message.subject != 0) {
        data["referral"] =
            std::to_string(message.subject); // As text: a name, not a quantity.
        if (!public_address.empty())
            data["link"] = fmt::format("{}/referrals/{}", public_address, message.subject);
    }
    return boost::json::serialize(boost::json::object{{"type", message.event},
                                                      {"timestamp", utc_text(message.happened_at)},
                                                      {"data", std::move(data)}});
}

} // namespace samatcha::webhooks
