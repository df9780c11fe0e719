#include "modules/access/right.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>

namespace samatcha::access {

namespace {

constexpr char y = 'y'; ///< May; a blank in the table below means may not.

struct Row {
    Right right;
    /// In the order of Role: operator, secretariat, data officer, case worker, volunteer, delegate, viewer.
    std::array<char, 7> may;
};

// The operator keeps the machine and sees nobody's data. Children are seen by those who must find and
// care for them (case workers) and by the secretariat that answers for the list; data officers see
// rows of the files they bring themselves. Reviewing shows nobody more than reading does, so those who
// may read a child's records, and know the families, may also review. A volunteer sees the cases given
// to her, in a search too, and no list; some of a case worker's rights need a duty too (modules/care: coordinator).
// clang-format off
constexpr std::array<Row, 29> table{{
    //                         op sec dat cas vol del view
    {Right::Everyone,         {y,  y,  y,  y,  y,  y,  y}},
    {Right::SignedIn,         {y,  y,  y,  y,  y,  y,  y}},
    {Right::ManageProvinces,  {y,  0,  0,  0,  0,  0,  0}},
    {Right::ManageAccounts,   {y,  y,  0,  0,  0,  0,  0}},
    {Right::ReadAccessLog,    {0,  y,  0,  0,  0,  0,  0}},
    {Right::ReadAreas,        {0,  y,  y,  y,  y,  y,  y}},
    {Right::ReadAgencies,     {0,  y,  y,  y,  y,  y,  y}},
    {Right::ManageAgencies,   {0,  y,  0,  0,  0,  0,  0}},
    {Right::ReadAgreements,   {0,  y,  y,  0,  0,  0,  0}},
    {Right::ManageAgreements, {0,  y,  0,  0,  0,  0,  0}},
    {Right::ImportRegisters,  {0,  y,  y,  0,  0,  0,  0}},
    {Right::ReadSnapshots,    {0,  y,  y,  0,  0,  0,  0}},
    {Right::ReadJobs,         {0,  y,  y,  y,  0,  0,  0}},
    {Right::CancelJobs,       {0,  y,  y,  y,  0,  0,  0}},
    {Right::RunLinkage,       {0,  y,  0,  0,  0,  0,  0}},
    {Right::ReadLinkRuns,     {0,  y,  y,  0,  0,  0,  0}},
    {Right::ReadSituation,    {0,  y,  y,  y,  y,  y,  y}},
    {Right::ListChildren,     {0,  y,  0,  y,  0,  0,  0}},
    {Right::ReadChild,        {0,  y,  0,  y,  0,  0,  0}},
    {Right::SearchPersons,    {0,  y,  0,  y,  y,  0,  0}},
    {Right::ReviewRecords,    {0,  y,  0,  y,  0,  0,  0}},
    {Right::ReadAssembly,     {0,  y,  y,  y,  0,  y,  y}},
    {Right::ManageAssembly,   {0,  y,  0,  0,  0,  0,  0}},
    {Right::TakePart,         {0,  y,  0,  0,  0,  y,  0}},
    {Right::ReadCases,        {0,  y,  0,  y,  y,  0,  0}},
    {Right::WorkCases,        {0,  y,  0,  y,  y,  0,  0}},
    {Right::AssignCases,      {0,  y,  0,  y,  0,  0,  0}},
    {Right::ReceiveReferrals, {0,  y,  0,  y,  0,  0,  0}},
    {Right::CoordinateCare,   {0,  y,  0,  y,  0,  0,  0}},
}};
// clang-format on

constexpr bool table_is_in_order() {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table[i].right) != i)
            return false;
    return true;
}
static_assert(table_is_in_order());
static_assert(boost::mp11::mp_size<boost::describe::describe_enumerators<Right>>::value ==
              table.size());

} // namespace

bool may(Role role, Right right) {
    return table.at(static_cast<std::size_t>(right)).may.at(static_cast<std::size_t>(role)) != 0;
}

std::vector<Right> rights_of(Role role) {
    std::vector<Right> rights;
    for (const auto& row : table)
        if (may(role, row.right))
            rights.push_back(row.right);
    return rights;
}

bool needs_purpose(Right right) {
    return right == Right::ListChildren || right == Right::ReadChild ||
           right == Right::SearchPersons || right == Right::ReviewRecords ||
           right == Right::ReadCases || right == Right::WorkCases || right == Right::AssignCases ||
           right == Right::ReceiveReferrals;
}

bool shows_children(Right right) { return needs_purpose(right) || right == Right::ImportRegisters; }

bool sees_children(Role role) {
    for (const auto& row : table)
        if (shows_children(row.right) && may(role, row.right))
            return true;
    return false;
}

bool belongs_to_agency(Role role) {
    return role == Role::DataOfficer || role == Role::CaseWorker || role == Role::Delegate;
}

} // namespace samatcha::access
