#pragma once

// A resolution as a province might adopt it, and the words of this module, for the tests.

#include "platform/documents/document.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace samatcha::documents {

inline Messages words_of_documents() {
    std::ifstream file("src/platform/documents/messages.json");
    const std::string json{std::istreambuf_iterator<char>(file), {}};
    Messages messages;
    REQUIRE(messages.add(json));
    return messages;
}

inline Document thai_document() {
    constexpr auto numbered = ParagraphKind::Numbered;
    constexpr auto plain = ParagraphKind::Plain;
    Document document;
    document.running_head = "สมัชชาการศึกษาจังหวัด ครั้งที่ ๑ พ.ศ. ๒๕๖๘";
    document.title = "มติสมัชชาการศึกษาจังหวัด ว่าด้วยการค้นหา ช่วยเหลือ และส่งต่อเด็กและเยาวชนนอกระบบการศึกษา";
    document.subtitle = {"มติที่ ๑", "รับรองเมื่อวันที่ ๒๕ พฤศจิกายน พ.ศ. ๒๕๖๘"};
    document.body = {
        {"",
         {{1, plain, 0,
           "สมัชชาการศึกษาจังหวัด เมื่อได้พิจารณารายงานเรื่องเด็กและเยาวชนนอกระบบการศึกษาแล้ว "
           "ตระหนักว่าเด็กทุกคนมีสิทธิได้รับการศึกษาที่มีคุณภาพ ไม่ว่าจะอยู่ที่ใดหรือมีฐานะอย่างไร"},
          {2, plain, 0,
           "ห่วงใยว่าเด็กจำนวนมากต้องออกจากโรงเรียนก่อนกำหนด เพราะความยากจน การย้ายถิ่น ความเจ็บป่วย "
           "หรือความจำเป็นต้องทำงานเลี้ยงครอบครัว และหน่วยงานที่เกี่ยวข้องยังไม่รู้ว่าเด็กเหล่านั้นอยู่ที่ใด"},
          {3, plain, 0, "จึงมีมติร่วมกันดังต่อไปนี้"},
          {4, numbered, 0,
           "ขอให้สำนักงานศึกษาธิการจังหวัด ร่วมกับองค์กรปกครองส่วนท้องถิ่นและหน่วยงานสาธารณสุขในพื้นที่ "
           "จัดทำบัญชีรายชื่อเด็กและเยาวชนนอกระบบการศึกษาให้แล้วเสร็จภายใน ๓๐ วัน โดย",
           "ที่มา: ห้องย่อยที่ ๑ และข้อเสนอแก้ไขที่ ๑๒ ของสำนักงานสาธารณสุขจังหวัด"},
          {5, numbered, 1,
           "เชื่อมโยงข้อมูลทะเบียนราษฎรกับข้อมูลนักเรียน นักศึกษา และผู้รับบริการสุขภาพ "
           "โดยคำนึงถึงการคุ้มครองข้อมูลส่วนบุคคล"},
          {6, numbered, 1, "ลงพื้นที่ค้นหาและตรวจสอบยืนยันตัวตนของเด็กที่ปรากฏตามข้อ [#5] ทุกตำบล",
           "ที่มา: ห้องย่อยที่ ๒"},
          {7, numbered, 2, "ให้ผู้ใหญ่บ้าน อาสาสมัครสาธารณสุข และครูในพื้นที่ร่วมกันทำงานเป็นทีม"},
          {8, numbered, 2, "รายงานผลการค้นหาต่อคณะทำงานระดับอำเภอทุกวันที่ ๕ ของเดือน"},
          {9, numbered, 0,
           "ขอให้สถานศึกษาทุกแห่งจัดการศึกษาที่ยืดหยุ่น (ปวช., กศน., ศูนย์การเรียน, Mobile School) "
           "เพื่อรองรับเด็กที่ได้รับการส่งต่อตามข้อ [#4] และข้อ [#6] & มี \"แผนการเรียนรู้\" <รายบุคคล> น้ำใจไมตรี "
           "ก๊วยเตี๋ยว"},
          {10, numbered, 0,
           "ขอให้องค์การบริหารส่วนจังหวัดสนับสนุนงบประมาณ ค่าพาหนะ และอาหารกลางวัน "
           "และติดตามผลตามข้อ [#99] ของมติเดิม"}}}};
    document.annexes = {
        {"ข้อสงวน",
         {{1, plain, 0, "หน่วยงานต่อไปนี้เห็นชอบกับมติโดยมีข้อสงวน"},
          {2, numbered, 0,
           "หอการค้าจังหวัด ขอสงวนความเห็นต่อข้อ [#10] ว่าการสนับสนุนงบประมาณควรเปิดให้ภาคเอกชนร่วมด้วย"}},
         {}},
        {"ผู้เข้าร่วมประชุม",
         {},
         {{{"ที่", 1}, {"หน่วยงาน", 6}, {"ภาคส่วน", 3}, {"เข้าร่วม", 2}},
          {{"๑", "สำนักงานศึกษาธิการจังหวัด", "ภาครัฐ", "มา"},
           {"๒", "สำนักงานสาธารณสุขจังหวัด", "ภาครัฐ", "มา"},
           {"๓", "หอการค้าจังหวัด", "ภาคเอกชน", "มา"},
           {"๔", "สมาคมครูและผู้ปกครองเพื่อการศึกษาทางเลือกแห่งภาคตะวันออกเฉียงเหนือตอนบน", "ภาคประชาสังคม",
            "มา"},
           {"๕", "สภาเด็กและเยาวชนจังหวัด", "ภาคประชาสังคม", "ไม่มา"}}}}};
    document.verify_at = "https://samatcha.example/verify";
    document.dated_unix_seconds = 1'764'028'800;
    return document;
}

inline Document english_document() {
    Document document;
    document.running_head = "Provincial Education Assembly, 2025";
    document.title = "Resolution on children and young people outside education";
    document.subtitle = {"Resolution 1", "Adopted on 25 November 2025"};
    document.body = {
        {"",
         {{1, ParagraphKind::Plain, 0, "Recalling that every child has the right to learn,"},
          {2, ParagraphKind::Numbered, 0,
           "Requests the provincial education office to draw up a list of children;"},
          {3, ParagraphKind::Numbered, 1, "the list is kept as paragraph [#2] says;"},
          {4, ParagraphKind::Numbered, 0, "Decides to meet again."}}}};
    document.dated_unix_seconds = 1'764'028'800;
    return document;
}

} // namespace samatcha::documents
