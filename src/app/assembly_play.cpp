#include "app/assembly_play.hpp"

#include "app/demonstration.hpp"
#include "base/embedded.hpp"
#include "engines/population/name_lists.hpp"

#include <algorithm>
#include <numeric>

namespace samatcha {
std::span<const EmbeddedFile> embedded_demonstration();
}

namespace samatcha::app {

namespace {

using namespace std::chrono_literals;
using assembly::AmendmentState;
using assembly::Phase;
using http::Method;
using partners::AgencyId;

const std::string secretariat = "secretariat";

/// Days before and after that of the assembly.
constexpr int opened_on = -150;
constexpr int proposed_on = -140;
constexpr int selected_on = -110;
constexpr int drafted_on = -80;
constexpr int heard_on = -40;

std::string number(std::int64_t n) {
    return std::to_string(n);
}

struct PlayedItemState {
    assembly::AgendaItemId id;
    assembly::RoomId room;
    std::string chair;
    std::string title_en;
    std::vector<AgencyId> agencies{}; ///< In the room.
    assembly::DraftResolution draft{};
    std::vector<assembly::ParagraphId> operative{};
    std::vector<assembly::AmendmentId> amendments{};
    assembly::ConsensusTestId test; ///< The last, and where it was asked.
    assembly::RoomId asked_in;
};

using Beat = std::function<Result<void>()>;

class Play {
public:
    Play(Stage& stage, const PlayedAssembly& script, int year_be, const Tell& tell)
        : m_stage(stage), m_script(script), m_year_be(year_be), m_tell(tell) {}

    Result<PlayResult> all();

private:
    template <class Out>
    Result<Out> ask(const std::string& login, Method method, const std::string& path,
                    const json::value& body = {}) {
        return json::from_value<Out>(TRY(m_stage.ask(login, method, path, body)));
    }
    template <class Out, class In>
    Result<Out> post(const std::string& login, const std::string& path, const In& input) {
        return ask<Out>(login, Method::Post, path, json::to_value(input));
    }
    void tell(std::string_view key, std::string th = {}, std::string en = {}) {
        m_tell({std::string(key), std::move(th), std::move(en), m_here ? m_here->name_th : "",
                m_here ? m_here->name_en : ""});
    }
    void tell_of(std::string_view key, AgencyId agency) {
        const auto& [th, en] = m_names.at(agency.value);
        tell(key, th, en);
    }
    std::string path(std::string_view rest = {}) const {
        return "/assemblies/" + number(m_id.value) + std::string(rest);
    }
    std::string room_path(assembly::RoomId room, std::string_view rest) const {
        return "/rooms/" + number(room.value) + std::string(rest);
    }
    std::string draft_path(const PlayedItemState& item, std::string_view rest) const {
        return "/drafts/" + number(item.draft.id.value) + std::string(rest);
    }
    std::string test_path(const PlayedItemState& item, std::string_view rest) const {
        return "/consensus-tests/" + number(item.test.value) + std::string(rest);
    }
    bool is_absent(AgencyId agency) const {
        const auto& absent = m_script.absent;
        return absent && std::find(absent->begin(), absent->end(), agency) != absent->end();
    }

    Result<void> open();
    Result<void> invite();
    Result<void> accept(AgencyId, const std::string& code);
    Result<void> go_on(Phase, std::string_view key);
    Result<void> set_agenda();
    Result<void> follow_last_year();
    Result<void> draft();
    Result<void> hear();
    Result<void> arrive(assembly::RoomId, const std::vector<AgencyId>&);
    Result<void> work_in_rooms();
    Result<void> decide_in_plenary();

    Result<void> propose(PlayedItemState&, const PlayedAmendment&);
    Result<void> decide(PlayedItemState&, std::size_t amendment, const std::string& chair,
                        AmendmentState, const std::string& reason);
    Result<void> consolidate(PlayedItemState&, const std::string& chair);
    Result<void> show(assembly::RoomId, const std::string& chair, const assembly::ScreenForm&);
    Result<void> show_amendment(const PlayedItemState&, assembly::RoomId, const std::string& chair,
                                std::size_t amendment);
    Result<void> show_paragraph(const PlayedItemState&, assembly::RoomId, const std::string& chair,
                                int paragraph);
    Result<void> ask_consensus(PlayedItemState&, assembly::RoomId, const std::string& chair);
    Result<void> answer(PlayedItemState&, const std::string& chair, const PlayedPosition&);
    Result<void> close(PlayedItemState&, const std::string& chair);

