#include "modules/persons/worklist.hpp"

#include "base/identifier.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace samatcha::persons {

namespace {

using linkage::RecordLink;
using linkage::RecordRef;
using registers::Field;
using registers::RegisterKind;

constexpr double doubtful_from = 0.02;
constexpr double doubtful_to = 0.98;
/// A person's records that hang on a link less sure than this look suspicious.
constexpr double weak_link_below = 0.9;
constexpr std::size_t neighbours_max = 8;

struct Band {
    bool is_linked;
    double from, to;
};
/// Finer where a small share of errors is many: nearly all links are nearly sure.
constexpr std::array<Band, 7> bands{{{true, 0, 0.9},
                                     {true, 0.9, 0.99},
                                     {true, 0.99, 0.999},
                                     {true, 0.999, 1},
                                     {false, 0.1, 1},
                                     {false, 0.01, 0.1},
                                     {false, 0.001, 0.01}}};
constexpr std::size_t drawn_where_number_moves = 30;
constexpr std::size_t drawn_elsewhere = 15;

std::optional<std::size_t> band_of(bool is_linked, double probability) {
    for (std::size_t i = 0; i < bands.size(); ++i)
        if (bands[i].is_linked == is_linked && probability >= bands[i].from &&
            (probability < bands[i].to || bands[i].to == 1))
            return i;
    return std::nullopt;
}

std::uint64_t mixed(std::uint64_t x) { // splitmix64
    x += 0x9E3779B97F4A7C15U;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
}

/// A pair as the frame sees it.
struct FramePair {
    RecordRef left{}, right{};
    double weight = 0;
    double probability = 0;
    bool is_linked = false;
    bool is_decided = false; ///< Binding.
    bool is_same = false;    ///< Decided so.
    bool is_spoken_of = false;
    bool moves_number = false;
    bool has_civil = false;
    std::uint64_t lot = 0;
};

class Making {
public:
    Making(const RegisterSet& set, const linkage::Linkage& linked,
           std::span<const DecidedRecords> decided)
        : m_set(set), m_linked(linked), m_decided(decided) {
        count_clusters();
    }

    Worklist make() {
        each_pair([&](const FramePair& pair) {
            consider_doubtful(pair);
            consider_stratum(pair);
        });
        add_disputed();
        add_doubtful();
        add_suspicious();
        add_sample();
        add_neighbours();
        return std::move(m_list);
    }

private:
    RegisterKind kind(RecordRef r) const { return m_set.registers()[r.file].kind; }
    std::uint32_t cluster(RecordRef r) const { return m_linked.clusters()[r.file][r.row]; }

    void count_clusters() {
        const auto& clusters = m_linked.clusters();
        for (std::uint32_t file = 0; file < clusters.size(); ++file)
            for (const auto c : clusters[file]) {
                if (c >= m_records_of.size()) {
                    m_records_of.resize(c + std::size_t{1}, 0);
                    m_schools_of.resize(c + std::size_t{1}, 0);
                }
                ++m_records_of[c];
                m_schools_of[c] += m_set.registers()[file].kind == RegisterKind::School;
            }
    }

    /// What binds, and what was said at all: by position in m_decided, or nothing.
    const DecidedRecords* said_of(RecordRef left, RecordRef right) const {
        const auto found = std::lower_bound(
            m_decided.begin(), m_decided.end(), std::pair(left, right),
            [](const DecidedRecords& l, const auto& pair) {
                return std::tie(l.left, l.right) < std::tie(pair.first, pair.second);
            });
        return found != m_decided.end() && found->left == left && found->right == right ? &*found
                                                                                        : nullptr;
    }

    FramePair frame_pair(const RecordLink& link, bool is_linked) const {
        FramePair pair{link.left, link.right, static_cast<double>(link.weight),
                       static_cast<double>(link.probability), is_linked};
        if (const auto* said = said_of(link.left, link.right)) {
            pair.is_spoken_of = true;
            pair.is_decided =
                said->outcome == ReviewOutcome::Same || said->outcome == ReviewOutcome::Different;
            pair.is_same = said->outcome == ReviewOutcome::Same;
        }
        if (pair.is_decided) {
            const auto alone = m_linked.score(link.left, link.right);
            pair.weight = static_cast<double>(alone.weight);
            pair.probability = static_cast<double>(alone.probability);
            pair.is_linked = pair.probability >= linkage::Options{}.threshold;
        }
        const auto left = kind(link.left);
        const auto right = kind(link.right);
        pair.has_civil = left == RegisterKind::Civil || right == RegisterKind::Civil;
        if (pair.has_civil && (left == RegisterKind::School || right == RegisterKind::School)) {
            const auto civil = left == RegisterKind::Civil ? link.left : link.right;
            const bool is_one_person = cluster(link.left) == cluster(link.right);
            pair.moves_number = m_schools_of[cluster(civil)] == (is_one_person ? 1U : 0U);
        }
        pair.lot =
            mixed(std::uint64_t{m_set.registers()[link.left.file].lots[link.left.row]} << 32U |
                  m_set.registers()[link.right.file].lots[link.right.row]);
        return pair;
    }

