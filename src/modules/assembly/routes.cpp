#include "modules/assembly/routes.hpp"

#include "modules/access/guard.hpp"
#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/actions_translation.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_consensus.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/routes_calls.hpp"
#include "modules/assembly/routes_document.hpp"
#include "modules/assembly/routes_events.hpp"
#include "modules/assembly/routes_log.hpp"
#include "modules/assembly/routes_public.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace samatcha::assembly {

struct PresenceQuery {
    std::optional<std::int64_t> at; ///< Milliseconds since 1970; missing: now.
};
BOOST_DESCRIBE_STRUCT(PresenceQuery, (), (at))

struct ComparisonQuery {
    std::int64_t from = 0;
    std::int64_t to = 0;
};
BOOST_DESCRIBE_STRUCT(ComparisonQuery, (), (from, to))

struct PaperQuery {
    std::string filename;
};
BOOST_DESCRIBE_STRUCT(PaperQuery, (), (filename))

struct VersionQuery {
    std::optional<std::int64_t> version;
};
BOOST_DESCRIBE_STRUCT(VersionQuery, (), (version))

namespace {

using access::Call;
using access::Right;

constexpr std::int64_t events_page = 500;

std::string topic_of(std::string_view province, AssemblyId id) {
    return "assembly/" + std::string(province) + "/" + std::to_string(id.value);
}

http::NumberedEvent numbered(const AssemblyEvent& event) {
    const auto& entry = event.entry;
    boost::json::object data{
        {"sequence", entry.sequence}, {"at", entry.at_unix_ms}, {"kind", entry.kind}};
    data["data"] = told_data(entry);
    return {entry.sequence, bit_of(event.audience) | (is_public(event) ? public_bit : 0),
            http::event_text("assembly", json::serialize(data), entry.sequence)};
}

/// A list of what belongs to the assembly that the path names.
template <class Item>
auto listing(std::vector<Item> (*list)(Connection&, std::string_view, AssemblyId)) {
    return [list](Call& call) -> Result<std::vector<Item>> {
        const auto id = TRY(call.id<AssemblyId>("id"));
        if (!find_assembly(call.db, call.actor.province, id))
            return failure(ErrorCode::NotFound, "assembly.unknown");
        return list(call.db, call.actor.province, id);
    };
}

/// Reads what the path names.
template <class Id, class Output>
auto asking(Result<Output> (*read)(const Occasion&, Id)) {
    return [read](Call& call) -> Result<Output> {
        const Reading reading(call);
        return read(reading.occasion, TRY(call.id<Id>("id")));
    };
}

Result<http::Response> events_of(Call& call, const EventsQuery& query,
                                 database::Database& database) {
    const auto id = TRY(call.id<AssemblyId>("id"));
    if (!find_assembly(call.db, call.actor.province, id))
        return failure(ErrorCode::NotFound, "assembly.unknown");
    return event_stream(call, database, call.actor.province, id, audiences_of(call.actor.role),
                        query.after,
                        [&clock = call.clock, request = call.request, role = call.actor.role,
                         province = call.actor.province](Connection& db) -> Result<void> {
                            const auto visitor = access::recognize(db, clock, request);
                            TRY(access::check_right(visitor, Right::ReadAssembly));
                            const auto& account = visitor.session->account;
                            if (account.role != role || account.province != province)
                                return failure(ErrorCode::Forbidden, "access.right_missing");
                            return {};
                        });
}

void add_cycle_routes(access::Api& api, database::Database& database, http::EventHub& hub) {
    api.get("/assemblies", Right::ReadAssembly,
            [](Call& call) -> Result<std::vector<Assembly>> {
                return assemblies(call.db, call.actor.province);
            },
            {.summary = "The province's assemblies, the latest year first"});
    api.post("/assemblies", Right::ManageAssembly,
             [&hub](Call& call, NewAssembly input) -> Result<Assembly> {
                 return open_assembly({call.actor, call.db, call.clock.now(),
                                       told_after(call, hub, call.actor.province)},
                                      std::move(input));
             },
             {.summary = "Open a year's assembly from the standard template", .success = 201});
    api.get("/assemblies/{id}", Right::ReadAssembly,
            [](Call& call) -> Result<Assembly> {
                auto found =
                    find_assembly(call.db, call.actor.province, TRY(call.id<AssemblyId>("id")));
                if (!found)
                    return failure(ErrorCode::NotFound, "assembly.unknown");
                return std::move(*found);
            },
            {.summary = "One assembly: its phase, rules and calendar"});
    api.post("/assemblies/{id}/phase", Right::ManageAssembly,
             [&hub](Call& call, PhaseChange input) -> Result<Assembly> {
                 return change_phase({call.actor, call.db, call.clock.now(),
                                      told_after(call, hub, call.actor.province)},
                                     TRY(call.id<AssemblyId>("id")), input.to);
             },
             {.summary = "Go on to another phase"});
    api.get("/assemblies/{id}/transitions", Right::ReadAssembly, asking(&transitions_from_here),
            {.summary = "Where the assembly can go from here, and what is missing for it"});
    api.get(
        "/assemblies/{id}/newer-rules", Right::ManageAssembly, asking(&newer_rules),
        {.summary = "What the standard template lets be done now and this assembly does not yet"});
    api.post("/assemblies/{id}/newer-rules", Right::ManageAssembly,
             doing(hub, "id", &take_newer_rules),
             {.summary = "Go by the newer rules of phases from now on"});
    api.put("/assemblies/{id}/calendar", Right::ManageAssembly, doing(hub, "id", &keep_calendar),
            {.summary = "Until when each phase is meant to last"});
    api.get("/assembly-duties", Right::ReadAssembly,
            [](Call& call) -> Result<std::vector<Duty>> {
                const Reading reading(call);
                return duties(reading.occasion);
            },
            {.summary = "What one is asked to do now, as counts"});
    api.get("/assemblies/{id}/events", Right::ReadAssembly,
            [&database](Call& call, EventsQuery query) { return events_of(call, query, database); },
            {.summary =
                 "Server-sent events 'assembly', numbered: each once, in order, also after a pause",
             .produces = "text/event-stream"});
}

void add_delegation_routes(access::Api& api, http::EventHub& hub) {
    api.get("/assemblies/{id}/rooms", Right::ReadAssembly, listing(&rooms),
            {.summary = "The rooms, the plenary last"});
    api.post("/assemblies/{id}/rooms", Right::ManageAssembly, doing(hub, "id", &add_room),
             {.summary = "Add a room", .success = 201});
    api.get("/assemblies/{id}/agencies", Right::ReadAssembly, listing(&invited_agencies),
            {.summary = "The agencies that have a seat, with their sectors"});
    api.get("/assemblies/{id}/delegates", Right::ManageAssembly, listing(&delegates),
            {.summary = "The delegates and who has accepted"});
    api.post("/assemblies/{id}/delegates", Right::ManageAssembly,
             doing(hub, "id", &invite_delegate),
             {.summary = "Invite a person of an agency; answers the code of the link, once",
              .success = 201});
    api.post("/assemblies/{id}/invitations", Right::ManageAssembly,
             doing(hub, "id", &invite_agencies),
             {.summary = "Invitations to print for all of these agencies who have not accepted",
              .success = 201});
    api.get("/assemblies/{id}/pass", Right::TakePart,
            [](Call& call) -> Result<DelegatePass> {
                const auto found =
                    find_delegate_of_account(call.db, call.actor.province,
                                             TRY(call.id<AssemblyId>("id")), call.actor.account);
                if (!found)
                    return failure(ErrorCode::NotFound, "assembly.no_delegate");
                return DelegatePass{*found, badge_of(call.db, call.actor.province, found->id)};
            },
            {.summary = "One's own badge, to show at the door"});
    api.get("/assemblies/{id}/badges", Right::ManageAssembly, listing(&badges),
            {.summary = "The badges of all delegates, to print"});
    api.post("/invitations/acceptance", Right::Everyone,
             [&hub](Call& call, Acceptance input) -> Result<Delegate> {
                 return accept_invitation(call.db, call.clock, call.actor, input,
                                          told_after(call, hub, input.province));
             },
             {.summary = "Accept an invitation: as who is signed in, or with a new account",
              .success = 201,
              .transaction = access::Transaction::None});
    api.post("/assemblies/{id}/arrivals", Right::ManageAssembly, doing(hub, "id", &check_in),
             {.summary = "A delegate comes in at a door"});
    api.post("/assemblies/{id}/departures", Right::ManageAssembly, doing(hub, "id", &check_out),
             {.summary = "A delegate goes out at a door"});
    api.get("/rooms/{id}/presence", Right::ReadAssembly,
            [](Call& call, PresenceQuery query) -> Result<Presence> {
                const Reading reading(call);
                return presence_in(reading.occasion, TRY(call.id<RoomId>("id")),
                                   query.at ? Instant{*query.at} : reading.occasion.now);
            },
            {.summary = "Who is or was in a room, and whether that is a quorum"});
}

void add_agenda_routes(access::Api& api, http::EventHub& hub) {
    api.get("/assemblies/{id}/proposals", Right::ReadAssembly, listing(&agenda_proposals),
            {.summary = "What agencies ask to have on the agenda, with the answers"});
    api.post("/assemblies/{id}/proposals", Right::TakePart, doing(hub, "id", &propose_item),
             {.summary = "Ask to have something on the agenda", .success = 201});
    api.post("/proposals/{id}/answer", Right::ManageAssembly, doing(hub, "id", &answer_proposal),
             {.summary = "Select a proposal or decline it, with criteria and reason"});
    api.get("/assemblies/{id}/items", Right::ReadAssembly, asking(&agenda),
            {.summary =
                 "The agenda; figures that it cites are as they stand now, or were at adoption"});
    api.put("/items/{id}", Right::ManageAssembly, doing(hub, "id", &change_agenda_item),
            {.summary = "Change an item of the agenda"});
    api.post("/items/{id}/withdrawal", Right::ManageAssembly, doing(hub, "id", &withdraw_item),
             {.summary = "Take an item off the agenda, with the reason"});
    api.post("/assemblies/{id}/items", Right::ManageAssembly, doing(hub, "id", &add_agenda_item),
             {.summary = "Add an item to the agenda", .success = 201});
}

http::Response download_of(PaperFile file) {
    const auto bytes = std::make_shared<vault::SealedReader>(std::move(file.bytes));
    return http::download_response("application/pdf", file.paper.filename,
                                   [bytes](http::BodyWriter& writer) -> Result<void> {
                                       std::array<char, 65536> buffer;
                                       while (const auto got = TRY(bytes->read(buffer)))
                                           TRY(writer.write({buffer.data(), got}));
                                       return {};
                                   });
}

void add_paper_routes(access::Api& api, http::EventHub& hub, const vault::SealedStore& papers) {
    api.upload("/items/{id}/papers", Right::TakePart,
               [&hub, &papers](Call& call, PaperQuery query,
                               http::BodyReader& body) -> Result<BackgroundPaper> {
                   return add_paper({call.actor, call.db, call.clock.now(),
                                     told_after(call, hub, call.actor.province)},
                                    papers, TRY(call.id<AgendaItemId>("id")),
                                    std::move(query.filename), [&] { return body.next(); });
               },
               {.summary = "Add a background paper (PDF) to an agenda item; the body is the file",
                .success = 201,
                .body_bytes_max = paper_bytes_max});
    api.get("/papers/{id}/file", Right::ReadAssembly,
            [&papers](Call& call) -> Result<http::Response> {
                const Reading reading(call);
                return download_of(
                    TRY(open_paper(reading.occasion, papers, TRY(call.id<PaperId>("id")))));
            },
            {.summary = "A background paper", .produces = "application/pdf"});
    api.remove("/papers/{id}", Right::TakePart,
               [&hub, &papers](Call& call) -> Result<void> {
                   const auto id = TRY(call.id<PaperId>("id"));
                   TRY(remove_paper({call.actor, call.db, call.clock.now(),
                                     told_after(call, hub, call.actor.province)},
                                    id));
                   call.after_commit.emplace_back([&papers, province = call.actor.province, id] {
                       papers.remove(province, id.value);
                   });
                   return {};
               },
               {.summary = "Take a background paper back"});
}

void add_draft_routes(access::Api& api, http::EventHub& hub) {
    api.get("/assemblies/{id}/drafts", Right::ReadAssembly, listing(&drafts_ever),
            {.summary = "The drafts as they read now, in the order of the agenda; those of "
                        "withdrawn items too"});
    api.put("/items/{id}/draft", Right::TakePart, doing(hub, "id", &write_draft),
            {.summary = "Write a draft on; what others wrote meanwhile is merged in"});
    api.get("/drafts/{id}", Right::ReadAssembly,
            [](Call& call, VersionQuery query) -> Result<AmendedDraft> {
                const Reading reading(call);
                return amended_draft(reading.occasion, TRY(call.id<DraftId>("id")), query.version);
            },
            {.summary = "A draft with its amendments, their conflicts, and every changed word"});
    api.get("/drafts/{id}/versions", Right::ReadAssembly, asking(&versions_of),
            {.summary = "The versions of a draft, the latest first: by whom and when"});
    api.get("/drafts/{id}/comparison", Right::ReadAssembly,
            [](Call& call, ComparisonQuery query) -> Result<VersionComparison> {
                const Reading reading(call);
                return compare_versions(reading.occasion, TRY(call.id<DraftId>("id")), query.from,
                                        query.to);
            },
            {.summary = "Two versions of a draft, and what became of every word"});
    api.get("/drafts/{id}/translation", Right::ReadAssembly,
            [](Call& call, VersionQuery query) -> Result<ShownTranslation> {
                const Reading reading(call);
                return translation_of(reading.occasion, TRY(call.id<DraftId>("id")), query.version);
            },
            {.summary = "What a version of a draft says in English; the Thai text is what binds"});
    api.put("/drafts/{id}/translation", Right::TakePart, doing(hub, "id", &translate_draft),
            {.summary = "Write what a version of a draft says in English, or parts of it"});
    api.post("/drafts/{id}/amendments", Right::TakePart, doing(hub, "id", &propose_amendment),
             {.summary = "Propose an amendment for one's agency", .success = 201});
    api.post("/amendments/{id}/decision", Right::TakePart, doing(hub, "id", &decide_amendment),
             {.summary = "Accept, reject, pass up to the plenary, or withdraw"});
    api.post(
        "/drafts/{id}/merging", Right::TakePart, doing(hub, "id", &merge_amendments),
        {.summary = "Make one amendment of several, in words that unite them", .success = 201});
    api.post("/drafts/{id}/consolidation", Right::TakePart, doing(hub, "id", &consolidate_draft),
             {.summary = "The next version, with all accepted amendments made"});
}

void add_comment_routes(access::Api& api, http::EventHub& hub) {
    api.get("/drafts/{id}/comments", Right::ReadAssembly,
            [](Call& call) -> Result<std::vector<CommentView>> {
                const Reading reading(call);
                return comments_on(reading.occasion, TRY(call.id<DraftId>("id")));
            },
            {.summary = "Comments on a draft, at their words as they are now"});
    api.post("/drafts/{id}/comments", Right::TakePart, doing(hub, "id", &comment_on_draft),
             {.summary = "Comment on words of a draft", .success = 201});
    api.post("/comments/{id}/resolution", Right::TakePart, doing(hub, "id", &resolve_comment),
             {.summary = "A comment is dealt with"});
}

void add_floor_routes(access::Api& api, http::EventHub& hub) {
    api.get("/rooms/{id}/floor", Right::ReadAssembly,
            [](Call& call) -> Result<Floor> {
                const Reading reading(call);
                return floor_in(reading.occasion, TRY(call.id<RoomId>("id")));
            },
            {.summary = "What the room looks at, who speaks and who waits"});
    api.put("/rooms/{id}/screen", Right::TakePart, doing(hub, "id", &show_on_screen),
            {.summary = "The chair shows a draft, a paragraph, a change"});
    api.post("/rooms/{id}/hands", Right::TakePart, doing(hub, "id", &raise_hand),
             {.summary = "Raise one's hand, or a point of order", .success = 201});
    api.post("/rooms/{id}/hands/lowering", Right::TakePart, doing(hub, "id", &lower_hand),
             {.summary = "Lower a hand"});
    api.post("/rooms/{id}/speech", Right::TakePart, doing(hub, "id", &give_floor),
             {.summary = "The chair gives someone the floor, for so long"});
    api.post("/rooms/{id}/speech/end", Right::TakePart, doing(hub, "id", &end_speech),
             {.summary = "The chair ends the speech"});
    api.post("/rooms/{id}/sitting/end", Right::TakePart, doing(hub, "id", &end_sitting),
             {.summary = "The chair ends the sitting: all who are in the room go out"});
}

void add_consensus_routes(access::Api& api, http::EventHub& hub) {
    api.post("/assemblies/{id}/consensus-tests", Right::TakePart,
             doing(hub, "id", &open_consensus_test),
             {.summary = "The chair asks whether all agree", .success = 201});
    api.post("/assemblies/{id}/whole-question", Right::TakePart, doing(hub, "id", &ask_about_whole),
             {.summary = "The chair asks whether all agree to the whole document", .success = 201});
    api.get("/drafts/{id}/consensus-tests", Right::ReadAssembly,
            [](Call& call) -> Result<std::vector<ConsensusTest>> {
                const auto id = TRY(call.id<DraftId>("id"));
                if (!find_draft(call.db, call.actor.province, id))
                    return failure(ErrorCode::NotFound, "assembly.draft_unknown");
                return consensus_tests(call.db, call.actor.province, id);
            },
            {.summary = "How often all were asked about a draft, the latest last"});
    api.get("/consensus-tests/{id}", Right::ReadAssembly,
            [](Call& call) -> Result<ConsensusView> {
                const Reading reading(call);
                return consensus_view(reading.occasion, TRY(call.id<ConsensusTestId>("id")));
            },
            {.summary = "What agencies answered and where it stands"});
    api.post(
        "/consensus-tests/{id}/positions", Right::TakePart, doing(hub, "id", &take_position),
        {.summary = "Take a position for one's agency, or enter one on paper", .success = 201});
    api.post("/consensus-tests/{id}/positions/{position_id}/confirmation", Right::TakePart,
             [&hub](Call& call) -> Result<ConsensusView> {
                 return confirm_paper({call.actor, call.db, call.clock.now(),
                                       told_after(call, hub, call.actor.province)},
                                      TRY(call.id<ConsensusTestId>("id")),
                                      TRY(call.id<PositionId>("position_id")));
             },
             {.summary = "Confirm a position on paper that another entered"});
    api.post("/consensus-tests/{id}/fallback", Right::TakePart,
             doing(hub, "id", &announce_fallback),
             {.summary = "Announce that the fallback rule may be used"});
    api.post("/consensus-tests/{id}/close", Right::TakePart,
             doing(hub, "id", &close_consensus_test),
             {.summary = "Close the test with what it came to"});
    api.post("/drafts/{id}/adoption", Right::TakePart, doing(hub, "id", &adopt_draft),
             {.summary = "The draft becomes a resolution", .success = 201});
    api.get("/assemblies/{id}/resolutions", Right::ReadAssembly, listing(&resolutions),
            {.summary = "The resolutions as adopted"});
}

} // namespace

