#include "modules/access/actions.hpp"
#include "modules/assembly/records.hpp"
#include "modules/forum/actions.hpp"
#include "modules/forum/open_data.hpp"
#include "modules/forum/records.hpp"
#include "modules/forum/records_vote.hpp"
#include "modules/forum/routes.hpp"
#include "modules/partners/records.hpp"
#include "platform/vault/secret.hpp"

namespace samatcha::forum {

/// A forum as anyone sees it. Drafts are nobody's but the secretariat's.
struct PublicForum {
    std::string province;
    std::string province_th;
    std::string province_en;
    ForumId id;
    assembly::AssemblyId assembly_id;
    std::string title_th;
    std::string title_en;
    std::string question_th;
    std::string question_en;
    std::string area_th; ///< Empty: the whole province.
    std::string area_en;
    ForumPhase phase = ForumPhase::Open;
    Admission admission = Admission::Open;
    ModerationTime moderation = ModerationTime::Before;
    std::int64_t participants = 0;
    std::int64_t statements = 0;
    std::optional<Instant> opened_at;
    std::optional<Instant> closed_at;
};
BOOST_DESCRIBE_STRUCT(PublicForum, (),
                      (province, province_th, province_en, id, assembly_id, title_th, title_en,
                       question_th, question_en, area_th, area_en, phase, admission, moderation,
                       participants, statements, opened_at, closed_at))

struct HeldQuery {
    std::vector<std::int64_t> held{}; ///< Statements that the device has already.
};
BOOST_DESCRIBE_STRUCT(HeldQuery, (), (held))

namespace {

using access::Call;
using access::Right;

constexpr std::size_t cards_at_once = 5;

/// The device's own, handed out when it came in. A header, so that no address and no log has it.
constexpr std::string_view token_header = "x-forum-token";

std::string topic_of(std::string_view province, ForumId id) {
    return "forum/" + std::string(province) + "/" + std::to_string(id.value);
}

PublicForum public_view(const access::ProvinceView& province, const area::Gazetteer& gazetteer,
                        const Forum& forum) {
    PublicForum view{province.code,
                     province.name_th,
                     province.name_en,
                     forum.id,
                     forum.assembly_id,
                     forum.title_th,
                     forum.title_en,
                     forum.question_th,
                     forum.question_en,
                     "",
                     "",
                     forum.phase,
                     forum.admission,
                     forum.moderation,
                     forum.participants,
                     forum.statements,
                     forum.opened_at,
                     forum.closed_at};
    if (const auto* district = gazetteer.district(forum.area_code)) {
        view.area_th = district->name_th;
        view.area_en = district->name_en;
    } else if (const auto* subdistrict = gazetteer.subdistrict(forum.area_code)) {
        view.area_th = subdistrict->name_th;
        view.area_en = subdistrict->name_en;
    }
    return view;
}

struct Asked {
    access::ProvinceView province;
    std::shared_ptr<LiveForum> live;
};

/// One that is a draft is as if it were not there.
Result<Asked> asked(Call& call, LiveForums& forums) {
    auto province = access::province_of(call.db, call.request.path_parameter("province"));
    if (!province)
        return failure(ErrorCode::NotFound, "forum.unknown");
    auto live = TRY(forums.open(call.db, province->code, TRY(call.id<ForumId>("id"))));
    if (live->forum().phase == ForumPhase::Draft)
        return failure(ErrorCode::NotFound, "forum.unknown");
    return Asked{std::move(*province), std::move(live)};
}

/// Fails with Forbidden (forum.device_unknown).
Result<Participant> participant_in(Call& call, const LiveForum& live) {
    const auto token = call.request.header(token_header);
    const auto found =
        token.empty() ? std::nullopt : live.participant_of(vault::token_digest(token));
    if (!found)
        return failure(ErrorCode::Forbidden, "forum.device_unknown");
    return *found;
}

Result<access::Later<Joined>> join(Call& call, LiveForums& forums, const JoinForm& form) {
    const auto found = TRY(asked(call, forums));
    Newcomer newcomer{form.code, call.request.remote_address};
    if (call.actor.role == access::Role::Delegate && call.actor.province == found.province.code &&
        call.actor.agency) {
        const auto agency = partners::find_agency(call.db, call.actor.province, *call.actor.agency);
        if (agency) {
            newcomer.delegate = call.actor.account;
            newcomer.sector = agency->sector;
        }
    }
    return access::Later<Joined>{[&forums, found, newcomer](Then<Joined> then) {
        join_forum(forums, found.province.code, found.live, newcomer, std::move(then));
    }};
}

Result<access::Later<VotesTaken>> vote(Call& call, LiveForums& forums, VotesForm form) {
    const auto found = TRY(asked(call, forums));
    const auto participant = TRY(participant_in(call, *found.live));
    return access::Later<VotesTaken>{
        [&forums, found, participant, form = std::move(form)](Then<VotesTaken> then) {
            cast_votes(forums, found.province.code, found.live, participant, form, std::move(then));
        }};
}

Result<access::Later<Statement>> write(Call& call, LiveForums& forums, StatementForm form) {
    const auto found = TRY(asked(call, forums));
    const auto participant = TRY(participant_in(call, *found.live));
    return access::Later<Statement>{
        [&forums, found, participant, form = std::move(form)](Then<Statement> then) {
            write_statement(forums, found.province.code, found.live, participant, form,
                            std::move(then));
        }};
}

Result<http::Response> events(Call& call, LiveForums& forums) {
    const auto found = TRY(asked(call, forums));
    http::Response response;
    response.body = http::EventBody{{topic_of(found.province.code, found.live->forum().id)},
                                    http::event_text("results", found.live->summary())};
    return response;
}

/// A file that is written as it is sent.
http::Response csv_file(const char* name, std::function<Result<void>(const WriteText&)> write) {
    return http::download_response(
        "text/csv; charset=utf-8", name, [write = std::move(write)](http::BodyWriter& body) {
            return write([&body](std::string_view text) { return body.write(text); });
        });
}

void add_open_data_routes(access::Api& api, LiveForums& forums) {
    const auto add = [&](const char* name, auto write, std::string_view summary) {
        api.get(std::string("/public/{province}/forums/{id}/") + name, Right::Everyone,
                [&forums, name, write](Call& call) -> Result<http::Response> {
                    const auto found = TRY(asked(call, forums));
                    return csv_file(name, [found, write, &db = call.db](const WriteText& to) {
                        return write(found, db, to);
                    });
                },
                {.summary = summary, .produces = "text/csv"});
    };
    add(
        "votes.csv",
        [](const Asked& found, database::Connection& db, const WriteText& to) {
            return write_votes(
                [&](const auto& take) {
                    each_vote(db, found.province.code, found.live->forum().id, take);
                },
                to);
        },
        "Every vote as sent, in the layout of Polis: of one person on one statement the last row "
        "counts");
    add(
        "comments.csv",
        [](const Asked& found, database::Connection&, const WriteText& to) {
            return write_comments(found.live->statements(), found.live->forum().moderation,
                                  found.live->tallies(), to);
        },
        "The statements, in the layout of Polis");
    add(
        "participants-votes.csv",
        [](const Asked& found, database::Connection&, const WriteText& to) {
            return write_participants_votes(found.live->state(),
                                            found.live->publication()->grouping, to);
        },
        "A row a participant, a column a statement, in the layout of Polis");
    add(
        "counts.csv",
        [](const Asked& found, database::Connection&, const WriteText& to) {
            return write_counts(found.live->publication()->results, to);
        },
        "Each statement's counts: everyone's, and apart those of each group, of delegates, of "
        "residents and of each sector");
    add(
        "summary.csv",
        [](const Asked& found, database::Connection&, const WriteText& to) {
            const auto forum = found.live->forum();
            return write_summary(found.live->state(), found.live->publication()->results,
                                 "/forums/" + found.province.code + "/" +
                                     std::to_string(forum.id.value) + "/results",
                                 to);
        },
        "What the forum was about, and how many took part, in the layout of Polis");
}

/// Where a forum's statements went, as far as the assembly is published.
Result<std::vector<StatementUse>> public_uses(Call& call, LiveForums& forums) {
    const auto found = TRY(asked(call, forums));
    const auto forum = found.live->forum();
    const auto assembly = assembly::find_assembly(call.db, found.province.code, forum.assembly_id);
    if (!assembly->published_at)
        return std::vector<StatementUse>{};
    return uses_of(call.db, found.province.code, forum);
}

Result<std::vector<StatementUse>> public_uses_in(Call& call) {
    const auto province = access::province_of(call.db, call.request.path_parameter("province"));
    const auto id = TRY(call.id<assembly::AssemblyId>("id"));
    const auto assembly =
        province ? assembly::find_assembly(call.db, province->code, id) : std::nullopt;
    if (!assembly || !assembly->published_at)
        return failure(ErrorCode::NotFound, "assembly.not_published");
    return uses_in(call.db, province->code, id);
}

} // namespace

LiveForums::Told tell_listeners(http::EventHub& hub) {
    return [&hub](const std::string& province, ForumId id, const std::string& summary) {
        hub.publish(topic_of(province, id), "results", summary);
    };
}

void add_public_routes(access::Api& api, LiveForums& forums, const area::Gazetteer& gazetteer) {
    add_open_data_routes(api, forums);
    api.get("/public/{province}/forums/{id}/uses", Right::Everyone,
            [&](Call& call) { return public_uses(call, forums); },
            {.summary = "What became of its statements in a published assembly"});
    api.get("/public/{province}/assemblies/{id}/statement-uses", Right::Everyone, &public_uses_in,
            {.summary = "What of a published assembly grew from statements of forums"});
    api.get("/public/forums", Right::Everyone,
            [&gazetteer](Call& call) -> Result<std::vector<PublicForum>> {
                std::vector<PublicForum> views;
                for (const auto& province : access::provinces(call.db))
                    for (const auto& forum : forum::forums(call.db, province.code))
                        if (forum.phase != ForumPhase::Draft)
                            views.push_back(public_view(province, gazetteer, forum));
                return views;
            },
            {.summary = "The forums of all provinces that are or were open"});
    api.get("/public/{province}/forums/{id}", Right::Everyone,
            [&](Call& call) -> Result<PublicForum> {
                const auto found = TRY(asked(call, forums));
                return public_view(
                    found.province, gazetteer,
                    *find_forum(call.db, found.province.code, found.live->forum().id));
            },
            {.summary = "A forum: its question, and whether one may take part"});
    api.post(
        "/public/{province}/forums/{id}/participants", Right::Everyone,
        [&](Call& call, JoinForm input) { return join(call, forums, input); },
        {.summary =
             "Take part from this device: without an account, or as the delegate who is signed in",
         .success = 201,
         .transaction = access::Transaction::None});
    api.get("/public/{province}/forums/{id}/cards", Right::Everyone,
            [&](Call& call, HeldQuery query) -> Result<std::vector<Card>> {
                const auto found = TRY(asked(call, forums));
                const auto participant = TRY(participant_in(call, *found.live));
                return found.live->cards(participant.number, query.held, cards_at_once);
            },
            {.summary = "The statements that are asked next of this device"});
    api.post("/public/{province}/forums/{id}/votes", Right::Everyone,
             [&](Call& call, VotesForm input) { return vote(call, forums, std::move(input)); },
             {.summary =
                  "Votes, stored before they are acknowledged; the same ones again are stored once",
              .transaction = access::Transaction::None});
    // No GET: what somebody is about to say belongs in no address.
    api.post("/public/{province}/forums/{id}/similar", Right::Everyone,
             [&](Call& call, StatementForm input) -> Result<std::vector<SimilarStatement>> {
                 const auto found = TRY(asked(call, forums));
                 return found.live->similar(input.text);
             },
             {.summary = "Statements that say nearly the same",
              .transaction = access::Transaction::None});
    api.post("/public/{province}/forums/{id}/statements", Right::Everyone,
             [&](Call& call, StatementForm input) { return write(call, forums, std::move(input)); },
             {.summary = "A statement of one's own",
              .success = 201,
              .transaction = access::Transaction::None});
    api.get("/public/{province}/forums/{id}/me", Right::Everyone,
            [&](Call& call) -> Result<OwnPart> {
                const auto found = TRY(asked(call, forums));
                return found.live->part_of(TRY(participant_in(call, *found.live)).number);
            },
            {.summary = "This device's votes and statements, where they stand, and what they share "
                        "with others"});
    api.get("/public/{province}/forums/{id}/results", Right::Everyone,
            [&](Call& call) -> Result<access::Written<ForumResults>> {
                const auto found = TRY(asked(call, forums));
                return access::Written<ForumResults>{found.live->publication()->text};
            },
            {.summary = "What unites and what divides, as of the last publication"});
    api.get("/public/{province}/forums/{id}/events", Right::Everyone,
            [&](Call& call) { return events(call, forums); },
            {.summary = "Server-sent events 'results': how many take part, at each publication",
             .produces = "text/event-stream"});
}

} // namespace samatcha::forum
