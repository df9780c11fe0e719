#include "modules/situation/actions.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::situation;

TEST_CASE("why the number changed is told largest part first, in words and not in signs") {
    Messages messages;
    REQUIRE(messages.add(R"({
        "situation.change.fewer": {"th": "น้อยลง {n}: {reason}", "en": "{n} fewer: {reason}"},
        "situation.change.more": {"th": "เพิ่มขึ้น {n}: {reason}", "en": "{n} more: {reason}"},
        "situation.change.grew_in": {"th": "อายุถึง", "en": "came of age"},
        "situation.change.register_added": {"th": "พบ", "en": "found"}
    })"));
    Situation situation;
    CHECK_FALSE(change_in_words(situation, messages, Language::English));
    situation.change = -1911;
    situation.change_parts = {{ChangeReason::GrewIn, 2}, {ChangeReason::RegisterAdded, -1913}};
    CHECK(change_in_words(situation, messages, Language::English) ==
          "1,913 fewer: found · 2 more: came of age");
}