std::vector<Happening>& told_after(Call& call, http::EventHub& hub, const std::string& province) {
    const auto happened = std::make_shared<std::vector<Happening>>();
    call.after_commit.push_back([happened, &hub, province] {
        for (const auto& each : *happened)
            hub.publish(topic_of(province, each.assembly), numbered(each.event));
    });
    return *happened;
}

Result<http::Response> event_stream(Call& call, database::Database& database,
                                    const std::string& province, AssemblyId id, unsigned audiences,
                                    std::optional<std::int64_t> after,
                                    std::function<Result<void>(Connection&)> check) {
    const auto last =
        http::read_parameter<std::int64_t>("last-event-id", call.request.header("last-event-id"));
    http::EventTail tail;
    tail.after = last ? *last : after.value_or(0);
    tail.audiences = audiences;
    tail.read = [&database, province, id, check = std::move(check)](
                    std::int64_t from) -> Result<std::vector<http::NumberedEvent>> {
        const auto db = database.connection();
        TRY(check(*db));
        std::vector<http::NumberedEvent> page;
        for (const auto& event : events_after(*db, province, id, from, events_page))
            page.push_back(numbered(event));
        return page;
    };
    http::Response response;
    response.body = http::EventBody{{topic_of(province, id)}, {}, std::move(tail)};
    return response;
}

void add_routes(access::Api& api, database::Database& database, http::EventHub& hub,
                const vault::SealedStore& papers, const PrintedBeside& beside) {
    add_cycle_routes(api, database, hub);
    add_delegation_routes(api, hub);
    add_agenda_routes(api, hub);
    add_paper_routes(api, hub, papers);
    add_draft_routes(api, hub);
    add_comment_routes(api, hub);
    add_hearing_routes(api, hub);
    add_floor_routes(api, hub);
    add_consensus_routes(api, hub);
    add_document_routes(api, hub, beside);
    add_room_routes(api, hub);
    add_screen_routes(api, database, hub);
    add_minutes_routes(api, hub);
    add_log_routes(api, hub);
    add_public_routes(api, beside);
}

} // namespace samatcha::assembly
