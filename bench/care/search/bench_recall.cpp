// How often is a child among the first five when the name is typed badly? Children and errors of `samatcha generate`:
// everybody is indexed as the registers have them (with the registers' own errors), then somebody types the right name
// with an error in it. Prints what an entry takes in memory, what building and asking cost, and the recall.
#include "engines/name_search/name_index.hpp"
#include "engines/population/misspelling.hpp"
#include "engines/population/register_row.hpp"
#include "modules/area/gazetteer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string>
#include <unordered_map>
#include <vector>

using namespace samatcha;

namespace {

struct Sought {
    std::uint32_t entry = 0;
    std::string given_name;
    std::string surname;
};

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

population::Plan plan_for(const area::Gazetteer& gazetteer, std::uint32_t children) {
    population::Plan plan;
    plan.province = "40";
    plan.province_name = gazetteer.province("40")->name_th;
    for (const auto& subdistrict : gazetteer.subdistricts("40"))
        plan.places.push_back({subdistrict.code, subdistrict.name_th, gazetteer.district(subdistrict.district)->name_th,
                               subdistrict.postcode});
    plan.children = children;
    return plan;
}

/// One question for each child sought, by the way it errs.
struct Manner {
    const char* name;
    bool given_name_errs, surname_errs;
};
constexpr Manner manners[] = {{"an error in the given name", true, false},
                              {"an error in the surname", false, true},
                              {"an error in each", true, true}};

} // namespace

int main(int argc, char** argv) {
    const auto children = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 1'000'000);
    const auto questions = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 5'000);
    const auto gazetteer = area::Gazetteer::load();
    const auto population = population::Population::create(plan_for(gazetteer, children)).value();

    name_search::NameIndex index;
    std::vector<Sought> sought;
    std::unordered_map<std::uint32_t, std::uint32_t> entry_of;
    std::uint64_t records = 0;
    population::Random random(7);
    double making = 0;
    double indexing = 0;
    for (std::uint32_t h = 0; h < population.household_count(); ++h) {
        const auto begun = processor_seconds();
        const auto household = population.household(h);
        const auto rows = population::rows_about(population, household);
        const auto made = processor_seconds();
        making += made - begun;
        for (const auto& row : rows) {
            const auto entry = entry_of.try_emplace(row.person, static_cast<std::uint32_t>(entry_of.size())).first->second;
            index.add_name(entry, row.given.thai);
            index.add_name(entry, row.surname.thai);
            index.add_number(entry, row.citizen_id);
            index.add_number(entry, row.phone);
            if (row.source == population::Register::Civil)
                index.add_place(entry, population.village_name(row.address));
            ++records;
        }
        indexing += processor_seconds() - made;
        for (const auto& child : household.children)
            if (const auto found = entry_of.find(child.key);
                found != entry_of.end() && child.origin == population::Origin::Thai && random.chance(2.0 * questions / children))
                sought.push_back({found->second, child.given.thai, child.surname.thai});
    }
    const auto begun = processor_seconds();
    index.settle(static_cast<std::uint32_t>(entry_of.size()));
    indexing += processor_seconds() - begun;
    fmt::print("{} children, {} records, {} distinct words; indexed in {:.1f} s of processor time (made in {:.1f} s)\n",
               entry_of.size(), records, index.words(), indexing, making);
    fmt::print("{} bytes a child\n", index.bytes() / entry_of.size());

    sought.resize(std::min<std::size_t>(sought.size(), questions));
    bool is_met = true;
    for (const auto& manner : manners) {
        std::size_t first = 0;
        std::size_t of_five = 0;
        std::vector<double> costs;
        for (const auto& child : sought) {
            auto typed = manner.given_name_errs ? population::misspelt(random, child.given_name) : child.given_name;
            typed += " " + (manner.surname_errs ? population::misspelt(random, child.surname) : child.surname);
            const auto asked = std::chrono::steady_clock::now();
            const auto hits = index.find(name_search::understood(typed), 5, [](std::uint32_t) { return true; });
            costs.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - asked).count());
            const auto at = std::find_if(hits.begin(), hits.end(), [&](const auto& hit) { return hit.entry == child.entry; });
            first += !hits.empty() && at == hits.begin();
            of_five += at != hits.end();
        }
        std::sort(costs.begin(), costs.end());
        const auto share = [&](std::size_t n) { return 100.0 * static_cast<double>(n) / static_cast<double>(sought.size()); };
        fmt::print("{:<28} first {:5.1f} %, in the first five {:5.1f} %   median {:.2f} ms, p95 {:.2f} ms, longest {:.1f} ms\n",
                   manner.name, share(first), share(of_five), costs[costs.size() / 2], costs[costs.size() * 95 / 100],
                   costs.back());
        is_met = is_met && share(of_five) >= 95;
    }
    return is_met ? 0 : 1;
}
