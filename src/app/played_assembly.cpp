#include "app/played_assembly.hpp"

#include "base/embedded.hpp"

#include <span>

namespace samatcha {
std::span<const EmbeddedFile> embedded_demonstration();
}

namespace samatcha::app {

std::string login_of(partners::AgencyId agency) {
    switch (agency.value) {
    case 17:
        return "delegate";
    default:
        return "agency" + std::to_string(agency.value);
    }
}

Result<PlayedAssembly> played_assembly(std::string_view name) {
    const auto path = "assembly/" + std::string(name) + ".json";
    for (const auto& file : embedded_demonstration())
        if (file.path == path)
            return json::from_text<PlayedAssembly>(file.bytes);
    return failure(ErrorCode::NotFound, "app.file_missing", {{"path", path}});
}

} // namespace samatcha::app
