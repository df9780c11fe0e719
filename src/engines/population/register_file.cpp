#include "engines/population/register_file.hpp"

#include "base/utf8.hpp"
#include "engines/population/cells.hpp"

namespace samatcha::population {
namespace {

using Column = RegisterFile::Column;

// The provincial registration office's extract: wide, clean, B.E. dates with slashes.
const std::vector<Column> civil_columns{
    {"เลขที่รายการ", cells::record_id},
    {"เลขประจำตัวประชาชน", cells::citizen_id},
    {"คำนำหน้าชื่อ", cells::long_title},
    {"ชื่อตัว", cells::given_name},
    {"ชื่อสกุล", cells::surname},
    {"เพศ", cells::sex_word},
    {"วันเดือนปีเกิด", cells::birth_buddhist},
    {"รหัสประจำบ้าน", cells::household_code},
    {"บ้านเลขที่", cells::house_no},
    {"หมู่ที่", cells::village_no},
    {"ชื่อหมู่บ้าน", cells::village_name},
    {"รหัสตำบล", cells::subdistrict_code},
    {"ตำบล", cells::subdistrict_name},
    {"อำเภอ", cells::district_name},
    {"จังหวัด", cells::province_name},
    {"ชื่อบิดา", cells::father},
    {"ชื่อมารดา", cells::mother},
    {"สัญชาติ", cells::nationality_word},
    {"สถานภาพบุคคล", cells::civil_state},
};

// Basic-education commission (DMC): title rows, header, total; titles glued to first names.
const std::vector<Column> school_columns{
    {"เลขประจำตัวนักเรียน", cells::record_id},
    {"เลขประจำตัวประชาชน/G-Code", cells::citizen_id},
    {"คำนำหน้า", cells::short_title},
    {"ชื่อ", cells::given_name_or_with_title},
    {"นามสกุล", cells::surname},
    {"เพศ", cells::sex_letter},
    {"วันเกิด", cells::birth_buddhist},
    {"ชั้น", cells::grade},
    {"รหัสโรงเรียน", cells::school_code},
    {"ชื่อโรงเรียน", cells::school_name},
    {"สังกัด", cells::authority},
    {"บ้านเลขที่", cells::house_no},
    {"หมู่", cells::village_no},
    {"รหัสตำบล", cells::subdistrict_code},
    {"ชื่อบิดา", cells::father},
    {"ชื่อมารดา", cells::mother},
    {"ผู้ปกครอง", cells::guardian},
    {"ความด้อยโอกาส", cells::disadvantage},
};

// The others report less and each in its own way.
const std::vector<Column> private_columns{
    {"รหัสนักเรียน", cells::record_id},
    {"เลขบัตรประชาชน", cells::citizen_id},
    {"ชื่อ - สกุล", cells::full_name_with_title},
    {"เพศ", cells::sex_word},
    {"ว/ด/ป เกิด", cells::birth_buddhist},
    {"ระดับชั้น", cells::grade},
    {"โรงเรียน", cells::school_name},
    {"ตำบล", cells::subdistrict_name},
    {"อำเภอ", cells::district_name},
    {"รหัสไปรษณีย์", cells::postcode},
    {"บิดา", cells::father},
    {"มารดา", cells::mother},
};
const std::vector<Column> local_columns{
    {"ลำดับ", cells::record_id},
    {"เลขประจำตัว ปชช.", cells::citizen_id},
    {"คำนำหน้า", cells::short_title},
    {"ชื่อ", cells::given_name_or_with_title},
    {"สกุล", cells::surname},
    {"วัน/เดือน/ปีเกิด", cells::birth_two_digits},
    {"ชั้น", cells::grade},
    {"สถานศึกษา", cells::school_name},
    {"ที่อยู่ หมู่ที่", cells::village_no},
    {"ตำบล", cells::subdistrict_name},
    {"อำเภอ", cells::district_name},
    {"ผู้ปกครอง", cells::guardian},
};
const std::vector<Column> vocational_columns{
    {"STD_ID", cells::record_id},        {"PEOPLE_ID", cells::citizen_id},
    {"PREFIX", cells::short_title},      {"STU_FNAME", cells::given_name_or_with_title},
    {"STU_LNAME", cells::surname},       {"GENDER", cells::sex_number},
    {"BIRTHDAY", cells::birth_iso},      {"LEVEL", cells::grade},
    {"SCHOOL_NAME", cells::school_name}, {"TUMBOL_ID", cells::subdistrict_code},
    {"FATHER_NAME", cells::father},      {"MOTHER_NAME", cells::mother},
};
const std::vector<Column> learning_columns{
    {"เลขทะเบียน", cells::record_id},
    {"เลขประจำตัวประชาชน", cells::citizen_id},
    {"ชื่อ-นามสกุล", cells::full_name_with_title},
    {"วันเดือนปีเกิด", cells::birth_month_name},
    {"ระดับ", cells::grade},
    {"สถานศึกษา", cells::school_name},
    {"ตำบล", cells::subdistrict_name},
    {"อำเภอ", cells::district_name},
};

// PERSON of the 43-file standard, joined with the address of its HOME.
const std::vector<Column> health_columns{
    {"HOSPCODE", cells::hospital_code},  {"CID", cells::citizen_id},
    {"PID", cells::record_id},           {"HID", cells::health_household},
    {"PRENAME", cells::title_code},      {"NAME", cells::given_name_of_health},
    {"LNAME", cells::surname_of_health}, {"SEX", cells::sex_number},
    {"BIRTH", cells::birth_compact},     {"NATION", cells::nation_code},
    {"FATHER", cells::nothing},          {"MOTHER", cells::nothing},
    {"COUPLE", cells::nothing},          {"TYPEAREA", cells::type_area},
    {"DISCHARGE", cells::discharge},     {"DDISCHARGE", cells::nothing},
    {"HOUSE", cells::house_no},          {"VILLAGE", cells::village_no},
    {"TAMBON", cells::subdistrict_code}, {"D_UPDATE", cells::updated_on},
};

const std::vector<Column> welfare_columns{
    {"เลขที่", cells::record_id},
    {"เลขประจำตัวประชาชน", cells::citizen_id},
    {"ชื่อ", cells::given_name_or_with_title},
    {"นามสกุล", cells::surname},
    {"วันเกิด", cells::birth_buddhist},
    {"บ้านเลขที่", cells::house_no},
    {"หมู่ที่", cells::village_no},
    {"ตำบล", cells::subdistrict_name},
    {"อำเภอ", cells::district_name},
    {"รหัสไปรษณีย์", cells::postcode},
    {"ชื่อผู้ปกครอง", cells::guardian},
    {"โทรศัพท์", cells::phone},
    {"รหัสปัญหา", cells::problem_codes},
    {"รหัสครัวเรือน", cells::household_code},
};

std::string date_in_words(int snapshot) {
    const auto date = snapshot_date(snapshot);
    return std::to_string(date.day) + (date.month == 6 ? " มิถุนายน " : " พฤศจิกายน ") +
           std::to_string(buddhist_year(date));
}

std::vector<RegisterFile> school_files(const Plan& plan) {
    const std::string term = "ข้อมูลนักเรียนรายบุคคล ปีการศึกษา " +
                             std::to_string(plan.snapshot <= 1   ? 2566
                                            : plan.snapshot <= 3 ? 2567
                                                                 : 2568) +
                             " ภาคเรียนที่ " + (snapshot_date(plan.snapshot).month == 6 ? "1" : "2");
    const std::string where =
        "จังหวัด" + plan.province_name + " ข้อมูล ณ วันที่ " + date_in_words(plan.snapshot);
    if (!plan.has_split_schools)
        return {{"school",
                 Register::School,
                 "csv",
                 ',',
                 FileEncoding::Utf8,
                 {term, where},
                 school_columns,
                 true}};
    return {
        {"school_basic",
         Register::School,
         "csv",
         ',',
         FileEncoding::Utf8,
         {term, where},
         school_columns,
         true},
        {"school_private",
         Register::School,
         "csv",
         '\t',
         FileEncoding::Utf16,
         {},
         private_columns,
         false},
        {"school_local",
         Register::School,
         "csv",
         ',',
         FileEncoding::Utf8WithMark,
         {where},
         local_columns,
         true},
        {"school_vocational",
         Register::School,
         "csv",
         ',',
         FileEncoding::Windows874,
         {},
         vocational_columns,
         false},
        {"school_learning",
         Register::School,
         "csv",
         ';',
         FileEncoding::Utf8,
         {},
         learning_columns,
         false},
        {"school_other",
         Register::School,
         "csv",
         ',',
         FileEncoding::Utf8,
         {term},
         school_columns,
         false},
    };
}

std::size_t school_file_of(Authority authority) {
    switch (authority) {
    case Authority::None:
    case Authority::BasicEducation:
        return 0;
    case Authority::Private:
        return 1;
    case Authority::LocalGovernment:
        return 2;
    case Authority::Vocational:
        return 3;
    case Authority::LearningPromotion:
        return 4;
    case Authority::Temple:
    case Authority::BorderPolice:
    case Authority::HomeSchool:
    case Authority::LearningCentre:
        return 5;
    }
    return 0;
}

} // namespace

std::vector<RegisterFile> register_files(const Plan& plan) {
    std::vector<RegisterFile> files;
    files.push_back({"civil",
                     Register::Civil,
                     "csv",
                     ',',
                     FileEncoding::Utf8WithMark,
                     {},
                     civil_columns,
                     false});
    for (auto& file : school_files(plan))
        files.push_back(std::move(file));
    files.push_back(
        {"health", Register::Health, "txt", '|', FileEncoding::Utf8, {}, health_columns, false});
    files.push_back({"welfare",
                     Register::Welfare,
                     "csv",
                     ',',
                     FileEncoding::Windows874,
                     {"ทะเบียนเด็กและครอบครัวที่ได้รับการช่วยเหลือ จังหวัด" + plan.province_name},
                     welfare_columns,
                     true});
    return files;
}

std::size_t file_of(const Plan& plan, const RegisterRow& row) {
    const std::size_t schools = plan.has_split_schools ? 6 : 1;
    switch (row.source) {
    case Register::Civil:
        return 0;
    case Register::School:
        return 1 + (plan.has_split_schools ? school_file_of(row.schooling.authority) : 0);
    case Register::Health:
        return 1 + schools;
    case Register::Welfare:
        return 2 + schools;
    }
    return 0;
}

std::string encoded(std::string_view utf8, FileEncoding encoding) {
    if (encoding == FileEncoding::Utf8 || encoding == FileEncoding::Utf8WithMark)
        return std::string(utf8);
    std::string out;
    for (const auto letter : letters_of(utf8)) {
        if (encoding == FileEncoding::Windows874) {
            const bool is_thai =
                (letter >= 0xE01 && letter <= 0xE3A) || (letter >= 0xE3F && letter <= 0xE5B);
            out += is_thai            ? static_cast<char>(letter - 0xE00 + 0xA0)
                   : letter == 0xA0   ? static_cast<char>(0xA0)
                   : letter < 0x80    ? static_cast<char>(letter)
                   : letter == 0x200B ? '\0'
                                      : '?';
            if (out.back() ==
                '\0') // A zero-width space has no byte; whoever typed it lost it on saving.
                out.pop_back();
        } else {
            out += static_cast<char>(letter & 0xFF); // No letter of ours is beyond U+FFFF.
            out += static_cast<char>((letter >> 8) & 0xFF);
        }
    }
    return out;
}

} // namespace samatcha::population
