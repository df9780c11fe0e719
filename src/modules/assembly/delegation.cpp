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

std::vector<SectorAttendance> attended(const std::vector<InvitedAgency>& seats,
                                       const std::vector<Attendance>& stays) {
    std::set<partners::AgencyId> came;
    for (const auto& stay : stays)
        came.insert(stay.agency_id);
    std::vector<SectorAttendance> sectors;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<partners::Sector>>(
        [&](auto each) {
            SectorAttendance sector{each.value};
            for (const auto& seat : seats)
                if (seat.sector == sector.sector) {
                    ++sector.seats;
                    sector.attended += came.contains(seat.agency_id) ? 1 : 0;
                }
            sectors.push_back(sector);
        });
    return sectors;
}

std::string badge_code(BytesView random) {
    // Without I, L, O and U (Crockford's base 32).
    constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string code;
    for (std::size_t i = 0; i < random.size(); ++i) {
        if (i != 0 && i % 4 == 0)
            code += '-';
        code += letters[static_cast<unsigned char>(random[i]) % letters.size()];
    }
    return code;
}

std::string typed_badge(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c == ' ' || c == '-')
            continue;
        if (!code.empty() && code.size() % 5 == 4)
            code += '-';
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        code += upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
    }
    return code;
}

bool is_present(const Presence& presence, partners::AgencyId agency) {
    return std::binary_search(presence.agencies.begin(), presence.agencies.end(), agency);
}

} // namespace samatcha::assembly
