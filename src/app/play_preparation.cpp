#include "app/demonstration.hpp"
#include "app/play_part.hpp"
#include "engines/population/name_lists.hpp"
#include "modules/access/actions.hpp"
#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/actions_cycle.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/actions_hearing.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "platform/documents/document.hpp"

#include <iterator>

namespace samatcha::app {

namespace {

using namespace std::chrono_literals;
using assembly::Phase;
using http::Method;
using partners::AgencyId;

/// Days before and after that of the assembly.
constexpr int opened_on = -150;
constexpr int proposed_on = -140;
constexpr int selected_on = -110;
constexpr int drafted_on = -80;
constexpr int heard_on = -40;

class Preparation : private PlayPart {
public:
    Preparation(Stage& stage, const PlayedAssembly& script, int year_be, const Tell& tell,
                PlayedState& played, const Messages& words)
        : PlayPart(stage, script, tell, played), m_year_be(year_be), m_words(words) {}

    Result<void> all();

private:
    Result<void> open();
    Result<void> accept(AgencyId, const std::string& code);
    Result<void> invite();
    std::vector<assembly::EvidenceForm> evidence_of(const PlayedItem&);
    std::vector<assembly::GroupMember> working_group_of(const PlayedItem&) const;
    Result<std::string> printed(const PlayedPaper&) const;
    Result<void> set_agenda();
    Result<void> follow_last_year();
    Result<void> draft();
    Result<void> hear_public(PlayedItemState&, const PlayedItem&);
    Result<void> hear();

