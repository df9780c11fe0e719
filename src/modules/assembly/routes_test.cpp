// A whole assembly over HTTP, from its opening to an adopted resolution, with someone listening.

#include "modules/assembly/routes.hpp"

#include "modules/access/actions.hpp"
#include "modules/access/records.hpp"
#include "modules/assembly/test_assembly.hpp"
#include "modules/assembly/test_papers.hpp"
#include "platform/http/server.hpp"
#include "platform/http/test_client.hpp"
#include "platform/vault/secret.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

struct House {
    database::TestDatabase database;
    SystemClock clock;
    Messages messages;
    http::Router router;
    access::Api api{router,
                    {database.database(), clock, messages, [](auto, auto what) { MESSAGE(what); }}};
    std::unique_ptr<http::Server> server;
    TestPapers papers_folder;
    const vault::SealedStore& papers = papers_folder.files;
    access::Account secretariat{
        {}, "40",          "secretariat", "เลขานุการ", access::Role::Secretariat,
        {}, "no password", false,         false};

    House() {
        for (const char* file :
             {"src/modules/assembly/messages.json", "src/platform/documents/messages.json"}) {
            std::ifstream json(file);
            REQUIRE(messages.add(std::string{std::istreambuf_iterator<char>(json), {}}));
        }
        const auto gazetteer = area::Gazetteer::load();
        REQUIRE(access::add_province(database.connection(), gazetteer, clock, "40",
                                     access::ProvinceUse::Demonstration));
        secretariat.id = access::AccountId{new_id()};
        REQUIRE(access::records::add_account(database.connection(), secretariat, clock.now(), {}));
        http::ServerOptions options;
        options.port = 0;
        server = std::make_unique<http::Server>(options, router, messages, http::Fallback{});
        add_routes(api, database.database(), *server, papers,
                   {"https://samatcha.example",
                    [](auto&, auto&, auto) { return std::vector<StatementOrigin>{}; }});
        REQUIRE(server->start());
    }

    std::string session_of(const access::Account& account) {
        const access::SessionToken token{"40", vault::random_token()};
        access::records::add_session(database.connection(), account,
                                     vault::token_digest(token.token), false, clock.now());
        return "Cookie: samatcha_session=" + token.cookie_value() +
               "\r\nX-CSRF-Token: " + token.csrf_token() + "\r\n";
    }

    /// The answer's JSON; the status is as expected.
    json::value ask(const std::string& session, std::string_view method, const std::string& path,
                    int status, const std::string& body = {}) {
        http::TestClient client(server->port());
        const auto answer = client.request(method, "/api/v1" + path,
                                           session + "Content-Type: application/json\r\n", body);
        CAPTURE(path);
        CAPTURE(answer.body);
        REQUIRE(answer.status == status);
        return json::parse(answer.body).value_or(json::value());
    }
};

std::string id_in(const json::value& answer, std::string_view pointer) {
    return std::to_string(answer.at_pointer(pointer).as_int64());
}

std::vector<std::int64_t> event_numbers(const std::string& text) {
    std::vector<std::int64_t> numbers;
    for (std::size_t at = text.find("\nid: "); at != text.npos; at = text.find("\nid: ", at + 1))
        numbers.push_back(std::stoll(text.substr(at + 5)));
    return numbers;
}

} // namespace

