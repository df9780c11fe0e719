#include "app/play_part.hpp"
#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_delegation.hpp"
#include "modules/assembly/actions_draft.hpp"
#include "modules/assembly/actions_room.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

namespace samatcha::app {

namespace {

using namespace std::chrono_literals;
using assembly::AmendmentState;
using assembly::Phase;
using http::Method;
using partners::AgencyId;

using Beat = std::function<Result<void>()>;

class AssemblyDay : private PlayPart {
public:
    using PlayPart::PlayPart;

    Result<void> all();

private:
    Result<void> arrive(assembly::RoomId, const std::vector<AgencyId>&);
    Result<void> show_amendment(const PlayedItemState&, assembly::RoomId, const std::string& chair,
                                std::size_t amendment);
    Result<void> show_paragraph(const PlayedItemState&, assembly::RoomId, const std::string& chair,
                                int paragraph);
    Result<void> show(assembly::RoomId, const std::string& chair, const assembly::ScreenForm&);
    Result<void> decide(PlayedItemState&, std::size_t amendment, const std::string& chair,
                        AmendmentState, const std::string& reason);
    Result<void> consolidate(PlayedItemState&, const std::string& chair);
    Result<void> translate_amended(const PlayedItemState&);
    Result<void> ask_consensus(PlayedItemState&, assembly::RoomId, const std::string& chair);
    Result<void> answer(PlayedItemState&, const std::string& chair, const PlayedPosition&);
    Result<void> close(PlayedItemState&, const std::string& chair);
    Result<void> find_words(PlayedItemState&, const PlayedAmendment&,
                            const std::vector<AgencyId>& members);
    void add_speeches(std::vector<Beat>&, std::size_t item);
    void add_answers(std::vector<Beat>&, std::size_t item, const std::vector<PlayedPosition>&,
                     std::size_t count_max);
    std::vector<Beat> beats_of_room(std::size_t item);
    Result<void> work_in_rooms();
    Result<void> decide_in_plenary();
};

PlayedPosition support_of(AgencyId agency) {
    return {agency, assembly::Stance::Supports, {}, {}, {}, {}};
}

Result<void> AssemblyDay::arrive(assembly::RoomId room, const std::vector<AgencyId>& agencies) {
    for (const auto agency : agencies) {
        const auto pass = TRY(m_stage.ask(login_of(agency), Method::Get, path("/pass"), {}));
        const auto badge = TRY(json::from_value<std::string>(pass.at("badge")));
        TRY(post<assembly::Delegate>(secretariat, path("/arrivals"),
                                     assembly::DoorMark{room, badge}));
        m_stage.wait(200ms);
    }
    return {};
}

Result<void> AssemblyDay::show_amendment(const PlayedItemState& item, assembly::RoomId room,
                                         const std::string& chair, std::size_t amendment) {
    return show(room, chair, {item.draft.id, {}, item.amendments.at(amendment).id});
}

Result<void> AssemblyDay::show_paragraph(const PlayedItemState& item, assembly::RoomId room,
                                         const std::string& chair, int paragraph) {
    return show(room, chair,
                {item.draft.id, item.operative.at(static_cast<std::size_t>(paragraph) - 1), {}});
}

Result<void> AssemblyDay::show(assembly::RoomId room, const std::string& chair,
                               const assembly::ScreenForm& form) {
    TRY(ask<assembly::Floor>(chair, Method::Put, room_path(room, "/screen"), json::to_value(form)));
    m_stage.wait(3s);
    return {};
}

Result<void> AssemblyDay::decide(PlayedItemState& item, std::size_t amendment,
                                 const std::string& chair, AmendmentState state,
                                 const std::string& reason) {
    const auto id = item.amendments.at(amendment).id;
    TRY(post<assembly::Amendment>(chair, "/amendments/" + std::to_string(id.value) + "/decision",
                                  assembly::AmendmentDecision{state, reason}));
    tell("play.decided_" + json::enum_name(state), reason,
         std::to_string(std::int64_t(amendment) + 1));
    m_stage.wait(4s);
    return {};
}

Result<void> AssemblyDay::consolidate(PlayedItemState& item, const std::string& chair) {
    item.draft = TRY(
        ask<assembly::DraftResolution>(chair, Method::Post, draft_path(item, "/consolidation")));
    TRY(translate_amended(item));
    tell("play.consolidated", item.draft.text.title, item.title_en);
    m_stage.wait(4s);
    return {};
}

/// The English of what amendments wrote, of paragraphs that stand.
Result<void> AssemblyDay::translate_amended(const PlayedItemState& item) {
    assembly::TranslationForm form;
    const auto add = [&](const std::optional<assembly::ParagraphId>& id,
                         const std::optional<std::string>& words) {
        if (id && words && resolution_text::paragraph(item.draft.text, *id))
            form.paragraphs.push_back({*id, *words});
    };
    const auto& script = m_script.items.at(static_cast<std::size_t>(&item - m_played.items.data()));
    for (std::size_t i = 0; i < item.amendments.size(); ++i) {
        const auto& written =
            i < script.amendments.size() ? script.amendments[i] : script.accommodation.value();
        const auto& operation = item.amendments[i].operation;
        add(operation.kind == assembly::OperationKind::Insert ? operation.second
                                                              : operation.paragraph,
            written.en);
        if (operation.kind == assembly::OperationKind::Split)
            add(operation.second, written.en_second);
    }
    return translate(item, std::move(form));
}

Result<void> AssemblyDay::ask_consensus(PlayedItemState& item, assembly::RoomId room,
                                        const std::string& chair) {
    item.test = TRY(post<assembly::ConsensusView>(chair, path("/consensus-tests"),
                                                  assembly::NewConsensusTest{room, item.draft.id}))
                    .test.id;
    item.asked_in = room;
    tell("play.asked", item.draft.text.title, item.title_en);
    m_stage.wait(3s);
    return {};
}

Result<void> AssemblyDay::answer(PlayedItemState& item, const std::string& chair,
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
                    test_path(item,
                              "/positions/" + std::to_string(taken.id.value) + "/confirmation")));
    if (position.stance != assembly::Stance::Supports) {
        tell_of("play.stance_" + json::enum_name(position.stance), position.agency);
        if (position.paragraph)
            TRY(show_paragraph(item, item.asked_in, chair, *position.paragraph));
        m_stage.wait(4s);
    }
    m_stage.wait(250ms);
    return {};
}