    std::vector<Beat> beats_of_room(std::size_t item);
    void add_speeches(std::vector<Beat>&, std::size_t item);
    void add_answers(std::vector<Beat>&, std::size_t item, const std::vector<PlayedPosition>&,
                     std::size_t count_max);

    Stage& m_stage;
    const PlayedAssembly& m_script;
    int m_year_be;
    const Tell& m_tell;

    std::string m_province;
    assembly::AssemblyId m_id;
    assembly::RoomId m_plenary;
    std::vector<assembly::RoomId> m_rooms;
    std::vector<PlayedItemState> m_items;
    std::map<std::int64_t, std::pair<std::string, std::string>> m_names; ///< Of agencies.
    const PlayedRoom* m_here = nullptr; ///< Where what happens happens.
    std::vector<AgencyId> m_agencies;   ///< Those that come.
};

/// One person of an agency, the same each year.
std::string delegate_name(const population::NameLists& names, AgencyId agency) {
    population::Random random(2566, static_cast<std::uint64_t>(agency.value));
    const char sex = random.chance(0.5) ? 'F' : 'M';
    const auto given = names.given(sex, names.given_index(random, sex));
    const auto* const title = sex == 'M' ? "นาย" : random.chance(0.5) ? "นาง" : "นางสาว";
    return title + given + " " + names.surname(random);
}

PlayedPosition support_of(AgencyId agency) {
    return {agency, assembly::Stance::Supports, {}, {}, {}, {}};
}

Result<void> Play::open() {
    m_stage.go_to_day(opened_on);
    const auto session = TRY(ask<access::SessionView>(secretariat, Method::Get, "/session"));
    if (!session.province || !session.province->is_demonstration)
        return failure(ErrorCode::Conflict, "app.not_a_demonstration",
                       {{"province", session.province ? session.province->name_th : ""}});
    m_province = session.province->code;
    for (const auto& agency :
         TRY(ask<std::vector<json::value>>(secretariat, Method::Get, "/agencies")))
        m_names[TRY(json::from_value<std::int64_t>(agency.at("id")))] = {
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
    m_id = TRY(post<assembly::Assembly>(secretariat, "/assemblies", form)).id;
    tell("play.opened", number(m_year_be), number(m_year_be));
    m_stage.wait(4s);
    m_plenary =
        TRY(ask<std::vector<assembly::Room>>(secretariat, Method::Get, path("/rooms"))).back().id;
    for (const auto& room : m_script.rooms) {
        const auto chair = TRY(ask<access::SessionView>(room.chair, Method::Get, "/session"));
        m_rooms.push_back(TRY(post<assembly::Room>(
                                  secretariat, path("/rooms"),
                                  assembly::NewRoom{room.name_th, room.name_en, chair.account->id}))
                              .id);
        tell("play.room_added", room.name_th, room.name_en);
        m_stage.wait(1s);
    }
    return {};
}

Result<void> Play::accept(AgencyId agency, const std::string& code) {
    const auto login = login_of(agency);
    assembly::Acceptance form{m_province, code, login, std::string(demonstration_password)};
    const auto accepted = post<assembly::Delegate>(login, "/invitations/acceptance", form);
    if (!accepted && accepted.error().key == "app.play_account_missing")
        TRY(post<assembly::Delegate>({}, "/invitations/acceptance", form));
    else if (!accepted)
        return Unexpected{accepted.error()};
    return {};
}

Result<void> Play::invite() {
    const auto names = population::NameLists::load();
    std::vector<std::pair<AgencyId, std::string>> invited;
    for (const auto& room : m_script.rooms)
        for (const auto agency : room.agencies) {
            const assembly::NewDelegate form{agency, delegate_name(names, agency), false};
            invited.emplace_back(
                agency,
                TRY(post<assembly::Invitation>(secretariat, path("/delegates"), form)).code);
            m_stage.wait(150ms);
        }
    tell("play.invited", number(std::ssize(invited)), number(std::ssize(invited)));
    for (const auto& [agency, code] : invited) {
        if (is_absent(agency))
            continue;
        TRY(accept(agency, code));
        m_agencies.push_back(agency);
        tell_of("play.accepted", agency);
        m_stage.wait(150ms);
    }
    return {};
}

Result<void> Play::go_on(Phase to, std::string_view key) {
    TRY(post<assembly::Assembly>(secretariat, path("/phase"), assembly::PhaseChange{to}));
    tell(key);
    m_stage.wait(4s);
    return {};
}

Result<void> Play::set_agenda() {
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
            secretariat, "/proposals/" + number(proposals[i].value) + "/answer", form));
        tell(each.is_selected ? "play.selected" : "play.declined", each.title_th, each.title_en);
        m_stage.wait(4s);
    }
    for (const auto& each : m_script.items) {
        PlayedItemState state;
        state.room = m_rooms.at(each.room - 1);
        state.chair = m_script.rooms.at(each.room - 1).chair;
        state.title_en = each.draft_en;
        for (const auto agency : m_script.rooms[each.room - 1].agencies)
            if (!is_absent(agency))
                state.agencies.push_back(agency);
        const assembly::NewAgendaItem form{static_cast<int>(m_items.size()) + 1,
                                           each.title_th,
                                           each.title_en,
                                           state.room,
                                           each.lead,
                                           each.co_owners,
                                           each.evidence};
        state.id = TRY(post<assembly::AgendaItem>(secretariat, path("/items"), form)).id;
        m_items.push_back(std::move(state));
        tell("play.item_added", each.title_th, each.title_en);
        m_stage.wait(3s);
    }
    return {};
}

