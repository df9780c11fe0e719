#include "base/clock.hpp"
#include "base/json.hpp"
#include "modules/partners/actions.hpp"
#include "modules/partners/records.hpp"

#include <optional>

namespace samatcha::partners {

namespace {

struct AgencyInFile {
    std::optional<AgencyId> id;
    std::string name_th;
    std::string name_en;
    Sector sector = Sector::State;
    std::optional<std::string> ministry;
    std::string kind;
    std::string mandate_th;
    std::string mandate_en;
    std::optional<std::string> area_code;
};
BOOST_DESCRIBE_STRUCT(AgencyInFile, (),
                      (id, name_th, name_en, sector, ministry, kind, mandate_th, mandate_en, area_code))

} // namespace

Result<int> add_agencies_of_file(database::Connection& connection, std::string_view province,
                                 std::string_view json_text) {
    auto read = json::from_text<std::vector<AgencyInFile>>(json_text);
    if (!read)
        return failure(ErrorCode::InvalidInput, "partners.file_unreadable", {}, read.error().key);
    int entered = 0;
    for (auto& in : *read) {
        Agency agency{in.id.value_or(AgencyId{new_id()}),
                      std::move(in.name_th),
                      std::move(in.name_en),
                      in.sector,
                      in.ministry.value_or(""),
                      std::move(in.kind),
                      std::move(in.mandate_th),
                      std::move(in.mandate_en),
                      in.area_code.value_or("")};
        TRY(check_agency(agency, province));
        if (find_agency(connection, province, agency.id))
            continue;
        if (insert_agency(connection, province, agency))
            ++entered;
    }
    return entered;
}

} // namespace samatcha::partners
