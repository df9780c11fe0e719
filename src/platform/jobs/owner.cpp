#include "platform/jobs/owner.hpp"

#include <unistd.h>

#include <charconv>
#include <fstream>
#include <sstream>

namespace samatcha::jobs {

namespace {

std::string first_word(const std::string& path) {
    std::ifstream in(path);
    std::string word;
    in >> word;
    return word;
}

/// Boot and process space: two processes that share it see each other in /proc.
std::string place() {
    char space[64] = {};
    const auto length = readlink("/proc/self/ns/pid", space, sizeof space - 1);
    return first_word("/proc/sys/kernel/random/boot_id") + "/" +
           std::string(space, length > 0 ? static_cast<std::size_t>(length) : 0);
}

/// Field 22 of /proc/PID/stat (proc(5)); empty when there is no such process. The name, field 2, may hold
/// spaces, so fields are counted behind its closing bracket.
std::string start_of(std::string_view pid) {
    std::ifstream in("/proc/" + std::string(pid) + "/stat");
    std::string line;
    std::getline(in, line);
    const auto bracket = line.rfind(')');
    if (bracket == std::string::npos)
        return {};
    std::istringstream fields(line.substr(bracket + 1));
    std::string field;
    for (int number = 3; number <= 22; ++number) {
        fields >> field;
        if (number == 3 && field == "Z")
            return {}; // Dead, and nobody has asked how.
    }
    return field;
}

} // namespace

std::string this_process() {
    const auto pid = std::to_string(getpid());
    return place() + "/" + pid + "/" + start_of(pid);
}

Liveness liveness_of(std::string_view process) {
    process = process.substr(0, process.find('#'));
    const auto last = process.rfind('/');
    const auto before = last == std::string_view::npos ? last : process.rfind('/', last - 1);
    if (before == std::string_view::npos || process.substr(0, before) != place())
        return Liveness::Unknown;
    const auto start = start_of(process.substr(before + 1, last - before - 1));
    return !start.empty() && start == process.substr(last + 1) ? Liveness::Alive : Liveness::Dead;
}

} // namespace samatcha::jobs
