#include "modules/situation/change.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numeric>

using namespace samatcha::situation;

namespace {

Standing standing(std::int64_t person, float contribution, std::int16_t enrolled_in = -1,
                  float in_window = 1, std::uint8_t is_counted = 1) {
    return {person, contribution, in_window, enrolled_in, is_counted, 0};
}

const std::vector<LinkedRegister> two_registers{{"civil/1", 10}, {"school/2", 20}};
const std::vector<LinkedRegister> a_third{{"civil/1", 10}, {"school/2", 20}, {"school/3", 30}};
const std::vector<LinkedRegister> a_newer{{"civil/1", 10}, {"school/2", 21}};

std::vector<ChangePart> change(const std::vector<Standing>& before,
                               const std::vector<LinkedRegister>& registers_before,
                               const std::vector<Standing>& now,
                               const std::vector<LinkedRegister>& registers_now) {
    const auto total = [](const std::vector<Standing>& persons) {
        double sum = 0;
        for (const auto& p : persons)
            sum += static_cast<double>(p.contribution);
        return std::llround(sum);
    };
    return change_between({before, registers_before, total(before)}, {now, registers_now, total(now)});
}

} // namespace

TEST_CASE("a register that is linked for the first time explains the children it holds") {
    CHECK(change({standing(1, 1), standing(2, 1)}, two_registers, {standing(1, 0, 2), standing(2, 1)},
                 a_third) == std::vector<ChangePart>{{ChangeReason::RegisterAdded, -1}});
}

TEST_CASE("a newer snapshot explains who is found and who left") {
    CHECK(change({standing(1, 1), standing(2, 0, 1), standing(3, 0, 1)}, two_registers,
                 {standing(1, 0, 1), standing(2, 1), standing(3, 1)}, a_newer) ==
          std::vector<ChangePart>{{ChangeReason::FoundInSchool, -1}, {ChangeReason::LeftSchool, 2}});
}

TEST_CASE("who comes into the civil register and who goes is told apart") {
    CHECK(change({standing(1, 1)}, two_registers, {standing(2, 1), standing(3, 1)}, two_registers) ==
          std::vector<ChangePart>{{ChangeReason::CameIn, 2}, {ChangeReason::WentAway, -1}});
    CHECK(change({standing(1, 1)}, two_registers, {standing(1, 0, -1, 1, 0)}, two_registers) ==
          std::vector<ChangePart>{{ChangeReason::WentAway, -1}});
}

TEST_CASE("children grow into the window and out of it") {
    CHECK(change({standing(1, 0, -1, 0), standing(2, 1)}, two_registers,
                 {standing(1, 1), standing(2, 0, -1, 0)}, two_registers) ==
          std::vector<ChangePart>{{ChangeReason::GrewIn, 1}, {ChangeReason::GrewOut, -1}});
}

TEST_CASE("the same snapshots linked otherwise are told as such") {
    CHECK(change({standing(1, 1)}, two_registers, {standing(1, 0, 1)}, two_registers) ==
          std::vector<ChangePart>{{ChangeReason::LinkageChanged, -1}});
}

TEST_CASE("a register left out returns its children to the number") {
    CHECK(change({standing(1, 0, 2)}, a_third, {standing(1, 1)}, two_registers) ==
          std::vector<ChangePart>{{ChangeReason::RegisterLeftOut, 1}});
}

TEST_CASE("the parts sum to the change, whatever the fractions") {
    CHECK(rc::check([] {
        const auto persons = [] {
            std::vector<Standing> list;
            for (std::int64_t person = 0; person < 40; ++person)
                if (*rc::gen::inRange(0, 3) > 0)
                    list.push_back(standing(person, static_cast<float>(*rc::gen::inRange(0, 101)) / 100,
                                            static_cast<std::int16_t>(*rc::gen::inRange(-1, 3))));
            return list;
        };
        const auto before = persons();
        const auto now = persons();
        const auto value_before = *rc::gen::inRange<std::int64_t>(0, 40);
        const auto value_now = *rc::gen::inRange<std::int64_t>(0, 40);
        const auto parts = change_between({before, two_registers, value_before}, {now, a_third, value_now});
        const auto sum = std::accumulate(parts.begin(), parts.end(), std::int64_t{0},
                                         [](std::int64_t s, const ChangePart& p) { return s + p.value; });
        RC_ASSERT(sum == value_now - value_before);
    }));
}
