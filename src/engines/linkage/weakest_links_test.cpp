#include "engines/linkage/weakest_links.hpp"

#include "engines/linkage/linkage_test_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace samatcha;
using namespace samatcha::linkage;

namespace {

/// Four records of each person, some of them doubtful.
Linkage linked_twice() {
    auto registers = invented_registers(400, 17);
    const auto more = invented_registers(400, 17);
    for (const auto& file : more.files) {
        registers.files.push_back(file);
        registers.files.back().name += "2";
    }
    Options options;
    options.task = Task::LinkAndDeduplicate;
    return std::move(link_records(registers.files, options)).value();
}

} // namespace

TEST_CASE("a loose cluster is told by its least sure link, the loosest first, at any number of threads") {
    const auto linked = linked_twice();
    struct Known {
        std::uint32_t records = 0;
        float least = 1;
    };
    std::map<std::uint32_t, Known> known;
    for (const auto& file : linked.clusters())
        for (const auto cluster : file)
            ++known[cluster].records;
    for (const auto& link : linked.links()) {
        auto& least = known[linked.clusters()[link.left.file][link.left.row]].least;
        least = std::min(least, link.probability);
    }
    const auto loose = loose_clusters(linked, 1);
    CHECK(loose.size() > 5);
    CHECK(static_cast<std::ptrdiff_t>(loose.size()) ==
          std::count_if(known.begin(), known.end(), [](const auto& one) { return one.second.records > 2 && one.second.least < loose_below; }));
    for (const auto& one : loose) {
        CHECK(one.records == known[one.cluster].records);
        CHECK(one.link.probability == known[one.cluster].least);
        CHECK(linked.clusters()[one.link.right.file][one.link.right.row] == one.cluster);
    }
    CHECK(std::is_sorted(loose.begin(), loose.end(), [](const LooseCluster& x, const LooseCluster& y) {
        return x.link.probability < y.link.probability;
    }));
    const auto side_by_side = loose_clusters(linked, 4);
    REQUIRE(side_by_side.size() == loose.size());
    for (std::size_t i = 0; i < loose.size(); ++i)
        CHECK(side_by_side[i].cluster == loose[i].cluster);
}

TEST_CASE("of two records that are linked neither hangs together loosely: their one link says it all") {
    Options options;
    options.threads = 2;
    const auto linked = std::move(link_records(invented_registers(1500, 7).files, options)).value();
    CHECK(std::any_of(linked.links().begin(), linked.links().end(), [](const RecordLink& link) { return link.probability < loose_below; }));
    for (const auto& loose : loose_clusters(linked, 1))
        CHECK(loose.records > 2);
}
