#include "modules/area/village.hpp"

namespace samatcha::area {

void learn_village(database::Connection& connection, const Village& village) {
    const auto province = village.subdistrict.substr(0, 2);
    connection.execute("INSERT INTO village (province, subdistrict, village_no, name)"
                       " VALUES ($1, $2, $3, $4)"
                       " ON CONFLICT (province, subdistrict, village_no) DO UPDATE"
                       " SET name = excluded.name WHERE excluded.name <> ''",
                       {province, village.subdistrict, village.village_no, village.name});
}

} // namespace samatcha::area
