// The verbs of this module, on a real database.

#include "modules/access/actions.hpp"

#include "base/json.hpp"
#include "modules/access/access_log.hpp"
#include "modules/access/guard.hpp"
#include "modules/access/records.hpp"
#include "modules/access/second_factor.hpp"
#include "platform/database/test_database.hpp"
#include "platform/database/test_query_plans.hpp"
#include "platform/vault/secret.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::access;

namespace {

constexpr const char* good_password = "correct horse battery";

struct House {
    database::TestDatabase database;
    ManualClock clock{{1'800'000'000'000}};
    vault::KeyRing keys = vault::KeyRing::ephemeral();
    area::Gazetteer gazetteer = area::Gazetteer::load();
    Secrets secrets{clock, keys};

    explicit House(ProvinceUse use = ProvinceUse::Demonstration) {
        REQUIRE(add_province(db(), gazetteer, clock, "40", use));
    }
    database::Connection& db() { return database.connection(); }

    AccountView account(std::string login, Role role = Role::Secretariat) {
        NewAccount input{std::move(login), "ทดสอบ", role, {}, good_password, {}};
        if (role != Role::Operator)
            input.province = "40";
        if (belongs_to_agency(role))
            input.agency_id = AgencyId{7};
        auto added = add_account_by_command(db(), clock, std::move(input));
        REQUIRE(added);
        return *added;
    }
    Result<SessionToken> enter(std::string login, std::string password = good_password,
                               std::string address = "192.0.2.1") {
        return log_in(db(), secrets, {std::move(login), std::move(password)}, address);
    }
    http::Request request_with(const SessionToken& token) {
        http::Request request;
        request.cookies = {{"samatcha_session", token.cookie_value()}};
        return request;
    }
    std::optional<Session> session(const SessionToken& token) {
        return recognize(db(), clock, request_with(token)).session;
    }
    Actor actor(const AccountView& account, Purpose purpose = Purpose::None) {
        return {account.id, account.login, account.role, "40", account.agency_id, purpose};
    }
};

std::string key_of(const auto& result) { return result ? "" : result.error().key; }

} // namespace

TEST_CASE("an account is refused for what is wrong with it") {
    struct Refused {
        NewAccount account;
        const char* province;
        const char* key;
    };
    const NewAccount good{"boss", "ก", Role::Viewer, {}, good_password, {}};
    const auto with = [&](auto change) {
        auto account = good;
        change(account);
        return account;
    };
    CHECK(check_new_account(good, "40"));
    const Refused refused[] = {
        {with([](auto& a) { a.login = "Bo"; }), "40", "access.login_format"},
        {with([](auto& a) { a.login = "a b c"; }), "40", "access.login_format"},
        {with([](auto& a) { a.display_name = ""; }), "40", "access.display_name_missing"},
        {with([](auto& a) { a.role = Role::CaseWorker; }), "40", "access.agency_needed"},
        {with([](auto& a) { a.agency_id = AgencyId{1}; }), "40", "access.agency_not_allowed"},
        {with([](auto& a) { a.role = Role::Operator; }), "40", "access.operator_needs_no_province"},
        {good, "00", "access.operator_needs_no_province"},
        {with([](auto& a) { a.password = "short"; }), "40", "access.password_short"},
        {with([](auto& a) { a.password = "ภาษาไทยสั้น"; }), "40", "access.password_short"},
        {with([](auto& a) { a.password = "aaaaaaaaaaaaaaaa"; }), "40", "access.password_guessable"},
        {with([](auto& a) { a.password = "my boss is kind"; }), "40", "access.password_guessable"},
    };
    for (const auto& one : refused)
        CHECK(key_of(check_new_account(one.account, one.province)) == one.key);
}

TEST_CASE("logging in opens a session that its token finds and logging out ends") {
    House house;
    house.account("boss");
    const auto token = house.enter("boss");
    REQUIRE(token);
    const auto session = house.session(*token);
    REQUIRE(session);
    CHECK(session->state() == SessionState::SignedIn);
    CHECK(session->account.login == "boss");
    log_out(house.db(), *token);
    CHECK_FALSE(house.session(*token));
}

TEST_CASE("the database holds neither token nor password") {
    House house;
    house.account("boss");
    const auto token = house.enter("boss");
    REQUIRE(token);
    const auto digest = vault::token_digest(token->token);
    CHECK(house.db().integer("SELECT count(*) FROM login_session WHERE token_digest = $1", {digest}) == 1);
    CHECK(house.db().integer("SELECT count(*) FROM login_session WHERE token_digest = $1",
                             {as_bytes(token->token)}) == 0);
    const auto hash = house.db().query("SELECT password_hash FROM account", {})[0].text(0);
    CHECK(hash.starts_with("$argon2id$"));
}

