// Every state, verb and role over HTTP; and what leaves the server to those who were not told.

#include "modules/referral/routes.hpp"

#include "base/json.hpp"
#include "modules/access/session.hpp"
#include "modules/referral/test_referrals.hpp"
#include "platform/http/server.hpp"
#include "platform/http/test_client.hpp"
#include "platform/vault/secret.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <memory>

using namespace samatcha;
using namespace samatcha::referral;

namespace {

struct House : TestReferrals {
    Messages messages;
    http::Router router;
    access::Api api{router,
                    {care.test.database(), care.clock, messages, [](auto, auto what) { MESSAGE(what); }}};
    std::unique_ptr<http::Server> server;
    std::map<std::int64_t, std::string> sessions;

    House() {
        for (const char* file : {"src/modules/referral/messages.json", "src/modules/care/messages.json"}) {
            std::ifstream json(file);
            REQUIRE(messages.add(std::string{std::istreambuf_iterator<char>(json), {}}));
        }
        http::ServerOptions options;
        options.port = 0;
        server = std::make_unique<http::Server>(options, router, messages, http::Fallback{});
        add_routes(api, care.keys, *server);
        REQUIRE(server->start());
    }
    const std::string& session_of(const access::Actor& actor) {
        auto& session = sessions[actor.account.value];
        if (session.empty()) {
            const auto account = access::records::find_account(db(), "40", actor.account);
            REQUIRE(account);
            const access::SessionToken token{"40", vault::random_token()};
            access::records::add_session(db(), *account, vault::token_digest(token.token), false, now());
            session = "Cookie: samatcha_session=" + token.cookie_value() + "\r\nX-CSRF-Token: " +
                      token.csrf_token() + "\r\nX-Purpose: refer\r\nContent-Type: application/json\r\n";
        }
        return session;
    }
    http::TestAnswer ask(const access::Actor& actor, std::string_view method, const std::string& path,
                         const std::string& body = {}) {
        http::TestClient client(server->port());
        return client.request(method, "/api/v1" + path, session_of(actor), body);
    }
    access::Actor with_account(access::Role role, std::int64_t id, std::int64_t agency = 0) {
        const auto actor = account(role, id, agency);
        care.enter(actor);
        return actor;
    }
    void put(const Referral& referral, ReferralState state) {
        db().execute("UPDATE referral SET state = $1, turn = $2, reason = 'other', outcome = 'helped', version = 1"
                     " WHERE province = '40' AND id = $3",
                     {json::enum_name(state), json::enum_name(turn_of(state)), referral.id});
    }
};

std::string key_of(const http::TestAnswer& answer) {
    const auto parsed = json::parse(answer.body);
    return parsed && parsed->is_object() && parsed->get_object().contains("key")
               ? std::string(parsed->get_object().at("key").as_string())
               : std::string{};
}

template <class E>
std::vector<E> all_of() {
    std::vector<E> values;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) { values.push_back(d.value); });
    return values;
}

} // namespace

TEST_CASE("over HTTP each role takes the steps of the table in each state, and no other") {
    House house;
    const auto coordinator = house.with_account(access::Role::CaseWorker, 11, 71);
    care::set_duty(house.db(), "40", coordinator.account, care::CareDuty::Coordinator, true);
    const auto basis = house.basis();
    const auto referral = house.sent(basis);
    constexpr auto sender = bit_of(ReferralPart::Sender);
    const std::vector<std::pair<access::Actor, unsigned>> people{
        {house.worker, sender},
        {coordinator, sender},
        {house.nurse, bit_of(ReferralPart::Recipient)},
        {house.secretariat, bit_of(ReferralPart::LeadUnit)},
        {house.stranger, 0},
        {house.other_worker, 0},
        {house.with_account(access::Role::Volunteer, 12), 0},
        {house.with_account(access::Role::Delegate, 13, 72), 0},
        {house.with_account(access::Role::DataOfficer, 14, 72), 0},
        {house.with_account(access::Role::Viewer, 15), 0}};
    const auto before = referrals_of_case(house.db(), "40", house.care_case.id).size();
    for (const auto state : all_of<ReferralState>())
        for (const auto verb : all_of<ReferralVerb>())
            for (const auto& [person, parts] : people) {
                house.put(referral, state);
                const auto body = "{\"verb\":\"" + json::enum_name(verb) +
                                  "\",\"version\":1,\"words\":\"ก\",\"basis\":" +
                                  std::to_string(basis.id.value) +
                                  ",\"reason\":\"no_place\",\"outcome\":\"helped\",\"agency\":73}";
                const auto answer = house.ask(person, "POST",
                                              "/referrals/" + std::to_string(referral.id.value) + "/steps", body);
                const auto word = json::enum_name(state) + " " + json::enum_name(verb) + " " +
                                  json::enum_name(person.role) + std::to_string(person.account.value);
                CAPTURE(word);
                CAPTURE(answer.body);
                const auto cell = cell_of(state, verb, parts);
                const auto after = find_referral(house.db(), "40", referral.id);
                if (!person.may(access::Right::ReceiveReferrals))
                    CHECK(key_of(answer) == "access.right_missing");
                else if (parts == 0)
                    CHECK(key_of(answer) == "referral.unknown");
                else if (!cell)
                    CHECK(key_of(answer) == cell.error().key);
                else
                    CHECK(answer.status == 200);
                CHECK(after->state == (cell && parts != 0 ? cell->to : state));
            }
    CHECK(referrals_of_case(house.db(), "40", house.care_case.id).size() == before + 2); // Both passed on.
}

