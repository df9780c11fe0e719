#include "engines/linkage/linkage_test_support.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace samatcha;
using namespace samatcha::linkage;

namespace {

SelfWeights self_weights_of(const std::vector<File>& files, const Options& options = {}) {
    const auto run = link_records(files, options);
    REQUIRE(run.has_value());
    return run->report().self_weights;
}

} // namespace

TEST_CASE("a record that says too little to be linked with its own copy is unlinkable") {
    auto registers = invented_registers(1500, 7);
    CHECK(self_weights_of(registers.files).unlinkable == 0);
    for (int i = 0; i < 40; ++i)
        for (auto& column : registers.files[1].columns)
            column.append(column.meaning() == Meaning::AreaCode ? "400101" : "");
    CHECK(self_weights_of(registers.files).unlinkable == 40);
}

TEST_CASE("a record is unlinkable by the threshold that links are held to") {
    const auto registers = invented_registers(1500, 7);
    Options strict;
    strict.threshold = 1 - 1e-12;
    const auto found = self_weights_of(registers.files, strict);
    CHECK(found.unlinkable > found.records / 2);
}

TEST_CASE("every record has its weight against itself, and the bins hold them all") {
    const auto found = self_weights_of(invented_registers(500, 3).files);
    CHECK(found.records == 2000);
    const auto sum = std::accumulate(found.histogram.begin(), found.histogram.end(), std::uint64_t{0},
                                     [](auto all, const auto& bin) { return all + bin.records; });
    CHECK(sum == found.records);
}

TEST_CASE("of very many records some are taken, at even steps") {
    const auto found = self_weights_of(invented_registers(30'000, 5).files);
    CHECK(found.records == 60'000);
}
