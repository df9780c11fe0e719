#pragma once

#include "app/assembly_play.hpp"
#include "base/json.hpp"
#include "modules/assembly/actions_translation.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace samatcha::app {

inline const std::string secretariat = "secretariat";

struct PlayedItemState {
    assembly::AgendaItemId id;
    assembly::RoomId room;
    std::string chair;
    std::string title_en;
    std::vector<partners::AgencyId> agencies{}; ///< In the room.
    assembly::DraftResolution draft{};
    std::vector<assembly::ParagraphId> operative{};
    std::vector<assembly::Amendment> amendments{};
    assembly::ConsensusTestId test; ///< The last, and where it was asked.
    assembly::RoomId asked_in;
};

/// What has come of a play so far.
struct PlayedState {
    std::string province;
    assembly::AssemblyId id;
    assembly::RoomId plenary;
    std::vector<assembly::RoomId> rooms{};
    std::vector<PlayedItemState> items{};
    std::map<std::int64_t, std::pair<std::string, std::string>> names{}; ///< Of agencies.
    const PlayedRoom* here = nullptr;           ///< Where what happens happens.
    std::vector<partners::AgencyId> agencies{}; ///< Those that come.
};

/// What every part of a play can do: ask the stage, and tell who watches.
class PlayPart {
public:
    PlayPart(Stage& stage, const PlayedAssembly& script, const Tell& tell, PlayedState& played)
        : m_stage(stage), m_script(script), m_tell(tell), m_played(played) {}

protected:
    template <class Out>
    Result<Out> ask(const std::string& login, http::Method method, const std::string& path,
                    const json::value& body = {}) {
        return json::from_value<Out>(TRY(m_stage.ask(login, method, path, body)));
    }
    template <class Out, class In>
    Result<Out> post(const std::string& login, const std::string& path, const In& input) {
        return ask<Out>(login, http::Method::Post, path, json::to_value(input));
    }
    void tell(std::string_view key, std::string th = {}, std::string en = {}) {
        m_tell({std::string(key), std::move(th), std::move(en),
                m_played.here ? m_played.here->name_th : "",
                m_played.here ? m_played.here->name_en : ""});
    }
    void tell_of(std::string_view key, partners::AgencyId agency) {
        const auto& [th, en] = m_played.names.at(agency.value);
        tell(key, th, en);
    }
    std::string path(std::string_view rest = {}) const {
        return "/assemblies/" + std::to_string(m_played.id.value) + std::string(rest);
    }
    std::string room_path(assembly::RoomId room, std::string_view rest) const {
        return "/rooms/" + std::to_string(room.value) + std::string(rest);
    }
    std::string draft_path(const PlayedItemState& item, std::string_view rest) const {
        return "/drafts/" + std::to_string(item.draft.id.value) + std::string(rest);
    }
    std::string test_path(const PlayedItemState& item, std::string_view rest) const {
        return "/consensus-tests/" + std::to_string(item.test.value) + std::string(rest);
    }
    bool is_absent(partners::AgencyId agency) const {
        const auto& absent = m_script.absent;
        return absent && std::find(absent->begin(), absent->end(), agency) != absent->end();
    }

    Result<void> go_on(assembly::Phase, std::string_view key);
    Result<void> propose(PlayedItemState&, const PlayedAmendment&);
    /// What the draft says in English as it reads now, of those parts.
    Result<void> translate(const PlayedItemState&, assembly::TranslationForm);
    /// The paragraph with its words replaced. Fails with Conflict (app.play_words_missing).
    static Result<std::string> reworded(const PlayedItemState&, const PlayedAmendment&);

    Stage& m_stage;
    const PlayedAssembly& m_script;
    const Tell& m_tell;
    PlayedState& m_played;
};

/// All before the day: invitations, the agenda, drafts, hearings.
/// `words` are what papers are printed with.
Result<void> prepare(Stage&, const PlayedAssembly&, int year_be, const Tell&, PlayedState&,
                     const Messages& words);
/// The day itself: the rooms side by side, then, where none is left at work, the plenary.
Result<void> meet(Stage&, const PlayedAssembly&, const Tell&, PlayedState&);

} // namespace samatcha::app
