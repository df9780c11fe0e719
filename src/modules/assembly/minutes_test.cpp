#include "modules/assembly/minutes.hpp"

#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_room.hpp"
#include "modules/assembly/records_minutes.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

struct Recorded : TestAssembly {
    Messages messages;

    Recorded() {
        std::ifstream in("src/modules/assembly/messages.json");
        messages.add(std::string(std::istreambuf_iterator<char>(in), {})).value();
    }
    std::vector<MinutesEntry> entries(RoomId of) {
        return minutes_of(by_secretariat(), of, minutes_names(by_secretariat(), id), messages)
            ->entries;
    }
    /// The last entry that an event of the kind made.
    MinutesEntry last(const std::string& kind, RoomId of) {
        MinutesEntry found;
        for (const auto& entry : entries(of))
            if (entry.kind == kind)
                found = entry;
        return found;
    }
};

bool says(const MinutesEntry& entry, std::string_view th, std::string_view en) {
    return entry.text.th.find(th) != std::string::npos &&
           entry.text.en.find(en) != std::string::npos;
}

} // namespace

TEST_CASE("those who come in a row are one entry, which tells how many are there") {
    Recorded house;
    house.on_the_day();
    const auto entries = house.entries(house.room.id);
    REQUIRE(entries.size() == 2); // Opened, came.
    CHECK(entries[0].kind == "phase_changed");
    CHECK(says(entries[1], "หน่วยงานที่ 1, หน่วยงานที่ 2", "หน่วยงานที่ 3, หน่วยงานที่ 4"));
    CHECK(entries[1].present == 4);
    CHECK(entries[1].seats == 4);
}

TEST_CASE("minutes tell who spoke, by name and agency, and points of order") {
    Recorded house;
    house.on_the_day();
    const auto hand = raise_hand(house.by_agency(1), house.room.id, {})->waiting[0].id;
    REQUIRE(give_floor(house.by_secretariat(), house.room.id, {hand, 60}));
    CHECK(says(house.last("floor_given", house.room.id), "ผู้แทน (หน่วยงานที่ 2) อภิปราย",
               "ผู้แทน (หน่วยงานที่ 2) spoke"));
    const auto order =
        raise_hand(house.by_agency(2), house.room.id, {HandKind::PointOfOrder})->waiting[0].id;
    REQUIRE(give_floor(house.by_secretariat(), house.room.id, {order, 60}));
    CHECK(says(house.last("floor_given", house.room.id), "ประท้วง", "point of order"));
}

TEST_CASE("minutes tell what was proposed and what the room made of it") {
    Recorded house;
    const auto draft = house.on_the_day();
    OperationForm operation;
    operation.paragraph = draft.text.paragraphs[1].id;
    operation.text = "ขอให้โรงพยาบาลดูแลเด็กภายใน ๑๕ วัน";
    const auto amendment =
        propose_amendment(house.by_agency(3), draft.id, {1, operation, "เร่งด่วน"})->id;
    CHECK(says(house.last("amendment_proposed", house.room.id), "ข้อ ๒ ขอให้โรงพยาบาล",
               "reword paragraph 2. ขอให้โรงพยาบาล"));
    REQUIRE(decide_amendment(house.by_secretariat(), amendment,
                             {AmendmentState::PassedUp, "เรื่องงบประมาณ"}));
    CHECK(says(house.last("amendment_decided", house.room.id),
               "ส่งให้ที่ประชุมใหญ่พิจารณาข้อเสนอแก้ไขของ หน่วยงานที่ 4 เหตุผล: เรื่องงบประมาณ",
               "passed up to the plenary"));
    REQUIRE(
        decide_amendment(house.by_secretariat(), amendment, {AmendmentState::Accepted, "เห็นพ้อง"}));
    CHECK(says(house.last("amendment_decided", house.plenary.id), "รับข้อเสนอแก้ไขของ หน่วยงานที่ 4",
               "The amendment of หน่วยงานที่ 4 was accepted"));
}

TEST_CASE("minutes tell reservations, objections and the outcome with who was there") {
    Recorded house;
    const auto draft = house.on_the_day();
    const auto test =
        open_consensus_test(house.by_secretariat(), house.id, {house.room.id, draft.id})->test.id;
    CHECK(says(house.last("consensus_asked", house.room.id), "ฉบับที่ ๑ ระเบียบวาระที่ ๑. ค้นหาเด็กนอกระบบ",
               "agenda item 1. Find children. Present: 4 of 4"));
    REQUIRE(take_position(house.by_agency(0), test, {Stance::Supports, "", "", false, {}}));
    CHECK(house.last("position_taken", house.room.id).text == MinutesText{});
    REQUIRE(
        take_position(house.by_agency(1), test, {Stance::HasReservation, "ขอดูงบ", "", false, {}}));
    CHECK(says(house.last("position_taken", house.room.id), "โดยมีข้อสงวน: ขอดูงบ",
               "reservation: ขอดูงบ"));
    REQUIRE(take_position(house.by_agency(2), test,
                          {Stance::Objects, "เวลาสั้น", "ภายใน ๑ ปี", true, {}}));
    CHECK(says(house.last("position_taken", house.room.id), "ขอให้บันทึกไว้", "rest in the minutes"));
    REQUIRE(close_consensus_test(house.by_secretariat(), test));
    CHECK(says(house.last("consensus_closed", house.room.id),
               "ได้ฉันทนามติ เห็นด้วย ๑ มีข้อสงวน ๑ ไม่ขวาง ๐ คัดค้าน ๑ ไม่ได้แสดงท่าที ๑",
               "Consensus was reached. Supported: 1"));
}

