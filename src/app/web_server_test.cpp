// The whole server, over real connections: who may do what, and what it says of itself.

#include "app/web_server.hpp"

#include "app/command_line.hpp"
#include "base/embedded.hpp"
#include "modules/access/actions.hpp"
#include "modules/access/openapi.hpp"
#include "modules/access/records.hpp"
#include "platform/database/migration.hpp"
#include "platform/http/test_client.hpp"
#include "platform/vault/secret.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

namespace samatcha {
std::span<const EmbeddedFile> embedded_messages();
}

using namespace samatcha;
using namespace samatcha::app;

namespace {

constexpr std::array roles{access::Role::Operator,    access::Role::Secretariat,
                           access::Role::DataOfficer, access::Role::CaseWorker,
                           access::Role::Volunteer,   access::Role::Delegate,
                           access::Role::Viewer};

Settings test_settings() {
    Settings settings;
    settings.port = 0;
    settings.workers = 2;
    settings.log_level = "error";
    return settings;
}

/// A server with one account of each role, in a province where nobody needs a second factor.
struct Installation {
    Messages messages = embedded_message_texts();
    Environment environment{test_settings(), messages, area::Gazetteer::load(),
                            vault::KeyRing::ephemeral(), database::Database::open(":memory:")};
    std::optional<WebServer> server;
    std::map<access::Role, access::Account> accounts;

    Installation() {
        const auto db = environment.database.connection();
        REQUIRE(database::migrate(*db, embedded_migrations()));
        REQUIRE(access::add_province(*db, environment.gazetteer, environment.clock, "40",
                                     access::ProvinceUse::Demonstration));
        for (const auto role : roles) {
            access::Account account{access::AccountId{new_id()},
                                    "40",
                                    json::enum_name(role),
                                    "ทดสอบ",
                                    role,
                                    {},
                                    "no password",
                                    false,
                                    false};
            if (role == access::Role::Operator)
                account.province = "00";
            if (access::belongs_to_agency(role))
                account.agency = access::AgencyId{1};
            REQUIRE(access::records::add_account(*db, account, environment.clock.now(), {}));
            accounts[role] = account;
        }
        server.emplace(environment);
        REQUIRE(server->start());
    }

    /// Headers of a new session of the role; none for nobody.
    std::string session_of(std::optional<access::Role> role) {
        if (!role)
            return {};
        const auto& account = accounts.at(*role);
        const access::SessionToken token{account.province, vault::random_token()};
        access::records::add_session(*environment.database.connection(), account,
                                     vault::token_digest(token.token), false,
                                     environment.clock.now());
        return "Cookie: samatcha_session=" + token.cookie_value() +
               "\r\nX-CSRF-Token: " + token.csrf_token() + "\r\n";
    }

