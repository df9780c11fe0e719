#include "base/thai_time.hpp"
#include "modules/webhooks/actions.hpp"
#include "modules/webhooks/records.hpp"

#include <set>

namespace samatcha::webhooks {

namespace {

constexpr std::int64_t message_days_kept = 90;

} // namespace

void tell_systems(database::Connection& db, std::string_view province,
                  std::span<const AgencyId> agencies, std::string_view event, std::int64_t subject,
                  Instant now) {
    for (const auto agency : std::set<AgencyId>(agencies.begin(), agencies.end()))
        for (const auto webhook : records::approved_of(db, province, agency)) {
            Message message;
            message.id = MessageId{new_id()};
            message.webhook = webhook;
            message.event = event;
            message.subject = subject;
            message.happened_at = message.try_at = now;
            records::insert_message(db, province, message);
        }
}

void remove_old_messages(std::string_view province, database::Connection& db, const Clock& clock) {
    records::remove_ended_before(db, province,
                                 {clock.now().unix_ms - message_days_kept * ms_in_day});
}

} // namespace samatcha::webhooks
