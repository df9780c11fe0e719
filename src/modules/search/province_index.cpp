#include "modules/search/province_index.hpp"

#include "modules/persons/person_view.hpp"

#include <fmt/format.h>

#include <charconv>
#include <mutex>
#include <numeric>
#include <unordered_set>

namespace samatcha::search {

namespace {

using registers::Field;

constexpr std::int64_t records_per_report = 4096;

std::uint32_t number_in(std::string_view digits) {
    std::uint32_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

int age_on(const PartialDate& birth, const PartialDate& on) {
    if (birth.year_ce == 0 || on.year_ce == 0)
        return 0;
    return birth.is_complete() && on.is_complete() ? full_years(birth, on) : on.year_ce - birth.year_ce;
}

/// Of all that a case is found by.
std::size_t hash_of_told(const ToldCase& told) {
    std::string all;
    for (const auto* text : {&told.given_name, &told.surname, &told.nickname, &told.village_name})
        all.append(*text).append("|");
    for (const auto& number : told.numbers)
        all.append(number).append("|");
    return std::hash<std::string>()(all);
}

} // namespace

std::uint32_t ProvinceIndex::Texts::number_of(std::string_view text) {
    const auto [found, is_new] = m_numbers.try_emplace(std::string(text), static_cast<std::uint32_t>(m_texts.size()));
    if (is_new)
        m_texts.emplace_back(text);
    return found->second;
}

Result<std::shared_ptr<ProvinceIndex>> ProvinceIndex::read(database::Connection& connection, const vault::KeyRing& keys,
                                                           std::string_view province, const persons::LinkRun& run,
                                                           const Progress& progress) {
    auto made = std::make_shared<ProvinceIndex>();
    auto& index = *made;
    index.m_run = run.id;
    if (!run.snapshots.empty())
        index.m_as_of = run.snapshots.front().snapshot_date;
    const auto total = std::accumulate(run.snapshots.begin(), run.snapshots.end(), std::int64_t{0},
                                       [](std::int64_t sum, const auto& s) { return sum + s.records; });
    std::int64_t done = 0;
    bool is_stopped = false;
    TRY(persons::read_persons(
        connection, keys, province, run,
        [&](persons::PersonId person, const persons::LinkedSnapshot&, const registers::PersonRecord& record) {
            const auto [found, is_new] =
                index.m_entry_of.try_emplace(person.value, static_cast<std::uint32_t>(index.m_lines.size()));
            if (is_new)
                index.m_lines.push_back({person.value, 0, {}, 0, 0, 0, 0, 0, false});
            index.add(found->second, record);
            if (++done % records_per_report == 0 && !progress(done, total))
                is_stopped = true;
            return is_stopped ? database::Reading::Stop : database::Reading::Continue;
        }));
    if (is_stopped)
        return failure(ErrorCode::Cancelled, "search.stopped");
    index.m_names.settle(static_cast<std::uint32_t>(index.m_lines.size()));
    return made;
}

std::shared_ptr<ProvinceIndex> ProvinceIndex::empty() {
    auto made = std::make_shared<ProvinceIndex>();
    made->m_names.settle(0);
    return made;
}

bool ProvinceIndex::has_cases() const {
    const std::shared_lock lock(m_mutex);
    return !m_cases.empty();
}

bool ProvinceIndex::knows(std::int64_t case_id, std::int64_t version) const {
    const std::shared_lock lock(m_mutex);
    const auto known = m_cases.find(case_id);
    return known != m_cases.end() && known->second.version >= version;
}

void ProvinceIndex::put(const ToldCase& told) {
    const std::unique_lock lock(m_mutex);
    Case now{0, told.version, told.person.value_or(persons::PersonId{}).value, told.worker, told.agency, hash_of_told(told)};
    const auto known = m_cases.find(told.id);
    const bool is_found_as_before = known != m_cases.end() && known->second.told == now.told && known->second.person == now.person;
    if (known != m_cases.end() && !is_found_as_before) {
        m_names.remove(known->second.entry);
        if (auto* person = line_of_person(known->second.person))
            person->care_case = 0;
    }
    now.entry = is_found_as_before ? known->second.entry : new_entry(told);
    m_lines[now.entry] = line_of(told);
    if (auto* person = line_of_person(now.person))
        person->care_case = told.id;
    m_cases[told.id] = now;
}

ProvinceIndex::Line* ProvinceIndex::line_of_person(std::int64_t person) {
    const auto found = m_entry_of.find(person);
    return found == m_entry_of.end() ? nullptr : &m_lines[found->second];
}

std::uint32_t ProvinceIndex::new_entry(const ToldCase& told) {
    const auto entry = static_cast<std::uint32_t>(m_lines.size());
    m_lines.emplace_back();
    for (const auto* name : {&told.given_name, &told.surname, &told.nickname})
        m_names.add_name(entry, *name);
    m_names.add_place(entry, told.village_name);
    for (const auto& number : told.numbers)
        m_names.add_number(entry, number);
    return entry;
}

/// What the registers say of a person is shown; of whom none knows, what the case says.
ProvinceIndex::Line ProvinceIndex::line_of(const ToldCase& told) {
    Line line;
    if (const auto* person = line_of_person(told.person.value_or(persons::PersonId{}).value)) {
        line = *person;
    } else {
        line.initials = m_texts.number_of(persons::initials(told.given_name, told.surname));
        line.birth = told.birth_date;
        line.sex = told.sex.empty() ? char{0} : told.sex.front();
        line.subdistrict = number_in(told.subdistrict_code);
        line.village_no = m_texts.number_of(told.village_no);
        line.village_name = m_texts.number_of(told.village_name);
    }
    line.care_case = told.id;
    line.is_case = true;
    return line;
}

bool ProvinceIndex::sees_case(const Sight& sight, const Line& line) const {
    const auto found = m_cases.find(line.care_case);
    if (line.care_case == 0 || found == m_cases.end())
        return false;
    return sight.sees_every_case || (sight.account && found->second.worker == sight.account) ||
           (sight.agency && found->second.agency == sight.agency);
}

/// Of what is shown the first record that has a value speaks: the civil register comes first. Found by what any says.
void ProvinceIndex::add(std::uint32_t entry, const registers::PersonRecord& record) {
    auto& line = m_lines[entry];
    const auto& given_name = record.value(Field::GivenName);
    const auto& surname = record.value(Field::Surname);
    m_names.add_name(entry, given_name);
    m_names.add_name(entry, surname);
    m_names.add_place(entry, record.value(Field::VillageName));
    m_names.add_number(entry, record.value(Field::CitizenId));
    m_names.add_number(entry, record.value(Field::Phone));
    if (line.initials == 0)
        line.initials = m_texts.number_of(persons::initials(given_name, surname));
    if (line.birth.is_empty())
        line.birth = record.birth_date();
    if (line.sex == 0 && !record.value(Field::Sex).empty())
        line.sex = record.value(Field::Sex).front();
    if (line.subdistrict == 0)
        line.subdistrict = number_in(record.value(Field::SubdistrictCode));
    if (line.village_no == 0)
        line.village_no = m_texts.number_of(record.value(Field::VillageNo));
    if (line.village_name == 0)
        line.village_name = m_texts.number_of(record.value(Field::VillageName));
}

FoundChild ProvinceIndex::shown(const name_search::Hit& hit, const Sight& sight) const {
    const auto& line = m_lines[hit.entry];
    FoundChild child;
    if (line.person != 0 && sight.sees_persons)
        child.person_id = persons::PersonId{line.person};
    if (sees_case(sight, line))
        child.case_id = line.care_case;
    child.initials = m_texts.text(line.initials);
    child.age = age_on(line.birth, m_as_of);
    if (line.sex != 0)
        child.sex = line.sex;
    if (line.subdistrict != 0)
        child.subdistrict_code = fmt::format("{:06}", line.subdistrict);
    child.village_no = m_texts.text(line.village_no);
    child.village_name = m_texts.text(line.village_name);
    child.likeness = hit.likeness;
    return child;
}

std::vector<FoundChild> ProvinceIndex::find(const name_search::Question& question, std::size_t count_max,
                                            const Sight& sight) const {
    const std::shared_lock lock(m_mutex);
    // The likest are asked about first: of a person and its case, whichever is found by more.
    std::unordered_set<std::int64_t> persons_shown;
    const auto may_be_shown = [&](std::uint32_t entry) {
        const auto& line = m_lines[entry];
        const bool is_seen = line.is_case ? sees_case(sight, line) : sight.sees_persons;
        return is_seen && (line.person == 0 || persons_shown.insert(line.person).second);
    };
    std::vector<FoundChild> found;
    for (const auto& hit : m_names.find(question, count_max, may_be_shown))
        found.push_back(shown(hit, sight));
    return found;
}

} // namespace samatcha::search
