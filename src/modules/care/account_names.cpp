#include "modules/care/account_names.hpp"

#include "modules/access/actions.hpp"

namespace samatcha::care {

const std::string& AccountNames::of(access::AccountId account) {
    auto found = m_names.find(account);
    if (found == m_names.end())
        found =
            m_names
                .emplace(account, account ? access::display_name(m_connection, m_province, account)
                                          : std::string())
                .first;
    return found->second;
}

} // namespace samatcha::care
