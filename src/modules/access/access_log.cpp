#include "modules/access/access_log.hpp"

#include "modules/access/records.hpp"

namespace samatcha::access {

void record_access(database::Connection& connection, const Actor& actor, const Clock& clock,
                   Access access, std::int64_t person_id, std::string_view what) {
    records::add_access(connection, actor.province,
                        {new_id(), clock.now(), actor.account, {}, {}, access, actor.purpose,
                         person_id, std::string(what)});
}

} // namespace samatcha::access