TEST_CASE("a position on paper is in the minutes once it is confirmed") {
    Recorded house;
    const auto draft = house.on_the_day();
    const auto test =
        open_consensus_test(house.by_secretariat(), house.id, {house.room.id, draft.id})->test.id;
    const auto paper =
        take_position(house.by_secretariat(), test,
                      {Stance::StandsAside, "ไม่มีข้อมูล", "", false, house.agencies[3]});
    CHECK(house.last("paper_position_confirmed", house.room.id).text == MinutesText{});
    auto second = house.secretariat;
    second.account = access::AccountId{2};
    REQUIRE(confirm_paper(house.by(second), test, paper->positions[0].id));
    CHECK(says(house.last("paper_position_confirmed", house.room.id), "หน่วยงานที่ 4 ไม่ขวาง",
               "stood aside: ไม่มีข้อมูล"));
}

TEST_CASE("what happens in another room is not in a room's minutes") {
    Recorded house;
    house.on_the_day();
    REQUIRE(raise_hand(house.by_agency(1), house.room.id, {}));
    CHECK(house.entries(house.plenary.id).size() == 1); // The opening.
}

TEST_CASE("an edit stands in place of what was told, which is kept, with every version") {
    Recorded house;
    house.on_the_day();
    const auto before = house.entries(house.room.id).back();
    const auto edit = [&](const char* th) {
        const auto edits = house.entries(house.room.id).back().edits;
        const auto seen = edits.empty() ? std::nullopt : std::optional(edits.back().id);
        return edit_minutes(house.by_secretariat(), house.room.id,
                            {before.sequence, false, {}, seen, {th, ""}});
    };
    REQUIRE(edit("ผู้แทนสี่หน่วยงานเข้าประชุม"));
    REQUIRE(edit("ผู้แทนครบสี่หน่วยงาน"));
    const auto after = house.entries(house.room.id).back();
    CHECK(after.text.th == "ผู้แทนครบสี่หน่วยงาน");
    CHECK(after.told == before.text);
    REQUIRE(after.edits.size() == 2);
    CHECK(after.edits[0].text.th == "ผู้แทนสี่หน่วยงานเข้าประชุม");
    REQUIRE(edit(""));
    CHECK(house.entries(house.room.id).back().text == MinutesText{});
}

TEST_CASE("an addition stands after its entry and is edited as itself") {
    Recorded house;
    house.on_the_day();
    const auto sequence = house.entries(house.room.id).front().sequence;
    const auto added =
        edit_minutes(house.by_secretariat(), house.room.id,
                     {sequence, true, {}, {}, {"ประธานกล่าวต้อนรับ", "The chair gave a welcome."}});
    REQUIRE(added);
    CHECK(house.entries(house.room.id)[1].text.th == "ประธานกล่าวต้อนรับ");
    REQUIRE(edit_minutes(house.by_secretariat(), house.room.id,
                         {sequence, false, added->addition, added->id, {"รองผู้ว่าฯ กล่าวต้อนรับ", ""}}));
    const auto entries = house.entries(house.room.id);
    CHECK(entries[1].text.th == "รองผู้ว่าฯ กล่าวต้อนรับ");
    CHECK(entries[1].told == MinutesText{});
    CHECK(entries.size() == 3);
    for (const MinutesForm& wrong : {MinutesForm{99999, false, {}, {}, {}},
                                     MinutesForm{sequence, false, MinutesEditId{1}, {}, {}}})
        CHECK(key_of(edit_minutes(house.by_secretariat(), house.room.id, wrong)) ==
              "assembly.minutes_entry_unknown");
}

