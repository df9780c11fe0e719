#include "modules/access/actions.hpp"

#include "modules/access/records.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::access {

namespace {

Result<AccountView> keep_new_account(database::Connection& connection, const Clock& clock,
                                     const NewAccount& input, const std::string& province,
                                     std::optional<AccountId> by) {
    TRY(check_new_account(input, province));
    if (!records::find_province(connection, province))
        return failure(ErrorCode::NotFound, "access.province_unknown", {{"code", province}});
    const Account account{AccountId{new_id()},
                          province,
                          input.login,
                          input.display_name,
                          input.role,
                          input.agency_id,
                          vault::hash_password(input.password),
                          false,
                          false};
    return database::transaction(connection, [&]() -> Result<AccountView> {
        if (!records::add_account(connection, account, clock.now(), by))
            return failure(ErrorCode::Conflict, "access.login_taken", {{"login", input.login}});
        return *records::find_account_view(connection, province, account.id);
    });
}

} // namespace

Result<AccountView> add_account(database::Connection& connection, const Clock& clock,
                                const Actor& actor, NewAccount input) {
    const auto province = input.province.value_or(actor.province);
    if (actor.role != Role::Operator && province != actor.province)
        return failure(ErrorCode::NotFound, "access.province_unknown", {{"code", province}});
    return keep_new_account(connection, clock, input, province, actor.account);
}

Result<AccountView> add_account_by_command(database::Connection& connection, const Clock& clock,
                                           NewAccount input) {
    const auto province = input.province.value_or(std::string(installation));
    return keep_new_account(connection, clock, input, province, std::nullopt);
}

} // namespace samatcha::access
