#pragma once

// What an assembly asks of someone now: counts only, nobody's name.

#include "modules/assembly/assembly.hpp"

#include <optional>
#include <string>

namespace samatcha::assembly {

enum class DutyKind {
    ProposeItem,      ///< The agency has proposed nothing yet.
    AnswerProposals,  ///< Proposals that are owed an answer.
    AwaitAcceptances, ///< Invitations that nobody has accepted.
    WriteDrafts,      ///< Items without a draft; of an agency those that it leads.
    ReadDrafts,       ///< Drafts on which the agency has said nothing.
    DecideAmendments, ///< Amendments that wait for the chair.
    ReadHearings,     ///< What was said in hearings and nobody has looked at.
    GoOn              ///< The phase is over by the calendar, or soon.
};
BOOST_DESCRIBE_ENUM(DutyKind, ProposeItem, AnswerProposals, AwaitAcceptances, WriteDrafts,
                    ReadDrafts, DecideAmendments, ReadHearings, GoOn)

struct Duty {
    AssemblyId assembly_id;
    std::string title_th;
    std::string title_en;
    DutyKind kind = DutyKind::GoOn;
    std::int64_t count = 0;
    std::optional<PartialDate> until; ///< When the phase is meant to end.
};
BOOST_DESCRIBE_STRUCT(Duty, (), (assembly_id, title_th, title_en, kind, count, until))

/// How many days before the end of a phase the secretariat is reminded.
inline constexpr int reminder_days = 7;

} // namespace samatcha::assembly