    http::TestAnswer call(const access::Operation& operation, const std::string& headers) {
        auto target = std::regex_replace(operation.pattern, std::regex("\\{[a-z_]+\\}"), "1");
        http::TestClient client(server->port());
        const std::string type = "Content-Type: application/json\r\n";
        const bool has_body = operation.body || operation.streams_body;
        return client.request(http::name_of(operation.method), target, headers + type,
                              has_body ? "{}" : "");
    }
};

std::string key_of(const http::TestAnswer& answer) {
    const auto parsed = json::parse(answer.body);
    if (!parsed || !parsed->is_object() || !parsed->get_object().contains("key"))
        return {};
    return std::string(parsed->get_object().at("key").as_string());
}

std::string file_text(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("every route lets in exactly the roles that the table names") {
    Installation house;
    for (const auto& operation : house.server->api().operations()) {
        if (operation.right == access::Right::Everyone)
            continue;
        const auto name = std::string(http::name_of(operation.method)) + " " + operation.pattern;
        CAPTURE(name);
        CHECK(house.call(operation, house.session_of({}) + "X-Purpose: find\r\n").status == 401);
        for (const auto role : roles) {
            const auto role_name = json::enum_name(role);
            CAPTURE(role_name);
            const auto answer =
                house.call(operation, house.session_of(role) + "X-Purpose: find\r\n");
            if (access::may(role, operation.right)) {
                CHECK(answer.status != 0);
                CHECK(answer.status != 401);
                // Past the door a module may still ask who of the role it is: a coordinator, say.
                if (answer.status == 403)
                    CHECK(!key_of(answer).starts_with("access."));
                CHECK(answer.status != 500);
            } else {
                CHECK(answer.status == 403);
                CHECK(key_of(answer) == "access.right_missing");
            }
        }
    }
}

TEST_CASE("only the way in, what is published and opened screens are open to everyone") {
    Installation house;
    std::set<std::string> open;
    for (const auto& operation : house.server->api().operations())
        if (operation.right == access::Right::Everyone)
            open.insert(std::string(http::name_of(operation.method)) + " " + operation.pattern);
    CHECK(open == std::set<std::string>{
                      "GET /api/v1/session", "POST /api/v1/session", "DELETE /api/v1/session",
                      "POST /api/v1/invitations/acceptance", "POST /api/v1/session/second-factor",
                      "POST /api/v1/second-factor/enrolment",
                      "POST /api/v1/second-factor/confirmation", "GET /api/v1/public/assemblies",
                      "GET /api/v1/public/documents/{hash}",
                      "GET /api/v1/public/forums", "GET /api/v1/public/hearings",
                      "GET /api/v1/public/{province}/hearings/{id}",
                      "POST /api/v1/public/{province}/hearings/{id}/comments",
                      "GET /api/v1/public/{province}/assemblies/{id}/statement-uses",
                      "GET /api/v1/public/{province}/forums/{id}",
                      "GET /api/v1/public/{province}/forums/{id}/cards",
                      "GET /api/v1/public/{province}/forums/{id}/comments.csv",
                      "GET /api/v1/public/{province}/forums/{id}/counts.csv",
                      "GET /api/v1/public/{province}/forums/{id}/events",
                      "GET /api/v1/public/{province}/forums/{id}/me",
                      "GET /api/v1/public/{province}/forums/{id}/participants-votes.csv",
                      "GET /api/v1/public/{province}/forums/{id}/results",
                      "GET /api/v1/public/{province}/forums/{id}/summary.csv",
                      "GET /api/v1/public/{province}/forums/{id}/uses",
                      "GET /api/v1/public/{province}/forums/{id}/votes.csv",
                      "POST /api/v1/public/{province}/forums/{id}/participants",
                      "POST /api/v1/public/{province}/forums/{id}/similar",
                      "POST /api/v1/public/{province}/forums/{id}/statements",
                      "POST /api/v1/public/{province}/forums/{id}/votes",
                      "GET /api/v1/public/{province}/assemblies/{id}",
                      "GET /api/v1/public/{province}/assemblies/{id}/document",
                      "GET /api/v1/public/{province}/assemblies/{id}/entries",
                      "GET /api/v1/public/{province}/assemblies/{id}/log",
                      "GET /api/v1/screens/{code}", "GET /api/v1/screens/{code}/events",
                      "GET /api/v1/phone/standing"}); // Of a token: who was cut off has no session.
}

TEST_CASE("a session that still owes its second factor opens no route") {
    Installation house;
    const auto db = house.environment.database.connection();
    db->execute("UPDATE account SET second_factor_since = 1 WHERE login = 'secretariat'");
    for (const auto& operation : house.server->api().operations())
        if (operation.right != access::Right::Everyone)
            CHECK(key_of(house.call(operation, house.session_of(access::Role::Secretariat))) ==
                  "access.second_factor_required");
}

TEST_CASE("children's data is refused without a purpose") {
    Installation house;
    for (const auto& operation : house.server->api().operations())
        if (access::needs_purpose(operation.right))
            CHECK(key_of(house.call(operation, house.session_of(access::Role::CaseWorker))) ==
                  "access.purpose_missing");
}

TEST_CASE("no write is accepted without the session's token") {
    Installation house;
    for (const auto& operation : house.server->api().operations()) {
        if (operation.method == http::Method::Get || operation.pattern == "/api/v1/session")
            continue;
        auto headers = house.session_of(access::Role::Secretariat);
        headers = headers.substr(0, headers.find("X-CSRF"));
        CHECK_MESSAGE(key_of(house.call(operation, headers)) == "access.csrf_token_wrong",
                      operation.pattern);
    }
}

TEST_CASE("case workers see, follow and cancel the jobs that they asked for, and no others") {
    Installation house;
    const auto db = house.environment.database.connection();
    const auto worker = house.accounts.at(access::Role::CaseWorker).id.value;
    const auto own = house.environment.jobs.enqueue(*db, "40", "nobody handles this", {}, worker);
    const auto others = house.environment.jobs.enqueue(*db, "40", "nobody handles this", {}, 12);
    const auto ask = [&](access::Role role, std::string_view method, const std::string& path) {
        http::TestClient client(house.server->port());
        return client.request(method, "/api/v1/jobs" + path, house.session_of(role));
    };
    const auto path_of = [](jobs::JobId id) { return "/" + std::to_string(id.value); };
    const auto listed = ask(access::Role::CaseWorker, "GET", "").body;
    CHECK(listed.find(std::to_string(own.value)) != std::string::npos);
    CHECK(listed.find(std::to_string(others.value)) == std::string::npos);
    CHECK(ask(access::Role::CaseWorker, "GET", path_of(own)).status == 200);
    CHECK(ask(access::Role::CaseWorker, "GET", path_of(others)).status == 404);
    CHECK(ask(access::Role::CaseWorker, "POST", path_of(others) + "/cancel").status == 404);
    CHECK(ask(access::Role::CaseWorker, "POST", path_of(own) + "/cancel").status == 200);
    CHECK(ask(access::Role::Secretariat, "GET", path_of(others)).status == 200);
}

TEST_CASE("problems come in the reader's language") {
    Installation house;
    http::TestClient client(house.server->port());
    const auto detail_of = [&](std::string_view headers) {
        return client.request("GET", "/api/v1/areas", headers).body;
    };
    CHECK(detail_of("").find("กรุณาเข้าสู่ระบบก่อน") != std::string::npos);
    CHECK(detail_of("Accept-Language: fr, en;q=0.5\r\n").find("Please log in") !=
          std::string::npos);
    CHECK(detail_of("Accept-Language: en\r\nCookie: lang=th\r\n").find("กรุณา") !=
          std::string::npos);
}

TEST_CASE("a failure of ours is told without detail") {
    Installation house;
    house.environment.database.connection()->execute("DROP TABLE agency");
    http::TestClient client(house.server->port());
    const auto answer =
        client.request("GET", "/api/v1/agencies", house.session_of(access::Role::Viewer));
    CHECK(answer.status == 500);
    CHECK(answer.body.find("agency") == std::string::npos);
}

TEST_CASE("health and counts are there, counts not for strangers") {
    Installation house;
    http::TestClient client(house.server->port());
    CHECK(client.request("GET", "/healthz").body == R"({"status":"ok"})");
    CHECK(client.request("GET", "/metrics").body.find("samatcha_http_requests_total") !=
          std::string::npos);
    CHECK(client.request("GET", "/metrics", "X-Forwarded-For: 203.0.113.9\r\n").status == 404);
    CHECK(client.request("GET", "/api/v1/nothing").status == 404);
}

TEST_CASE("the committed OpenAPI document is the one the routes give") {
    Installation house;
    const bool is_same =
        access::openapi_text(house.server->api()) == file_text("web/src/shared/api/openapi.json");
    CHECK_MESSAGE(is_same, "run: samatcha openapi > web/src/shared/api/openapi.json");
}

TEST_CASE("the texts are whole, and every error key in the sources has one") {
    Messages messages;
    for (const auto& file : embedded_messages()) {
        const auto added = messages.add(file.bytes);
        CHECK_MESSAGE(added, file.path, ": ", added ? "" : added.error().key);
    }
    const std::regex key_pattern(R"re(ErrorCode::\w+,\s*"([a-z_]+\.[a-z0-9_.]+)")re");
    for (const auto& entry : std::filesystem::recursive_directory_iterator("src")) {
        const auto path = entry.path().string();
        if (!(path.ends_with(".cpp") || path.ends_with(".hpp")) || path.ends_with("_test.cpp"))
            continue;
        const auto text = std::regex_replace(file_text(path), std::regex("//[^\n]*"), "");
        for (std::sregex_iterator at(text.begin(), text.end(), key_pattern), end; at != end; ++at)
            CHECK_MESSAGE(messages.contains((*at)[1].str()), path, ": ", (*at)[1].str());
    }
}