TEST_CASE("what was not shared is in no answer to the recipient, whatever is asked") {
    House house;
    const auto basis = house.basis({SharedField::Nickname});
    const auto referral = house.sent(basis);
    const auto id = std::to_string(referral.id.value);
    const auto case_id = std::to_string(house.care_case.id.value);
    const std::vector<std::string> secrets{house.child.given_name, house.child.surname, house.child.citizen_id,
                                           house.child.phone, house.child.house_no, house.child.village_name,
                                           house.child.last_school, "2014-03-02"};
    const auto check = [&](const access::Actor& actor) {
        for (const auto& path : {"/referrals/" + id, std::string("/referrals/inbox"), std::string("/referrals/sent"),
                                 std::string("/referrals/sent?turn=recipient"), std::string("/referrals/expired"),
                                 "/cases/" + case_id + "/legal-bases", "/cases/" + case_id + "/referrals",
                                 std::string("/services")}) {
            CAPTURE(path);
            const auto answer = house.ask(actor, "GET", path);
            for (const auto& secret : secrets)
                CHECK_MESSAGE(answer.body.find(secret) == std::string::npos, answer.body);
        }
    };
    check(house.nurse);
    check(house.stranger);
    CHECK(house.ask(house.nurse, "GET", "/referrals/" + id).body.find(house.child.nickname) != std::string::npos);
    CHECK(house.ask(house.nurse, "GET", "/referrals/inbox").body.find(id) != std::string::npos);
    CHECK(house.ask(house.nurse, "GET", "/cases/" + case_id + "/legal-bases").status == 404);
    CHECK(house.ask(house.nurse, "GET", "/referrals/expired").status == 403);
}

TEST_CASE("a withdrawal reaches an open session and an open stream at once") {
    House house;
    const auto basis = house.basis({SharedField::Nickname});
    const auto referral = house.sent(basis);
    const auto path = "/referrals/" + std::to_string(referral.id.value);
    CHECK(house.ask(house.nurse, "GET", path).body.find(house.child.nickname) != std::string::npos);
    http::TestClient listener(house.server->port());
    listener.send("GET /api/v1/referrals/events HTTP/1.1\r\nHost: t\r\n" + house.session_of(house.nurse) + "\r\n");
    REQUIRE(listener.read_until("text/event-stream"));
    CHECK(house.ask(house.worker, "POST", "/legal-bases/" + std::to_string(basis.id.value) + "/withdrawal", "{}")
              .status == 204);
    CHECK(listener.read_until("data: " + std::to_string(referral.id.value)));
    const auto after = house.ask(house.nurse, "GET", path);
    CHECK(after.status == 200);
    CHECK(after.body.find(house.child.nickname) == std::string::npos);
    CHECK(after.body.find("ขอตรวจสายตา") == std::string::npos);
    CHECK(house.ask(house.nurse, "GET", "/referrals/inbox").body == R"({"referrals":[]})");
}

TEST_CASE("a child's data is asked for with a purpose, and each reading is in the access log") {
    House house;
    const auto referral = house.sent(house.basis());
    const auto path = "/referrals/" + std::to_string(referral.id.value);
    const auto before = access::records::access_log(house.db(), "40", 0, 0, 500).size();
    CHECK(house.ask(house.nurse, "GET", path).status == 200);
    const auto log = access::records::access_log(house.db(), "40", 0, 0, 500);
    REQUIRE(log.size() == before + 1);
    CHECK(log[0].purpose == access::Purpose::Refer);
    http::TestClient client(house.server->port());
    auto headers = house.session_of(house.nurse);
    headers.replace(headers.find("X-Purpose"), std::string("X-Purpose: refer\r\n").size(), "");
    CHECK(client.request("GET", "/api/v1" + path, headers).status == 422);
}
