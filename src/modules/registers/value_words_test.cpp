#include "modules/registers/value_words.hpp"

#include <doctest/doctest.h>

using namespace samatcha::registers;

TEST_CASE("a sex is understood however it is written") {
    for (const char* male : {"M", "m", "1", "๑", "ช", "ชาย", "Male", "ด.ช.", "นาย"})
        CHECK_MESSAGE(sex_of(male) == 'M', male);
    for (const char* female : {"F", "2", "๒", "ญ", "ญ.", "หญิง", "FEMALE", "ด.ญ.", "น.ส."})
        CHECK_MESSAGE(sex_of(female) == 'F', female);
    for (const char* neither : {"3", "x", "ชช", "0"})
        CHECK_MESSAGE(sex_of(neither) == 0, neither);
}

TEST_CASE("what people write for nothing is nothing") {
    for (const char* filler : {"", "-", "--", ".", "N/A", "null", "ไม่ทราบ", "ไม่ระบุ", "***"})
        CHECK_MESSAGE(is_filler(filler), filler);
    for (const char* value : {"0", "นา", "ไม่ทราบนาม", "a", "1-2"})
        CHECK_MESSAGE(!is_filler(value), value);
}

TEST_CASE("a school year has one spelling") {
    struct Spelling {
        const char* written;
        const char* meant;
    };
    for (const auto& [written, meant] :
         {Spelling{"ป1", "ป.1"}, Spelling{"ป. 6", "ป.6"}, Spelling{"ประถมศึกษาปีที่ ๓", "ป.3"}, Spelling{"ป.1/2", "ป.1"},
          Spelling{"มัธยมศึกษาปีที่ 4", "ม.4"}, Spelling{"ชั้นม.3", "ม.3"}, Spelling{"M6", "ม.6"}, Spelling{"อนุบาล 2", "อ.2"},
          Spelling{"อ.3", "อ.3"}, Spelling{"ปวช.1", "ปวช.1"}, Spelling{"ปวช 3", "ปวช.3"}, Spelling{"Prathom 2", "ป.2"},
          Spelling{"ป.7", ""}, Spelling{"12", ""}, Spelling{"กศน.", ""}, Spelling{"ป", ""}})
        CHECK_MESSAGE(grade_of(written) == meant, written);
}

TEST_CASE("a telephone number is nine or ten digits from a zero") {
    struct Spelling {
        const char* written;
        const char* meant;
    };
    for (const auto& [written, meant] :
         {Spelling{"081-234 5678", "0812345678"}, Spelling{"+66812345678", "0812345678"},
          Spelling{"+66 (0)81 234 5678", "0812345678"}, Spelling{"๐๔๓๒๓๔๕๖๗", "043234567"},
          Spelling{"812345678", "0812345678"}, Spelling{"1234", ""}, Spelling{"1812345678", ""}})
        CHECK_MESSAGE(phone_of(written) == meant, written);
}

TEST_CASE("the number of a village is bare") {
    CHECK(village_no_of("หมู่ที่ 4") == "4");
    CHECK(village_no_of("ม.๑๒") == "12");
    CHECK(village_no_of("04") == "4");
    CHECK(village_no_of("0") == "");
    CHECK(village_no_of("12345") == "");
}

TEST_CASE("titles, nationalities and states of the 43 files are words") {
    CHECK(title_of_code("001") == "ด.ช.");
    CHECK(title_of_code("5") == "นาง");
    CHECK(title_of_code("ดร.") == "ดร.");
    CHECK(nationality_of("099") == "thai");
    CHECK(nationality_of("ไทย") == "thai");
    CHECK(nationality_of("ไร้สัญชาติ") == "stateless");
    CHECK(nationality_of("056") == "056");
    CHECK(status_of("เสียชีวิต") == "dead");
    CHECK(status_of("ย้ายออก") == "moved");
    CHECK(status_of("ปกติ") == "present");
}

TEST_CASE("codes in one cell are separated by commas") {
    CHECK(code_list_of("09; 10") == "09,10");
    CHECK(code_list_of("๐๑|02/03") == "01,02,03");
    CHECK(code_list_of("5") == "5");
}
