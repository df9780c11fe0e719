#include "modules/access/records.hpp"
#include "modules/notices/actions.hpp"
#include "modules/notices/records.hpp"

namespace samatcha::notices {

namespace {

template <class Choose>
void tell_chosen(database::Connection& db, std::string_view province, const Telling& telling, Instant now,
                 Choose is_chosen) {
    for (const auto& account : access::records::accounts(db, province))
        if (!account.disabled_at && is_chosen(account))
            records::add_notice(db, province, account.id, telling, now);
}

} // namespace

void tell(database::Connection& db, std::string_view province, std::span<const access::AccountId> accounts,
          const Telling& telling, Instant now) {
    for (const auto account : accounts)
        records::add_notice(db, province, account, telling, now);
}

void tell_agency(database::Connection& db, std::string_view province, access::AgencyId agency,
                 access::Right right, const Telling& telling, Instant now) {
    tell_chosen(db, province, telling, now, [&](const access::AccountView& account) {
        return account.agency_id == agency && access::may(account.role, right);
    });
}

void tell_role(database::Connection& db, std::string_view province, access::Role role, const Telling& telling,
               Instant now) {
    tell_chosen(db, province, telling, now,
                [&](const access::AccountView& account) { return account.role == role; });
}

void dealt_with(database::Connection& db, std::string_view province, std::string_view key, Instant now) {
    records::mark_read_by_all(db, province, key, now);
}

} // namespace samatcha::notices
