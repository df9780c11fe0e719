// What a LinkageIndex is written as. What takes longer to read than to make from the rest is made again: probabilities,
// what the model's levels weigh.
#include "engines/linkage/linkage_impl.hpp"
#include "engines/linkage/linkage_index.hpp"

#include <algorithm>
#include <cassert>
#include <span>
#include <utility>
#include <vector>

namespace samatcha::linkage {

namespace {

/// A link or pair in half the bytes; its probability follows from its weight.
struct PackedLink {
    std::uint32_t left, right;
    float weight;
};

constexpr std::size_t links_of_a_piece = 1U << 16U;
constexpr std::uint8_t flag_one_to_one = 1;
constexpr std::uint8_t flag_by_closure = 2;

} // namespace

void LinkageIndex::write(ValueWriter& writer) const {
    const auto& run = *m_linkage.m_impl;
    assert(run.records.encoded.empty());
    std::apply([&](const auto&... own) { writer.write(own...); }, parts(*this));
    writer.write(run.records, run.comparer, run.places, run.model, run.report, run.missed_unmet, run.missed_below,
                 *run.blocking, run.above, run.clusters);
    std::vector<PackedLink> packed;
    const auto write_packed = [&](const std::vector<RecordLink>& links) {
        writer.write(std::uint64_t{links.size()});
        for (std::size_t begin = 0; begin < links.size(); begin += links_of_a_piece) {
            packed.clear();
            for (const auto& link : std::span(links).subspan(begin, std::min(links_of_a_piece, links.size() - begin)))
                packed.push_back({run.number(link.left), run.number(link.right), link.weight});
            writer.write(packed);
        }
    };
    write_packed(run.links);
    write_packed(run.pairs);
    std::vector<std::uint8_t> flags;
    for (const auto& link : run.links)
        flags.push_back(static_cast<std::uint8_t>((link.one_to_one ? flag_one_to_one : 0) | (link.by_closure ? flag_by_closure : 0)));
    writer.write(flags);
}

std::optional<LinkageIndex> LinkageIndex::read(ValueReader& reader, unsigned threads) {
    LinkageIndex index{Linkage(nullptr)};
    Records records;
    std::apply([&](auto&... own) { reader.read(own...); }, parts(index));
    reader.read(records);
    if (!reader.is_good())
        return {};
    index.m_threads = std::max(1U, threads);
    index.m_linkage.m_impl = std::make_unique<Linkage::Impl>(std::move(records));
    auto& run = *index.m_linkage.m_impl;
    run.blocking.emplace(run.records, PairScope{index.m_task}, index.m_threads);
    reader.read(run.comparer, run.places, run.model, run.report, run.missed_unmet, run.missed_below, *run.blocking, run.above,
                run.clusters);
    std::vector<PackedLink> packed;
    const auto read_packed = [&](std::vector<RecordLink>& links) {
        std::uint64_t count = 0;
        reader.read(count);
        links.reserve(reader.is_good() ? count + count / 8 : 0);
        while (reader.is_good() && links.size() < count) {
            reader.read(packed);
            for (std::size_t i = 0; i < packed.size() && reader.is_good(); ++i)
                links.push_back(run.link(packed[i].left, packed[i].right, packed[i].weight));
        }
    };
    read_packed(run.links);
    read_packed(run.pairs);
    std::vector<std::uint8_t> flags;
    reader.read(flags);
    if (!reader.is_good())
        return {};
    for (std::size_t i = 0; i < run.links.size(); ++i) {
        run.links[i].one_to_one = (flags[i] & flag_one_to_one) != 0;
        run.links[i].by_closure = (flags[i] & flag_by_closure) != 0;
    }
    auto scorer = Scorer::create(run.comparer, run.model);
    auto decided = run.decided_inside(index.m_decided);
    if (!scorer || !decided)
        return {};
    run.scorer = *std::move(scorer);
    run.decided = *std::move(decided);
    return index;
}

} // namespace samatcha::linkage
