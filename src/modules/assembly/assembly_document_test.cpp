#include "modules/assembly/assembly_document.hpp"

#include "modules/access/records.hpp"
#include "modules/assembly/actions_consensus.hpp"
#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/actions_resolution.hpp"
#include "modules/assembly/actions_translation.hpp"
#include "modules/assembly/records_document.hpp"
#include "modules/assembly/test_assembly.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace samatcha;
using namespace samatcha::assembly;

namespace {

constexpr documents::PrintStyle in_thai{Language::Thai, documents::Digits::Thai};
constexpr documents::PrintStyle in_english{Language::English, documents::Digits::Arabic};

/// An assembly that has adopted an amended draft, with a reservation.
struct PrintedAssembly : TestAssembly {
    Messages messages;
    DraftResolution draft;
    std::vector<StatementOrigin> statements{};

    PrintedAssembly() {
        for (const char* file :
             {"src/modules/assembly/messages.json", "src/platform/documents/messages.json"}) {
            std::ifstream json(file);
            REQUIRE(messages.add(std::string{std::istreambuf_iterator<char>(json), {}}));
        }
        REQUIRE(
            access::records::add_province(db(), {"40", "ขอนแก่น", "Khon Kaen", true, clock.now()}));
        draft = on_the_day();
        const auto changed =
            propose_amendment(by_agency(1), draft.id,
                              {draft.version,
                               {OperationKind::Replace,
                                draft.text.paragraphs[1].id,
                                {},
                                {},
                                "ขอให้โรงพยาบาลดูแลเด็กภายใน ๑๕ วัน ตามข้อ [#" +
                                    std::to_string(draft.text.paragraphs[0].id.value) + "]",
                                {},
                                {},
                                {}},
                               "เร็วขึ้น"});
        REQUIRE(
            decide_amendment(by_secretariat(), changed->id, {AmendmentState::Accepted, "เห็นชอบ"}));
        draft = consolidate_draft(by_secretariat(), draft.id).value();
    }

    void adopt() {
        everyone_to(plenary.id);
        const auto test = open_consensus_test(by_secretariat(), id, {plenary.id, draft.id})->test;
        REQUIRE(take_position(by_agency(2), test.id,
                              {Stance::HasReservation, "ขอดูงบประมาณก่อน", "", false, {}}));
        REQUIRE(take_position(by_agency(1), test.id, {Stance::Supports, "", "", false, {}}));
        REQUIRE(close_consensus_test(by_secretariat(), test.id));
        REQUIRE(adopt_draft(by_secretariat(), draft.id));
        clock.advance_ms(1000);
        go_to({Phase::Adopted});
    }

    AssemblyDocument printed(documents::PrintStyle style = in_thai) {
        return print_document(by_secretariat(), id, statements, style, messages).value();
    }
};

bool says(const documents::Document& document, std::string_view words) {
    return documents::canonical_text(document).find(words) != std::string::npos;
}

} // namespace

TEST_CASE("two amendments in conflict are printed as in conflict, each with the other's number") {
    PrintedAssembly house;
    const auto propose = [&](std::size_t agency, std::size_t paragraph, std::string text) {
        OperationForm form;
        form.paragraph = house.draft.text.paragraphs[paragraph].id;
        form.text = std::move(text);
        REQUIRE(propose_amendment(house.by_agency(agency), house.draft.id,
                                  {house.draft.version, form, "เหตุผลนี้"}));
    };
    propose(0, 0, "ขอให้โรงเรียนค้นหาเด็กเล็ก");
    propose(1, 0, "ขอให้โรงเรียนค้นหาเด็กพิการ");
    propose(2, 1, "ขอให้โรงพยาบาลดูแลเด็กภายใน ๗ วัน");
    const auto content = house.printed().content;
    REQUIRE(content.annexes.front().heading == "ข้อเสนอแก้ไขที่อยู่ระหว่างพิจารณา");
    const auto& told = content.annexes.front().paragraphs;
    REQUIRE(told.size() == 3);
    CHECK(told[0].text.find("ขอแก้เป็น “ขอให้โรงเรียนค้นหาเด็กเล็ก”") != std::string::npos);
    CHECK(told[0].note.find("ขัดกับลำดับที่ ๒ ของหน่วยงานที่ 2") != std::string::npos);
    CHECK(told[1].note.find("ขัดกับลำดับที่ ๑ ของหน่วยงานที่ 1") != std::string::npos);
    CHECK(told[2].note.empty());
    CHECK(says(house.printed(in_english).content, "In conflict with 2, by "));
    CHECK(says(house.printed().content, "ข้อ 1 ขอแก้เป็น"));
}

TEST_CASE("before adoption the document is a draft of all items, and says so") {
    PrintedAssembly house;
    const auto printed = house.printed();
    CHECK(printed.state == DocumentState::Draft);
    CHECK(printed.content.title == "ร่างมติสมัชชาทดสอบ");
    CHECK(says(printed.content, "ยังไม่ใช่มติ"));
    CHECK(printed.content.annexes.empty());
}

