#pragma once

#include "modules/care/care_case.hpp"
#include "modules/registers/person_record.hpp"

namespace samatcha::care {

/// What a register's record says of a child, as a case keeps it.
CaseChild child_of_record(const registers::PersonRecord&);
/// What the first record leaves open, the others say.
void fill_gaps(CaseChild&, const registers::PersonRecord&);
/// Registers that know one name only may keep it as the surname: it is what the child is called.
void call_by_only_name(CaseChild&);

} // namespace samatcha::care