Result<void> Play::follow_last_year() {
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

Result<void> Play::draft() {
    m_stage.go_to_day(drafted_on);
    TRY(go_on(Phase::Drafting, "play.phase_drafting"));
    for (std::size_t i = 0; i < m_items.size(); ++i) {
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
        auto& state = m_items[i];
        state.draft = TRY(ask<assembly::WrittenDraft>(login_of(each.lead), Method::Put,
                                                      "/items/" + number(state.id.value) + "/draft",
                                                      json::to_value(form)))
                          .draft;
        for (const auto& paragraph : state.draft.text.paragraphs)
            if (paragraph.kind == resolution_text::ParagraphKind::Operative)
                state.operative.push_back(paragraph.id);
        tell("play.drafted", each.draft_th, each.draft_en);
        m_stage.wait(4s);
    }
    return {};
}

Result<void> Play::propose(PlayedItemState& item, const PlayedAmendment& each) {
    const auto target = item.operative.at(static_cast<std::size_t>(each.paragraph) - 1);
    assembly::NewAmendment form{
        item.draft.version, {each.kind, {}, {}, {}, {}, {}, {}, {}}, each.reason};
    if (each.kind == assembly::OperationKind::Insert) {
        form.operation.after = target;
        form.operation.text = each.text;
        form.operation.addressees = each.addressees;
        form.operation.paragraph_kind = resolution_text::ParagraphKind::Operative;
        form.operation.depth = 0;
    } else {
        const auto* const paragraph = resolution_text::paragraph(item.draft.text, target);
        auto text = paragraph ? paragraph->text : std::string();
        const auto words = each.words.value_or(text);
        const auto at = text.find(words);
        if (at == std::string::npos)
            return failure(ErrorCode::Conflict, "app.play_words_missing", {{"words", words}});
        form.operation.paragraph = target;
        form.operation.text = text.replace(at, words.size(), each.text);
    }
    item.amendments.push_back(
        TRY(post<assembly::Amendment>(login_of(each.agency), draft_path(item, "/amendments"), form))
            .id);
    tell_of("play.amended", each.agency);
    m_stage.wait(4s);
    return {};
}

Result<void> Play::hear() {
    m_stage.go_to_day(heard_on);
    TRY(go_on(Phase::Hearings, "play.phase_hearings"));
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        auto& state = m_items[i];
        for (const auto& each : m_script.items[i].comments) {
            const auto target = state.operative.at(static_cast<std::size_t>(each.paragraph) - 1);
            const auto made = TRY(post<assembly::CommentView>(
                login_of(each.agency), draft_path(state, "/comments"),
                assembly::CommentForm{{target, each.words, 0}, each.text}));
            tell_of("play.commented", each.agency);
            m_stage.wait(3s);
            if (each.is_resolved)
                TRY(ask<assembly::CommentView>(secretariat, Method::Post,
                                               "/comments/" + number(made.id.value) +
                                                   "/resolution"));
        }
        for (const auto& each : m_script.items[i].amendments)
            TRY(propose(state, each));
    }
    return {};
}

