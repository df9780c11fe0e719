// Every verb of the assembly in every phase by everyone: done or refused as the tables say, and
// with the reason. When: templates/standard.json. Which roles at all: modules/access/right.cpp. Who
// of those: `verbs` below.

#include "modules/access/actions.hpp"
#include "modules/access/api.hpp"
#include "modules/access/records.hpp"
#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_objection.hpp"
#include "modules/assembly/routes.hpp"
#include "modules/assembly/test_assembly.hpp"
#include "modules/assembly/test_papers.hpp"
#include "platform/http/server.hpp"
#include "platform/vault/secret.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <regex>
#include <set>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

/// Those whose role may take part. Lead's agency leads the item, proposed the amendment and made
/// the comment; the hand is its own. The chair chairs the item's room and speaks for nobody. The
/// stranger is a delegate's account without a seat.
enum class Part { Secretariat, Chair, Lead, Other, Stranger };
BOOST_DESCRIBE_ENUM(Part, Secretariat, Chair, Lead, Other, Stranger)

struct Verb {
    const char* operation; ///< Identities in the path and the body are those of the house.
    const char* body;
    std::optional<Deed> deed; ///< None: in every phase.
    /// By each part: y may; or why not: r no right, c not the chair, d no delegate, o not an owner,
    /// a not its agency.
    std::array<char, 5> may;
};

constexpr auto y = 'y';

