#include "modules/partners/records.hpp"

#include "base/json.hpp"
#include "base/thai_text.hpp"

#include <algorithm>

namespace samatcha::partners {

namespace {

Agency agency_of(const database::Row& row) {
    return {row.id<AgencyId>(0),
            row.text(1),
            row.text(2),
            json::enum_from_name<Sector>(row.text_view(3)).value_or(Sector::State),
            row.text(4),
            row.text(5),
            row.text(6),
            row.text(7),
            row.text(8)};
}

} // namespace

std::vector<Agency> agencies(database::Connection& connection, std::string_view province,
                             std::optional<Sector> sector) {
    const auto word = sector ? json::enum_name(*sector) : std::string{};
    auto all = connection.list(
        "SELECT id, name_th, name_en, sector, ministry, kind, mandate_th, mandate_en, area_code"
        " FROM agency WHERE province = $1 AND ($2 = '' OR sector = $2) ORDER BY id",
        {province, word}, agency_of);
    std::stable_sort(all.begin(), all.end(), [](const Agency& a, const Agency& b) {
        return compare_thai(a.name_th, b.name_th) < 0;
    });
    return all;
}

std::optional<Agency> find_agency(database::Connection& connection, std::string_view province,
                                  AgencyId id) {
    return connection.find(
        "SELECT id, name_th, name_en, sector, ministry, kind, mandate_th, mandate_en, area_code"
        " FROM agency WHERE province = $1 AND id = $2",
        {province, id}, agency_of);
}

bool insert_agency(database::Connection& connection, std::string_view province, const Agency& agency) {
    const auto sector = json::enum_name(agency.sector);
    return connection.execute(
               "INSERT INTO agency (province, id, name_th, name_en, sector, ministry, kind, mandate_th,"
               " mandate_en, area_code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
               " ON CONFLICT (province, name_th) DO NOTHING",
               {province, agency.id, agency.name_th, agency.name_en, sector, agency.ministry,
                agency.kind, agency.mandate_th, agency.mandate_en, agency.area_code}) == 1;
}

bool update_agency(database::Connection& connection, std::string_view province, const Agency& agency) {
    const auto sector = json::enum_name(agency.sector);
    return connection.execute(
               "UPDATE agency SET name_th = $3, name_en = $4, sector = $5, ministry = $6, kind = $7,"
               " mandate_th = $8, mandate_en = $9, area_code = $10"
               " WHERE province = $1 AND id = $2 AND NOT EXISTS"
               " (SELECT 1 FROM agency other WHERE other.province = $1 AND other.name_th = $3"
               "  AND other.id <> $2)",
               {province, agency.id, agency.name_th, agency.name_en, sector, agency.ministry,
                agency.kind, agency.mandate_th, agency.mandate_en, agency.area_code}) == 1;
}

} // namespace samatcha::partners
