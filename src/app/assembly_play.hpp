#pragma once

// The demonstration's assembly, played request by request as its secretariat, chairs and delegates
// would make them.

#include "app/played_assembly.hpp"
#include "app/stage.hpp"
#include "base/messages.hpp"
#include "modules/assembly/assembly.hpp"

#include <functional>
#include <string>

namespace samatcha::app {

/// What is said of each thing that happens: the key of a text, what stands in it, and in which
/// room, in Thai and in English.
struct Line {
    std::string key;
    std::string th{};
    std::string en{};
    std::string room_th{}; ///< Empty: in none, or in all.
    std::string room_en{};
};
using Tell = std::function<void(const Line&)>;

struct PlayResult {
    assembly::AssemblyId assembly_id;
    int year_be = 0;
    std::int64_t events = 0;
    std::int64_t resolutions = 0;
};
BOOST_DESCRIBE_STRUCT(PlayResult, (), (assembly_id, year_be, events, resolutions))

/// Plays the assembly as that of a year, in the province of the account `secretariat`. Delegates
/// without an account make one. Fails with Conflict where the province is no demonstration
/// (app.not_a_demonstration), and where a route refuses. `words` are what papers are printed with.
Result<PlayResult> play(Stage&, const PlayedAssembly&, int year_be, const Tell&,
                        const Messages& words);

} // namespace samatcha::app
