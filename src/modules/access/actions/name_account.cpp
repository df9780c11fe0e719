#include "modules/access/actions.hpp"
#include "modules/access/records.hpp"

namespace samatcha::access {

std::string display_name(database::Connection& connection, std::string_view province,
                         AccountId id) {
    const auto account = records::find_account_view(connection, province, id);
    return account ? account->display_name : std::string();
}

void set_display_name(database::Connection& connection, std::string_view province, AccountId id,
                      std::string_view name) {
    records::set_display_name(connection, province, id, name);
}

} // namespace samatcha::access
