#include "app/assembly_play.hpp"

#include "app/play_part.hpp"

namespace samatcha::app {

Result<PlayResult> play(Stage& stage, const PlayedAssembly& script, int year_be, const Tell& tell,
                        const Messages& words) {
    PlayedState played;
    TRY(prepare(stage, script, year_be, tell, played, words));
    TRY(meet(stage, script, tell, played));
    const auto path = "/assemblies/" + std::to_string(played.id.value);
    const auto now = TRY(json::from_value<assembly::Assembly>(
        TRY(stage.ask(secretariat, http::Method::Get, path, {}))));
    const auto resolutions = TRY(json::from_value<std::vector<assembly::Resolution>>(
        TRY(stage.ask(secretariat, http::Method::Get, path + "/resolutions", {}))));
    return PlayResult{played.id, year_be, now.events, std::ssize(resolutions)};
}

} // namespace samatcha::app
