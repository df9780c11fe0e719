#include "modules/access/actions.hpp"

#include "modules/access/records.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::access {

Result<Account> prepare_account(database::Connection& connection, const NewAccount& input) {
    const auto province = input.province.value_or(std::string(installation));
    TRY(check_new_account(input, province));
    if (!records::find_province(connection, province))
        return failure(ErrorCode::NotFound, "access.province_unknown", {{"code", province}});
    return Account{AccountId{new_id()},
                   province,
                   input.login,
                   input.display_name,
                   input.role,
                   input.agency_id,
                   vault::hash_password(input.password),
                   false,
                   false};
}

Result<AccountView> keep_account(database::Connection& connection, const Clock& clock,
                                 const Account& account, std::optional<AccountId> by) {
    if (!records::add_account(connection, account, clock.now(), by))
        return failure(ErrorCode::Conflict, "access.login_taken", {{"login", account.login}});
    return *records::find_account_view(connection, account.province, account.id);
}

Result<AccountView> add_account(database::Connection& connection, const Clock& clock,
                                const Actor& actor, NewAccount input) {
    if (!input.province)
        input.province = actor.province;
    if (actor.role != Role::Operator && *input.province != actor.province)
        return failure(ErrorCode::NotFound, "access.province_unknown", {{"code", *input.province}});
    const auto account = TRY(prepare_account(connection, input));
    return database::transaction(
        connection, [&] { return keep_account(connection, clock, account, actor.account); });
}

Result<AccountView> add_account_by_command(database::Connection& connection, const Clock& clock,
                                           NewAccount input) {
    const auto account = TRY(prepare_account(connection, input));
    return database::transaction(
        connection, [&] { return keep_account(connection, clock, account, std::nullopt); });
}

} // namespace samatcha::access
