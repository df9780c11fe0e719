#pragma once

#include "engines/population/population.hpp"

namespace samatcha::population {

/// Whether the child is at school on the plan's snapshot date, where, and why not. Earlier
/// snapshots are walked through, so that one child's story over them holds together.
Schooling schooling_of(const Plan&, const Child&, bool is_poor);

/// Academic year (B.E.) of a date: it begins on 16 May.
int academic_year_be(const PartialDate&);

/// The part of children of an age (full years) who are in no school when first seen, before poverty
/// and civil status weigh in. Chosen so that Khon Kaen's 400,000 under 18 give about 19,000 (S18).
double out_of_school_share(int age);

} // namespace samatcha::population