TEST_CASE("unknown login, wrong password and disabled account are refused alike") {
    House house;
    house.account("boss");
    const auto gone = house.account("gone");
    REQUIRE(disable_account(house.db(), house.clock, house.actor(house.account("other")), gone.id));
    CHECK(key_of(house.enter("nobody")) == "access.login_wrong");
    CHECK(key_of(house.enter("boss", "wrong")) == "access.login_wrong");
    CHECK(key_of(house.enter("gone")) == "access.login_wrong");
}

TEST_CASE("wrong tries make a login wait, longer each time, and a right one clears it") {
    House house;
    house.account("boss");
    for (int i = 0; i < login_failures_free; ++i)
        CHECK(key_of(house.enter("boss", "wrong")) == "access.login_wrong");
    CHECK(key_of(house.enter("boss")) == "access.too_many_attempts");
    house.clock.advance_ms(29'000);
    CHECK(key_of(house.enter("boss")) == "access.too_many_attempts");
    house.clock.advance_ms(2'000);
    CHECK(key_of(house.enter("boss", "wrong")) == "access.login_wrong");
    house.clock.advance_ms(31'000);
    CHECK(key_of(house.enter("boss")) == "access.too_many_attempts");
    house.clock.advance_ms(30'000);
    CHECK(house.enter("boss"));
    CHECK(key_of(house.enter("boss", "wrong")) == "access.login_wrong");
    CHECK(house.enter("boss"));
}

TEST_CASE("an address where much failed has no free tries left, for whoever fails there") {
    House house;
    house.account("boss");
    for (int i = 0; i < address_failures_free - 1; ++i)
        CHECK(key_of(house.enter("name" + std::to_string(i))) == "access.login_wrong");
    CHECK(key_of(house.enter("boss", "wrong")) == "access.login_wrong");
    CHECK(key_of(house.enter("boss")) == "access.too_many_attempts");
    CHECK(key_of(house.enter("name0")) == "access.too_many_attempts");
    CHECK(house.enter("boss", good_password, "192.0.2.2"));
    CHECK(key_of(house.enter("name1", "wrong")) == "access.too_many_attempts");
    house.clock.advance_ms(31'000);
    CHECK(key_of(house.enter("name1", "wrong")) == "access.login_wrong");
}

TEST_CASE("behind one address nobody waits for the mistakes of others") {
    House house;
    for (const auto* const login : {"first", "second"})
        house.account(login);
    for (int i = 0; i < 3 * address_failures_free; ++i)
        CHECK(key_of(house.enter("name" + std::to_string(i))) == "access.login_wrong");
    CHECK(house.enter("first"));
    CHECK(house.enter("second"));
}

TEST_CASE("whoever gets in takes back what he failed at the address, and nothing of others") {
    House house;
    house.account("guest");
    std::vector<std::string> clumsy;
    for (int i = 0; i < address_failures_free; ++i) {
        clumsy.push_back("clumsy" + std::to_string(i));
        house.account(clumsy.back());
        CHECK(key_of(house.enter(clumsy.back(), "wrong")) == "access.login_wrong");
        CHECK(house.enter(clumsy.back()));
    }
    // So many failed, and all of them were taken back: free tries are left.
    CHECK(key_of(house.enter("guest", "wrong")) == "access.login_wrong");
    CHECK(house.enter("guest"));
    for (int i = 0; i < address_failures_free; ++i)
        CHECK(key_of(house.enter("name" + std::to_string(i))) == "access.login_wrong");
    CHECK(house.enter("guest"));
    CHECK(key_of(house.enter("name0")) == "access.too_many_attempts");
}

TEST_CASE("the wait doubles to a quarter of an hour") {
    CHECK(wait_after_failures_ms(4, 5) == 0);
    CHECK(wait_after_failures_ms(5, 5) == 30'000);
    CHECK(wait_after_failures_ms(7, 5) == 120'000);
    CHECK(wait_after_failures_ms(1000, 5) == 900'000);
}

TEST_CASE("a session ends when idle for an hour, and after half a day in any case") {
    House house;
    house.account("boss");
    const auto idle = *house.enter("boss");
    house.clock.advance_ms(session_idle_max_ms);
    CHECK(house.session(idle));
    house.clock.advance_ms(session_idle_max_ms + 1);
    CHECK_FALSE(house.session(idle));

    const auto busy = *house.enter("boss");
    for (int i = 0; i < 13; ++i) {
        CHECK(house.session(busy));
        house.clock.advance_ms(session_age_max_ms / 13);
    }
    house.clock.advance_ms(session_age_max_ms / 13);
    CHECK_FALSE(house.session(busy));
}

TEST_CASE("outside a demonstration, who sees children needs a second factor") {
    House house(ProvinceUse::Real);
    for (const auto& [role, state] :
         {std::pair{Role::Secretariat, SessionState::SecondFactorEnrolmentRequired},
          {Role::DataOfficer, SessionState::SecondFactorEnrolmentRequired},
          {Role::CaseWorker, SessionState::SecondFactorEnrolmentRequired},
          {Role::Volunteer, SessionState::SecondFactorEnrolmentRequired},
          {Role::Delegate, SessionState::SignedIn},
          {Role::Viewer, SessionState::SignedIn}}) {
        const auto login = json::enum_name(role);
        house.account(login, role);
        CHECK(house.session(*house.enter(login))->state() == state);
    }
}

TEST_CASE("a second factor is enrolled, confirmed, asked for, and its codes count once") {
    House house(ProvinceUse::Real);
    house.account("boss");
    const auto first = *house.enter("boss");
    const auto enrolment = enrol_second_factor(house.db(), house.secrets, *house.session(first));
    REQUIRE(enrolment);
    const auto sealed = records::second_factor(house.db(), house.session(first)->account).sealed_secret;
    const auto secret = house.keys.open(
        *sealed, vault::sealing_context("40", "account",
                                        std::to_string(house.session(first)->account.id.value)));
    REQUIRE(secret);
    CHECK(base32(as_bytes(*secret)) == enrolment->secret);
    const auto code = [&] { return one_time_code(as_bytes(*secret), step_at(house.clock.now())); };

    const auto confirm = [&](const SessionToken& token, std::string text) {
        return confirm_second_factor(house.db(), house.secrets, *house.session(token), token,
                                     {std::move(text)});
    };
    CHECK(key_of(confirm(first, "000000")) == "access.code_wrong");
    const auto second = confirm(first, code());
    REQUIRE(second);
    CHECK_FALSE(house.session(first)); // A new token took its place.
    CHECK(house.session(*second)->state() == SessionState::SignedIn);

    const auto third = *house.enter("boss");
    CHECK(house.session(third)->state() == SessionState::SecondFactorRequired);
    CHECK(key_of(confirm(third, code())) == "access.code_wrong"); // Used above.
    house.clock.advance_ms(30'000);
    CHECK(confirm(third, code()));
    CHECK(key_of(enrol_second_factor(house.db(), house.secrets, *house.session(*second))) ==
          "access.second_factor_exists");
}

TEST_CASE("codes cannot be guessed by trying") {
    House house(ProvinceUse::Real);
    house.account("boss");
    const auto token = *house.enter("boss");
    REQUIRE(enrol_second_factor(house.db(), house.secrets, *house.session(token)));
    std::string last;
    for (int i = 0; i <= login_failures_free; ++i)
        last = key_of(confirm_second_factor(house.db(), house.secrets, *house.session(token), token,
                                            {"000000"}));
    CHECK(last == "access.too_many_attempts");
}

TEST_CASE("a changed password ends the other sessions and keeps this one") {
    House house;
    house.account("boss");
    const auto other = *house.enter("boss");
    const auto own = *house.enter("boss");
    const auto change = [&](std::string old_password, std::string new_password) {
        return change_password(house.db(), house.secrets, *house.session(own), own,
                               {std::move(old_password), std::move(new_password)});
    };
    CHECK(key_of(change("wrong", "another long phrase")) == "access.old_password_wrong");
    CHECK(key_of(change(good_password, "short")) == "access.password_short");
    REQUIRE(change(good_password, "another long phrase"));
    CHECK(house.session(own));
    CHECK_FALSE(house.session(other));
    CHECK(key_of(house.enter("boss")) == "access.login_wrong");
    CHECK(house.enter("boss", "another long phrase"));
}

TEST_CASE("a secretariat makes accounts in its own province only") {
    House house;
    REQUIRE(add_province(house.db(), house.gazetteer, house.clock, "41", ProvinceUse::Real));
    const auto actor = house.actor(house.account("boss"));
    NewAccount input{"view", "ก", Role::Viewer, {}, good_password, "41"};
    CHECK(key_of(add_account(house.db(), house.clock, actor, input)) == "access.province_unknown");
    input.province.reset();
    CHECK(add_account(house.db(), house.clock, actor, input));
    CHECK(key_of(add_account(house.db(), house.clock, actor, input)) == "access.login_taken");
    CHECK(records::accounts(house.db(), "41").empty());
}

TEST_CASE("disabling an account ends its sessions; one's own and another province's stay") {
    House house;
    const auto boss = house.account("boss");
    const auto view = house.account("view", Role::Viewer);
    const auto token = *house.enter("view");
    CHECK(key_of(disable_account(house.db(), house.clock, house.actor(boss), boss.id)) == "access.own_account");
    auto stranger = house.actor(boss);
    stranger.province = "41";
    CHECK(key_of(disable_account(house.db(), house.clock, stranger, view.id)) == "access.account_unknown");
    REQUIRE(disable_account(house.db(), house.clock, house.actor(boss), view.id));
    CHECK_FALSE(house.session(token));
}

TEST_CASE("the access log says who looked at whom, when and why, of one's own province") {
    House house;
    const auto actor = house.actor(house.account("boss"), Purpose::Find);
    record_access(house.db(), actor, house.clock, Access::ChildList, 0, "rows=50");
    record_access(house.db(), actor, house.clock, Access::ChildRecord, 12, "records=4");
    const auto all = records::access_log(house.db(), "40", 0, 0, 10);
    REQUIRE(all.size() == 2);
    CHECK(all[0].person_id == 12);
    CHECK(all[0].login == "boss");
    CHECK(all[0].purpose == Purpose::Find);
    CHECK(all[0].at == house.clock.now());
    CHECK(records::access_log(house.db(), "40", 12, 0, 10).size() == 1);
    CHECK(records::access_log(house.db(), "40", 0, all[0].id, 10).size() == 1);
    CHECK(records::access_log(house.db(), "41", 0, 0, 10).empty());
}

TEST_CASE("who looked at one person is found without walking the log") {
    House house;
    records::access_log(house.db(), "40", 12, 0, 10);
    const auto plans = database::query_plans(
        house.db(), [](std::string_view sql) { return sql.find("FROM access_log") != sql.npos; });
    CHECK(plans.walks.empty());
    CHECK(plans.steps.find("access_log_by_person") != std::string::npos);
}

TEST_CASE("a command has no account: the access log names the operating system's") {
    House house;
    Actor actor;
    actor.province = "40";
    actor.os_account = "somchai";
    record_access(house.db(), actor, house.clock, Access::LinkRun, 0, "records=4");
    const auto all = records::access_log(house.db(), "40", 0, 0, 10);
    REQUIRE(all.size() == 1);
    CHECK_FALSE(all[0].account_id);
    CHECK(all[0].login == "somchai");
    actor.os_account.clear();
    CHECK_THROWS_AS(record_access(house.db(), actor, house.clock, Access::LinkRun, 0, ""), database::Failure);
}

TEST_CASE("writes must come from our own pages") {
    House house;
    house.account("boss");
    const auto token = *house.enter("boss");
    auto request = house.request_with(token);
    request.method = http::Method::Post;
    request.headers = {{"host", "samatcha.test"}};
    const auto check = [&](std::vector<http::Pair> more) {
        auto asked = request;
        asked.headers.insert(asked.headers.end(), more.begin(), more.end());
        return key_of(check_origin(asked, recognize(house.db(), house.clock, asked)));
    };
    const http::Pair csrf{"x-csrf-token", token.csrf_token()};
    CHECK(check({csrf}) == "");
    CHECK(check({}) == "access.csrf_token_wrong");
    CHECK(check({{"x-csrf-token", "0"}}) == "access.csrf_token_wrong");
    CHECK(check({csrf, {"origin", "https://samatcha.test"}}) == "");
    CHECK(check({csrf, {"origin", "https://evil.test"}}) == "access.foreign_origin");
    CHECK(check({csrf, {"sec-fetch-site", "cross-site"}}) == "access.foreign_origin");
    request.cookies.clear();
    CHECK(check({{"origin", "https://evil.test"}}) == "access.foreign_origin");
    CHECK(check({{"origin", "https://samatcha.test"}}) == "");
}

TEST_CASE("a right to see children needs a purpose, from the address or the header") {
    http::Request request;
    CHECK(key_of(check_purpose(request, Right::ReadChild)) == "access.purpose_missing");
    CHECK(*check_purpose(request, Right::ReadAreas) == Purpose::None);
    request.headers = {{"x-purpose", "care"}};
    CHECK(*check_purpose(request, Right::ReadChild) == Purpose::Care);
    request.query = {{"purpose", "find"}};
    CHECK(*check_purpose(request, Right::ReadChild) == Purpose::Find);
    request.query = {{"purpose", "curiosity"}};
    CHECK(key_of(check_purpose(request, Right::ReadChild)) == "access.purpose_missing");
}

TEST_CASE("the operator sees no children, and who sees them is few") {
    CHECK_FALSE(sees_children(Role::Operator));
    CHECK_FALSE(sees_children(Role::Viewer));
    CHECK_FALSE(sees_children(Role::Delegate));
    for (const auto right : rights_of(Role::Operator))
        CHECK((right == Right::Everyone || right == Right::SignedIn ||
               right == Right::ManageProvinces || right == Right::ManageAccounts));
}
