#include "modules/assembly/actions_hearing.hpp"

#include "base/json.hpp"
#include "modules/assembly/records_hearing.hpp"
#include "modules/assembly/routes_log.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

struct HeardHouse : TestAssembly {
    DraftResolution draft = with_draft();
    access::Actor anyone;

    HeardHouse() {
        anyone.province = "40";
        go_to({Phase::Hearings});
        REQUIRE(open_hearing(by_secretariat(), draft.id));
    }
    Result<HearingCommentView> say(std::string quote = "โรงเรียน") {
        return comment_in_hearing(
            by(anyone), draft.id,
            {{draft.text.paragraphs[0].id, std::move(quote), 0}, "แม่ของเด็กคนหนึ่ง", "ครูไม่พอ"});
    }
    HearingCommentView comment() { return hearing_comments_on(by_secretariat(), draft.id)->at(0); }
};

} // namespace

TEST_CASE("what anyone says in a hearing waits until the secretariat shows it or keeps it back") {
    HeardHouse house;
    const auto shown = house.say()->id;
    const auto kept = house.say("เด็กทุกคน")->id;
    CHECK(house.comment().state == HearingCommentState::Waiting);
    REQUIRE(decide_hearing_comment(house.by_secretariat(), shown, {true}));
    REQUIRE(decide_hearing_comment(house.by_secretariat(), kept, {false}));
    CHECK(find_hearing_comment(house.db(), "40", shown)->state == HearingCommentState::Shown);
    CHECK(find_hearing_comment(house.db(), "40", kept)->state == HearingCommentState::KeptBack);
    CHECK(key_of(decide_hearing_comment(house.by_secretariat(), kept, {true})) ==
          "assembly.hearing_comment_decided");
}

TEST_CASE("a comment that is sent twice, by a second tap or a bad line, is one") {
    HeardHouse house;
    const auto first = house.say()->id;
    CHECK(house.say()->id == first);
    CHECK(house.say("เด็กทุกคน")->id != first);
    CHECK(hearing_comments_on(house.by_secretariat(), house.draft.id)->size() == 2);
    // Said again once it was read, it is said again.
    REQUIRE(decide_hearing_comment(house.by_secretariat(), first, {true}));
    CHECK(house.say()->id != first);
}

TEST_CASE("the log tells nobody but the secretariat what was said before it is shown") {
    HeardHouse house;
    REQUIRE(house.say());
    const auto told_to = [&](LogReader reader) {
        return json::to_text(
            log_page(house.db(), "40", *find_assembly(house.db(), "40", house.id), {}, reader));
    };
    CHECK(told_to(LogReader::Secretariat).find("ครูไม่พอ") != std::string::npos);
    CHECK(told_to(LogReader::House).find("ครูไม่พอ") == std::string::npos);
    CHECK(told_to(LogReader::Public).find("ครูไม่พอ") == std::string::npos);
    CHECK(told_to(LogReader::House).find("hearing_comment_made") != std::string::npos);
}

TEST_CASE("what is shown is answered, what waits is not") {
    HeardHouse house;
    const auto id = house.say()->id;
    CHECK(key_of(answer_hearing_comment(house.by_secretariat(), id, {"ขอบคุณ"})) ==
          "assembly.hearing_comment_not_shown");
    REQUIRE(decide_hearing_comment(house.by_secretariat(), id, {true}));
    REQUIRE(answer_hearing_comment(house.by_secretariat(), id, {"จะเพิ่มครู"}));
    CHECK(house.comment().answer == "จะเพิ่มครู");
}

TEST_CASE("a comment in a hearing goes with its words to the next version") {
    HeardHouse house;
    REQUIRE(house.say("เด็กทุกคน"));
    DraftForm form{1, "ร่างมติ", {}};
    form.paragraphs.push_back({house.draft.text.paragraphs[0].id,
                               resolution_text::ParagraphKind::Operative,
                               0,
                               "ขอให้โรงเรียนและวัดช่วยกันค้นหาเด็กทุกคน",
                               {}});
    REQUIRE(write_draft(house.by_agency(0), house.draft.agenda_item_id, form));
    CHECK(house.comment().words.quote == "เด็กทุกคน");
    form.version = 2;
    form.paragraphs[0].id = std::nullopt;
    form.paragraphs[0].text = "ขอให้ตำบลตั้งกองทุน";
    REQUIRE(write_draft(house.by_agency(0), house.draft.agenda_item_id, form));
    CHECK(house.comment().words.quote.empty());
}

TEST_CASE("nobody comments on a draft that is not open for hearing, and it opens again") {
    HeardHouse house;
    CHECK(key_of(open_hearing(house.by_secretariat(), house.draft.id)) ==
          "assembly.hearing_opened_already");
    REQUIRE(close_hearing(house.by_secretariat(), house.draft.id));
    CHECK(key_of(house.say()) == "assembly.hearing_not_open");
    CHECK(key_of(close_hearing(house.by_secretariat(), house.draft.id)) ==
          "assembly.hearing_not_open");
    REQUIRE(open_hearing(house.by_secretariat(), house.draft.id));
    CHECK(house.say());
    CHECK(key_of(house.say("ถ้อยคำที่ไม่มี")) == "assembly.quote_unknown");
    house.go_to({Phase::Assembled});
    CHECK(key_of(house.say()) == "assembly.deed_not_now");
}

TEST_CASE("the secretariat is told how much of what was said nobody has read") {
    HeardHouse house;
    const auto asked = [&] {
        std::int64_t count = 0;
        for (const auto& duty : duties(house.by_secretariat()))
            count += duty.kind == DutyKind::ReadHearings ? duty.count : 0;
        return count;
    };
    CHECK(asked() == 0);
    const auto id = house.say()->id;
    CHECK(asked() == 1);
    REQUIRE(decide_hearing_comment(house.by_secretariat(), id, {false}));
    CHECK(asked() == 0);
}

TEST_CASE("the public log has neither the name nor the words of who spoke in a hearing") {
    HeardHouse house;
    REQUIRE(house.say());
    for (const auto& event : events_after(house.db(), "40", house.id, 0, 1000)) {
        const auto line = public_log::line_of(public_entry(event.entry));
        CHECK(line.find("แม่ของเด็กคนหนึ่ง") == std::string::npos);
        CHECK(line.find("ครูไม่พอ") == std::string::npos);
    }
}
