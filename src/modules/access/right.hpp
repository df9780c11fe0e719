#pragma once

#include <boost/describe/enum.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace samatcha::access {

/// What an account is. All but the operator belong to one province; data officers, case workers and
/// delegates to one agency of it; village volunteers to the subdistricts that they walk (modules/care).
enum class Role { Operator, Secretariat, DataOfficer, CaseWorker, Volunteer, Delegate, Viewer };
BOOST_DESCRIBE_ENUM(Role, Operator, Secretariat, DataOfficer, CaseWorker, Volunteer, Delegate, Viewer)

/// What a route asks for. Written in snake_case at the edge ("list_children").
enum class Right {
    Everyone,         ///< No session needed.
    SignedIn,         ///< Any complete session.
    ManageProvinces,  ///< Begin a province, its settings.
    ManageAccounts,
    ReadAccessLog,
    ReadAreas,
    ReadAgencies,
    ManageAgencies,
    ReadAgreements,
    ManageAgreements,
    ImportRegisters,  ///< Upload, preview (shows the officer rows of the file), import.
    ReadSnapshots,
    ReadJobs,         ///< Of the province with ReadSnapshots, else those that one asked for.
    CancelJobs,       ///< Those that one sees.
    RunLinkage,
    ReadLinkRuns,
    ReadSituation,    ///< Numbers, maps: nobody identifiable.
    ListChildren,     ///< Initials and village; needs a purpose.
    ReadChild,        ///< A child's records; needs a purpose; each reading is logged.
    SearchPersons,    ///< By name or identity number; needs a purpose; logged.
    ReviewRecords,    ///< Decide whether records are one person; needs a purpose; logged.
    ReadAssembly,     ///< Agenda, drafts, positions, the log.
    ManageAssembly,   ///< Phases, rooms, invitations, doors, the agenda.
    TakePart,         ///< Propose, write, amend, take positions, chair: for whom, each verb says.
    ReadCases,        ///< The cases that one sees (care::CaseScope); needs a purpose; each reading is logged.
    WorkCases,        ///< Visit, assess, plan, follow up: which verb when, care's table says; needs a purpose.
    AssignCases,      ///< Give cases to workers, in bulk too; needs a purpose.
    ReceiveReferrals, ///< One's agency's inbox: only the fields shared; needs a purpose.
    CoordinateCare,   ///< The board, who coordinates, who walks where: nobody identifiable.
};
BOOST_DESCRIBE_ENUM(Right, Everyone, SignedIn, ManageProvinces, ManageAccounts, ReadAccessLog,
                    ReadAreas, ReadAgencies, ManageAgencies, ReadAgreements, ManageAgreements,
                    ImportRegisters, ReadSnapshots, ReadJobs, CancelJobs, RunLinkage, ReadLinkRuns,
                    ReadSituation, ListChildren, ReadChild, SearchPersons, ReviewRecords,
                    ReadAssembly, ManageAssembly, TakePart, ReadCases, WorkCases, AssignCases,
                    ReceiveReferrals, CoordinateCare)

/// Why someone opens a child's data. Sent as ?purpose=find or the header X-Purpose.
enum class Purpose {
    None,
    Find,      ///< Look for the child at home.
    Care,      ///< Assess, plan, help.
    Refer,     ///< Hand over to another agency.
    Review,    ///< Decide whether records are one person.
    Register,  ///< Bring a register in, and mend it; what is done says so.
    Oversight, ///< Check how others used the data.
};
BOOST_DESCRIBE_ENUM(Purpose, None, Find, Care, Refer, Review, Register, Oversight)

/// The one table: who may do what (right.cpp).
bool may(Role, Right);
std::vector<Right> rights_of(Role);

bool needs_purpose(Right);   ///< Refused without one, and the reading is logged.
bool shows_children(Right);  ///< A role with such a right needs a second factor.
bool sees_children(Role);
bool belongs_to_agency(Role);

} // namespace samatcha::access
