#pragma once

#include "engines/name_search/name_index.hpp"
#include "modules/persons/actions.hpp"
#include "modules/persons/link_run.hpp"
#include "modules/search/told_cases.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace samatcha::search {

/// Somebody found, as a list shows it: initials and village until it is opened.
struct FoundChild {
    std::optional<persons::PersonId> person_id; ///< Where the asker may open the registers' records.
    std::optional<std::int64_t> case_id;        ///< Where there is a case that the asker sees.
    std::string initials;
    int age = 0; ///< On the day of the latest civil snapshot; by the year alone where no day is known.
    std::string sex;
    std::string subdistrict_code;
    std::string village_no;
    std::string village_name;
    double likeness = 0; ///< To the question, 0 to 1.
};
BOOST_DESCRIBE_STRUCT(FoundChild, (),
                      (person_id, case_id, initials, age, sex, subdistrict_code, village_no, village_name, likeness))

/// Everybody of one province who can be found, in memory: names, places and numbers as registers and cases have them, in
/// plain, gone with the process. Safe from many threads.
class ProvinceIndex {
public:
    /// Told how many of the records are read; false: stop.
    using Progress = std::function<bool(std::int64_t done, std::int64_t total)>;

    /// Reads all persons of a run. Fails as persons::read_persons does, or with Cancelled (search.stopped).
    static Result<std::shared_ptr<ProvinceIndex>> read(database::Connection&, const vault::KeyRing&, std::string_view province,
                                                       const persons::LinkRun&, const Progress&);
    /// Nobody yet, where no register was linked.
    static std::shared_ptr<ProvinceIndex> empty();

    bool knows(std::int64_t case_id, std::int64_t version) const;
    void put(const ToldCase&);

    std::vector<FoundChild> find(const name_search::Question&, std::size_t count_max, const Sight&) const;

    persons::LinkRunId run() const { return m_run; }
    bool has_cases() const;

private:
    /// What is shown of an entry.
    struct Line {
        std::int64_t person = 0; ///< 0: no register knows the child.
        std::int64_t care_case = 0;
        PartialDate birth;
        std::uint32_t initials = 0; ///< By number in the texts, as the next two.
        std::uint32_t village_no = 0;
        std::uint32_t village_name = 0;
        std::uint32_t subdistrict = 0; ///< Its code as a number.
        char sex = 0;
        bool is_case = false; ///< Found by what a case says: only by who sees the case.
    };
    /// Each once; the first is empty.
    class Texts {
    public:
        std::uint32_t number_of(std::string_view);
        const std::string& text(std::uint32_t number) const { return m_texts[number]; }

    private:
        std::vector<std::string> m_texts{""};
        std::unordered_map<std::string, std::uint32_t> m_numbers{{"", 0}};
    };

    /// A case has an entry of its own, beside its person's, so that what it was found by goes with it.
    struct Case {
        std::uint32_t entry = 0;
        std::int64_t version = 0;
        std::int64_t person = 0;
        access::AccountId worker;
        access::AgencyId agency;
        std::size_t told = 0; ///< Hash of what it is found by.
    };

    void add(std::uint32_t entry, const registers::PersonRecord&);
    std::uint32_t new_entry(const ToldCase&);
    Line* line_of_person(std::int64_t person);
    Line line_of(const ToldCase&);
    bool sees_case(const Sight&, const Line&) const;
    FoundChild shown(const name_search::Hit&, const Sight&) const;

    persons::LinkRunId m_run;
    PartialDate m_as_of;
    name_search::NameIndex m_names;
    std::vector<Line> m_lines; ///< By entry.
    Texts m_texts;
    std::unordered_map<std::int64_t, std::uint32_t> m_entry_of; ///< Of each person.
    std::unordered_map<std::int64_t, Case> m_cases;
    mutable std::shared_mutex m_mutex; ///< Of what cases change, once all persons are read.
};

} // namespace samatcha::search
