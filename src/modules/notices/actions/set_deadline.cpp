#include "modules/notices/actions.hpp"
#include "modules/notices/records.hpp"

namespace samatcha::notices {

void set_deadline(database::Connection& db, Deadline deadline) {
    deadline.id = DeadlineId{new_id()};
    records::add_deadline(db, deadline);
}

void cancel_deadlines(database::Connection& db, std::string_view province, std::string_view kind,
                      std::int64_t subject, Instant now) {
    records::cancel_deadlines(db, province, kind, subject, now);
}

} // namespace samatcha::notices
