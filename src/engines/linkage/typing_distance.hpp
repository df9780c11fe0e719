#pragma once

#include <string_view>

namespace samatcha::linkage {

/// How far two Thai texts are apart for someone who types on a Kedmanee keyboard, in half edits: a letter
/// for one of a key that touches its own, or for the other of its own key, costs one, so does a tone mark, mai
/// taikhu or karan left out or put in; any other letter changed, left out or put in, and two neighbours
/// exchanged, cost two. Never more than twice the edit_distance(); values above `limit` come back as
/// limit + 1. Texts are cut at 64 letters.
int typing_distance(std::u16string_view left, std::u16string_view right, int limit);

} // namespace samatcha::linkage
