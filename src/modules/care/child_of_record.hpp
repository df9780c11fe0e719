#pragma once

#include "modules/care/care_case.hpp"
#include "modules/registers/person_record.hpp"

namespace samatcha::care {

/// What a register's record says of a child, as a case keeps it.
CaseChild child_of_record(const registers::PersonRecord&);
/// What the first record leaves open, the others say.
void fill_gaps(CaseChild&, const registers::PersonRecord&);

} // namespace samatcha::care
