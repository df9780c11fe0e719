#include "modules/access/routes.hpp"

#include "modules/access/guard.hpp"
#include "modules/access/records.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::access {

namespace {

struct AccountList {
    std::vector<AccountView> accounts;
};
BOOST_DESCRIBE_STRUCT(AccountList, (), (accounts))

struct AccountFilter {
    std::optional<std::string> province; ///< The operator's choice; others see their own.
};
BOOST_DESCRIBE_STRUCT(AccountFilter, (), (province))

struct AccessLogFilter {
    std::optional<std::int64_t> person_id;
    std::optional<std::int64_t> cursor;
};
BOOST_DESCRIBE_STRUCT(AccessLogFilter, (), (person_id, cursor))

struct AccessLogPage {
    std::vector<records::AccessLogEntry> entries;
    std::optional<std::int64_t> next_cursor;
};
BOOST_DESCRIBE_STRUCT(AccessLogPage, (), (entries, next_cursor))

struct ProvinceList {
    std::vector<ProvinceView> provinces;
};
BOOST_DESCRIBE_STRUCT(ProvinceList, (), (provinces))

struct NewProvince {
    std::string code;
    std::optional<bool> is_demonstration;
};
BOOST_DESCRIBE_STRUCT(NewProvince, (), (code, is_demonstration))

SessionView view_of(database::Connection& db, const AccessParts& parts, const Session& session,
                    const SessionToken& token) {
    const auto& account = session.account;
    SessionView view{session.state(), token.csrf_token(), {}, {}, {}};
    auto& shown = view.account.emplace(SessionAccount{account.id, account.login, account.display_name,
                                                      account.role, account.agency, {}, {},
                                                      account.has_second_factor});
    if (account.agency && parts.agency_names)
        if (auto names = parts.agency_names(db, account.province, *account.agency)) {
            shown.agency_name_th = std::move(names->first);
            shown.agency_name_en = std::move(names->second);
        }
    if (account.province != installation)
        view.province = {session.province.code, session.province.name_th, session.province.name_en,
                         session.province.is_demonstration};
    if (view.state == SessionState::SignedIn)
        view.rights = rights_of(account.role);
    return view;
}

/// The view of a session that was just begun, with the cookie that carries it.
Result<SessionView> enter(Call& call, const AccessParts& parts, const SessionToken& token) {
    const auto session =
        records::find_session(call.db, token.province, vault::token_digest(token.token));
    if (!session)
        return failure(ErrorCode::Unauthenticated, "access.not_signed_in");
    call.answer_headers.emplace_back(
        "Set-Cookie",
        session_cookie(token, call.request.is_secure || parts.has_secure_cookies_always));
    return view_of(call.db, parts, *session, token);
}

Result<const Session*> any_session(const Call& call) {
    if (!call.session)
        return failure(ErrorCode::Unauthenticated, "access.not_signed_in");
    return call.session;
}

void add_session_routes(Api& api, const AccessParts& parts) {
    const RouteOptions waits{.transaction = Transaction::None};
    api.get(
        "/session", Right::Everyone,
        [parts](Call& call) -> Result<SessionView> {
            if (!call.session)
                return SessionView{};
            return view_of(call.db, parts, *call.session, *call.token);
        },
        {.summary = "Who I am and what I may do"});
    auto options = waits;
    options.summary = "Log in";
    api.post(
        "/session", Right::Everyone,
        [parts](Call& call, const LogIn& input) -> Result<SessionView> {
            const auto token =
                TRY(log_in(call.db, parts.secrets, input, call.request.remote_address));
            if (call.token)
                log_out(call.db, *call.token);
            return enter(call, parts, token);
        },
        options);
    options.summary = "The six digits of the authenticator application";
    api.post(
        "/session/second-factor", Right::Everyone,
        [parts](Call& call, const OneTimeCode& input) -> Result<SessionView> {
            const auto* session = TRY(any_session(call));
            return enter(call, parts, TRY(confirm_second_factor(call.db, parts.secrets, *session,
                                                                *call.token, input)));
        },
        options);
    options.summary = "Change my password; ends my other sessions";
    api.post(
        "/session/password", Right::SignedIn,
        [parts](Call& call, const PasswordChange& input) -> Result<void> {
            return change_password(call.db, parts.secrets, *call.session, *call.token, input);
        },
        options);
    api.remove(
        "/session", Right::Everyone,
        [parts](Call& call) -> Result<void> {
            if (call.token)
                log_out(call.db, *call.token);
            call.answer_headers.emplace_back(
                "Set-Cookie",
                cookie_of_no_session(call.request.is_secure || parts.has_secure_cookies_always));
            return {};
        },
        {.summary = "Log out"});
}

void add_second_factor_routes(Api& api, const AccessParts& parts) {
    api.post(
        "/second-factor/enrolment", Right::Everyone,
        [parts](Call& call) -> Result<SecondFactorEnrolment> {
            return enrol_second_factor(call.db, parts.secrets, *TRY(any_session(call)));
        },
        {.summary = "A secret for my authenticator application"});
    api.post(
        "/second-factor/confirmation", Right::Everyone,
        [parts](Call& call, const OneTimeCode& input) -> Result<SessionView> {
            const auto* session = TRY(any_session(call));
            return enter(call, parts, TRY(confirm_second_factor(call.db, parts.secrets, *session,
                                                                *call.token, input)));
        },
        {.summary = "The first code: from now on it is asked for", .transaction = Transaction::None});
}

void add_account_routes(Api& api, const AccessParts& parts) {
    api.get(
        "/accounts", Right::ManageAccounts,
        [](Call& call, const AccountFilter& filter) -> Result<AccountList> {
            const bool may_choose = call.actor.role == Role::Operator && filter.province;
            return AccountList{
                records::accounts(call.db, may_choose ? *filter.province : call.actor.province)};
        },
        {.summary = "The province's accounts"});
    api.post(
        "/accounts", Right::ManageAccounts,
        [parts](Call& call, const NewAccount& input) -> Result<AccountView> {
            const auto& province = input.province.value_or(call.actor.province);
            if (input.agency_id && parts.agency_names &&
                !parts.agency_names(call.db, province, *input.agency_id))
                return failure(ErrorCode::InvalidInput, "access.agency_unknown");
            return add_account(call.db, call.clock, call.actor, input);
        },
        {.summary = "A new account", .success = 201, .transaction = Transaction::None});
    api.post(
        "/accounts/{id}/disable", Right::ManageAccounts,
        [](Call& call) -> Result<AccountView> {
            return disable_account(call.db, call.clock, call.actor, TRY(call.id<AccountId>("id")));
        },
        {.summary = "Disable an account and end its sessions"});
    api.get(
        "/access-log", Right::ReadAccessLog,
        [](Call& call, const AccessLogFilter& filter) -> Result<AccessLogPage> {
            constexpr std::int64_t page = 100;
            AccessLogPage result{records::access_log(call.db, call.actor.province,
                                                     filter.person_id.value_or(0),
                                                     filter.cursor.value_or(0), page),
                                 {}};
            if (result.entries.size() == page)
                result.next_cursor = result.entries.back().id;
            return result;
        },
        {.summary = "Who looked at children's data, newest first"});
}

} // namespace

void add_routes(Api& api, const AccessParts& parts) {
    add_session_routes(api, parts);
    add_second_factor_routes(api, parts);
    add_account_routes(api, parts);
    api.get(
        "/provinces", Right::ManageProvinces,
        [](Call& call) -> Result<ProvinceList> { return ProvinceList{records::provinces(call.db)}; },
        {.summary = "The provinces of this installation"});
    api.post(
        "/provinces", Right::ManageProvinces,
        [&gazetteer = parts.gazetteer](Call& call, const NewProvince& input) -> Result<ProvinceView> {
            const auto use = input.is_demonstration.value_or(false) ? ProvinceUse::Demonstration
                                                                     : ProvinceUse::Real;
            return add_province(call.db, gazetteer, call.clock, input.code, use);
        },
        {.summary = "Begin a province", .success = 201});
}

} // namespace samatcha::access
