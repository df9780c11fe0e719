#pragma once

#include "modules/access/actor.hpp"
#include "platform/database/connection.hpp"

#include <map>
#include <string>

namespace samatcha::care {

/// How accounts are called, each asked for once; nobody's is empty.
class AccountNames {
public:
    AccountNames(database::Connection& connection, std::string province)
        : m_connection(connection), m_province(std::move(province)) {}
    const std::string& of(access::AccountId);

private:
    database::Connection& m_connection;
    std::string m_province;
    std::map<access::AccountId, std::string> m_names;
};

} // namespace samatcha::care
