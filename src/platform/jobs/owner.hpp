#pragma once

#include <string>
#include <string_view>

namespace samatcha::jobs {

/// A name for this process that no other has had, and that tells whether it is still alive: machine's
/// boot, process space, process id, its start. What follows a '#' is the caller's.
std::string this_process();

enum class Liveness { Alive, Dead, Unknown };

/// Unknown for a process of another machine or container: then only its heartbeat tells.
Liveness liveness_of(std::string_view process);

} // namespace samatcha::jobs
