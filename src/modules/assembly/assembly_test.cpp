#include "modules/assembly/assembly.hpp"

#include "base/json.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

template <class E>
std::vector<E> all_of() {
    std::vector<E> all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto each) { all.push_back(each.value); });
    return all;
}

constexpr AssemblyState ready{1, 0, 1, 0, 0, 0, 1};

} // namespace

TEST_CASE("an assembly goes from phase to phase as the template says, and in no other way") {
    const std::set<std::pair<Phase, Phase>> allowed{
        {Phase::Reflect, Phase::Agenda},     {Phase::Agenda, Phase::Reflect},
        {Phase::Agenda, Phase::Drafting},    {Phase::Drafting, Phase::Agenda},
        {Phase::Drafting, Phase::Hearings},  {Phase::Hearings, Phase::Drafting},
        {Phase::Hearings, Phase::Assembled}, {Phase::Assembled, Phase::Hearings},
        {Phase::Assembled, Phase::Adopted},  {Phase::Adopted, Phase::Driven},
        {Phase::Driven, Phase::Evaluated}};
    const auto rules = standard_rules();
    for (const auto from : all_of<Phase>())
        for (const auto to : all_of<Phase>()) {
            const auto way = json::enum_name(from) + " to " + json::enum_name(to);
            CAPTURE(way);
            CHECK(check_transition(rules, from, to, ready).has_value() ==
                  allowed.contains({from, to}));
        }
}

TEST_CASE("a phase does not begin before what it needs is there, and the reason is said") {
    const auto rules = standard_rules();
    struct Lack {
        Phase from;
        Phase to;
        std::int64_t AssemblyState::*part;
        std::int64_t value;
        const char* key;
    };
    const Lack lacks[] = {
        {Phase::Reflect, Phase::Agenda, &AssemblyState::agencies, 0, "assembly.need_has_agencies"},
        {Phase::Agenda, Phase::Drafting, &AssemblyState::agenda_items, 0,
         "assembly.need_has_agenda"},
        {Phase::Agenda, Phase::Drafting, &AssemblyState::proposals_open, 1,
         "assembly.need_proposals_answered"},
        {Phase::Drafting, Phase::Hearings, &AssemblyState::items_without_draft, 1,
         "assembly.need_items_have_drafts"},
        {Phase::Hearings, Phase::Drafting, &AssemblyState::amendments_open, 1,
         "assembly.need_amendments_decided"},
        {Phase::Assembled, Phase::Adopted, &AssemblyState::tests_open, 1,
         "assembly.need_tests_closed"},
        {Phase::Assembled, Phase::Adopted, &AssemblyState::resolutions, 0,
         "assembly.need_has_resolution"},
    };
    for (const auto& lack : lacks) {
        auto state = ready;
        state.*lack.part = lack.value;
        CAPTURE(lack.key);
        CHECK(key_of(check_transition(rules, lack.from, lack.to, state)) == lack.key);
    }
}

TEST_CASE("each deed is done in some phase, and only there") {
    const auto rules = standard_rules();
    const auto allowed_in = [&](Deed deed) {
        std::vector<Phase> phases;
        for (const auto phase : all_of<Phase>())
            if (check_deed(rules, phase, deed))
                phases.push_back(phase);
        return phases;
    };
    for (const auto deed : all_of<Deed>())
        CHECK_FALSE(allowed_in(deed).empty());
    CHECK(allowed_in(Deed::WriteDraft) == std::vector{Phase::Drafting, Phase::Hearings});
    CHECK(allowed_in(Deed::TestConsensus) == std::vector{Phase::Assembled});
}

TEST_CASE("an assembly under way takes newer rules when the secretariat says so, and not before") {
    TestAssembly house(FallbackRule{80, 60});
    auto old = find_assembly(house.db(), "40", house.id)->rules;
    auto& hearings = old.phases[std::size_t(Phase::Hearings)];
    std::erase(hearings.deeds, Deed::Hear);
    hearings.next.pop_back();
    old.phases[0].deeds.push_back(Deed::Adopt);
    old.quorum[0].percent = 51;
    set_rules(house.db(), "40", house.id, old);

    const auto changes = newer_rules(house.by_secretariat(), house.id).value();
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].phase == Phase::Reflect);
    CHECK(changes[0].fewer == std::vector{Deed::Adopt});
    CHECK(changes[1].more == std::vector{Deed::Hear});
    CHECK(changes[1].has_other_ways);

    const auto taken = take_newer_rules(house.by_secretariat(), house.id).value();
    CHECK(check_deed(taken.rules, Phase::Hearings, Deed::Hear));
    // What was agreed when it was opened stays.
    CHECK(taken.rules.quorum[0].percent == 51);
    CHECK(taken.rules.fallback->percent_of_all == 80);
    CHECK(house.happened.back().event.entry.kind == "rules_changed");
    CHECK(newer_rules(house.by_secretariat(), house.id)->empty());
    CHECK(key_of(take_newer_rules(house.by_secretariat(), house.id)) ==
          "assembly.rules_are_newest");
}

TEST_CASE("a year has one assembly, another province another") {
    TestAssembly house;
    CHECK(key_of(open_assembly(house.by_secretariat(), {2568, "ซ้ำ", "", {}, {}})) ==
          "assembly.year_taken");
    auto elsewhere = house.secretariat;
    elsewhere.province = "41";
    CHECK(open_assembly(house.by(elsewhere), {2568, "อื่น", "", {}, {}}));
    CHECK(key_of(change_phase(house.by(elsewhere), house.id, Phase::Agenda)) == "assembly.unknown");
    CHECK(key_of(open_assembly(house.by_secretariat(), {2024, "ค.ศ.", "", {}, {}})) ==
          "assembly.year_wrong");
}

TEST_CASE("all that happened stands in the log, in one chain, names apart") {
    TestAssembly house;
    house.on_the_day();
    std::string before(public_log::first_before());
    std::int64_t sequence = 0;
    for (const auto& event : events_after(house.db(), "40", house.id, 0, 1000)) {
        CHECK(event.entry.sequence == ++sequence);
        CHECK(event.entry.before == before);
        CHECK(public_log::chained(event.entry, before) == event.entry);
        CHECK(event.entry.data.find("ผู้แทน") == std::string::npos);
        before = event.entry.hash;
    }
    CHECK(sequence == find_assembly(house.db(), "40", house.id)->events);
    CHECK(sequence == std::int64_t(house.happened.size()));
}

TEST_CASE("an event of nobody but its province is read") {
    TestAssembly house;
    CHECK(events_after(house.db(), "41", house.id, 0, 10).empty());
}