    /// Links, and the pairs compared that are none.
    template <class Visit>
    void each_pair(Visit visit) const {
        for (const auto& link : m_linked.links())
            visit(frame_pair(link, true));
        for (const auto& pair : m_linked.pairs())
            if (cluster(pair.left) != cluster(pair.right) &&
                (pair.probability >= 0.001F || said_of(pair.left, pair.right)))
                visit(frame_pair(pair, false));
    }

    static double information(const FramePair& pair) {
        const double moves = pair.moves_number ? 1 : pair.has_civil ? 0.5 : 0.25;
        return 4 * pair.probability * (1 - pair.probability) * moves;
    }

    void consider_doubtful(const FramePair& pair) {
        if (!pair.is_spoken_of && pair.probability > doubtful_from &&
            pair.probability < doubtful_to)
            m_doubtful.push_back(pair);
    }

    void consider_stratum(const FramePair& pair) {
        const auto band = band_of(pair.is_linked, pair.probability);
        if (!band)
            return;
        const auto number = *band * 2 + (pair.moves_number ? 1 : 0);
        auto& stratum = m_strata[number];
        ++stratum.pairs;
        stratum.pairs_decided += pair.is_decided;
        stratum.pairs_same += pair.is_same;
        stratum.expected_same += pair.probability;
        auto& drawn = m_drawn[number];
        const auto wanted = pair.moves_number ? drawn_where_number_moves : drawn_elsewhere;
        drawn.push_back(pair);
        std::push_heap(drawn.begin(), drawn.end(), by_lot);
        if (drawn.size() > wanted) {
            std::pop_heap(drawn.begin(), drawn.end(), by_lot);
            drawn.pop_back();
        }
    }

    static bool by_lot(const FramePair& l, const FramePair& r) {
        return std::tie(l.lot, l.left, l.right) < std::tie(r.lot, r.left, r.right);
    }

    WorklistItem& item_of(RecordRef left, RecordRef right, double weight, double probability) {
        const auto [known, is_new] = m_items.emplace(std::pair(left, right), m_list.items.size());
        if (is_new)
            m_list.items.push_back({left, right, weight, probability, {}, {}, {}, {}, {}});
        return m_list.items[known->second];
    }

    /// What reviewers disagree about is asked again, whatever the engine thinks of it, before all others.
    void add_disputed() {
        for (const auto& one : m_decided)
            if (one.outcome == ReviewOutcome::Disputed) {
                const auto alone = m_linked.score(one.left, one.right);
                item_of(one.left, one.right, static_cast<double>(alone.weight), static_cast<double>(alone.probability))
                    .doubtful_rank = m_next_doubtful++;
            }
    }

    void add_doubtful() {
        std::sort(m_doubtful.begin(), m_doubtful.end(), [](const FramePair& l, const FramePair& r) {
            const double more = information(l);
            const double less = information(r);
            return more != less ? more > less
                                : std::tie(l.left, l.right) < std::tie(r.left, r.right);
        });
        if (m_doubtful.size() > doubtful_max)
            m_doubtful.resize(doubtful_max);
        for (const auto& pair : m_doubtful)
            item_of(pair.left, pair.right, pair.weight, pair.probability).doubtful_rank = m_next_doubtful++;
    }

    bool have_conflicting_identifiers(RecordRef left, RecordRef right) const {
        const auto l = m_set.value(left.file, Field::CitizenId, left.row);
        const auto r = m_set.value(right.file, Field::CitizenId, right.row);
        return l != r && parse_identifier(l).kind == IdentifierKind::CitizenId &&
               parse_identifier(r).kind == IdentifierKind::CitizenId;
    }

    /// Of each person one pair: the one that speaks most against her being one.
    void add_suspicious() {
        struct Suspect {
            Suspicion suspicion;
            const RecordLink* link;
        };
        std::unordered_map<std::uint32_t, Suspect> suspects;
        for (const auto& link : m_linked.links()) {
            if (said_of(link.left, link.right))
                continue;
            std::optional<Suspicion> suspicion;
            if (kind(link.left) == RegisterKind::Civil && link.left.file == link.right.file)
                suspicion = Suspicion::TwoOfOneRegister;
            else if (have_conflicting_identifiers(link.left, link.right))
                suspicion = Suspicion::IdentifiersConflict;
            else if (m_records_of[cluster(link.left)] > 2 &&
                     static_cast<double>(link.probability) < weak_link_below)
                suspicion = Suspicion::WeakestLink;
            if (!suspicion)
                continue;
            auto& suspect =
                suspects.try_emplace(cluster(link.left), Suspect{*suspicion, &link}).first->second;
            if (std::tuple(*suspicion, link.probability) <
                std::tuple(suspect.suspicion, suspect.link->probability))
                suspect = {*suspicion, &link};
        }
        std::vector<Suspect> worst;
        for (const auto& [c, suspect] : suspects)
            worst.push_back(suspect);
        std::sort(worst.begin(), worst.end(), [](const Suspect& l, const Suspect& r) {
            return std::tie(l.suspicion, l.link->probability, l.link->left, l.link->right) <
                   std::tie(r.suspicion, r.link->probability, r.link->left, r.link->right);
        });
        if (worst.size() > suspicious_max)
            worst.resize(suspicious_max);
        std::int64_t rank = 0;
        for (const auto& suspect : worst) {
            auto& item = item_of(suspect.link->left, suspect.link->right,
                                 static_cast<double>(suspect.link->weight),
                                 static_cast<double>(suspect.link->probability));
            item.suspicion = suspect.suspicion;
            item.suspicious_rank = rank++;
        }
    }