TEST_CASE("of two who edit one entry at once, the second is told before he writes over the first") {
    Recorded house;
    house.on_the_day();
    const auto sequence = house.entries(house.room.id).back().sequence;
    const auto write = [&](std::optional<MinutesEditId> addition, std::optional<MinutesEditId> seen,
                           const char* th) {
        return edit_minutes(house.by_secretariat(), house.room.id,
                            {sequence, false, addition, seen, {th, ""}});
    };
    const auto first = write({}, {}, "ครบสี่หน่วยงาน");
    REQUIRE(first);
    CHECK(key_of(write({}, {}, "มาครบ")) == "assembly.minutes_edited_meanwhile");
    CHECK(house.entries(house.room.id).back().text.th == "ครบสี่หน่วยงาน");
    REQUIRE(write({}, first->id, "ครบสี่หน่วยงาน มาครบ"));

    const auto added = edit_minutes(house.by_secretariat(), house.room.id,
                                    {sequence, true, {}, {}, {"พักรับประทานอาหาร", ""}});
    // Sent again, by a second tap or a bad line.
    CHECK(edit_minutes(house.by_secretariat(), house.room.id,
                       {sequence, true, {}, {}, {"พักรับประทานอาหาร", ""}})
              ->id == added->id);
    REQUIRE(write(added->addition, added->id, "พักกลางวัน"));
    CHECK(key_of(write(added->addition, added->id, "พัก")) == "assembly.minutes_edited_meanwhile");
}

TEST_CASE("minutes print in both languages, with times and who attended") {
    Recorded house;
    house.on_the_day();
    const auto names = minutes_names(house.by_secretariat(), house.id);
    const auto minutes = *minutes_of(house.by_secretariat(), house.room.id, names, house.messages);
    const auto document = minutes_document(minutes, names, Language::Thai, house.messages);
    REQUIRE(documents::check(document));
    CHECK(document.title == "รายงานการประชุม");
    CHECK(document.subtitle.back() == "๑๕ พฤศจิกายน พ.ศ. ๒๕๖๖");
    CHECK(document.body[0].paragraphs.back().note == "๐๕:๑๓ น. · ผู้เข้าประชุม ๔ จาก ๔ หน่วยงาน");
    CHECK(document.annexes[0].table.rows.size() == 4);
    const auto english = minutes_document(minutes, names, Language::English, house.messages);
    CHECK(english.title == "Minutes");
    CHECK(english.subtitle.back() == "15 November 2023");
}

TEST_CASE("minutes are dated by the meeting, and what came before it has its own date") {
    Recorded house;
    const auto draft = house.with_draft();
    house.go_to({Phase::Hearings});
    OperationForm operation;
    operation.paragraph = draft.text.paragraphs[0].id;
    operation.text = "ขอให้โรงเรียนค้นหาเด็กทุกคนทุกปี";
    REQUIRE(propose_amendment(house.by_agency(1), draft.id, {1, operation, "ทุกปี"}));
    house.clock.advance_ms(40LL * 24 * 60 * 60 * 1000);
    house.go_to({Phase::Assembled});
    const auto names = minutes_names(house.by_secretariat(), house.id);
    const auto minutes = *minutes_of(house.by_secretariat(), house.room.id, names, house.messages);
    const auto document = minutes_document(minutes, names, Language::Thai, house.messages);
    CHECK(document.subtitle.back() == "๒๕ ธันวาคม พ.ศ. ๒๕๖๖");
    const auto& entries = document.body[0].paragraphs;
    CHECK(entries.front().note == "๑๕ พฤศจิกายน พ.ศ. ๒๕๖๖ ๐๕:๑๓ น. · ผู้เข้าประชุม ๐ จาก ๔ หน่วยงาน");
    CHECK(entries.back().note == "๐๕:๑๓ น. · ผู้เข้าประชุม ๐ จาก ๔ หน่วยงาน");
}

TEST_CASE("a sitting that the chair ends is in the minutes, and who came has left with it") {
    Recorded house;
    house.on_the_day();
    house.clock.advance_ms(3'600'000);
    REQUIRE(end_sitting(house.by_secretariat(), house.room.id));
    const auto end = house.last("sitting_ended", house.room.id);
    CHECK(says(end, "ปิดการประชุมของห้อง", "The sitting was ended"));
    CHECK(end.present == 4);
    REQUIRE(check_in(house.by_secretariat(), house.id,
                     {house.room.id, house.badges.at(house.agencies[0])}));
    CHECK(house.last("checked_in", house.room.id).present == 1);
    CHECK(house.entries(house.plenary.id).size() == 1); // Opened.
}

TEST_CASE("minutes of a day that is over say until when agencies attended, and nobody is there") {
    Recorded house;
    house.on_the_day();
    house.clock.advance_ms(26LL * 60 * 60 * 1000);
    house.go_to({Phase::Hearings});
    const auto names = minutes_names(house.by_secretariat(), house.id);
    const auto minutes = *minutes_of(house.by_secretariat(), house.room.id, names, house.messages);
    CHECK(minutes.entries.back().kind == "phase_changed");
    CHECK(minutes.entries.back().present == 4);
    const auto document = minutes_document(minutes, names, Language::Thai, house.messages);
    for (const auto& row : document.annexes[0].table.rows) {
        CHECK(row[1] == "๑๕ พฤศจิกายน พ.ศ. ๒๕๖๖ ๐๕:๑๓");
        CHECK(row[2] == "๐๗:๑๓");
    }
}