Result<void> Play::arrive(assembly::RoomId room, const std::vector<AgencyId>& agencies) {
    for (const auto agency : agencies) {
        const auto pass = TRY(m_stage.ask(login_of(agency), Method::Get, path("/pass"), {}));
        const auto badge = TRY(json::from_value<std::string>(pass.at("badge")));
        TRY(post<assembly::Delegate>(secretariat, path("/arrivals"),
                                     assembly::DoorMark{room, badge}));
        m_stage.wait(200ms);
    }
    return {};
}

Result<void> Play::show_amendment(const PlayedItemState& item, assembly::RoomId room,
                                  const std::string& chair, std::size_t amendment) {
    return show(room, chair, {item.draft.id, {}, item.amendments.at(amendment)});
}

Result<void> Play::show_paragraph(const PlayedItemState& item, assembly::RoomId room,
                                  const std::string& chair, int paragraph) {
    return show(room, chair,
                {item.draft.id, item.operative.at(static_cast<std::size_t>(paragraph) - 1), {}});
}

Result<void> Play::show(assembly::RoomId room, const std::string& chair,
                        const assembly::ScreenForm& form) {
    TRY(ask<assembly::Floor>(chair, Method::Put, room_path(room, "/screen"), json::to_value(form)));
    m_stage.wait(3s);
    return {};
}

Result<void> Play::decide(PlayedItemState& item, std::size_t amendment, const std::string& chair,
                          AmendmentState state, const std::string& reason) {
    const auto id = item.amendments.at(amendment);
    TRY(post<assembly::Amendment>(chair, "/amendments/" + number(id.value) + "/decision",
                                  assembly::AmendmentDecision{state, reason}));
    tell("play.decided_" + json::enum_name(state), reason, number(std::int64_t(amendment) + 1));
    m_stage.wait(4s);
    return {};
}

Result<void> Play::consolidate(PlayedItemState& item, const std::string& chair) {
    item.draft = TRY(
        ask<assembly::DraftResolution>(chair, Method::Post, draft_path(item, "/consolidation")));
    tell("play.consolidated", item.draft.text.title, item.title_en);
    m_stage.wait(4s);
    return {};
}

Result<void> Play::ask_consensus(PlayedItemState& item, assembly::RoomId room,
                                 const std::string& chair) {
    item.test = TRY(post<assembly::ConsensusView>(chair, path("/consensus-tests"),
                                                  assembly::NewConsensusTest{room, item.draft.id}))
                    .test.id;
    item.asked_in = room;
    tell("play.asked", item.draft.text.title, item.title_en);
    m_stage.wait(3s);
    return {};
}

Result<void> Play::answer(PlayedItemState& item, const std::string& chair,
                          const PlayedPosition& position) {
    assembly::PositionForm form;
    form.stance = position.stance;
    form.reason = position.reason.value_or("");
    form.wording = position.wording.value_or("");
    const bool is_paper = position.is_paper.value_or(false);
    if (is_paper)
        form.agency_id = position.agency;
    const auto view = TRY(post<assembly::ConsensusView>(
        is_paper ? chair : login_of(position.agency), test_path(item, "/positions"), form));
    if (is_paper)
        for (const auto& taken : view.positions)
            if (taken.agency_id == position.agency && !taken.is_confirmed)
                TRY(ask<assembly::ConsensusView>(
                    secretariat, Method::Post,
                    test_path(item, "/positions/" + number(taken.id.value) + "/confirmation")));
    if (position.stance != assembly::Stance::Supports) {
        tell_of("play.stance_" + json::enum_name(position.stance), position.agency);
        if (position.paragraph)
            TRY(show_paragraph(item, item.asked_in, chair, *position.paragraph));
        m_stage.wait(4s);
    }
    m_stage.wait(250ms);
    return {};
}

Result<void> Play::close(PlayedItemState& item, const std::string& chair) {
    const auto view =
        TRY(ask<assembly::ConsensusView>(chair, Method::Post, test_path(item, "/close")));
    tell("play.closed_" + json::enum_name(view.test.outcome), item.draft.text.title, item.title_en);
    m_stage.wait(4s);
    return {};
}

