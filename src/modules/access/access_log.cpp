#include "modules/access/access_log.hpp"

#include "modules/access/records.hpp"

namespace samatcha::access {

void record_access(database::Connection& connection, const Actor& actor, const Clock& clock,
                   Access access, std::int64_t person_id, std::string_view what) {
    records::AccessLogEntry entry;
    entry.id = new_id();
    entry.at = clock.now();
    if (actor.account)
        entry.account_id = actor.account;
    else
        entry.login = actor.os_account;
    entry.access = access;
    entry.purpose = actor.purpose;
    entry.person_id = person_id;
    entry.what = what;
    records::add_access(connection, actor.province, entry);
}

} // namespace samatcha::access
