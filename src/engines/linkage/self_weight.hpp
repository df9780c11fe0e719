#pragma once

#include "engines/linkage/linkage.hpp"
#include "engines/linkage/score.hpp"

namespace samatcha::linkage {

/// What each record could reach at best: its weight against an exact copy of itself. Of very many
/// records some are taken, at even steps through all of them.
SelfWeights self_weights(const Comparer&, const Scorer&, double weight_min, unsigned threads);

} // namespace samatcha::linkage