Result<void> AssemblyDay::close(PlayedItemState& item, const std::string& chair) {
    const auto view =
        TRY(ask<assembly::ConsensusView>(chair, Method::Post, test_path(item, "/close")));
    tell("play.closed_" + json::enum_name(view.test.outcome), item.draft.text.title, item.title_en);
    m_stage.wait(4s);
    return {};
}

/// Those who object and others leave the room, and come back with words.
Result<void> AssemblyDay::find_words(PlayedItemState& item, const PlayedAmendment& wording,
                                     const std::vector<AgencyId>& members) {
    const Instant back{m_stage.now().unix_ms + 15 * 60 * 1000};
    const auto group =
        TRY(post<assembly::DraftingGroup>(item.chair, test_path(item, "/drafting-groups"),
                                          assembly::GroupForm{wording.agency, members, back}));
    tell_of("play.group_left", wording.agency);
    m_stage.wait(6s);
    const auto returned = TRY(post<assembly::DraftingGroup>(
        login_of(members.front()), "/drafting-groups/" + std::to_string(group.id.value) + "/return",
        assembly::GroupReturn{item.operative.at(static_cast<std::size_t>(wording.paragraph) - 1),
                              TRY(reworded(item, wording))}));
    tell_of("play.group_back", wording.agency);
    auto view = TRY(ask<assembly::AmendedDraft>(item.chair, Method::Get, draft_path(item, {})));
    for (auto& each : view.amendments)
        if (each.id == returned.amendment_id)
            item.amendments.push_back(std::move(each));
    return {};
}

