#pragma once

#include "engines/linkage/records.hpp"

namespace samatcha::linkage {

/// Of the pairs of records of two files (of the one, where there is no other) that have a name, the share in
/// which one name stands in Thai letters and the other in Latin ones; of encoded names, which do not tell, 0.
double share_across_scripts(const Records&, const Field&);

} // namespace samatcha::linkage
