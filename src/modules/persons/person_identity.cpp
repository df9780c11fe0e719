#include "modules/persons/person_identity.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace samatcha::persons {

namespace {

struct Overlap {
    std::uint32_t cluster = 0;
    std::int64_t person = 0;
    std::uint32_t records = 0;
};

std::vector<Overlap> overlaps_of(std::vector<KnownRecord>& known) {
    std::sort(known.begin(), known.end(), [](const KnownRecord& l, const KnownRecord& r) {
        return std::tie(l.person, l.cluster) < std::tie(r.person, r.cluster);
    });
    std::vector<Overlap> overlaps;
    for (const auto& record : known) {
        if (overlaps.empty() || overlaps.back().person != record.person ||
            overlaps.back().cluster != record.cluster)
            overlaps.push_back({record.cluster, record.person, 0});
        ++overlaps.back().records;
    }
    return overlaps;
}

} // namespace

Identities inherit_identities(std::size_t clusters, std::vector<KnownRecord> known,
                              const std::function<std::int64_t()>& next_id) {
    auto overlaps = overlaps_of(known);
    std::sort(overlaps.begin(), overlaps.end(), [](const Overlap& l, const Overlap& r) {
        return std::tuple(r.records, l.person, l.cluster) < std::tuple(l.records, r.person, r.cluster);
    });
    Identities identities;
    identities.person_of_cluster.assign(clusters, 0);
    std::unordered_map<std::int64_t, std::uint32_t> heir; // of each person of the run before
    heir.reserve(overlaps.size());
    for (const auto& overlap : overlaps) {
        auto& person = identities.person_of_cluster[overlap.cluster];
        if (person != 0 || heir.contains(overlap.person))
            continue;
        person = overlap.person;
        heir.emplace(overlap.person, overlap.cluster);
        ++identities.inherited;
    }
    for (auto& person : identities.person_of_cluster)
        if (person == 0)
            person = next_id();
    for (const auto& overlap : overlaps) {
        const auto now = identities.person_of_cluster[overlap.cluster];
        if (now == overlap.person)
            continue;
        const auto change =
            heir.contains(overlap.person) ? IdentityChange::Split : IdentityChange::Merged;
        identities.changes.push_back({overlap.person, now, change, overlap.records, ChangeReason::Evidence});
    }
    std::sort(identities.changes.begin(), identities.changes.end(),
              [](const PersonChange& l, const PersonChange& r) {
                  return std::tie(l.person, l.other) < std::tie(r.person, r.other);
              });
    return identities;
}

} // namespace samatcha::persons
