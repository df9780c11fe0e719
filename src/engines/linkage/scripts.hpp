#pragma once

#include "engines/linkage/records.hpp"

namespace samatcha::linkage {

/// Of the pairs of records of two files (of the one, where there is no other) that have a name.
struct ScriptShares {
    double thai = 0;   ///< Both names stand in Thai letters.
    double across = 0; ///< One in Thai letters, the other in Latin ones.
};
/// Nothing of encoded names, which do not tell.
ScriptShares script_shares(const Records&, const Field&);

} // namespace samatcha::linkage
