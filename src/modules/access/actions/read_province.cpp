#include "modules/access/actions.hpp"
#include "modules/access/records.hpp"

namespace samatcha::access {

Result<ProvinceView> province_of(database::Connection& connection, std::string_view code) {
    auto found = records::find_province(connection, code);
    if (!found)
        return failure(ErrorCode::NotFound, "access.province_unknown",
                       {{"code", std::string(code)}});
    return std::move(*found);
}

std::vector<ProvinceView> provinces(database::Connection& connection) {
    return records::provinces(connection);
}

} // namespace samatcha::access
