#pragma once

#include "modules/persons/actions.hpp"
#include "modules/persons/kept_run.hpp"
#include "modules/persons/records.hpp"
#include "modules/registers/test_intake.hpp"
#include "modules/situation/actions.hpp"

#include <fmt/core.h>

#include <array>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace samatcha::situation {

/// Names put together from syllables, unlike each other: nobody's.
inline std::string name_of(int number, int salt) {
    static constexpr std::array parts{"ชัย", "พร", "วร", "ณี", "สุ", "ทิพ", "นัท", "ที", "กิต", "ดา", "มน", "รุ่ง"};
    std::uint32_t x = static_cast<std::uint32_t>(number) * 2654435761U + static_cast<std::uint32_t>(salt) * 40503U;
    std::string name;
    for (int i = 0; i < 3; ++i) {
        name += parts[(x >> 8) % parts.size()];
        x = x * 1664525U + 1013904223U;
    }
    return name;
}

inline std::string citizen_id(int number) {
    const auto twelve = fmt::format("1{:011}", 40010000000 + number * 7919LL);
    return twelve + static_cast<char>('0' + citizen_id_check_digit(twelve));
}

/// Children of 7 to 14 on 10 November 2023, one a line: number, names, birth date, place.
inline std::string file_of(const std::vector<int>& children, bool with_grade) {
    std::string csv = "id,cid,name,surname,sex,dob,tambon,grade,school\n";
    for (const int n : children)
        csv += fmt::format("{},{},{},{},{},{:04}-{:02}-{:02},{},{},{}\n", n, citizen_id(n), name_of(n, 1),
                           name_of(n / 2, 2), n % 2 ? "M" : "F", 2009 + n % 8, 1 + n % 10, 2 + n % 25,
                           n % 3 ? "400101" : "400102", with_grade ? "ป.3" : "", with_grade ? "โรงเรียนบ้านทดสอบ" : "");
    return csv;
}

inline const std::vector<registers::ColumnMapping> mapping{
    {0, registers::Field::RecordId}, {1, registers::Field::CitizenId}, {2, registers::Field::GivenName},       {3, registers::Field::Surname},
    {4, registers::Field::Sex},      {5, registers::Field::BirthDate}, {6, registers::Field::SubdistrictCode}, {7, registers::Field::Grade},
    {8, registers::Field::SchoolName}};

inline std::vector<int> from_to(int from, int to) {
    std::vector<int> numbers(static_cast<std::size_t>(to - from));
    std::iota(numbers.begin(), numbers.end(), from);
    return numbers;
}

/// A province of invented children in a civil and a school register, for one test.
struct TestProvince : registers::TestIntake {
    registers::AgreementId school = make_agreement({registers::all_fields().begin(), registers::all_fields().end()},
                                                   registers::RegisterKind::School);

    std::vector<std::string> unused; ///< Why what a run kept was not used.
    persons::KeptRuns kept{folder / "linkage", keys, [this](auto, auto, std::string_view why) { unused.emplace_back(why); }};

    explicit TestProvince(persons::AfterLinking after = {}) {
        persons::handle_link_runs(jobs, keys, clock, kept, after ? after : count_after_linking(clock));
    }
    registers::SnapshotId import(registers::AgreementId by, const std::vector<int>& children) {
        auto wanted = request(file_of(children, by == school), mapping);
        wanted.agreement_id = by;
        return imported(wanted).id;
    }
    persons::LinkRun start_linking(std::vector<registers::SnapshotId> snapshots) {
        return persons::start_link_run(actor, db(), jobs, clock, std::move(snapshots)).value();
    }
    std::int64_t count(std::string_view table) {
        return db().integer(fmt::format("SELECT count(*) FROM {} WHERE province = '40'", table));
    }
    jobs::Job link(std::vector<registers::SnapshotId> snapshots) {
        return jobs.run("40", start_linking(std::move(snapshots)).job_id);
    }
};

} // namespace samatcha::situation
