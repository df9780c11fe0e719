#include "modules/forum/routes.hpp"

#include "modules/assembly/routes_calls.hpp"
#include "modules/forum/actions.hpp"
#include "modules/forum/records.hpp"

namespace samatcha::forum {

/// A statement as a moderator sees it.
struct ModeratedStatement {
    Statement statement;
    bool is_shown = false;
    VoteTally votes;
};
BOOST_DESCRIBE_STRUCT(ModeratedStatement, (), (statement, is_shown, votes))

struct ForumView {
    Forum forum;
    std::int64_t undecided = 0; ///< Statements that wait for a moderator.
    bool may_moderate = false;  ///< Whoever asks.
    std::int64_t codes_given = 0;
    std::int64_t codes_used = 0;
};
BOOST_DESCRIBE_STRUCT(ForumView, (), (forum, undecided, may_moderate, codes_given, codes_used))

struct NewForum {
    assembly::AssemblyId assembly_id;
    ForumForm form;
};
BOOST_DESCRIBE_STRUCT(NewForum, (), (assembly_id, form))

struct ForumPhaseChange {
    ForumPhase to = ForumPhase::Open;
};
BOOST_DESCRIBE_STRUCT(ForumPhaseChange, (), (to))

struct SeedForm {
    std::vector<std::string> texts{};
};
BOOST_DESCRIBE_STRUCT(SeedForm, (), (texts))

struct CodesForm {
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(CodesForm, (), (count))

namespace {

using access::Call;
using access::Right;

ForumView view_of(Call& call, Forum forum) {
    ForumView view{std::move(forum)};
    const auto& province = call.actor.province;
    for (const auto& statement : statements(call.db, province, view.forum.id))
        view.undecided += statement.decision == StatementDecision::Undecided;
    view.may_moderate = moderates(call.actor, call.db, view.forum.id);
    const auto codes = count_codes(call.db, province, view.forum.id);
    view.codes_given = codes.given;
    view.codes_used = codes.used;
    return view;
}

Result<Forum> forum_in(Call& call) {
    auto forum = find_forum(call.db, call.actor.province, TRY(call.id<ForumId>("id")));
    if (!forum)
        return failure(ErrorCode::NotFound, "forum.unknown");
    return std::move(*forum);
}

/// What is in memory follows the tables.
void refresh_after(Call& call, LiveForums& forums, ForumId id) {
    call.after_commit.push_back(
        [&call, &forums, id] { forums.refresh(call.db, call.actor.province, id); });
}

Result<std::vector<ModeratedStatement>> moderated(Call& call, LiveForums& forums) {
    const auto id = TRY(call.id<ForumId>("id"));
    TRY(check_moderator(call.actor, call.db, id));
    const auto live = TRY(forums.open(call.db, call.actor.province, id));
    const auto tallies = live->tallies();
    const auto moderation = live->forum().moderation;
    std::vector<ModeratedStatement> all;
    for (auto& statement : live->statements()) {
        const auto& tally = tallies[static_cast<std::size_t>(statement.number)];
        all.push_back({statement, is_shown(statement, moderation), tally});
    }
    return all;
}

Result<access::Later<std::vector<Statement>>> seed(Call& call, LiveForums& forums, SeedForm form) {
    const auto live = TRY(forums.open(call.db, call.actor.province, TRY(call.id<ForumId>("id"))));
    return access::Later<std::vector<Statement>>{
        [&forums, live, actor = call.actor,
         texts = std::move(form.texts)](Then<std::vector<Statement>> then) {
            seed_statements(forums, actor, live, texts, std::move(then));
        }};
}

/// A verb of the assembly on what a forum found; told to the assembly's listeners.
template <class Form, class Output>
auto taking_up(LiveForums& forums, http::EventHub& hub,
               Result<Output> (*verb)(const assembly::Occasion&, const LiveForum&, Form)) {
    return [&forums, &hub, verb](Call& call, std::remove_cvref_t<Form> form) -> Result<Output> {
        const auto live =
            TRY(forums.open(call.db, call.actor.province, TRY(call.id<ForumId>("id"))));
        const assembly::Occasion occasion{call.actor, call.db, call.clock.now(),
                                          assembly::told_after(call, hub, call.actor.province)};
        return verb(occasion, *live, std::move(form));
    };
}

/// Of those who read what is prepared, whom the secretariat named: the verbs look.
void add_moderation_routes(access::Api& api, LiveForums& forums) {
    api.get("/forums/{id}/statements", Right::ReadAssembly,
            [&forums](Call& call) { return moderated(call, forums); },
            {.summary = "All statements of a forum, with what moderators decided"});
    api.post("/forums/{id}/decisions", Right::ReadAssembly,
             [&forums](Call& call, DecisionForm input) -> Result<void> {
                 const auto id = TRY(call.id<ForumId>("id"));
                 refresh_after(call, forums, id);
                 return decide_statements(call.actor, call.db, call.clock.now(), id, input);
             },
             {.summary = "Accept or reject statements, several at once"});
    api.get("/forums/{id}/moderators", Right::ManageAssembly,
            [](Call& call) -> Result<std::vector<Moderator>> {
                return moderators_of(call.db, call.actor.province, TRY(forum_in(call)).id);
            },
            {.summary = "Who moderates a forum beside the secretariat"});
    api.put("/forums/{id}/moderators", Right::ManageAssembly,
            [](Call& call, ModeratorsForm input) -> Result<std::vector<Moderator>> {
                return name_moderators(call.actor, call.db, call.clock.now(),
                                       TRY(call.id<ForumId>("id")), input);
            },
            {.summary = "Name the accounts that moderate a forum, these and no others"});
}

void add_use_routes(access::Api& api, LiveForums& forums, http::EventHub& hub) {
    api.post("/forums/{id}/proposals", Right::ManageAssembly,
             taking_up(forums, hub, &propose_statements),
             {.summary = "Make statements a proposal for the agenda", .success = 201});
    api.post("/forums/{id}/paragraphs", Right::ManageAssembly,
             taking_up(forums, hub, &draft_statements),
             {.summary = "Make statements the last paragraph of a draft", .success = 201});
    api.get("/forums/{id}/uses", Right::ReadAssembly,
            [](Call& call) -> Result<std::vector<StatementUse>> {
                return uses_of(call.db, call.actor.province, TRY(forum_in(call)));
            },
            {.summary = "What became of a forum's statements"});
    api.get("/assemblies/{id}/statement-uses", Right::ReadAssembly,
            [](Call& call) -> Result<std::vector<StatementUse>> {
                return uses_in(call.db, call.actor.province,
                               TRY(call.id<assembly::AssemblyId>("id")));
            },
            {.summary = "What of an assembly grew from statements of its forums"});
    api.post("/forums/{id}/import", Right::ManageAssembly,
             [&forums](Call& call, ImportForm input) -> Result<Imported> {
                 const auto id = TRY(call.id<ForumId>("id"));
                 call.after_commit.push_back(
                     [&call, &forums, id] { forums.read_anew(call.actor.province, id); });
                 return import_votes(call.actor, call.db, call.clock.now(), id, std::move(input));
             },
             {.summary = "Bring in a conversation from its comments.csv and votes.csv",
              .success = 201,
              .body_bytes_max = 64 << 20});
}

} // namespace

void add_routes(access::Api& api, LiveForums& forums, http::EventHub& hub) {
    add_use_routes(api, forums, hub);
    api.get("/forums", Right::ReadAssembly,
            [](Call& call) -> Result<std::vector<ForumView>> {
                std::vector<ForumView> views;
                for (auto& forum : forum::forums(call.db, call.actor.province))
                    views.push_back(view_of(call, std::move(forum)));
                return views;
            },
            {.summary = "The province's forums, the latest first"});
    api.post("/forums", Right::ManageAssembly,
             [](Call& call, NewForum input) -> Result<Forum> {
                 return begin_forum(call.actor, call.db, call.clock.now(), input.assembly_id,
                                    std::move(input.form));
             },
             {.summary = "Begin a forum for an assembly, as a draft", .success = 201});
    api.get("/forums/{id}", Right::ReadAssembly,
            [](Call& call) -> Result<ForumView> { return view_of(call, TRY(forum_in(call))); },
            {.summary = "A forum: its question, phase, and who may take part"});
    api.put("/forums/{id}", Right::ManageAssembly,
            [&forums](Call& call, ForumForm input) -> Result<Forum> {
                const auto id = TRY(call.id<ForumId>("id"));
                refresh_after(call, forums, id);
                return change_forum(call.actor, call.db, id, std::move(input));
            },
            {.summary = "Change a forum"});
    api.post("/forums/{id}/phase", Right::ManageAssembly,
             [&forums](Call& call, ForumPhaseChange input) -> Result<Forum> {
                 const auto id = TRY(call.id<ForumId>("id"));
                 refresh_after(call, forums, id);
                 return change_phase(call.actor, call.db, call.clock.now(), id, input.to);
             },
             {.summary = "Open a forum, close it, report it"});
    add_moderation_routes(api, forums);
    api.post("/forums/{id}/statements", Right::ManageAssembly,
             [&forums](Call& call, SeedForm input) { return seed(call, forums, std::move(input)); },
             {.summary = "Statements to begin with",
              .success = 201,
              .transaction = access::Transaction::None});
    api.post("/forums/{id}/codes", Right::ManageAssembly,
             [](Call& call, CodesForm input) -> Result<ResidentCodes> {
                 return make_codes(call.actor, call.db, TRY(call.id<ForumId>("id")), input.count);
             },
             {.summary = "Codes for residents, each for one; told once", .success = 201});
}

} // namespace samatcha::forum