    int m_year_be;
    const Messages& m_words;
    population::NameLists m_names = population::NameLists::load();
};

std::optional<assembly::AgendaProposalId>
proposal_of(const PlayedItem& item, const std::vector<assembly::AgendaProposalId>& proposals) {
    return item.proposal ? std::optional(proposals.at(*item.proposal - 1)) : std::nullopt;
}

/// One person of an agency, the same each year.
std::string delegate_name(const population::NameLists& names, AgencyId agency) {
    population::Random random(2566, static_cast<std::uint64_t>(agency.value));
    const char sex = random.chance(0.5) ? 'F' : 'M';
    const auto given = names.given(sex, names.given_index(random, sex));
    const auto* const title = sex == 'M' ? "นาย" : random.chance(0.5) ? "นาง" : "นางสาว";
    return title + given + " " + names.surname(random);
}

Result<void> Preparation::open() {
    m_stage.go_to_day(opened_on);
    const auto session = TRY(ask<access::SessionView>(secretariat, Method::Get, "/session"));
    if (!session.province || !session.province->is_demonstration)
        return failure(ErrorCode::Conflict, "app.not_a_demonstration",
                       {{"province", session.province ? session.province->name_th : ""}});
    m_played.province = session.province->code;
    for (const auto& agency :
         TRY(ask<std::vector<json::value>>(secretariat, Method::Get, "/agencies")))
        m_played.names[TRY(json::from_value<std::int64_t>(agency.at("id")))] = {
            TRY(json::from_value<std::string>(agency.at("name_th"))),
            TRY(json::from_value<std::string>(agency.at("name_en")))};
    assembly::NewAssembly form{m_year_be, m_script.title_th, m_script.title_en, {}, {}};
    for (const auto& [phase, day] : {std::pair{Phase::Reflect, selected_on - 1},
                                     {Phase::Agenda, drafted_on - 1},
                                     {Phase::Drafting, heard_on - 1},
                                     {Phase::Hearings, -1},
                                     {Phase::Assembled, 0},
                                     {Phase::Adopted, 30},
                                     {Phase::Driven, 330},
                                     {Phase::Evaluated, 360}})
        form.calendar.push_back({phase, m_stage.date_of(day)});
    m_played.id = TRY(post<assembly::Assembly>(secretariat, "/assemblies", form)).id;
    tell("play.opened", std::to_string(m_year_be), std::to_string(m_year_be));
    m_stage.wait(4s);
    m_played.plenary =
        TRY(ask<std::vector<assembly::Room>>(secretariat, Method::Get, path("/rooms"))).back().id;
    for (const auto& room : m_script.rooms) {
        const auto chair = TRY(ask<access::SessionView>(room.chair, Method::Get, "/session"));
        m_played.rooms.push_back(
            TRY(post<assembly::Room>(
                    secretariat, path("/rooms"),
                    assembly::NewRoom{room.name_th, room.name_en, chair.account->id}))
                .id);
        tell("play.room_added", room.name_th, room.name_en);
        m_stage.wait(1s);
    }
    return {};
}

Result<void> Preparation::accept(AgencyId agency, const std::string& code) {
    const auto login = login_of(agency);
    assembly::Acceptance form{m_played.province, code, login, std::string(demonstration_password)};
    const auto accepted = post<assembly::Delegate>(login, "/invitations/acceptance", form);
    if (!accepted && accepted.error().key == "app.play_account_missing")
        TRY(post<assembly::Delegate>({}, "/invitations/acceptance", form));
    else if (!accepted)
        return Unexpected{accepted.error()};
    return {};
}

Result<void> Preparation::invite() {
    std::vector<std::pair<AgencyId, std::string>> invited;
    for (const auto& room : m_script.rooms)
        for (const auto agency : room.agencies) {
            const assembly::NewDelegate form{agency, delegate_name(m_names, agency), false};
            invited.emplace_back(
                agency,
                TRY(post<assembly::Invitation>(secretariat, path("/delegates"), form)).code);
            m_stage.wait(150ms);
        }
    tell("play.invited", std::to_string(std::ssize(invited)), std::to_string(std::ssize(invited)));
    for (const auto& [agency, code] : invited) {
        if (is_absent(agency))
            continue;
        TRY(accept(agency, code));
        m_played.agencies.push_back(agency);
        tell_of("play.accepted", agency);
        m_stage.wait(150ms);
    }
    return {};
}

/// Without figures, where there is no situation that they could be of.
std::vector<assembly::EvidenceForm> Preparation::evidence_of(const PlayedItem& item) {
    auto evidence = item.evidence;
    if (!m_stage.ask(secretariat, Method::Get, "/situations/latest", {}))
        for (auto& each : evidence)
            each.figure.reset();
    return evidence;
}

std::vector<assembly::GroupMember> Preparation::working_group_of(const PlayedItem& item) const {
    std::vector<assembly::GroupMember> group;
    for (const auto agency : item.working_group)
        group.push_back({agency, delegate_name(m_names, agency)});
    return group;
}

Result<std::string> Preparation::printed(const PlayedPaper& paper) const {
    documents::Document document;
    document.running_head = m_script.title_th;
    document.title = paper.title;
    auto& body = document.body.emplace_back();
    for (const auto& text : paper.paragraphs)
        body.paragraphs.push_back({0, documents::ParagraphKind::Numbered, 0, text});
    document.dated_unix_seconds = m_stage.now().unix_ms / 1000;
    return documents::pdf_file(document, {}, m_words);
}

Result<void> Preparation::hear_public(PlayedItemState& state, const PlayedItem& item) {
    if (!item.heard)
        return {};
    TRY(ask<assembly::Hearing>(secretariat, Method::Post, draft_path(state, "/hearing")));
    tell("play.hearing_opened", item.draft_th, item.draft_en);
    m_stage.wait(3s);
    for (const auto& each : *item.heard) {
        const auto target = state.operative.at(static_cast<std::size_t>(each.paragraph) - 1);
        const auto made = TRY(post<assembly::HearingCommentView>(
            {},
            "/public/" + m_played.province + "/hearings/" + std::to_string(state.draft.id.value) +
                "/comments",
            assembly::HearingCommentForm{{target, each.words, 0}, each.name, each.text}));
        const auto comment = "/hearing-comments/" + std::to_string(made.id.value);
        TRY(post<assembly::HearingCommentView>(secretariat, comment + "/decision",
                                               assembly::HearingCommentDecision{each.is_shown}));
        tell("play.heard");
        m_stage.wait(3s);
        if (each.answer)
            TRY(post<assembly::HearingCommentView>(secretariat, comment + "/answer",
                                                   assembly::HearingCommentAnswer{*each.answer}));
    }
    return {};
}

Result<void> Preparation::set_agenda() {
    m_stage.go_to_day(proposed_on);
    std::vector<assembly::AgendaProposalId> proposals;
    for (const auto& each : m_script.proposals) {
        const assembly::NewProposal form{each.title_th, each.title_en, each.reason};
        proposals.push_back(
            TRY(post<assembly::AgendaProposal>(login_of(each.agency), path("/proposals"), form))
                .id);
        tell("play.proposed", each.title_th, each.title_en);
        m_stage.wait(4s);
    }
    m_stage.go_to_day(selected_on);
    TRY(go_on(Phase::Agenda, "play.phase_agenda"));
    for (std::size_t i = 0; i < proposals.size(); ++i) {
        const auto& each = m_script.proposals[i];
        const assembly::ProposalAnswer form{each.is_selected, each.criteria, each.answer};
        TRY(post<assembly::AgendaProposal>(
            secretariat, "/proposals/" + std::to_string(proposals[i].value) + "/answer", form));
        tell(each.is_selected ? "play.selected" : "play.declined", each.title_th, each.title_en);
        m_stage.wait(4s);
    }
    for (const auto& each : m_script.items) {
        PlayedItemState state;
        state.room = m_played.rooms.at(each.room - 1);
        state.chair = m_script.rooms.at(each.room - 1).chair;
        state.title_en = each.draft_en;
        for (const auto agency : m_script.rooms[each.room - 1].agencies)
            if (!is_absent(agency))
                state.agencies.push_back(agency);
        const assembly::NewAgendaItem form{static_cast<int>(m_played.items.size()) + 1,
                                           each.title_th,
                                           each.title_en,
                                           state.room,
                                           each.lead,
                                           each.co_owners,
                                           evidence_of(each),
                                           working_group_of(each),
                                           proposal_of(each, proposals)};
        state.id = TRY(post<assembly::AgendaItem>(secretariat, path("/items"), form)).id;
        for (const auto& paper : each.papers)
            TRY(m_stage.send_file(login_of(each.lead),
                                  "/items/" + std::to_string(state.id.value) + "/papers",
                                  paper.filename, TRY(printed(paper))));
        m_played.items.push_back(std::move(state));
        tell("play.item_added", each.title_th, each.title_en);
        m_stage.wait(3s);
    }
    return {};
}

Result<void> Preparation::follow_last_year() {
    const auto earlier = TRY(ask<std::vector<assembly::ResolutionHistory>>(
        secretariat, Method::Get, path("/earlier-resolutions")));
    for (const auto& each : m_script.successions.value_or(std::vector<PlayedSuccession>{}))
        for (const auto& history : earlier)
            if (history.year_be == m_year_be - 1 && history.resolution.number == each.number) {
                TRY(post<assembly::Succession>(
                    secretariat, path("/successions"),
                    assembly::SuccessionForm{
                        history.resolution.id, each.decision, each.reason, {}, {}}));
                m_stage.wait(2s);
            }
    return {};
}

Result<void> Preparation::draft() {
    m_stage.go_to_day(drafted_on);
    TRY(go_on(Phase::Drafting, "play.phase_drafting"));
    for (std::size_t i = 0; i < m_played.items.size(); ++i) {
        const auto& each = m_script.items[i];
        assembly::DraftForm form{0, each.draft_th, {}};
        for (const auto* const part : {&each.preamble, &each.operative})
            for (const auto& paragraph : *part)
                form.paragraphs.push_back({{},
                                           part == &each.preamble
                                               ? resolution_text::ParagraphKind::Preambular
                                               : resolution_text::ParagraphKind::Operative,
                                           paragraph.depth.value_or(0),
                                           paragraph.th,
                                           paragraph.addressees.value_or(std::vector<AgencyId>{})});
        auto& state = m_played.items[i];
        state.draft =
            TRY(ask<assembly::WrittenDraft>(login_of(each.lead), Method::Put,
                                            "/items/" + std::to_string(state.id.value) + "/draft",
                                            json::to_value(form)))
                .draft;
        for (const auto& paragraph : state.draft.text.paragraphs)
            if (paragraph.kind == resolution_text::ParagraphKind::Operative)
                state.operative.push_back(paragraph.id);
        assembly::TranslationForm translation{{}, each.draft_en, {}};
        auto english = state.draft.text.paragraphs.begin();
        for (const auto* const part : {&each.preamble, &each.operative})
            for (const auto& paragraph : *part)
                translation.paragraphs.push_back({(english++)->id, paragraph.en});
        TRY(translate(state, std::move(translation)));
        tell("play.drafted", each.draft_th, each.draft_en);
        m_stage.wait(4s);
    }
    return {};
}

Result<void> Preparation::hear() {
    m_stage.go_to_day(heard_on);
    TRY(go_on(Phase::Hearings, "play.phase_hearings"));
    for (std::size_t i = 0; i < m_played.items.size(); ++i) {
        auto& state = m_played.items[i];
        for (const auto& each : m_script.items[i].comments) {
            const auto target = state.operative.at(static_cast<std::size_t>(each.paragraph) - 1);
            const auto made = TRY(post<assembly::CommentView>(
                login_of(each.agency), draft_path(state, "/comments"),
                assembly::CommentForm{{target, each.words, 0}, each.text}));
            tell_of("play.commented", each.agency);
            m_stage.wait(3s);
            if (each.is_resolved)
                TRY(ask<assembly::CommentView>(secretariat, Method::Post,
                                               "/comments/" + std::to_string(made.id.value) +
                                                   "/resolution"));
        }
        TRY(hear_public(state, m_script.items[i]));
        for (const auto& each : m_script.items[i].amendments)
            TRY(propose(state, each));
    }
    return {};
}

Result<void> Preparation::all() {
    TRY(open());
    TRY(invite());
    TRY(set_agenda());
    TRY(follow_last_year());
    TRY(draft());
    TRY(hear());
    return {};
}

} // namespace

Result<void> prepare(Stage& stage, const PlayedAssembly& script, int year_be, const Tell& tell,
                     PlayedState& played, const Messages& words) {
    return Preparation(stage, script, year_be, tell, played, words).all();
}

} // namespace samatcha::app