    /// One from each stratum in turn, so that whoever stops early has looked everywhere.
    void add_sample() {
        for (auto& [number, stratum] : m_strata) {
            const auto& band = bands[static_cast<std::size_t>(number / 2)];
            stratum.number = static_cast<std::int64_t>(number);
            stratum.is_linked = band.is_linked;
            stratum.moves_number = number % 2 == 1;
            stratum.probability_from = band.from;
            stratum.probability_to = band.to;
            m_list.strata.push_back(stratum);
            std::sort(m_drawn[number].begin(), m_drawn[number].end(), by_lot);
        }
        std::int64_t rank = 0;
        for (std::size_t turn = 0; turn < drawn_where_number_moves; ++turn)
            for (const auto& [number, drawn] : m_drawn)
                if (turn < drawn.size()) {
                    auto& item = item_of(drawn[turn].left, drawn[turn].right, drawn[turn].weight,
                                         drawn[turn].probability);
                    item.stratum = static_cast<std::int64_t>(number);
                    item.sample_rank = rank++;
                }
    }

    std::string address_of(RecordRef r) const {
        const auto house = m_set.value(r.file, Field::HouseNo, r.row);
        const auto place = m_set.value(r.file, Field::SubdistrictCode, r.row);
        return house.empty() || place.empty() ? std::string()
                                              : "a" + std::string(place) + "|" + std::string(house);
    }
    std::string parents_of(RecordRef r) const {
        const auto father = m_set.value(r.file, Field::FatherName, r.row);
        const auto mother = m_set.value(r.file, Field::MotherName, r.row);
        return father.empty() || mother.empty()
                   ? std::string()
                   : "p" + std::string(father) + "|" + std::string(mother);
    }

    void add_neighbours() {
        std::unordered_map<std::string, std::vector<std::size_t>> items_of;
        for (std::size_t i = 0; i < m_list.items.size(); ++i) {
            std::set<std::string> around;
            for (const auto r : {m_list.items[i].left, m_list.items[i].right})
                around.insert({address_of(r), parents_of(r)});
            for (const auto& key : around)
                if (!key.empty())
                    items_of[key].push_back(i);
        }
        std::vector<std::map<std::uint32_t, WorklistNeighbour>> found(m_list.items.size());
        const auto& clusters = m_linked.clusters();
        const auto take = [&](RecordRef r, const std::string& key, Relation relation) {
            const auto items = items_of.find(key);
            if (key.empty() || items == items_of.end())
                return;
            for (const auto i : items->second) {
                const auto& item = m_list.items[i];
                if (cluster(r) != cluster(item.left) && cluster(r) != cluster(item.right) &&
                    found[i].size() < neighbours_max)
                    found[i].try_emplace(cluster(r), WorklistNeighbour{i, r, relation});
            }
        };
        for (std::uint32_t file = 0; file < clusters.size(); ++file)
            for (std::uint32_t row = 0; row < clusters[file].size(); ++row) {
                const RecordRef r{file, row};
                take(r, parents_of(r), Relation::Parents);
                take(r, address_of(r), Relation::Address);
            }
        for (const auto& of_item : found)
            for (const auto& [c, neighbour] : of_item)
                m_list.neighbours.push_back(neighbour);
    }

    const RegisterSet& m_set;
    const linkage::Linkage& m_linked;
    std::span<const DecidedRecords> m_decided;
    std::vector<std::uint32_t> m_records_of; ///< By cluster.
    std::vector<std::uint32_t> m_schools_of;
    std::vector<FramePair> m_doubtful;
    std::int64_t m_next_doubtful = 0; ///< Rank.
    std::map<std::size_t, ReviewStratum> m_strata;
    std::map<std::size_t, std::vector<FramePair>> m_drawn;
    std::map<std::pair<RecordRef, RecordRef>, std::size_t> m_items;
    Worklist m_list;
};

} // namespace

Worklist make_worklist(const RegisterSet& set, const linkage::Linkage& linked,
                       std::span<const DecidedRecords> decided) {
    return Making(set, linked, decided).make();
}

} // namespace samatcha::persons
