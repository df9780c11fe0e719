#include "modules/notices/actions.hpp"
#include "modules/notices/records.hpp"

namespace samatcha::notices {

Result<NoticeChoice> choose_mailing(const access::Actor& actor, database::Connection& db,
                                    const NoticeChoice& choice) {
    TRY(check_choice(choice));
    records::keep_choice(db, actor.province, actor.account, choice);
    return choice;
}

} // namespace samatcha::notices