TEST_CASE("an assembly over HTTP: from its opening to a resolution, heard by who listens") {
    House house;
    const auto secretariat = house.session_of(house.secretariat);
    const auto post = [&](const std::string& who, const std::string& path, int status,
                          const std::string& body = {}) {
        return house.ask(who, "POST", path, status, body);
    };

    const auto assembly =
        "/assemblies/" +
        id_in(post(secretariat, "/assemblies", 201,
                   R"({"year_be":2568,"title_th":"สมัชชา","title_en":"","calendar":[]})"),
              "/id");
    const auto room = id_in(
        post(secretariat, assembly + "/rooms", 201, R"({"name_th":"ห้อง ๑","name_en":""})"), "/id");
    const auto plenary = id_in(house.ask(secretariat, "GET", assembly + "/rooms", 200), "/1/id");

    http::TestClient listener(house.server->port());
    listener.send("GET /api/v1" + assembly + "/events HTTP/1.1\r\nHost: t\r\n" + secretariat +
                  "\r\n");
    REQUIRE(listener.read_until("event: assembly"));

    // Two agencies, each with a delegate who comes by the link.
    access::Actor actor;
    actor.role = access::Role::Secretariat;
    actor.province = "40";
    std::vector<std::string> sessions;
    std::vector<std::string> agencies;
    for (const auto sector : {partners::Sector::State, partners::Sector::Academia}) {
        partners::Agency agency;
        agency.name_th = "หน่วยงาน " + json::enum_name(sector);
        agency.sector = sector;
        agencies.push_back(std::to_string(
            partners::add_agency(actor, house.database.connection(), agency)->id.value));
        const auto invited =
            post(secretariat, assembly + "/delegates", 201,
                 R"({"agency_id":)" + agencies.back() + R"(,"name":"ผู้แทน","is_alternate":false})");
        const std::string login = "delegate" + std::to_string(sessions.size());
        post("", "/invitations/acceptance", 201,
             R"({"province":"40","code":")" + std::string(invited.at("code").as_string()) +
                 R"(","login":")" + login + R"(","password":"correct horse battery"})");
        const auto account =
            access::records::find_account_by_login(house.database.connection(), login);
        REQUIRE(account);
        CHECK(account->agency->value == std::stoll(agencies.back()));
        sessions.push_back(house.session_of(*account));
    }

    // The agenda: proposed, answered, kept.
    const auto proposal = post(sessions[1], assembly + "/proposals", 201,
                               R"({"title_th":"ค้นหาเด็ก","title_en":"","reason":"มีเด็กนอกระบบมาก"})");
    post(secretariat, assembly + "/phase", 200, R"({"to":"agenda"})");
    post(
        secretariat, "/proposals/" + id_in(proposal, "/id") + "/answer", 200,
        R"({"is_selected":true,"criteria":{"importance":5,"magnitude":5,"public_interest":4,"feasibility":3},"answer":"รับไว้"})");
    const auto item =
        id_in(post(secretariat, assembly + "/items", 201,
                   R"({"number":1,"title_th":"ค้นหาเด็ก","title_en":"","room_id":)" + room +
                       R"(,"lead_agency_id":)" + agencies[0] + R"(,"co_owners":[],"evidence":[]})"),
              "/id");

    // The draft, by its lead agency; an amendment by the other.
    post(secretariat, assembly + "/phase", 200, R"({"to":"drafting"})");
    const auto written =
        house.ask(sessions[0], "PUT", "/items/" + item + "/draft", 200,
                  R"({"version":0,"title":"ร่างมติ","paragraphs":[{"kind":"operative","depth":0,)"
                  R"("text":"ขอให้โรงเรียนค้นหาเด็กภายใน ๓๐ วัน","addressees":[)" +
                      agencies[0] + "]}]}");
    const auto draft = "/drafts/" + id_in(written, "/draft/id");
    post(secretariat, assembly + "/phase", 200, R"({"to":"hearings"})");
    const auto amendment =
        post(sessions[1], draft + "/amendments", 201,
             R"({"version":1,"reason":"เร่งด่วน","operation":{"kind":"replace","paragraph":)" +
                 id_in(written, "/draft/text/paragraphs/0/id") +
                 R"(,"text":"ขอให้โรงเรียนค้นหาเด็กภายใน ๑๕ วัน"}})");
    const auto seen = house.ask(sessions[0], "GET", draft, 200);
    CHECK(seen.at_pointer("/trace/0/runs").as_array().size() == 4);

    // The day: at the door, in the room, then in the plenary.
    post(secretariat, assembly + "/phase", 200, R"({"to":"assembled"})");
    const auto come_in = [&](const std::string& where) {
        for (const auto& session : sessions) {
            const auto pass = house.ask(session, "GET", assembly + "/pass", 200);
            post(secretariat, assembly + "/arrivals", 200,
                 R"({"room_id":)" + where + R"(,"badge":")" +
                     std::string(pass.at("badge").as_string()) + "\"}");
        }
    };
    come_in(room);
    CHECK(house.ask(sessions[0], "GET", "/rooms/" + room + "/presence", 200)
              .at("is_quorum")
              .as_bool());
    post(sessions[0], "/amendments/" + id_in(amendment, "/id") + "/decision", 403,
         R"({"state":"accepted","reason":"เห็นชอบ"})");
    post(secretariat, "/amendments/" + id_in(amendment, "/id") + "/decision", 200,
         R"({"state":"accepted","reason":"เห็นชอบ"})");
    post(secretariat, draft + "/consolidation", 200);
    // Where it can be verified is said by the installation, not by how the server was called.
    http::TestClient reader(house.server->port());
    CHECK(reader
              .request("GET",
                       "/api/v1" + assembly + "/document?format=html&language=th&digits=thai",
                       secretariat)
              .body.find("https://samatcha.example/verify?d=40-") != std::string::npos);
    come_in(plenary);
    const auto test =
        "/consensus-tests/" + id_in(post(secretariat, assembly + "/consensus-tests", 201,
                                         R"({"room_id":)" + plenary + R"(,"draft_id":)" +
                                             id_in(written, "/draft/id") + "}"),
                                    "/test/id");
    post(sessions[0], test + "/positions", 201,
         R"({"stance":"objects","reason":"งบ","wording":"ภายในงบประมาณ","is_minuted":false})");
    post(sessions[0], test + "/positions", 201,
         R"({"stance":"has_reservation","reason":"ขอดูงบประมาณ","wording":"","is_minuted":false})");
    post(sessions[1], test + "/positions", 201,
         R"({"stance":"supports","reason":"","wording":"","is_minuted":false})");
    CHECK(post(secretariat, test + "/close", 200).at_pointer("/test/outcome") == "reached");
    CHECK(house.ask(sessions[1], "GET", draft + "/consensus-tests", 200).as_array().size() == 1);
    const auto adopted = post(secretariat, draft + "/adoption", 201);
    CHECK(adopted.at_pointer("/text/paragraphs/0/text") == "ขอให้โรงเรียนค้นหาเด็กภายใน ๑๕ วัน");
    post(secretariat, assembly + "/phase", 200, R"({"to":"adopted"})");
    post(secretariat, assembly + "/phase", 409, R"({"to":"reflect"})");

    // Who listened has heard all of it, once and in order; who slept hears the rest.
    REQUIRE(listener.read_until(R"("from":"assembled","to":"adopted")"));
    const auto heard = event_numbers(listener.received());
    const auto events = house.ask(secretariat, "GET", assembly, 200).at("events").as_int64();
    REQUIRE(std::int64_t(heard.size()) == events);
    for (std::int64_t i = 0; i < events; ++i)
        CHECK(heard[static_cast<std::size_t>(i)] == i + 1);
    http::TestClient sleeper(house.server->port());
    sleeper.send("GET /api/v1" + assembly + "/events HTTP/1.1\r\nHost: t\r\nLast-Event-ID: 5\r\n" +
                 sessions[1] + "\r\n");
    REQUIRE(sleeper.read_until(R"("from":"assembled","to":"adopted")"));
    CHECK(event_numbers(sleeper.received()).front() == 6);

    // And the log of it is whole.
    http::TestClient client(house.server->port());
    std::istringstream log(client.request("GET", "/api/v1" + assembly + "/log", sessions[1]).body);
    const auto verified = public_log::verify(log);
    REQUIRE(verified);
    CHECK(verified->entries == events);
}

