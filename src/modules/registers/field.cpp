#include "modules/registers/field.hpp"

#include "base/json.hpp"
#include "base/thai_text.hpp"

#include <algorithm>
#include <vector>

namespace samatcha::registers {

namespace {

using Words = std::vector<std::string_view>;

// The standard's own names first: 43-file PERSON and HOME (Ministry of Public Health), the DMC school
// census, the civil register; then what officers write by hand.
const std::array<Words, field_count>& words_by_field() {
    static const std::array<Words, field_count> words = [] {
        std::array<Words, field_count> w;
        const auto set = [&w](Field f, Words list) { w[index_of(f)] = std::move(list); };
        set(Field::RecordId,
            {"recordid", "id", "no", "rowid", "ลำดับ", "ลำดับที่", "ที่", "เลขที่", "รหัส", "รหัสนักเรียน",
             "เลขประจำตัวนักเรียน", "เลขประจำตัว", "studentid", "studentcode", "hn", "hnno", "caseno", "caseid", "เลขที่คำร้อง",
             "รหัสผู้รับบริการ", "personid", "memberid", "เลขทะเบียน", "เลขที่เคส", "เลขที่รายการ", "stdid"});
        set(Field::CitizenId,
            {"cid", "citizenid", "nationalid", "idcard", "idcardno", "pid", "personalid", "studentpid",
             "เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เลขที่บัตรประชาชน", "บัตรประชาชน", "เลขประชาชน",
             "เลขประจำตัว13หลัก", "เลข13หลัก", "หมายเลขบัตรประชาชน", "รหัสประชาชน", "รหัสบัตรประชาชน",
             "เลขบัตร", "เลขปชช", "ปชช", "เลขประจำตัวปชช", "peopleid", "เลขประจำตัวประชาชนนักเรียน", "เลขประจำตัว",
             "เลขประจำตัวประชาชนหรือgcode", "citizenidgcode", "gcode", "passport", "passportno",
             "หนังสือเดินทาง", "เลขหนังสือเดินทาง", "identifier", "idnumber"});
        set(Field::Title, {"title", "prename", "prefix", "คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "คำหน้า",
                           "titlename", "nametitle", "pname"});
        set(Field::GivenName,
            {"name", "firstname", "givenname", "fname", "ชื่อ", "ชื่อตัว", "ชื่อนักเรียน", "ชื่อจริง", "ชื่อผู้รับบริการ",
             "ชื่อเด็ก", "studentname", "first", "stufname", "ชื่อภาษาไทย", "ชื่อไทย", "firstnameth", "nameth"});
        set(Field::Surname,
            {"lname", "lastname", "surname", "familyname", "นามสกุล", "ชื่อสกุล", "สกุล", "นามสกุลนักเรียน",
             "last", "stulname", "นามสกุลภาษาไทย", "นามสกุลไทย", "lastnameth", "sname"});
        set(Field::FullName,
            {"fullname", "ชื่อนามสกุล", "ชื่อสกุล", "ชื่อสกุลเต็ม", "ชื่อและนามสกุล", "ชื่อตัวชื่อสกุล", "ชื่อเต็ม", "ชื่อสกุลผู้รับบริการ",
             "personname", "ชื่อสกุลนักเรียน", "รายชื่อ", "ชื่อนามสกุลเด็ก", "ชื่อสกุลเด็ก", "patientname",
             "ชื่อนามสกุลนักเรียน"});
        set(Field::Sex, {"sex", "gender", "เพศ", "เพศนักเรียน"});
        set(Field::BirthDate,
            {"birth", "birthdate", "dob", "dateofbirth", "birthday", "bdate", "วันเกิด", "วันเดือนปีเกิด", "วดปเกิด",
             "ววดดปปเกิด", "วดป", "เกิดวันที่", "วันที่เกิด", "วันเดือนปีพศเกิด"});
        set(Field::Nationality, {"nation", "nationality", "สัญชาติ", "natcode", "citizenship"});
        set(Field::Status,
            {"status", "สถานะ", "สถานภาพ", "personstatus", "สถานภาพบุคคล", "สถานะบุคคล", "สถานะทางทะเบียน",
             "registrationstatus", "livingstatus", "สถานภาพการมีชีวิต", "สภาพบุคคล", "civilstatus"});
        set(Field::HouseNo, {"house", "houseno", "housenumber", "บ้านเลขที่", "เลขที่บ้าน", "addrno", "hno"});
        set(Field::VillageNo,
            {"village", "villageno", "moo", "mu", "หมู่", "หมู่ที่", "ม", "หมู่บ้านที่", "ที่อยู่หมู่ที่", "mooban", "villagenumber"});
        set(Field::VillageName, {"villagename", "หมู่บ้าน", "ชื่อหมู่บ้าน", "villname", "moobanname", "บ้าน", "ชุมชน"});
        set(Field::SubdistrictCode,
            {"subdistrictcode", "tamboncode", "รหัสตำบล", "tambon", "tumboncode", "tumbolid", "tambonid", "subdistrictid",
             "รหัสพื้นที่", "vid", "villagecode", "vhid", "รหัสหมู่บ้าน", "areacode", "addresscode", "รหัสแขวงตำบล"});
        set(Field::SubdistrictName, {"subdistrict", "subdistrictname", "tambonname", "tambon", "tumbon", "ตำบล",
                                     "แขวง", "แขวงตำบล", "ตำบลแขวง", "ชื่อตำบล", "ต"});
        set(Field::DistrictName, {"district", "districtname", "amphoe", "amphur", "ampur", "amphurname", "อำเภอ",
                                  "เขต", "เขตอำเภอ", "อำเภอเขต", "ชื่ออำเภอ", "อ"});
        set(Field::ProvinceName,
            {"province", "provincename", "changwat", "จังหวัด", "ชื่อจังหวัด", "จ", "changwatname"});
        set(Field::Postcode,
            {"postcode", "postalcode", "zip", "zipcode", "รหัสไปรษณีย์", "ไปรษณีย์", "รหัสไปรษณี"});
        set(Field::FatherName,
            {"father", "fathername", "บิดา", "ชื่อบิดา", "พ่อ", "ชื่อพ่อ", "ชื่อสกุลบิดา", "ชื่อนามสกุลบิดา", "fatherfullname"});
        set(Field::MotherName, {"mother", "mothername", "มารดา", "ชื่อมารดา", "แม่", "ชื่อแม่", "ชื่อสกุลมารดา",
                                "ชื่อนามสกุลมารดา", "motherfullname"});
        set(Field::GuardianName,
            {"guardian", "guardianname", "parent", "parentname", "ผู้ปกครอง", "ชื่อผู้ปกครอง", "ชื่อสกุลผู้ปกครอง",
             "ชื่อนามสกุลผู้ปกครอง", "ผู้ดูแล", "ชื่อผู้ดูแล", "caregiver", "caregivername"});
        set(Field::Phone, {"phone", "phoneno", "telephone", "tel", "mobile", "โทร", "โทรศัพท์", "เบอร์โทร",
                           "เบอร์โทรศัพท์", "หมายเลขโทรศัพท์", "มือถือ", "เบอร์ติดต่อ", "โทรศัพท์มือถือ"});
        set(Field::Grade, {"grade", "class", "level", "ชั้น", "ชั้นเรียน", "ระดับชั้น", "ระดับ", "ชั้นปี", "classlevel", "gradelevel",
                           "ระดับการศึกษา", "ชั้นที่เรียน"});
        set(Field::SchoolCode, {"schoolcode", "schoolid", "รหัสโรงเรียน", "รหัสสถานศึกษา", "smiscode", "perccode",
                                "schoolsmis", "schcode"});
        set(Field::SchoolName, {"schoolname", "school", "โรงเรียน", "ชื่อโรงเรียน", "สถานศึกษา", "ชื่อสถานศึกษา"});
        set(Field::SchoolType,
            {"schooltype", "ประเภทโรงเรียน", "ประเภทสถานศึกษา", "สังกัด", "schoolkind", "affiliation", "jurisdiction"});
        set(Field::DisadvantageCodes,
            {"disadvantage", "disadvantagecodes", "disadvantagecode", "ความด้อยโอกาส", "ด้อยโอกาส", "รหัสด้อยโอกาส",
             "ประเภทความด้อยโอกาส", "เด็กด้อยโอกาส", "inadequate"});
        set(Field::ProblemCodes, {"problem", "problems", "problemcode", "problemcodes", "ปัญหา", "รหัสปัญหา",
                                  "สภาพปัญหา", "ประเภทปัญหา", "ประเด็นปัญหา"});
        set(Field::HouseholdId, {"hid", "householdid", "household", "รหัสบ้าน", "รหัสประจำบ้าน", "เลขรหัสประจำบ้าน",
                                 "ครัวเรือน", "รหัสครัวเรือน", "familyid", "housecode", "houseid", "เลขครัวเรือน"});
        set(Field::DischargeCode, {"discharge", "dischargecode", "จำหน่าย", "สถานะจำหน่าย", "รหัสจำหน่าย", "สถานะการจำหน่าย"});
        set(Field::UpdatedOn, {"dupdate", "updatedon", "updated", "lastupdate", "updatedate", "วันที่ปรับปรุง",
                               "วันปรับปรุง", "ปรับปรุงล่าสุด", "วันที่แก้ไข", "วันที่บันทึก", "ปรับปรุงเมื่อ"});
        return w;
    }();
    return words;
}

bool is_header_noise(char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x80 && !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
}

} // namespace

const std::array<Field, field_count>& all_fields() {
    static const auto fields = [] {
        std::array<Field, field_count> list{};
        for (std::size_t i = 0; i < field_count; ++i)
            list[i] = static_cast<Field>(i);
        return list;
    }();
    return fields;
}

std::string_view name_of(Field field) {
    static const auto names = [] {
        std::array<std::string, field_count> list;
        for (const auto f : all_fields())
            list[index_of(f)] = json::enum_name(f);
        return list;
    }();
    return names[index_of(field)];
}

std::optional<Field> field_named(std::string_view word) {
    for (const auto field : all_fields())
        if (name_of(field) == word)
            return field;
    return std::nullopt;
}

Storage storage_of(Field field) {
    switch (field) {
    case Field::Sex:
    case Field::BirthDate:
    case Field::SubdistrictCode:
    case Field::VillageNo:
    case Field::Grade:
    case Field::SchoolCode:
    case Field::SchoolType:
        return Storage::Clear;
    case Field::RecordId:
    case Field::CitizenId:
    case Field::Title:
    case Field::GivenName:
    case Field::Surname:
    case Field::FullName:
    case Field::Nationality:
    case Field::Status:
    case Field::HouseNo:
    case Field::VillageName:
    case Field::SubdistrictName:
    case Field::DistrictName:
    case Field::ProvinceName:
    case Field::Postcode:
    case Field::FatherName:
    case Field::MotherName:
    case Field::GuardianName:
    case Field::Phone:
    case Field::SchoolName:
    case Field::DisadvantageCodes:
    case Field::ProblemCodes:
    case Field::HouseholdId:
    case Field::DischargeCode:
    case Field::UpdatedOn:
        break;
    }
    return Storage::Sealed;
}

std::span<const std::string_view> header_words(Field field) {
    return words_by_field()[index_of(field)];
}

std::string normalised_header(std::string_view header) {
    const auto repaired = ascii_digits(repair_thai(header));
    std::string out;
    int depth = 0;
    for (char c : repaired) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
        if (c == '(' || c == '[')
            ++depth;
        else if ((c == ')' || c == ']') && depth > 0)
            --depth;
        else if (depth == 0 && !is_header_noise(c))
            out += c;
    }
    return out;
}

} // namespace samatcha::registers
