#include "modules/situation/change.hpp"

#include "modules/situation/estimate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace samatcha::situation {

namespace {

constexpr std::size_t reason_count = 10;

const LinkedRegister* same_register(std::span<const LinkedRegister> list, const LinkedRegister& wanted) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const LinkedRegister& r) {
        return r.identity == wanted.identity;
    });
    return found == list.end() ? nullptr : &*found;
}

const LinkedRegister* enrolled_in(const SituationParts& parts, const Standing& standing) {
    if (standing.enrolled_in < 0 || static_cast<std::size_t>(standing.enrolled_in) >= parts.registers.size())
        return nullptr;
    return &parts.registers[static_cast<std::size_t>(standing.enrolled_in)];
}

/// Of a child that stands in both situations.
ChangeReason reason_of_difference(const SituationParts& before, const Standing& was,
                                  const SituationParts& now, const Standing& is) {
    if (was.is_counted != is.is_counted)
        return is.is_counted ? ChangeReason::CameIn : ChangeReason::WentAway;
    if (was.in_window != is.in_window)
        return is.in_window > was.in_window ? ChangeReason::GrewIn : ChangeReason::GrewOut;
    if (is.contribution < was.contribution) {
        if (const auto* school = enrolled_in(now, is)) {
            const auto* earlier = same_register(before.registers, *school);
            if (!earlier)
                return ChangeReason::RegisterAdded;
            if (earlier->snapshot != school->snapshot)
                return ChangeReason::FoundInSchool;
        }
    } else if (const auto* school = enrolled_in(before, was)) {
        const auto* later = same_register(now.registers, *school);
        if (!later)
            return ChangeReason::RegisterLeftOut;
        if (later->snapshot != school->snapshot)
            return ChangeReason::LeftSchool;
    }
    return ChangeReason::LinkageChanged;
}

class PartSums {
public:
    void add(ChangeReason reason, double value) { m_sums[static_cast<std::size_t>(reason)] += value; }

    /// Whole numbers that sum to `total`: fractions go to the largest remainders, and what rounding of
    /// the two headlines leaves over to the largest part.
    std::vector<ChangePart> whole(std::int64_t total) const {
        std::array<std::int64_t, reason_count> values{};
        for (std::size_t i = 0; i < reason_count; ++i)
            values[i] = std::llround(m_sums[i]);
        const auto largest = static_cast<std::size_t>(
            std::max_element(m_sums.begin(), m_sums.end(),
                             [](double l, double r) { return std::fabs(l) < std::fabs(r); }) -
            m_sums.begin());
        values[largest] += total - std::accumulate(values.begin(), values.end(), std::int64_t{0});
        std::vector<ChangePart> parts;
        for (std::size_t i = 0; i < reason_count; ++i)
            if (values[i] != 0)
                parts.push_back({static_cast<ChangeReason>(i), values[i]});
        return parts;
    }

private:
    std::array<double, reason_count> m_sums{};
};

} // namespace

std::vector<ChangePart> change_between(const SituationParts& before, const SituationParts& now) {
    PartSums sums;
    auto was = before.persons.begin();
    auto is = now.persons.begin();
    while (was != before.persons.end() || is != now.persons.end()) {
        if (is == now.persons.end() || (was != before.persons.end() && was->person < is->person)) {
            sums.add(ChangeReason::WentAway, -static_cast<double>(was->contribution));
            ++was;
        } else if (was == before.persons.end() || is->person < was->person) {
            sums.add(ChangeReason::CameIn, static_cast<double>(is->contribution));
            ++is;
        } else {
            const double difference =
                static_cast<double>(is->contribution) - static_cast<double>(was->contribution);
            if (difference != 0)
                sums.add(reason_of_difference(before, *was, now, *is), difference);
            ++was;
            ++is;
        }
    }
    return sums.whole(now.value - before.value);
}

} // namespace samatcha::situation
