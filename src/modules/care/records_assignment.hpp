#pragma once

// The tables of assignments, and the only SQL on them.

#include "modules/care/assignment.hpp"
#include "modules/care/records.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace samatcha::care {

void insert_assignment(database::Connection&, std::string_view province, const Assignment&);
std::optional<Assignment> find_assignment(database::Connection&, std::string_view province,
                                          AssignmentId);
std::vector<Assignment> assignments(database::Connection&,
                                    std::string_view province); ///< Latest first, 50.
/// False when it was in none of these states.
bool set_assignment_state(database::Connection&, std::string_view province, AssignmentId,
                          AssignmentState from, AssignmentState to);
void add_assigned(database::Connection&, std::string_view province, AssignmentId,
                  std::int64_t cases);

/// Persons who have a case, ascending.
std::vector<std::int64_t> persons_with_case(database::Connection&, std::string_view province);

/// A case as an assignment opens or changes it.
struct AssignedCase {
    CareCase care_case; ///< As it is afterwards.
    bool was_opened = false;
    access::AgencyId agency_before;
    access::AccountId worker_before;
    Bytes sealed_child{}; ///< Of one that is opened.
    CareEvent event;
};
/// New cases in bulk. Throws Failure when a person has one meanwhile.
void open_cases(database::Connection&, std::string_view province, const vault::KeyRing&,
                AssignmentId, std::span<const AssignedCase>);
/// PostgreSQL counts a table anew once a minute at best; until then each page of a worklist would
/// read all cases given meanwhile.
void cases_were_added(database::Connection&);
/// Cases that are there, by their version; those that changed meanwhile are left out. Returns how
/// many.
std::int64_t give_cases(database::Connection&, std::string_view province, const vault::KeyRing&,
                        AssignmentId, std::span<const AssignedCase>, Instant now);

/// Open cases given to nobody, after an id.
std::vector<CareCase> unassigned_cases(database::Connection&, std::string_view province,
                                       CareCaseId after, int count_max);
/// Of those, how many in each subdistrict.
std::map<std::string, std::int64_t> count_unassigned(database::Connection&,
                                                     std::string_view province);
std::int64_t count_open_cases(database::Connection&, std::string_view province,
                              access::AccountId worker);

/// To whom an assignment gave how many.
std::vector<std::pair<access::AccountId, std::int64_t>>
cases_by_worker(database::Connection&, std::string_view province, AssignmentId);

/// Takes back the next of an assignment, by case id; returns the last id looked at, none when all
/// are.
std::optional<CareCaseId> take_back(database::Connection&, std::string_view province,
                                    const vault::KeyRing&, AssignmentId, CareCaseId after,
                                    int count_max, access::AccountId by, Instant now);

} // namespace samatcha::care
