#include "modules/access/throttle.hpp"

#include "modules/access/records.hpp"

#include <algorithm>
#include <string>

namespace samatcha::access {

namespace {

vault::BlindIndex digest_of(const Secrets& secrets, const ThrottleSubject& subject) {
    return secrets.keys.blind_index(installation, "login_attempt",
                                    std::string(subject.kind) + ":" + std::string(subject.name));
}

} // namespace

Result<void> begin_attempt(database::Connection& connection, const Secrets& secrets,
                           const std::vector<ThrottleSubject>& subjects) {
    const auto now = secrets.clock.now();
    const Instant forget_before{now.unix_ms - failures_forgotten_after_ms};
    return database::transaction(connection, [&]() -> Result<void> {
        for (const auto& subject : subjects) {
            const auto attempts = records::attempts(connection, digest_of(secrets, subject));
            if (attempts.last_at < forget_before)
                continue;
            const auto wait = wait_after_failures_ms(attempts.failures, subject.failures_free) -
                              (now.unix_ms - attempts.last_at.unix_ms);
            if (wait > 0)
                return failure(ErrorCode::TooMany, "access.too_many_attempts",
                               {{"seconds", std::to_string((wait + 999) / 1000)}});
        }
        for (const auto& subject : subjects)
            records::count_attempt(connection, digest_of(secrets, subject), now, forget_before);
        return {};
    });
}

void forgive_attempts(database::Connection& connection, const Secrets& secrets,
                      const std::vector<ThrottleSubject>& subjects) {
    database::transaction(connection, [&] {
        for (const auto& subject : subjects)
            records::forget_attempts(connection, digest_of(secrets, subject));
    });
}

} // namespace samatcha::access