// clang-format off
const std::vector<Verb> verbs{
    //                                                                                                            sec  cha  lea  oth  str
    {"POST /assemblies", R"({"year_be":2500,"title_th":"","title_en":"","calendar":[]})", {},                    {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/phase", R"({"to":"evaluated"})", {},                                           {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/newer-rules", "{}", {},                                                        {y,  'r', 'r', 'r', 'r'}},
    {"PUT /assemblies/{assembly}/calendar", R"({"calendar":[]})", {},                                            {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/publication", "{}", {},                                                        {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/redactions", R"({"sequence":1,"part":"","reason":"ก"})", {},                   {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/redactions/reach", R"({"words":"ก","sequence":0,"part":""})", {},              {y,  'r', 'r', 'r', 'r'}},
    {"POST /redactions/{assembly}/answer", R"({"is_agreed":true})", {},                                          {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/rooms", R"({"name_th":"ห้อง","name_en":""})", Deed::Invite,                    {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/delegates", R"({"agency_id":{agency},"name":"ก","is_alternate":true})", Deed::Invite, {y, 'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/invitations", R"({"agencies":[{agency}],"name":"ก"})", Deed::Invite,                      {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/arrivals", R"({"room_id":{room},"badge":"{badge}"})", Deed::CheckIn,           {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/departures", R"({"room_id":{plenary},"badge":"{badge}"})", Deed::CheckIn,      {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/proposals", R"({"title_th":"ก","title_en":"","reason":"ข"})", Deed::ProposeItem, {'d', 'd', y, y, 'd'}},
    {"POST /assemblies/{assembly}/proposals", R"({"title_th":"ก","title_en":"","reason":"ข","agency_id":{agency}})", Deed::ProposeItem, {y, 'd', y, y, 'd'}},
    {"POST /proposals/{proposal}/answer", R"({"is_selected":false,"criteria":{"importance":1,"magnitude":1,"public_interest":1,"feasibility":1},"answer":"ก"})", Deed::DecideProposal, {y, 'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/items", R"({"number":1,"title_th":"ก","title_en":"","room_id":{room},"lead_agency_id":{agency},"co_owners":[],"evidence":[]})", Deed::KeepAgenda, {y, 'r', 'r', 'r', 'r'}},
    {"PUT /items/{item}", R"({"number":1,"title_th":"ก","title_en":"","room_id":{room},"lead_agency_id":{agency},"co_owners":[],"evidence":[]})", Deed::KeepAgenda, {y, 'r', 'r', 'r', 'r'}},
    {"POST /items/{item}/withdrawal", R"({"reason":"ก"})", Deed::WithdrawItem,                                   {y,  'r', 'r', 'r', 'r'}},
    {"PUT /items/{item}/draft", R"({"version":1,"title":"ก","paragraphs":[]})", Deed::WriteDraft,                {y,  'd', y,  'o', 'd'}},
    {"PUT /drafts/{draft}/translation", R"({"version":1,"paragraphs":[{"id":{paragraph},"text":"Requests"}]})", {}, {y, 'd', y,  'o', 'd'}},
    {"POST /drafts/{draft}/comments", R"({"words":{"paragraph_id":{paragraph},"quote":"ขอให้","occurrence":0},"text":"ก"})", Deed::Comment, {y, 'd', y, y, 'd'}},
    {"POST /comments/{comment}/resolution", "{}", Deed::Comment,                                                 {y,  'a', y,  'a', 'a'}},
    {"POST /drafts/{draft}/hearing", "{}", Deed::Hear,                                                           {y,  'r', 'r', 'r', 'r'}},
    {"POST /drafts/{draft}/hearing/closing", "{}", Deed::Hear,                                                   {y,  'r', 'r', 'r', 'r'}},
    {"POST /hearing-comments/{draft}/decision", R"({"is_shown":true})", {},                                      {y,  'r', 'r', 'r', 'r'}},
    {"POST /hearing-comments/{draft}/answer", R"({"answer":"ก"})", {},                                           {y,  'r', 'r', 'r', 'r'}},
    {"POST /drafts/{draft}/amendments", R"({"version":1,"operation":{"kind":"delete","paragraph":{paragraph}},"reason":"ก"})", Deed::Amend, {'d', 'd', y, y, 'd'}},
    {"POST /amendments/{amendment}/decision", R"({"state":"withdrawn","reason":"ก"})", Deed::Amend,              {'d', 'd', y, 'a', 'd'}},
    {"POST /amendments/{amendment}/decision", R"({"state":"rejected","reason":"ก"})", Deed::DecideAmendment,     {y,  y,  'c', 'c', 'c'}},
    {"POST /drafts/{draft}/merging", R"({"amendments":[],"text":"ก","reason":"ข"})", Deed::DecideAmendment,      {y,  y,  'c', 'c', 'c'}},
    {"POST /drafts/{draft}/consolidation", "{}", Deed::DecideAmendment,                                          {y,  y,  'c', 'c', 'c'}},
    {"PUT /rooms/{room}/screen", R"({"draft_id":{draft}})", Deed::CheckIn,                                       {y,  y,  'c', 'c', 'c'}},
    {"POST /rooms/{room}/hands", R"({"kind":"point_of_order"})", Deed::CheckIn,                                  {'d', 'd', y, y, 'd'}},
    {"POST /rooms/{room}/hands/lowering", R"({"hand_id":{hand}})", Deed::CheckIn,                                {y,  y,  y,  'c', 'c'}},
    {"POST /rooms/{room}/speech", R"({"hand_id":{hand},"limit_seconds":60})", Deed::CheckIn,                     {y,  y,  'c', 'c', 'c'}},
    {"POST /rooms/{room}/speech/end", "{}", Deed::CheckIn,                                                       {y,  y,  'c', 'c', 'c'}},
    {"POST /rooms/{room}/sitting/end", "{}", Deed::CheckIn,                                                      {y,  y,  'c', 'c', 'c'}},
    {"POST /assemblies/{assembly}/consensus-tests", R"({"room_id":{room},"draft_id":{draft}})", Deed::TestConsensus, {y, y, 'c', 'c', 'c'}},
    {"POST /assemblies/{assembly}/whole-question", "{}", Deed::TestConsensus,                                    {y,  'c', 'c', 'c', 'c'}},
    {"POST /consensus-tests/{test}/positions", R"({"stance":"supports","reason":"","wording":"","is_minuted":false})", Deed::TestConsensus, {'d', 'd', y, y, 'd'}},
    {"POST /consensus-tests/{test}/positions", R"({"stance":"supports","reason":"","wording":"","is_minuted":false,"agency_id":{agency}})", Deed::TestConsensus, {y, y, 'c', 'c', 'c'}},
    {"POST /consensus-tests/{test}/positions/{position}/confirmation", "{}", Deed::TestConsensus,                {y,  y,  'c', 'c', 'c'}},
    {"POST /consensus-tests/{test}/fallback", "{}", Deed::TestConsensus,                                         {y,  y,  'c', 'c', 'c'}},
    {"POST /consensus-tests/{test}/close", "{}", Deed::TestConsensus,                                            {y,  y,  'c', 'c', 'c'}},
    {"POST /consensus-tests/{test}/drafting-groups", R"({"agency_id":{agency},"members":[],"returns_at":0})", Deed::TestConsensus, {y, y, 'c', 'c', 'c'}},
    {"POST /drafting-groups/{group}/return", R"({"paragraph_id":{paragraph},"wording":"ก"})", Deed::TestConsensus, {y, y, y, y, 'd'}},
    {"POST /rooms/{room}/screen-link", "{}", {},                                                                 {y,  y,  'c', 'c', 'c'}},
    {"POST /rooms/{room}/screen-link/closing", "{}", {},                                                         {y,  y,  'c', 'c', 'c'}},
    {"POST /rooms/{room}/minutes", R"({"sequence":1,"is_addition":false,"text":{"th":"ก","en":""}})", {},        {y,  'r', 'r', 'r', 'r'}},
    {"POST /assemblies/{assembly}/adoption", "{}", Deed::Adopt,                                                  {y,  'c', 'c', 'c', 'c'}},
    {"POST /assemblies/{assembly}/successions", R"({"resolution_id":1,"decision":"closed","reason":"ก"})", {},   {y,  'r', 'r', 'r', 'r'}},
    {"POST /drafts/{draft}/adoption", "{}", Deed::Adopt,                                                         {y,  'c', 'c', 'c', 'c'}},
};
// clang-format on

std::string key_of_refusal(const Verb& verb, Part part) {
    switch (verb.may[static_cast<std::size_t>(part)]) {
    case 'r':
        return "access.right_missing";
    case 'c':
        return "assembly.not_the_chair";
    case 'd':
        return "assembly.no_delegate";
    case 'o':
        return "assembly.not_an_owner";
    case 'a':
        return "assembly.not_its_agency";
    default:
        return "";
    }
}

/// The keys that refuse somebody or some phase; any other answer is about what was asked.
const std::set<std::string> refusals{"access.right_missing",   "access.not_signed_in",
                                     "assembly.not_the_chair", "assembly.no_delegate",
                                     "assembly.not_an_owner",  "assembly.not_its_agency",
                                     "assembly.deed_not_now"};

template <class E>
std::vector<E> each_of() {
    std::vector<E> all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto one) { all.push_back(one.value); });
    return all;
}

/// What one who may has done cannot be asked for again.
std::vector<Part> refused_first(const Verb& verb) {
    auto parts = each_of<Part>();
    std::stable_partition(parts.begin(), parts.end(),
                          [&](Part part) { return !key_of_refusal(verb, part).empty(); });
    return parts;
}

/// An assembly in which everything that a verb is about is there.
struct FullHouse {
    TestAssembly house;
    TestPapers papers;
    Messages messages;
    http::Router router;
    access::Api api{router, {house.database.database(), house.clock, messages, [](auto, auto what) {
                                 MESSAGE(what);
                             }}};
    http::Server hub{{}, router, messages, {}};
    std::map<std::string, std::string> identities;
    std::map<Part, access::Account> parts;
    std::vector<access::Account> outsiders; ///< Of roles that take no part.

    FullHouse() {
        const auto gazetteer = area::Gazetteer::load();
        REQUIRE(access::add_province(house.db(), gazetteer, house.clock, "40",
                                     access::ProvinceUse::Demonstration));
        add_routes(api, house.database.database(), hub, papers.files,
                   {{}, [](auto&, auto&, auto) { return std::vector<StatementOrigin>{}; }});
        add_public_comment_route(api, hub, {house.clock, papers.keys});
        add_account(Part::Secretariat, access::Role::Secretariat, house.secretariat.account);
        add_account(Part::Chair, access::Role::Delegate, access::AccountId{50});
        add_account(Part::Lead, access::Role::Delegate, house.delegates[house.agencies[0]].account);
        add_account(Part::Other, access::Role::Delegate,
                    house.delegates[house.agencies[1]].account);
        add_account(Part::Stranger, access::Role::Delegate, access::AccountId{51});
        for (const auto role :
             {access::Role::Operator, access::Role::DataOfficer, access::Role::CaseWorker,
              access::Role::Volunteer, access::Role::Viewer})
            outsiders.push_back(
                added_account(json::enum_name(role), role, access::AccountId{new_id()}));
        fill();
    }

    void add_account(Part part, access::Role role, access::AccountId id) {
        parts[part] = added_account(json::enum_name(part), role, id);
    }

    access::Account added_account(std::string login, access::Role role, access::AccountId id) {
        const bool is_of_all = role == access::Role::Operator;
        access::Account account{id,
                                is_of_all ? std::string(access::installation) : "40",
                                std::move(login),
                                "ทดสอบ",
                                role,
                                {},
                                "none",
                                false,
                                false};
        if (access::belongs_to_agency(role))
            account.agency = house.agencies[0];
        REQUIRE(access::records::add_account(house.db(), account, house.clock.now(), {}));
        return account;
    }

    void fill() {
        house.room =
            add_room(house.by_secretariat(), house.id, {"ห้องที่มีประธาน", "", access::AccountId{50}})
                .value();
        const auto proposal = propose_item(house.by_agency(0), house.id, {"เสนอ", "", "เหตุผล"})->id;
        REQUIRE(answer_proposal_later(proposal));
        const auto draft = house.on_the_day();
        const auto& paragraph = draft.text.paragraphs[0];
        const auto comment =
            comment_on_draft(house.by_agency(0), draft.id, {{paragraph.id, "ขอให้", 0}, "ดี"})->id;
        const auto hand = raise_hand(house.by_agency(0), house.room.id, {})->waiting[0].id;
        const auto test =
            open_consensus_test(house.by_secretariat(), house.id, {house.room.id, draft.id})
                ->test.id;
        PositionForm paper;
        paper.agency_id = house.agencies[2];
        const auto position =
            take_position(house.by_secretariat(), test, paper)->positions.back().id;
        OperationForm form;
        form.kind = OperationKind::Delete;
        form.paragraph = draft.text.paragraphs[1].id;
        const auto amendment =
            propose_amendment(house.by_agency(0), draft.id, {draft.version, form, "เหตุผล"})->id;
        const DraftingGroup group{DraftingGroupId{new_id()},
                                  test,
                                  house.agencies[0],
                                  {house.agencies[0], house.agencies[1]},
                                  house.clock.now(),
                                  house.clock.now(),
                                  {},
                                  {},
                                  {}};
        insert_drafting_group(house.db(), "40", group, draft.id, house.secretariat.account);
        identities = {{"assembly", std::to_string(house.id.value)},
                      {"room", std::to_string(house.room.id.value)},
                      {"plenary", std::to_string(house.plenary.id.value)},
                      {"agency", std::to_string(house.agencies[0].value)},
                      {"badge", house.badges[house.agencies[0]]},
                      {"proposal", std::to_string(proposal.value)},
                      {"item", std::to_string(draft.agenda_item_id.value)},
                      {"draft", std::to_string(draft.id.value)},
                      {"paragraph", std::to_string(paragraph.id.value)},
                      {"comment", std::to_string(comment.value)},
                      {"amendment", std::to_string(amendment.value)},
                      {"hand", std::to_string(hand.value)},
                      {"test", std::to_string(test.value)},
                      {"position", std::to_string(position.value)},
                      {"group", std::to_string(group.id.value)}};
    }

    bool answer_proposal_later(AgendaProposalId id) {
        house.go_to({Phase::Agenda});
        const bool is_answered =
            answer_proposal(house.by_secretariat(), id, {true, {1, 1, 1, 1}, "รับ"}).has_value();
        house.go_to({Phase::Reflect});
        return is_answered;
    }

    std::string filled(std::string text) const {
        for (const auto& [name, value] : identities)
            text = std::regex_replace(text, std::regex("\\{" + name + "\\}"), value);
        return text;
    }

    /// The key of the answer's problem; empty when there is none.
    std::string answer_to(const Verb& verb, const access::Account& account) {
        const access::SessionToken token{account.province, vault::random_token()};
        access::records::add_session(house.db(), account, vault::token_digest(token.token), false,
                                     house.clock.now());
        http::Request request;
        request.headers = {{"x-csrf-token", token.csrf_token()}};
        request.cookies = {{"samatcha_session", token.cookie_value()}};
        return answer_to(verb, std::move(request));
    }
    /// By whoever sends such a request: without a cookie, nobody.
    std::string answer_to(const Verb& verb, http::Request request) {
        const std::string operation = filled(verb.operation);
        const auto space = operation.find(' ');
        request.method = operation.starts_with("PUT") ? http::Method::Put : http::Method::Post;
        request.path = "/api/v1" + operation.substr(space + 1);
        request.headers.emplace_back("content-type", "application/json");
        request.body = filled(verb.body);
        const auto found = router.find(request.method, request.path);
        REQUIRE(found.route != nullptr);
        request.path_parameters = found.path_parameters;
        const auto response = found.route->handler(request);
        if (response.status < 400)
            return {};
        const auto problem = json::parse(std::get<std::string>(response.body)).value();
        return std::string(problem.at("key").as_string());
    }
};

} // namespace

TEST_CASE("each verb is done or refused in each phase and by each part as the tables say") {
    FullHouse full;
    const auto rules = standard_rules();
    for (const auto phase : each_of<Phase>())
        for (const auto& verb : verbs) {
            for (const auto& outsider : full.outsiders)
                CHECK(full.answer_to(verb, outsider) == "access.right_missing");
            CHECK(full.answer_to(verb, http::Request{}) == "access.not_signed_in");
            for (const auto part : refused_first(verb)) {
                set_phase(full.house.db(), "40", full.house.id, phase);
                const auto why = key_of_refusal(verb, part);
                const bool is_now = !verb.deed || check_deed(rules, phase, *verb.deed);
                const auto expected =
                    is_now || why == "access.right_missing" ? why : "assembly.deed_not_now";
                const auto place =
                    json::enum_name(phase) + ", " + verb.operation + ", " + json::enum_name(part);
                CAPTURE(place);
                const auto answer = full.answer_to(verb, full.parts[part]);
                CHECK((refusals.contains(answer) ? answer : "") == expected);
            }
        }
}

TEST_CASE("each way from phase to phase is gone or refused for each part as the tables say") {
    FullHouse full;
    const auto rules = standard_rules();
    for (const auto from : each_of<Phase>())
        for (const auto to : each_of<Phase>())
            for (const auto part : each_of<Part>()) {
                set_phase(full.house.db(), "40", full.house.id, from);
                const auto body = R"({"to":")" + json::enum_name(to) + "\"}";
                const auto reason = key_of(check_transition(
                    rules, from, to, state_of(full.house.db(), "40", full.house.id)));
                const auto place =
                    body + ", " + json::enum_name(from) + ", " + json::enum_name(part);
                CAPTURE(place);
                CHECK(full.answer_to({"POST /assemblies/{assembly}/phase", body.c_str(), {}, {}},
                                     full.parts[part]) ==
                      (part == Part::Secretariat ? reason : "access.right_missing"));
            }
}

TEST_CASE("anyone comments on a draft that is heard while hearings last, and in no other phase") {
    FullHouse full;
    set_phase(full.house.db(), "40", full.house.id, Phase::Hearings);
    REQUIRE(full.answer_to({"POST /drafts/{draft}/hearing", "{}", {}, {}},
                           full.parts[Part::Secretariat]) == "");
    const Verb comment{
        "POST /public/40/hearings/{draft}/comments",
        R"({"words":{"paragraph_id":{paragraph},"quote":"ขอให้","occurrence":0},"name":"ก","text":"ข"})",
        Deed::Hear,
        {}};
    for (const auto phase : each_of<Phase>()) {
        set_phase(full.house.db(), "40", full.house.id, phase);
        CAPTURE(json::enum_name(phase));
        CHECK(full.answer_to(comment, http::Request{}) ==
              (phase == Phase::Hearings ? "" : "assembly.deed_not_now"));
    }
}

TEST_CASE("no verb of the assembly is missing from the table") {
    FullHouse full;
    std::set<std::string> listed{
        "POST /api/v1/invitations/acceptance",                   // By whoever holds the link.
        "POST /api/v1/public/{province}/hearings/{id}/comments", // By anyone.
        // In the phases of two deeds, one of them with a file: background_paper_test.cpp.
        "POST /api/v1/items/{id}/papers", "DELETE /api/v1/papers/{id}"};
    for (const auto& verb : verbs) {
        const auto filled = full.filled(verb.operation);
        const auto found =
            full.router.find(filled.starts_with("PUT") ? http::Method::Put : http::Method::Post,
                             "/api/v1" + filled.substr(filled.find(' ') + 1));
        REQUIRE(found.route != nullptr);
        listed.insert(std::string(http::name_of(found.route->method)) + " " + found.route->pattern);
    }
    for (const auto& operation : full.api.operations())
        if (operation.method != http::Method::Get) {
            const auto name =
                std::string(http::name_of(operation.method)) + " " + operation.pattern;
            CHECK_MESSAGE(listed.contains(name), "add a row to the table for ", name);
        }
}
