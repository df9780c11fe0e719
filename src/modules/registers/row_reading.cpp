#include "modules/registers/row_reading.hpp"

#include "base/identifier.hpp"
#include "base/thai_text.hpp"
#include "modules/registers/value_words.hpp"

#include <algorithm>
#include <utility>

namespace samatcha::registers {

namespace {

constexpr std::size_t value_bytes_max = 600;
constexpr int age_years_max = 120;

bool has_only_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_ascii(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// Digits that a spreadsheet has rounded: 1.63521E+12.
bool has_lost_digits(std::string_view text) {
    const auto exponent = text.find_first_of("eE");
    return exponent != std::string_view::npos && exponent > 0 && exponent + 1 < text.size() &&
           text.find_first_not_of("0123456789.") == exponent &&
           text.find_first_not_of("+0123456789", exponent + 1) == std::string_view::npos;
}

void report(RowReading& out, std::size_t column, Field field, const char* key, IssueOutcome outcome) {
    out.problems.push_back({column, field, key, outcome});
}

/// "ชื่อ นามสกุล" at the first blank; a single word is a given name.
void split_full_name(std::string_view name, PersonRecord& record) {
    const auto blank = name.find(' ');
    record.value(Field::GivenName).assign(name.substr(0, blank));
    if (blank != std::string_view::npos)
        record.value(Field::Surname).assign(trimmed(name.substr(blank + 1)));
}

/// รวม, รวมทั้งสิ้น 5,000 คน, Total: not รวมพร, who is a person.
bool begins_like_a_total(std::span<const std::string_view> cells) {
    for (const auto cell : cells) {
        const auto text = trimmed(cell);
        if (text.empty())
            continue;
        for (const std::string_view word : {"รวมทั้ง", "รวมจำนวน", "ยอดรวม", "Total", "TOTAL", "total"})
            if (text.starts_with(word))
                return true;
        constexpr std::string_view sum = "รวม";
        return text.starts_with(sum) &&
               (text.size() == sum.size() || static_cast<unsigned char>(text[sum.size()]) < 0x80);
    }
    return false;
}

} // namespace

bool RowReading::is_rejected() const {
    return std::any_of(problems.begin(), problems.end(), [](const RowProblem& problem) {
        return problem.outcome == IssueOutcome::RowRejected;
    });
}

bool RowReading::is_total() const {
    return std::any_of(problems.begin(), problems.end(), [](const RowProblem& problem) {
        return std::string_view(problem.reason_key) == "registers.row_is_total";
    });
}

RowReader::RowReader(std::vector<ColumnReading> columns, const area::Gazetteer& gazetteer,
                     std::string home_province, PartialDate snapshot_date)
    : m_columns(std::move(columns)), m_gazetteer(gazetteer),
      m_home_province(std::move(home_province)), m_snapshot_date(snapshot_date) {
    for (const auto& column : m_columns) {
        m_has_surname_column |= column.field == Field::Surname;
        if (column.field == Field::Sex)
            m_sex_column = column.index;
        const bool is_name = column.field == Field::SubdistrictName;
        if (column.field == Field::SubdistrictCode ||
            (is_name && m_area_column == RowProblem::no_column))
            m_area_column = column.index;
    }
}

void RowReader::read(std::int64_t row_no, std::span<const std::string_view> cells, RowReading& out) {
    out.record.clear();
    out.problems.clear();
    out.record.row_no = row_no;
    m_unknown_code.clear();
    for (const auto& column : m_columns) {
        if (column.index >= cells.size() || !out.record.value(column.field).empty())
            continue;
        const auto text = trimmed(cells[column.index]);
        if (is_filler(text))
            continue;
        if (text.size() > value_bytes_max) {
            report(out, column.index, column.field, "registers.value_too_long",
                   IssueOutcome::ValueDropped);
            continue;
        }
        read_value(column, text, out);
    }
    settle_names(out);
    settle_sex(out);
    settle_area(out);

    const auto& record = out.record;
    const bool has_number = !record.value(Field::CitizenId).empty();
    const bool has_name = !record.value(Field::GivenName).empty() || !record.value(Field::Surname).empty();
    const bool is_total =
        !has_number && record.value(Field::BirthDate).empty() && begins_like_a_total(cells);
    if (is_total || (!has_number && !has_name)) {
        out.problems.clear(); // One reason for a row that is gone is enough.
        report(out, RowProblem::no_column, Field::RecordId,
               is_total ? "registers.row_is_total" : "registers.row_identifies_nobody",
               IssueOutcome::RowRejected);
    }
}

void RowReader::read_value(const ColumnReading& column, std::string_view text, RowReading& out) {
    auto& value = out.record.value(column.field);
    const auto drop = [&](const char* key) {
        value.clear();
        report(out, column.index, column.field, key, IssueOutcome::ValueDropped);
    };
    switch (column.field) {
    case Field::CitizenId: {
        if (has_lost_digits(text))
            return drop("registers.identifier_lost_digits");
        auto identifier = parse_identifier(text);
        if (identifier.kind == IdentifierKind::None)
            return;
        value = std::move(identifier.value);
        if (identifier.kind == IdentifierKind::CitizenIdBroken)
            report(out, column.index, column.field, "registers.identifier_check_digit",
                   IssueOutcome::ValueKept);
        return;
    }
    case Field::BirthDate:
        return read_birth_date(column, text, out);
    case Field::UpdatedOn: {
        // 43-file D_UPDATE is YYYYMMDDHHMMSS.
        const auto day = text.size() == 14 && has_only_digits(text) ? text.substr(0, 8) : text;
        if (const auto date = parse_date(day, column.dates))
            value = to_iso(*date);
        else
            drop(date.error().key == "date.impossible" ? "registers.date_impossible"
                                                       : "registers.date_unreadable");
        return;
    }
    case Field::Sex:
        if (const char sex = sex_of(text))
            value.assign(1, sex);
        else
            drop("registers.sex_unreadable");
        return;
    case Field::Title:
        value = is_ascii(text) ? std::string(title_of_code(text)) : repair_thai(title_of_code(text));
        return;
    case Field::Nationality:
        value = nationality_of(text);
        return;
    case Field::Status:
        value = status_of(text);
        return;
    case Field::Grade:
        if (value = grade_of(text); value.empty())
            value = repair_thai(text);
        return;
    case Field::Phone:
        if (value = phone_of(text); value.empty())
            drop("registers.phone_unreadable");
        return;
    case Field::VillageNo:
        if (value = village_no_of(text); value.empty() && text != "0")
            drop("registers.village_no_unreadable");
        return;
    case Field::Postcode:
        value = ascii_digits(text);
        if (value.size() != 5 || !has_only_digits(value))
            drop("registers.postcode_unreadable");
        return;
    case Field::SubdistrictCode: {
        auto code = is_ascii(text) ? std::string(text) : ascii_digits(text);
        if (!has_only_digits(code)) { // A name in the column of codes.
            if (auto& name = out.record.value(Field::SubdistrictName); name.empty())
                name = repair_thai(text);
            return;
        }
        // Eight digits: the code of a village, its number at the end.
        if (code.size() == 8 && out.record.value(Field::VillageNo).empty())
            out.record.value(Field::VillageNo) = village_no_of(code.substr(6));
        if (code.size() == 8)
            code.resize(6);
        if (m_gazetteer.subdistrict(code))
            value = std::move(code);
        else
            m_unknown_code = std::move(code);
        return;
    }
    case Field::DisadvantageCodes:
    case Field::ProblemCodes:
        value = code_list_of(text);
        return;
    case Field::FatherName:
    case Field::MotherName:
    case Field::GuardianName:
        value = split_title(text).name;
        return;
    case Field::RecordId:
    case Field::HouseNo:
    case Field::HouseholdId:
    case Field::SchoolCode:
    case Field::DischargeCode:
        if (is_ascii(text))
            value.assign(text);
        else
            value = ascii_digits(repair_thai(text));
        return;
    case Field::GivenName: // Settled below, when all names of the row are known.
    case Field::FullName:
        value.assign(text);
        return;
    case Field::Surname:
    case Field::VillageName:
    case Field::SubdistrictName:
    case Field::DistrictName:
    case Field::ProvinceName:
    case Field::SchoolName:
    case Field::SchoolType:
        value = repair_thai(text);
        return;
    }
}

void RowReader::read_birth_date(const ColumnReading& column, std::string_view text, RowReading& out) {
    const auto drop = [&](const char* key) {
        report(out, column.index, column.field, key, IssueOutcome::ValueDropped);
    };
    const auto date = parse_date(text, column.dates);
    if (!date)
        return drop(date.error().key == "date.impossible" ? "registers.date_impossible"
                                                          : "registers.date_unreadable");
    if (date->is_empty())
        return;
    const bool is_known_later = date->is_complete() && m_snapshot_date.is_complete()
                                    ? *date > m_snapshot_date
                                    : date->year_ce > m_snapshot_date.year_ce;
    if (is_known_later && !m_snapshot_date.is_empty())
        return drop("registers.birth_in_future");
    if (!m_snapshot_date.is_empty() && m_snapshot_date.year_ce - date->year_ce > age_years_max)
        return drop("registers.birth_too_early");
    out.record.value(Field::BirthDate) = to_iso(*date);
}

void RowReader::settle_names(RowReading& out) {
    auto& record = out.record;
    auto& full = record.value(Field::FullName);
    auto& given = record.value(Field::GivenName);
    auto& title = record.value(Field::Title);
    if (given.empty() && full.empty())
        return;
    const bool is_whole_name = given.empty() || !m_has_surname_column;
    auto parts = split_title(given.empty() ? full : given);
    if (title.empty())
        title = std::move(parts.title);
    if (is_whole_name && record.value(Field::Surname).empty())
        split_full_name(parts.name, record);
    else
        given = std::move(parts.name);
    full.clear();
}

void RowReader::settle_sex(RowReading& out) {
    auto& sex = out.record.value(Field::Sex);
    if (!sex.empty() || out.record.value(Field::Title).empty())
        return;
    const char from_title = sex_of_title(out.record.value(Field::Title));
    if (from_title == 0)
        return;
    sex.assign(1, from_title);
    for (auto& problem : out.problems)
        if (problem.column == m_sex_column && m_sex_column != RowProblem::no_column) {
            problem.reason_key = "registers.sex_from_title";
            problem.outcome = IssueOutcome::ValueCorrected;
        }
}

void RowReader::settle_area(RowReading& out) {
    auto& record = out.record;
    auto& code = record.value(Field::SubdistrictCode);
    if (!code.empty())
        return;
    const auto& name = record.value(Field::SubdistrictName);
    if (!name.empty()) {
        const area::WrittenArea written{name, record.value(Field::DistrictName),
                                        record.value(Field::ProvinceName),
                                        record.value(Field::Postcode)};
        m_scratch.clear();
        for (const auto part : {written.subdistrict, written.district, written.province, written.postcode})
            m_scratch.append(part).append(1, '\n');
        auto known = m_places.find(m_scratch);
        if (known == m_places.end()) {
            constexpr std::size_t places_max = 50'000; // More are no places but rubbish.
            if (m_places.size() >= places_max)
                m_places.clear();
            const auto found = m_gazetteer.find_subdistrict(written, m_home_province);
            known = m_places
                        .emplace(m_scratch, found.subdistrict ? found.subdistrict->code : std::string{})
                        .first;
        }
        code = known->second;
    }
    const bool is_settled = !code.empty();
    if (!m_unknown_code.empty())
        report(out, m_area_column, Field::SubdistrictCode,
               is_settled ? "registers.area_code_replaced" : "registers.area_code_unknown",
               is_settled ? IssueOutcome::ValueCorrected : IssueOutcome::ValueDropped);
    else if (!name.empty() && !is_settled)
        report(out, m_area_column, Field::SubdistrictName, "registers.area_name_unknown",
               IssueOutcome::ValueKept);
}

std::string masked_value(Field field, std::string_view value) {
    switch (field) {
    case Field::CitizenId:
        return masked_identifier(value);
    case Field::Sex:
    case Field::Nationality:
    case Field::Status:
    case Field::SubdistrictCode:
    case Field::SubdistrictName:
    case Field::DistrictName:
    case Field::ProvinceName:
    case Field::Postcode:
    case Field::VillageNo:
    case Field::Grade:
    case Field::SchoolCode:
    case Field::SchoolType:
    case Field::DischargeCode:
    case Field::UpdatedOn:
        return value.size() <= 60 ? std::string(value) : masked(value);
    case Field::BirthDate: {
        // The year stays, for it is what is usually wrong: ••/••/2655.
        if (value.size() > 40)
            return masked(value);
        std::string out;
        for (std::size_t i = 0; i < value.size();) {
            const auto end = std::min(value.find_first_not_of("0123456789", i), value.size());
            for (std::size_t k = i; k < end; ++k)
                if (end - i >= 4 && k - i < 4)
                    out += value[k];
                else
                    out += "•";
            if (end == i)
                out += value[i++];
            else
                i = end;
        }
        return out;
    }
    case Field::RecordId:
    case Field::Title:
    case Field::GivenName:
    case Field::Surname:
    case Field::FullName:
    case Field::HouseNo:
    case Field::VillageName:
    case Field::FatherName:
    case Field::MotherName:
    case Field::GuardianName:
    case Field::Phone:
    case Field::SchoolName:
    case Field::DisadvantageCodes:
    case Field::ProblemCodes:
    case Field::HouseholdId:
        break;
    }
    return masked(value);
}

} // namespace samatcha::registers
