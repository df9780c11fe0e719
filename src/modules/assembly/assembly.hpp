#pragma once

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/partial_date.hpp"
#include "base/result.hpp"
#include "modules/access/actor.hpp"
#include "modules/partners/agency.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::assembly {

using AssemblyId = Id<struct AssemblyTag>;

/// Where a cycle stands (S2).
enum class Phase { Reflect, Agenda, Drafting, Hearings, Assembled, Adopted, Driven, Evaluated };
BOOST_DESCRIBE_ENUM(Phase, Reflect, Agenda, Drafting, Hearings, Assembled, Adopted, Driven,
                    Evaluated)

/// What can be done in some phases and not in others.
enum class Deed {
    Invite,
    ProposeItem,
    DecideProposal,
    KeepAgenda,
    WithdrawItem,
    WriteDraft,
    Comment,
    Hear,
    Amend,
    DecideAmendment,
    CheckIn,
    TestConsensus,
    Adopt
};
BOOST_DESCRIBE_ENUM(Deed, Invite, ProposeItem, DecideProposal, KeepAgenda, WithdrawItem, WriteDraft,
                    Comment, Hear, Amend, DecideAmendment, CheckIn, TestConsensus, Adopt)

/// What must be so before an assembly goes on to a phase.
enum class Need {
    HasAgencies,
    HasAgenda,
    ProposalsAnswered,
    ItemsHaveDrafts,
    AmendmentsDecided,
    TestsClosed,
    HasResolution
};
BOOST_DESCRIBE_ENUM(Need, HasAgencies, HasAgenda, ProposalsAnswered, ItemsHaveDrafts,
                    AmendmentsDecided, TestsClosed, HasResolution)

struct PhaseTransition {
    Phase to = Phase::Reflect;
    std::vector<Need> needs{};
    friend bool operator==(const PhaseTransition&, const PhaseTransition&) = default;
};
BOOST_DESCRIBE_STRUCT(PhaseTransition, (), (to, needs))

struct PhaseRule {
    Phase phase = Phase::Reflect;
    std::vector<Deed> deeds{};
    std::vector<PhaseTransition> next{};
};
BOOST_DESCRIBE_STRUCT(PhaseRule, (), (phase, deeds, next))

/// Of a sector's agencies, so many in a hundred must be there.
struct QuorumShare {
    partners::Sector sector = partners::Sector::State;
    int percent = 0;
};
BOOST_DESCRIBE_STRUCT(QuorumShare, (), (sector, percent))

/// What an assembly decides by where consensus fails, if it wants to: so many in a hundred of the
/// agencies that took a position must support it, with or without reservation, in all, and in every
/// sector.
struct FallbackRule {
    int percent_of_all = 0;
    int percent_of_each_sector = 0;
};
BOOST_DESCRIBE_STRUCT(FallbackRule, (), (percent_of_all, percent_of_each_sector))

/// The rules that an assembly goes by; data, from a template.
struct AssemblyRules {
    std::vector<PhaseRule> phases{};
    std::vector<QuorumShare> quorum{};
    std::optional<std::vector<QuorumShare>>
        room_quorum{}; ///< Of rooms that sit side by side; missing: as in the plenary.
    std::optional<FallbackRule> fallback{};
};
BOOST_DESCRIBE_STRUCT(AssemblyRules, (), (phases, quorum, room_quorum, fallback))

/// templates/standard.json.
AssemblyRules standard_rules();

/// What newer rules say otherwise of a phase.
struct PhaseRuleChange {
    Phase phase = Phase::Reflect;
    std::vector<Deed> more{}; ///< That can be done in it.
    std::vector<Deed> fewer{};
    bool has_other_ways = false; ///< On to other phases, or with other needs.
};
BOOST_DESCRIBE_STRUCT(PhaseRuleChange, (), (phase, more, fewer, has_other_ways))

/// Of the phases only: quorum and fallback rule stay what was made known when it was opened.
std::vector<PhaseRuleChange> phase_changes(const AssemblyRules& own, const AssemblyRules& newer);

/// Until when a phase is meant to last.
struct PhaseDate {
    Phase phase = Phase::Reflect;
    PartialDate until;
};
BOOST_DESCRIBE_STRUCT(PhaseDate, (), (phase, until))

/// One yearly cycle of one province.
struct Assembly {
    AssemblyId id;
    int year_be = 0;
    std::string title_th;
    std::string title_en;
    Phase phase = Phase::Reflect;
    AssemblyRules rules{};
    std::vector<PhaseDate> calendar{};
    std::int64_t events = 0; ///< How many the log has.
    Instant created_at;
    std::optional<Instant> published_at{}; ///< From then on anyone may read it.
};
BOOST_DESCRIBE_STRUCT(Assembly, (),
                      (id, year_be, title_th, title_en, phase, rules, calendar, events, created_at,
                       published_at))

/// What is there, as far as transitions ask.
struct AssemblyState {
    std::int64_t agencies = 0;
    std::int64_t proposals_open = 0;
    std::int64_t agenda_items = 0;
    std::int64_t items_without_draft = 0;
    std::int64_t amendments_open = 0;
    std::int64_t tests_open = 0;
    std::int64_t resolutions = 0;
};

bool is_met(Need, const AssemblyState&);

/// Fails with Conflict: assembly.transition_unknown (the phase cannot follow), or the first need
/// that is not met (assembly.need_<need>).
Result<void> check_transition(const AssemblyRules&, Phase from, Phase to, const AssemblyState&);

/// Fails with Conflict (assembly.deed_not_now): in this phase that is not done.
Result<void> check_deed(const AssemblyRules&, Phase, Deed);

} // namespace samatcha::assembly