TEST_CASE("who has logged out hears nothing more") {
    House house;
    const auto session = house.session_of(house.secretariat);
    const auto opened =
        house.ask(session, "POST", "/assemblies", 201,
                  R"({"year_be":2568,"title_th":"สมัชชา","title_en":"","calendar":[]})");
    const auto path = "/assemblies/" + id_in(opened, "/id");
    access::records::remove_sessions_of(house.database.connection(), "40", house.secretariat.id);
    house.ask(session, "GET", path + "/events", 401);
}

TEST_CASE("the public reads nothing of an assembly before it is published, and no names after") {
    House house;
    const auto session = house.session_of(house.secretariat);
    const auto opened =
        house.ask(session, "POST", "/assemblies", 201,
                  R"({"year_be":2568,"title_th":"สมัชชา","title_en":"","calendar":[]})");
    const auto own = "/assemblies/" + id_in(opened, "/id");
    const auto open = "/public/40" + own;
    access::Actor actor;
    actor.role = access::Role::Secretariat;
    actor.province = "40";
    partners::Agency agency;
    agency.name_th = "หน่วยงานหนึ่ง";
    const auto added = partners::add_agency(actor, house.database.connection(), agency)->id;
    house.ask(session, "POST", own + "/delegates", 201,
              R"({"agency_id":)" + std::to_string(added.value) +
                  R"(,"name":"นางสาวผู้แทน","is_alternate":false})");

    for (const char* part :
         {"", "/entries", "/log", "/document?format=html&language=th&digits=thai"})
        house.ask("", "GET", open + part, 404);
    CHECK(house.ask("", "GET", "/public/assemblies", 200).as_array().empty());
    house.ask("", "POST", own + "/publication", 401);

    house.ask(session, "POST", own + "/publication", 200);
    house.ask(session, "POST", own + "/publication", 409);
    const auto view = house.ask("", "GET", open, 200);
    CHECK(view.at_pointer("/agencies/0/name_th") == "หน่วยงานหนึ่ง");
    house.ask("", "GET", "/public/41" + own, 404);
    house.ask("", "GET", own, 401);
    http::TestClient client(house.server->port());
    const auto text = client.request("GET", "/api/v1" + open + "/log").body;
    CHECK(text.find("นางสาวผู้แทน") == std::string::npos);
    std::istringstream log(text);
    const auto verified = public_log::verify(log);
    REQUIRE(verified);
    CHECK(verified->redacted == 1);
    CHECK(view.at_pointer("/assembly/head").as_string() == verified->head);
    const auto entries = house.ask("", "GET", open + "/entries", 200);
    CHECK(entries.at_pointer("/0/kind") == "assembly_published");
    CHECK(json::serialize(entries).find("นางสาวผู้แทน") == std::string::npos);
    const auto own_log = client.request("GET", "/api/v1" + own + "/log", session).body;
    CHECK(own_log.find("นางสาวผู้แทน") != std::string::npos);
}

TEST_CASE("a hash that no published document has is unknown") {
    House house;
    for (const char* hash : {"0123456789abcdef", "nothing", "012345678", "0123456789ABCDEF",
                             "0123456789abcdef?province=41"})
        CHECK(house.ask("", "GET", std::string("/public/documents/") + hash, 404)
                  .at("type")
                  .as_string()
                  .ends_with("assembly.document_unknown"));
}
