#include "modules/assembly/objection.hpp"

#include <algorithm>

namespace samatcha::assembly {

namespace {

/// What an agency last answered in a test, if it did.
const Position* last_position(const AnsweredTest& answered, partners::AgencyId agency) {
    const Position* last = nullptr;
    for (const auto& position : answered.positions)
        if (position.agency_id == agency && position.is_confirmed)
            last = &position;
    return last;
}

ObjectionEnd end_of(const std::vector<AnsweredTest>& tests, std::size_t objected,
                    partners::AgencyId agency) {
    const auto& its = tests[objected];
    const auto* const last = last_position(its, agency);
    if (last->stance != Stance::Objects)
        return ObjectionEnd::Withdrawn;
    if (last->is_minuted)
        return ObjectionEnd::Minuted;
    for (std::size_t i = objected + 1; i < tests.size(); ++i) {
        const auto& later = tests[i].test;
        const bool is_silence = later.outcome == ConsensusOutcome::Reached;
        if (is_silence || last_position(tests[i], agency))
            return later.version > its.test.version ? ObjectionEnd::Accommodated
                                                    : ObjectionEnd::Withdrawn;
    }
    return its.test.outcome == ConsensusOutcome::Fallback ? ObjectionEnd::Outvoted
                                                          : ObjectionEnd::Open;
}

} // namespace

std::vector<ObjectionWay> objection_ways(const std::vector<AnsweredTest>& tests,
                                         const std::vector<DraftingGroup>& groups) {
    std::vector<ObjectionWay> ways;
    std::vector<std::size_t> objected;
    for (std::size_t i = 0; i < tests.size(); ++i)
        for (const auto& position : tests[i].positions) {
            if (position.stance != Stance::Objects || !position.is_confirmed)
                continue;
            auto way = std::find_if(ways.begin(), ways.end(), [&](const ObjectionWay& one) {
                return one.agency_id == position.agency_id;
            });
            if (way == ways.end()) {
                way = ways.insert(way, ObjectionWay());
                way->agency_id = position.agency_id;
                objected.push_back(i);
            }
            way->test_id = tests[i].test.id;
            way->version = tests[i].test.version;
            way->reason = position.reason;
            way->wording = position.wording;
            way->objected_at = position.taken_at;
            objected[static_cast<std::size_t>(way - ways.begin())] = i;
        }
    for (std::size_t i = 0; i < ways.size(); ++i) {
        ways[i].end = end_of(tests, objected[i], ways[i].agency_id);
        for (const auto& group : groups)
            if (group.agency_id == ways[i].agency_id)
                ways[i].group = group;
    }
    return ways;
}

} // namespace samatcha::assembly