void AssemblyDay::add_speeches(std::vector<Beat>& beats, std::size_t item) {
    const auto& script = m_script.items[item];
    const auto& state = m_played.items[item];
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

void AssemblyDay::add_answers(std::vector<Beat>& beats, std::size_t item,
                              const std::vector<PlayedPosition>& positions, std::size_t count_max) {
    auto& state = m_played.items[item];
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

std::vector<Beat> AssemblyDay::beats_of_room(std::size_t item) {
    const auto& script = m_script.items[item];
    auto& state = m_played.items[item];
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
        beats.push_back([this, &state, &script, &wording] {
            return script.drafting_group ? find_words(state, wording, *script.drafting_group)
                                         : propose(state, wording);
        });
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

Result<void> AssemblyDay::work_in_rooms() {
    m_stage.go_to_day(0);
    TRY(go_on(Phase::Assembled, "play.phase_assembled"));
    for (const auto& item : m_played.items)
        TRY(arrive(item.room, item.agencies));
    tell("play.arrived", std::to_string(std::ssize(m_played.agencies)),
         std::to_string(std::ssize(m_played.agencies)));
    std::vector<std::vector<Beat>> rooms;
    std::size_t longest = 0;
    for (std::size_t i = 0; i < m_played.items.size(); ++i) {
        rooms.push_back(beats_of_room(i));
        longest = std::max(longest, rooms.back().size());
    }
    // Side by side, as the four rooms sit.
    for (std::size_t beat = 0; beat < longest; ++beat)
        for (std::size_t i = 0; i < rooms.size(); ++i)
            if (beat < rooms[i].size()) {
                m_played.here = &m_script.rooms.at(m_script.items[i].room - 1);
                TRY(rooms[i][beat]());
            }
    m_played.here = nullptr;
    return {};
}

Result<void> AssemblyDay::decide_in_plenary() {
    const PlayedRoom plenary{"ที่ประชุมใหญ่", "Plenary", secretariat, {}};
    tell("play.plenary");
    m_played.here = &plenary;
    TRY(arrive(m_played.plenary, m_played.agencies));
    if (m_script.minutes) {
        const auto minutes = TRY(ask<assembly::Minutes>(secretariat, Method::Get,
                                                        room_path(m_played.plenary, "/minutes")));
        TRY(post<assembly::MinutesEdit>(
            secretariat, room_path(m_played.plenary, "/minutes"),
            assembly::MinutesForm{minutes.entries.at(0).sequence,
                                  true,
                                  {},
                                  {},
                                  {m_script.minutes->th, m_script.minutes->en}}));
    }
    for (std::size_t i = 0; i < m_played.items.size(); ++i) {
        const auto& script = m_script.items[i];
        auto& state = m_played.items[i];
        state.agencies = m_played.agencies;
        bool is_changed = false;
        for (std::size_t n = 0; n < script.amendments.size(); ++n) {
            const auto& each = script.amendments[n];
            if (!each.plenary_decision)
                continue;
            TRY(show_amendment(state, m_played.plenary, secretariat, n));
            TRY(decide(state, n, secretariat, *each.plenary_decision,
                       each.plenary_decision_reason.value_or("")));
            is_changed = is_changed || each.plenary_decision == AmendmentState::Accepted;
        }
        if (is_changed)
            TRY(consolidate(state, secretariat));
        TRY(show_paragraph(state, m_played.plenary, secretariat, 1));
        TRY(ask_consensus(state, m_played.plenary, secretariat));
        std::vector<Beat> answers;
        add_answers(answers, i, script.plenary_positions.value_or(std::vector<PlayedPosition>{}),
                    m_played.agencies.size());
        for (const auto& beat : answers)
            TRY(beat());
        TRY(close(state, secretariat));
        const auto resolution = TRY(
            ask<assembly::Resolution>(secretariat, Method::Post, draft_path(state, "/adoption")));
        tell("play.adopted", std::to_string(resolution.number) + " " + script.draft_th,
             std::to_string(resolution.number) + " " + script.draft_en);
        m_stage.wait(5s);
    }
    m_played.here = nullptr;
    TRY(go_on(Phase::Adopted, "play.phase_adopted"));
    TRY(ask<assembly::Assembly>(secretariat, Method::Post, path("/publication")));
    tell("play.published", "/resolutions", "/resolutions");
    return {};
}

Result<void> AssemblyDay::all() {
    TRY(work_in_rooms());
    if (std::none_of(m_script.items.begin(), m_script.items.end(),
                     [](const PlayedItem& item) { return item.ends_while.has_value(); }))
        TRY(decide_in_plenary());
    return {};
}

} // namespace

Result<void> meet(Stage& stage, const PlayedAssembly& script, const Tell& tell,
                  PlayedState& played) {
    return AssemblyDay(stage, script, tell, played).all();
}

} // namespace samatcha::app