void Play::add_speeches(std::vector<Beat>& beats, std::size_t item) {
    const auto& script = m_script.items[item];
    const auto& state = m_items[item];
    for (const auto& speech : script.speeches)
        beats.push_back([this, &state, speech]() -> Result<void> {
            TRY(post<assembly::Floor>(login_of(speech.agency), room_path(state.room, "/hands"),
                                      assembly::HandForm{}));
            m_stage.wait(1s);
            return {};
        });
    const auto speakers =
        script.ends_while == RoomEnd::Discussing ? std::size_t{1} : script.speeches.size();
    for (std::size_t i = 0; i < std::min(speakers, script.speeches.size()); ++i)
        beats.push_back([this, &state, speech = script.speeches[i]]() -> Result<void> {
            const auto floor = TRY(
                ask<assembly::Floor>(state.chair, Method::Get, room_path(state.room, "/floor")));
            for (const auto& hand : floor.waiting)
                if (hand.agency_id == speech.agency)
                    TRY(post<assembly::Floor>(state.chair, room_path(state.room, "/speech"),
                                              assembly::FloorForm{hand.id, speech.seconds}));
            tell_of("play.speaks", speech.agency);
            m_stage.wait(std::chrono::seconds(speech.seconds / 6));
            TRY(ask<assembly::Floor>(state.chair, Method::Post,
                                     room_path(state.room, "/speech/end")));
            return {};
        });
}

void Play::add_answers(std::vector<Beat>& beats, std::size_t item,
                       const std::vector<PlayedPosition>& positions, std::size_t count_max) {
    auto& state = m_items[item];
    for (std::size_t i = 0; i < std::min(count_max, state.agencies.size()); ++i) {
        const auto agency = state.agencies[i];
        const auto said =
            std::find_if(positions.begin(), positions.end(),
                         [&](const PlayedPosition& each) { return each.agency == agency; });
        beats.push_back(
            [this, &state, position = said == positions.end() ? support_of(agency) : *said] {
                return answer(state, state.chair, position);
            });
    }
}

std::vector<Beat> Play::beats_of_room(std::size_t item) {
    const auto& script = m_script.items[item];
    auto& state = m_items[item];
    std::vector<Beat> beats;
    beats.push_back([this, &state] { return show_paragraph(state, state.room, state.chair, 1); });
    add_speeches(beats, item);
    bool is_changed = false;
    for (std::size_t i = 0; i < script.amendments.size(); ++i) {
        const auto& each = script.amendments[i];
        beats.push_back(
            [this, &state, i] { return show_amendment(state, state.room, state.chair, i); });
        if (!each.decision)
            return beats;
        const bool is_withdrawn = each.decision == AmendmentState::Withdrawn;
        is_changed = is_changed || each.decision == AmendmentState::Accepted;
        beats.push_back(
            [this, &state, i, &each, by = is_withdrawn ? login_of(each.agency) : state.chair] {
                return decide(state, i, by, *each.decision, each.decision_reason.value_or(""));
            });
    }
    if (is_changed)
        beats.push_back([this, &state] { return consolidate(state, state.chair); });
    const auto positions = script.room_positions.value_or(std::vector<PlayedPosition>{});
    beats.push_back([this, &state] { return ask_consensus(state, state.room, state.chair); });
    const bool is_left_open = script.ends_while == RoomEnd::Asking;
    add_answers(beats, item, positions,
                is_left_open ? state.agencies.size() * 2 / 3 : state.agencies.size());
    if (is_left_open)
        return beats;
    beats.push_back([this, &state] { return close(state, state.chair); });
    if (script.accommodation) {
        const auto& wording = *script.accommodation;
        beats.push_back([this, &state, &wording] { return propose(state, wording); });
        const auto last = script.amendments.size();
        beats.push_back(
            [this, &state, last] { return show_amendment(state, state.room, state.chair, last); });
        beats.push_back([this, &state, last, &wording] {
            return decide(state, last, state.chair, AmendmentState::Accepted,
                          wording.decision_reason.value_or(""));
        });
        beats.push_back([this, &state] { return consolidate(state, state.chair); });
        beats.push_back([this, &state] { return ask_consensus(state, state.room, state.chair); });
        add_answers(beats, item, {}, state.agencies.size());
        beats.push_back([this, &state] { return close(state, state.chair); });
    }
    return beats;
}

