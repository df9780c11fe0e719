#include "modules/assembly/delegation.hpp"

#include <algorithm>
#include <set>

namespace samatcha::assembly {

Presence presence_at(const std::vector<QuorumShare>& shares,
                     const std::vector<InvitedAgency>& seats, const std::vector<Attendance>& stays,
                     Instant at) {
    std::set<partners::AgencyId> there;
    for (const auto& stay : stays)
        if (stay.arrived_at <= at && (!stay.left_at || at < *stay.left_at))
            there.insert(stay.agency_id);
    Presence presence;
    presence.is_quorum = true;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<partners::Sector>>(
        [&](auto each) {
            SectorPresence sector{each.value};
            for (const auto& seat : seats)
                if (seat.sector == sector.sector) {
                    ++sector.seats;
                    sector.present += there.contains(seat.agency_id) ? 1 : 0;
                }
            for (const auto& share : shares)
                if (share.sector == sector.sector)
                    sector.needed = (sector.seats * share.percent + 99) / 100;
            presence.is_quorum &= sector.present >= sector.needed;
            presence.sectors.push_back(sector);
        });
    for (const auto& seat : seats)
        if (there.contains(seat.agency_id))
            presence.agencies.push_back(seat.agency_id);
    std::sort(presence.agencies.begin(), presence.agencies.end());
    presence.is_quorum &= !presence.agencies.empty();
    return presence;
}

bool is_present(const Presence& presence, partners::AgencyId agency) {
    return std::binary_search(presence.agencies.begin(), presence.agencies.end(), agency);
}

} // namespace samatcha::assembly
