#include "modules/access/throttle.hpp"

#include "modules/access/records.hpp"

#include <string>
#include <vector>

namespace samatcha::access {

namespace {

vault::BlindIndex digest_of(const Secrets& secrets, std::string_view kind, std::string_view name) {
    return secrets.keys.blind_index(installation, "login_attempt",
                                    std::string(kind) + ":" + std::string(name));
}

vault::BlindIndex digest_of(const Secrets& secrets, const ThrottleSubject& subject) {
    return digest_of(secrets, subject.kind, subject.name);
}

/// Of the one at the other.
vault::BlindIndex digest_of(const Secrets& secrets, const ThrottleSubject& own,
                            const ThrottleSubject& shared) {
    return digest_of(secrets, "at_" + std::string(shared.kind),
                     std::string(shared.name) + " " + std::string(own.name));
}

Instant forget_before(Instant now) {
    return {now.unix_ms - failures_forgotten_after_ms};
}

records::Attempts attempts_now(database::Connection& connection, const vault::BlindIndex& digest,
                               Instant now) {
    const auto found = records::attempts(connection, digest);
    return found.last_at < forget_before(now) ? records::Attempts{} : found;
}

Result<void> check_wait(const records::Attempts& attempts, std::int64_t failures_free,
                        Instant now) {
    const auto wait = wait_after_failures_ms(attempts.failures, failures_free) -
                      (now.unix_ms - attempts.last_at.unix_ms);
    if (wait > 0)
        return failure(ErrorCode::TooMany, "access.too_many_attempts",
                       {{"seconds", std::to_string((wait + 999) / 1000)}});
    return {};
}

} // namespace

Result<void> begin_attempt(database::Connection& connection, const Secrets& secrets,
                           const ThrottleSubject& own,
                           const std::optional<ThrottleSubject>& shared) {
    const auto now = secrets.clock.now();
    return database::transaction(connection, [&]() -> Result<void> {
        std::vector<vault::BlindIndex> counted{digest_of(secrets, own)};
        const auto failed = attempts_now(connection, counted.back(), now);
        TRY(check_wait(failed, own.failures_free, now));
        if (shared) {
            counted.push_back(digest_of(secrets, *shared));
            const auto all_there = attempts_now(connection, counted.back(), now);
            counted.push_back(digest_of(secrets, own, *shared));
            const auto own_there = attempts_now(connection, counted.back(), now);
            if (all_there.failures >= shared->failures_free)
                TRY(check_wait(own_there, 1, now));
        }
        for (const auto& digest : counted)
            records::count_attempt(connection, digest, now, forget_before(now));
        return {};
    });
}

void forgive_attempts(database::Connection& connection, const Secrets& secrets,
                      const ThrottleSubject& own, const std::optional<ThrottleSubject>& shared) {
    database::transaction(connection, [&] {
        records::forget_attempts(connection, digest_of(secrets, own));
        if (!shared)
            return;
        const auto own_there = digest_of(secrets, own, *shared);
        records::take_back_attempts(connection, digest_of(secrets, *shared),
                                    records::attempts(connection, own_there).failures);
        records::forget_attempts(connection, own_there);
    });
}

} // namespace samatcha::access
