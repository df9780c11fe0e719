// Who moderates a forum, over HTTP: every role at every route of it.

#include "modules/access/actions.hpp"
#include "modules/access/records.hpp"
#include "modules/assembly/records_document.hpp"
#include "modules/forum/records_use.hpp"
#include "modules/forum/routes.hpp"
#include "modules/forum/test_forum.hpp"
#include "platform/http/server.hpp"
#include "platform/http/test_client.hpp"

#include <regex>

using namespace samatcha;
using namespace samatcha::forum;
using access::Role;
using assembly::key_of;

namespace {

struct ModeratedForum : TestForum {
    Messages messages;
    http::Router router;
    access::Api api{router, {house.database.database(), house.clock, messages, [](auto, auto what) {
                                 MESSAGE(what);
                             }}};
    std::unique_ptr<http::Server> server;

    ModeratedForum() : TestForum({"ควรมีรถรับส่ง", "ควรมีอาหารเช้า"}) {
        const auto gazetteer = area::Gazetteer::load();
        for (const auto* const province : {"40", "41"})
            REQUIRE(access::add_province(house.db(), gazetteer, house.clock, province,
                                         access::ProvinceUse::Demonstration));
        http::ServerOptions options;
        options.port = 0;
        server = std::make_unique<http::Server>(options, router, messages, http::Fallback{});
        add_routes(api, forums, *server);
        REQUIRE(server->start());
    }

    access::Account account(Role role, const std::string& province = "40") {
        access::Account made{access::AccountId{new_id()},
                             province,
                             json::enum_name(role) + std::to_string(new_id()),
                             "ทดสอบ",
                             role,
                             {},
                             "no password",
                             false,
                             false};
        if (access::belongs_to_agency(role))
            made.agency = house.agencies.at(0);
        REQUIRE(access::records::add_account(house.db(), made, house.clock.now(), {}));
        return made;
    }

    http::TestAnswer ask(const access::Account& by, std::string_view method,
                         const std::string& target, const std::string& body = "{}") {
        const access::SessionToken token{by.province, vault::random_token()};
        access::records::add_session(house.db(), by, vault::token_digest(token.token), false,
                                     house.clock.now());
        http::TestClient client(server->port());
        return client.request(method, target,
                              "Cookie: samatcha_session=" + token.cookie_value() +
                                  "\r\nX-CSRF-Token: " + token.csrf_token() +
                                  "\r\nContent-Type: application/json\r\n",
                              body);
    }
    Result<std::vector<Moderator>> name(const std::vector<access::AccountId>& accounts) {
        return name_moderators(house.secretariat, house.db(), house.clock.now(), id, {accounts});
    }
    std::string address(const std::string& rest) {
        return "/api/v1/forums/" + std::to_string(id.value) + rest;
    }
};

const std::string accepting =
    R"({"statements":[0],"decision":"accepted","is_meta":false,"reason":""})";

} // namespace

TEST_CASE(
    "a moderator reads what waits and decides, in the forum named for, and does nothing else") {
    ModeratedForum forum;
    for (const auto role :
         {Role::DataOfficer, Role::CaseWorker, Role::Delegate, Role::Viewer, Role::Secretariat}) {
        const auto role_name = json::enum_name(role);
        CAPTURE(role_name);
        const auto account = forum.account(role);
        for (const bool is_named : {false, true}) {
            CAPTURE(is_named);
            REQUIRE(
                forum.name(is_named ? std::vector{account.id} : std::vector<access::AccountId>{}));
            for (const auto& operation : forum.api.operations()) {
                if (operation.pattern.find("/forums") == operation.pattern.npos)
                    continue;
                CAPTURE(operation.pattern);
                const auto target = std::regex_replace(operation.pattern, std::regex("\\{id\\}"),
                                                       std::to_string(forum.id.value));
                const bool is_decision = operation.pattern.ends_with("/decisions");
                const auto answer = forum.ask(account, http::name_of(operation.method), target,
                                              is_decision ? accepting : "{}");
                const bool is_moderating =
                    is_decision || (operation.pattern.ends_with("/statements") &&
                                    operation.method == http::Method::Get);
                const bool may =
                    role == Role::Secretariat || (operation.right == access::Right::ReadAssembly &&
                                                  (is_named || !is_moderating));
                if (may)
                    CHECK(answer.status != 403);
                else
                    CHECK(answer.status == 403);
                if (may && is_moderating)
                    CHECK(answer.status < 300);
                if (!may && is_moderating)
                    CHECK(answer.body.find("forum.not_a_moderator") != answer.body.npos);
            }
        }
        const auto other = begin_forum(
            forum.house.secretariat, forum.house.db(), {}, forum.house.id,
            {"อีกเวที", "", "ถามอะไร", "", "40", Admission::Open, ModerationTime::Before, "", 10});
        const auto elsewhere = forum.ask(
            account, "GET", "/api/v1/forums/" + std::to_string(other->id.value) + "/statements");
        CHECK(elsewhere.status == (role == Role::Secretariat ? 200 : 403));
    }
    // Of another province nobody finds it, whoever they are there.
    const auto stranger = forum.account(Role::Secretariat, "41");
    CHECK(forum.ask(stranger, "GET", forum.address("/statements")).status == 404);
    CHECK(forum.ask(stranger, "POST", forum.address("/decisions"), accepting).status == 404);
}

TEST_CASE("moderators are accounts of the province that may log in, named anew as a whole") {
    ModeratedForum forum;
    const auto first = forum.account(Role::Viewer);
    const auto second = forum.account(Role::CaseWorker);
    REQUIRE(forum.name({first.id}));
    CHECK(forum.name({second.id, first.id})->size() == 2);
    const auto left = forum.name({second.id}).value();
    REQUIRE(left.size() == 1);
    CHECK(left[0].login == second.login);
    CHECK(key_of(forum.name({forum.account(Role::Viewer, "41").id})) == "forum.moderator_unknown");
    CHECK(key_of(forum.name({forum.account(Role::Volunteer).id})) == "forum.moderator_unknown");
    REQUIRE(access::records::disable_account(forum.house.db(), "40", second.id, {}));
    CHECK(moderators_of(forum.house.db(), "40", forum.id).empty());
    CHECK(key_of(forum.name({second.id})) == "forum.moderator_unknown");
}