Result<void> Play::work_in_rooms() {
    m_stage.go_to_day(0);
    TRY(go_on(Phase::Assembled, "play.phase_assembled"));
    for (const auto& item : m_items)
        TRY(arrive(item.room, item.agencies));
    tell("play.arrived", number(std::ssize(m_agencies)), number(std::ssize(m_agencies)));
    std::vector<std::vector<Beat>> rooms;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        rooms.push_back(beats_of_room(i));
        longest = std::max(longest, rooms.back().size());
    }
    // Side by side, as the four rooms sit.
    for (std::size_t beat = 0; beat < longest; ++beat)
        for (std::size_t i = 0; i < rooms.size(); ++i)
            if (beat < rooms[i].size()) {
                m_here = &m_script.rooms.at(m_script.items[i].room - 1);
                TRY(rooms[i][beat]());
            }
    m_here = nullptr;
    return {};
}

Result<void> Play::decide_in_plenary() {
    const PlayedRoom plenary{"ที่ประชุมใหญ่", "Plenary", secretariat, {}};
    tell("play.plenary");
    m_here = &plenary;
    TRY(arrive(m_plenary, m_agencies));
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const auto& script = m_script.items[i];
        auto& state = m_items[i];
        state.agencies = m_agencies;
        bool is_changed = false;
        for (std::size_t n = 0; n < script.amendments.size(); ++n) {
            const auto& each = script.amendments[n];
            if (!each.plenary_decision)
                continue;
            TRY(show_amendment(state, m_plenary, secretariat, n));
            TRY(decide(state, n, secretariat, *each.plenary_decision,
                       each.plenary_decision_reason.value_or("")));
            is_changed = is_changed || each.plenary_decision == AmendmentState::Accepted;
        }
        if (is_changed)
            TRY(consolidate(state, secretariat));
        TRY(show_paragraph(state, m_plenary, secretariat, 1));
        TRY(ask_consensus(state, m_plenary, secretariat));
        std::vector<Beat> answers;
        add_answers(answers, i, script.plenary_positions.value_or(std::vector<PlayedPosition>{}),
                    m_agencies.size());
        for (const auto& beat : answers)
            TRY(beat());
        TRY(close(state, secretariat));
        const auto resolution = TRY(
            ask<assembly::Resolution>(secretariat, Method::Post, draft_path(state, "/adoption")));
        tell("play.adopted", number(resolution.number) + " " + script.draft_th,
             number(resolution.number) + " " + script.draft_en);
        m_stage.wait(5s);
    }
    m_here = nullptr;
    TRY(go_on(Phase::Adopted, "play.phase_adopted"));
    TRY(ask<assembly::Assembly>(secretariat, Method::Post, path("/publication")));
    tell("play.published", "/resolutions", "/resolutions");
    return {};
}

Result<PlayResult> Play::all() {
    TRY(open());
    TRY(invite());
    TRY(set_agenda());
    TRY(follow_last_year());
    TRY(draft());
    TRY(hear());
    TRY(work_in_rooms());
    if (std::none_of(m_script.items.begin(), m_script.items.end(),
                     [](const PlayedItem& item) { return item.ends_while.has_value(); }))
        TRY(decide_in_plenary());
    const auto now = TRY(ask<assembly::Assembly>(secretariat, Method::Get, path()));
    const auto resolutions =
        TRY(ask<std::vector<assembly::Resolution>>(secretariat, Method::Get, path("/resolutions")));
    return PlayResult{m_id, m_year_be, now.events, std::ssize(resolutions)};
}

} // namespace

std::string login_of(AgencyId agency) {
    switch (agency.value) {
    case 17:
        return "delegate";
    default:
        return "agency" + number(agency.value);
    }
}

Result<PlayedAssembly> played_assembly(std::string_view name) {
    const auto path = "assembly/" + std::string(name) + ".json";
    for (const auto& file : embedded_demonstration())
        if (file.path == path)
            return json::from_text<PlayedAssembly>(file.bytes);
    return failure(ErrorCode::NotFound, "app.file_missing", {{"path", path}});
}

Result<PlayResult> play(Stage& stage, const PlayedAssembly& script, int year_be, const Tell& tell) {
    return Play(stage, script, year_be, tell).all();
}

} // namespace samatcha::app
