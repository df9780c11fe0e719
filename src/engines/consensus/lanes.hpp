#pragma once

namespace samatcha::consensus {

/// Two numbers at a time: every x86-64 and ARM has registers for them.
using Lanes = double __attribute__((vector_size(16)));

} // namespace samatcha::consensus