TEST_CASE("the adopted document has the text, where words came from, and its annexes") {
    PrintedAssembly house;
    house.adopt();
    const auto printed = house.printed();
    CHECK(printed.state == DocumentState::Adopted);
    CHECK(says(printed.content, "paragraph\t2\tขอให้โรงพยาบาลดูแลเด็กภายใน 15 วัน ตามข้อ 1\n"));
    CHECK(says(printed.content, "ถ้อยคำมาจากข้อเสนอแก้ไขของ หน่วยงานที่ 2 (ห้องหนึ่ง)"));
    CHECK(says(printed.content, "หน่วยงานที่ 3 ต่อมติที่ 1 (เห็นด้วยโดยมีข้อสงวน): ขอดูงบประมาณก่อน"));
    CHECK(says(printed.content, "row\tมติที่ 1\t1\t1\t0\t0\t2\tได้ฉันทนามติ"));
    CHECK(says(printed.content, "row\t1\tหน่วยงานที่ 1\tภาครัฐ\tห้องหนึ่ง, ที่ประชุมใหญ่"));
}

TEST_CASE("no name of a delegate is in the document") {
    PrintedAssembly house;
    house.adopt();
    CHECK_FALSE(says(house.printed().content, "ผู้แทน"));
}

TEST_CASE("the document is the same text in either digits, and is found by its hash") {
    PrintedAssembly house;
    house.adopt();
    const auto thai = house.printed();
    const auto arabic = house.printed({Language::Thai, documents::Digits::Arabic});
    CHECK(thai.hash == arabic.hash);
    CHECK(thai.content.subtitle[1].find("๒๕๖๖") != std::string::npos);
    CHECK(arabic.content.subtitle[1].find("2566") != std::string::npos);
    const auto english = house.printed(in_english);
    CHECK(english.hash != thai.hash);
    CHECK(english.content.subtitle[0] == "Khon Kaen Province, 2025");
    for (const auto& hash : {thai.hash, thai.hash.substr(0, 16)}) {
        const auto found = find_assembly_document(house.db(), "40", hash);
        REQUIRE(found);
        CHECK(found->hash == thai.hash);
        CHECK(documents::text_hash(found->content) == thai.hash);
    }
    CHECK_FALSE(find_assembly_document(house.db(), "40", std::string(64, '0')));
    CHECK_FALSE(find_assembly_document(house.db(), "41", thai.hash));
}

TEST_CASE("a paragraph tells what people said that it grew from, with their votes") {
    PrintedAssembly house;
    const auto& paragraphs = house.draft.text.paragraphs;
    house.statements = {
        {{paragraphs[0].id}, "เวทีเด็กทุกคน", "Every child", "ควรมีรถรับส่ง", 1840, 60, 100, true},
        {{paragraphs[1].id}, "เวทีเด็กทุกคน", "Every child", "", 12, 3, 0, false}};
    const auto thai = house.printed().content;
    CHECK(thai.body[0].paragraphs[0].note.find(
              "“ควรมีรถรับส่ง” เห็นด้วย ๑,๘๔๐ คน ไม่เห็นด้วย ๖๐ คน ข้าม ๑๐๐ คน") != std::string::npos);
    const auto english = house.printed(in_english).content;
    const auto& notes = english.body[0].paragraphs;
    CHECK(notes[0].note == "Grown from what people said in the forum “Every child”: “ควรมีรถรับส่ง” "
                           "1,840 agree, 60 disagree, 100 pass. Every opinion group agrees.");
    // Who asked for the words stands there too; what is no longer shown is not quoted.
    CHECK(notes[1].note.starts_with("Words from amendments by"));
    CHECK(notes[1].note.ends_with(
        "“Every child”, in words no longer shown: 12 agree, 3 disagree, 0 pass."));
    CHECK(house.printed({Language::Thai, documents::Digits::Arabic}).hash == house.printed().hash);
}

TEST_CASE("an assembly without a draft has no document") {
    TestAssembly house;
    REQUIRE(access::records::add_province(house.db(), {"40", "ขอนแก่น", "Khon Kaen", true, {}}));
    CHECK(key_of(print_document(house.by_secretariat(), house.id, {}, in_thai, {})) ==
          "assembly.document_empty");
}

TEST_CASE(
    "the English document prints the translation of what reads so now, and says which binds") {
    PrintedAssembly house;
    const auto thai = print_document(house.by_secretariat(), house.id, {}, in_thai, house.messages);
    const auto& paragraphs = house.draft.text.paragraphs;
    REQUIRE(translate_draft(house.by_agency(0), house.draft.id,
                            {1, "Draft", {{paragraphs[1].id, "Asks hospitals, in 30 days"}}}));
    REQUIRE(translate_draft(house.by_agency(0), house.draft.id,
                            {2, {}, {{paragraphs[0].id, "Asks schools to find all children"}}}));
    const auto english =
        print_document(house.by_secretariat(), house.id, {}, in_english, house.messages)->content;
    CHECK(english.body[0].heading == "Draft resolution 1 Draft");
    CHECK(english.body[0].paragraphs[0].text == "Asks schools to find all children");
    CHECK(english.body[0].paragraphs[1].text == paragraphs[1].text); // It was amended since.
    CHECK(english.subtitle.back() ==
          house.messages.text("assembly.document_translation", Language::English));
    CHECK(print_document(house.by_secretariat(), house.id, {}, in_thai, house.messages)->hash ==
          thai->hash);
}
