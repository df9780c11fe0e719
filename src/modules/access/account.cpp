#include "modules/access/account.hpp"

#include <algorithm>
#include <set>

namespace samatcha::access {

namespace {

bool is_login_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
           c == '@';
}

std::size_t characters_in(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

} // namespace

Result<void> check_new_account(const NewAccount& account, std::string_view province) {
    const auto& login = account.login;
    if (login.size() < 3 || login.size() > 64 ||
        !std::all_of(login.begin(), login.end(), is_login_character))
        return failure(ErrorCode::InvalidInput, "access.login_format");
    if (account.display_name.empty() || account.display_name.size() > 300)
        return failure(ErrorCode::InvalidInput, "access.display_name_missing");
    if ((account.role == Role::Operator) != (province == installation))
        return failure(ErrorCode::InvalidInput, "access.operator_needs_no_province");
    if (belongs_to_agency(account.role) && !account.agency_id)
        return failure(ErrorCode::InvalidInput, "access.agency_needed");
    if (!belongs_to_agency(account.role) && account.agency_id)
        return failure(ErrorCode::InvalidInput, "access.agency_not_allowed");
    return check_password(account.password, login);
}

Result<void> check_password(std::string_view password, std::string_view login) {
    if (characters_in(password) < password_characters_min)
        return failure(ErrorCode::InvalidInput, "access.password_short",
                       {{"characters", std::to_string(password_characters_min)}});
    if (password.size() > 1024)
        return failure(ErrorCode::InvalidInput, "access.password_long");
    const std::set<char> letters(password.begin(), password.end());
    if (letters.size() < 5 || password.find(login) != std::string_view::npos)
        return failure(ErrorCode::InvalidInput, "access.password_guessable");
    return {};
}

std::int64_t wait_after_failures_ms(std::int64_t failures, std::int64_t failures_free) {
    if (failures < failures_free)
        return 0;
    constexpr std::int64_t first_ms = 30'000;
    constexpr std::int64_t longest_ms = 15 * 60 * 1000;
    const auto doublings = std::min<std::int64_t>(failures - failures_free, 10);
    return std::min(first_ms << doublings, longest_ms);
}

} // namespace samatcha::access
