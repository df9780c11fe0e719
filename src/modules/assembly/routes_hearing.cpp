// Hearings on drafts: read and commented on by anyone, kept in order by the secretariat.

#include "modules/access/throttle.hpp"
#include "modules/assembly/actions_hearing.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_hearing.hpp"
#include "modules/assembly/room_state.hpp"
#include "modules/assembly/routes.hpp"
#include "modules/assembly/routes_calls.hpp"
#include "modules/partners/actions.hpp"

#include <algorithm>
#include <set>

namespace samatcha::assembly {

struct PublicHearing {
    std::string province;
    std::string province_th;
    std::string province_en;
    int year_be = 0;
    std::string assembly_th;
    std::string assembly_en;
    DraftId draft_id;
    int item_number = 0;
    std::string title_th; ///< Of the agenda item.
    std::string title_en;
    Instant opened_at;
    bool is_open = false;
};
BOOST_DESCRIBE_STRUCT(PublicHearing, (),
                      (province, province_th, province_en, year_be, assembly_th, assembly_en,
                       draft_id, item_number, title_th, title_en, opened_at, is_open))

/// The text as it reads now, and what was said on it as far as the secretariat lets it be read.
struct PublicHearingView {
    PublicHearing hearing;
    std::int64_t version = 0;
    ResolutionText text{};
    std::vector<NamedSeat> agencies{}; ///< Whom the text names.
    std::vector<HearingCommentView> comments{};
};
BOOST_DESCRIBE_STRUCT(PublicHearingView, (), (hearing, version, text, agencies, comments))

namespace {

using access::Call;
using access::Right;

/// Of one address, before it has to wait.
constexpr std::int64_t hearing_comments_free = 20;

access::Actor anyone_in(const std::string& province) {
    access::Actor actor;
    actor.province = province;
    return actor;
}

PublicHearing public_hearing(database::Connection& db, const access::ProvinceView& province,
                             const Assembly& assembly, const Hearing& hearing) {
    const auto item = *find_agenda_item(
        db, province.code, find_draft(db, province.code, hearing.draft_id)->agenda_item_id);
    const bool is_open = !hearing.closed_at && !item.withdrawn_at &&
                         check_deed(assembly.rules, assembly.phase, Deed::Hear).has_value();
    return {province.code,     province.name_th,  province.name_en,  assembly.year_be,
            assembly.title_th, assembly.title_en, hearing.draft_id,  item.number,
            item.title_th,     item.title_en,     hearing.opened_at, is_open};
}

Result<std::vector<PublicHearing>> public_hearings(Call& call) {
    std::vector<PublicHearing> all;
    for (const auto& province : access::provinces(call.db))
        for (const auto& assembly : assemblies(call.db, province.code))
            for (const auto& hearing : hearings(call.db, province.code, assembly.id))
                all.push_back(public_hearing(call.db, province, assembly, hearing));
    std::stable_sort(all.begin(), all.end(), [](const PublicHearing& a, const PublicHearing& b) {
        return a.is_open > b.is_open;
    });
    return all;
}

struct FoundHearing {
    access::ProvinceView province;
    Hearing hearing;
};

/// A draft that was never opened for hearing is as if it were not there.
Result<FoundHearing> found_hearing(Call& call) {
    auto province = access::province_of(call.db, call.request.path_parameter("province"));
    const auto id = TRY(call.id<DraftId>("id"));
    const auto hearing = province ? find_hearing(call.db, province->code, id) : std::nullopt;
    if (!hearing)
        return failure(ErrorCode::NotFound, "assembly.hearing_unknown");
    return FoundHearing{std::move(*province), *hearing};
}

Result<PublicHearingView> read_hearing(Call& call) {
    const auto found = TRY(found_hearing(call));
    const auto& code = found.province.code;
    const auto assembly = *find_assembly(call.db, code, found.hearing.assembly_id);
    const auto draft = *find_draft(call.db, code, found.hearing.draft_id);
    PublicHearingView view{public_hearing(call.db, found.province, assembly, found.hearing),
                           draft.version, draft.text};
    std::set<partners::AgencyId> asked;
    for (const auto& paragraph : draft.text.paragraphs)
        for (const auto addressee : paragraph.addressees)
            asked.insert({addressee.value});
    for (const auto id : asked)
        if (const auto agency = partners::agency(call.db, code, id))
            view.agencies.push_back({agency->id, agency->sector, agency->name_th, agency->name_en});
    for (const auto& comment : hearing_comments(call.db, code, draft.id))
        if (comment.state == HearingCommentState::Shown)
            view.comments.push_back(view_of(comment, draft.text));
    return view;
}

Result<HearingCommentView> comment_from_outside(Call& call, http::EventHub& hub,
                                                const access::Secrets& secrets,
                                                HearingCommentForm input) {
    const auto found = TRY(found_hearing(call));
    TRY(access::begin_attempt(call.db, secrets,
                              {"hearing", call.request.remote_address, hearing_comments_free}));
    const auto anyone = anyone_in(found.province.code);
    auto& happened = told_after(call, hub, found.province.code);
    return database::transaction(call.db, [&] {
        return comment_in_hearing({anyone, call.db, call.clock.now(), happened},
                                  found.hearing.draft_id, std::move(input));
    });
}

} // namespace

void add_hearing_routes(access::Api& api, http::EventHub& hub) {
    api.get("/public/hearings", Right::Everyone, &public_hearings,
            {.summary = "Drafts that anyone may read and comment on, those still open first"});
    api.get("/public/{province}/hearings/{id}", Right::Everyone, &read_hearing,
            {.summary = "A draft in its hearing: the text, what was said on it and answered"});
    api.get("/assemblies/{id}/hearings", Right::ReadAssembly,
            [](Call& call) -> Result<std::vector<Hearing>> {
                const Reading reading(call);
                return hearings_of(reading.occasion, TRY(call.id<AssemblyId>("id")));
            },
            {.summary = "The hearings on drafts of an assembly"});
    api.get("/assemblies/{id}/hearing-comments", Right::ManageAssembly,
            [](Call& call) -> Result<std::vector<HearingCommentView>> {
                const Reading reading(call);
                return hearing_comments_in(reading.occasion, TRY(call.id<AssemblyId>("id")));
            },
            {.summary = "What was said in hearings, also what waits or is kept back"});
    api.post("/drafts/{id}/hearing", Right::ManageAssembly, doing(hub, "id", &open_hearing),
             {.summary = "Open a draft for anyone to read and comment on", .success = 201});
    api.post("/drafts/{id}/hearing/closing", Right::ManageAssembly,
             doing(hub, "id", &close_hearing),
             {.summary = "Close the hearing; what was said stays to be read"});
    api.post("/hearing-comments/{id}/decision", Right::ManageAssembly,
             doing(hub, "id", &decide_hearing_comment),
             {.summary = "Show what someone said, or keep it back"});
    api.post("/hearing-comments/{id}/answer", Right::ManageAssembly,
             doing(hub, "id", &answer_hearing_comment),
             {.summary = "Answer what someone said, for all to read"});
}

void add_public_comment_route(access::Api& api, http::EventHub& hub,
                              const access::Secrets& secrets) {
    api.post("/public/{province}/hearings/{id}/comments", Right::Everyone,
             [&hub, secrets](Call& call, HearingCommentForm input) {
                 return comment_from_outside(call, hub, secrets, std::move(input));
             },
             {.summary = "Comment on words of a draft; shown once the secretariat has read it",
              .success = 201,
              .transaction = access::Transaction::None});
}

} // namespace samatcha::assembly
