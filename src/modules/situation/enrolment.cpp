#include "modules/situation/enrolment.hpp"

#include "modules/situation/record_facts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace samatcha::situation {

namespace {

using linkage::RecordLink;
using linkage::RecordRef;

/// A pair less probable than this moves no number that anyone sees.
constexpr float candidate_probability_min = 1e-4F;
/// A record that only a chain of others ties to a civil record.
constexpr float probability_by_chain = 0.5F;

/// Everything by record, records counted through all registers.
class Records {
public:
    Records(const Definition& rules, const persons::RegisterSet& set, const LinkedRecords& linked)
        : m_clusters(linked.clusters) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < set.registers().size(); ++i) {
            m_facts.emplace_back(rules, set, i);
            m_offsets.push_back(size);
            size += set.rows(i);
        }
        for (const auto& file : linked.clusters)
            for (const auto cluster : file)
                m_cluster_count = std::max<std::size_t>(m_cluster_count, cluster + std::size_t{1});
        m_with_civil.assign(size, 0);
    }

    const RecordFacts& facts(RecordRef r) const { return m_facts[r.file]; }
    std::span<const RecordFacts> facts() const { return m_facts; }
    std::uint32_t cluster(RecordRef r) const { return m_clusters[r.file][r.row]; }
    std::size_t cluster_count() const { return m_cluster_count; }
    bool is_enrolment(RecordRef r) const { return facts(r).is_enrolment(r.row); }

    /// Probability that the record belongs to a civil record of its own cluster.
    float& with_civil(RecordRef r) { return m_with_civil[m_offsets[r.file] + r.row]; }
    float with_civil(RecordRef r) const { return m_with_civil[m_offsets[r.file] + r.row]; }

    template <class Visit>
    void each(Visit visit) const {
        for (std::uint32_t file = 0; file < m_clusters.size(); ++file)
            for (std::uint32_t row = 0; row < m_clusters[file].size(); ++row)
                visit(RecordRef{file, row});
    }

private:
    std::span<const std::vector<std::uint32_t>> m_clusters;
    std::vector<RecordFacts> m_facts;
    std::vector<std::size_t> m_offsets;
    std::vector<float> m_with_civil;
    std::size_t m_cluster_count = 0;
};

void raise(float& to, float value) { to = std::max(to, value); }

/// Ties records to civil ones: first by their own links, then by way of one record between.
void tie_to_civil(Records& records, std::span<const RecordLink> links) {
    records.each([&](RecordRef r) {
        if (records.facts(r).is_civil())
            records.with_civil(r) = 1;
    });
    const auto within = [&](const RecordLink& link) {
        return records.cluster(link.left) == records.cluster(link.right);
    };
    for (const auto& link : links)
        if (within(link) && records.facts(link.left).is_civil() != records.facts(link.right).is_civil())
            raise(records.with_civil(records.facts(link.left).is_civil() ? link.right : link.left),
                  link.probability);
    std::vector<std::pair<RecordRef, float>> by_way;
    for (const auto& link : links) {
        if (!within(link) || records.facts(link.left).is_civil() || records.facts(link.right).is_civil())
            continue;
        by_way.emplace_back(link.left, link.probability * records.with_civil(link.right));
        by_way.emplace_back(link.right, link.probability * records.with_civil(link.left));
    }
    for (const auto& [record, probability] : by_way)
        raise(records.with_civil(record), probability);
}

/// What one cluster holds.
struct Cluster {
    RecordRef civil{};
    RecordRef enrolment{};
    bool has_civil = false;
    bool has_enrolment = false;
    bool has_civil_status = false; ///< A valid citizen number, in whichever register.
    std::int16_t other_file = -1;  ///< A register that is neither civil nor of education.
    bool has_two_others = false;
    float not_enrolled = 1;        ///< Probability that no enrolment is this person's.
    float no_civil_record = 1;     ///< Of a cluster without one: that it misses none.
    float best_enrolment = -1;
    std::int16_t reason = -1;
};

std::vector<Cluster> clusters_of(const Definition& rules, const Records& records) {
    std::vector<Cluster> clusters(records.cluster_count());
    records.each([&](RecordRef r) {
        auto& cluster = clusters[records.cluster(r)];
        const auto& facts = records.facts(r);
        if (facts.is_civil() && !cluster.has_civil) {
            cluster.civil = r;
            cluster.has_civil = true;
        }
        // A reason for which a person is not counted outweighs one that is only shown.
        const auto reason = facts.reason(r.row);
        const auto counts_out = [&](std::int16_t i) {
            return i >= 0 && rules.reasons[static_cast<std::size_t>(i)].effect == ReasonEffect::NotCounted;
        };
        if (cluster.reason < 0 || (counts_out(reason) && !counts_out(cluster.reason)))
            cluster.reason = reason;
        if (!facts.is_civil() && facts.has_civil_status(r.row))
            cluster.has_civil_status = true;
        if (!facts.is_civil() && !facts.is_education()) {
            const auto file = static_cast<std::int16_t>(r.file);
            cluster.has_two_others |= cluster.other_file >= 0 && cluster.other_file != file;
            cluster.other_file = file;
        }
    });
    records.each([&](RecordRef r) {
        if (!records.is_enrolment(r))
            return;
        auto& cluster = clusters[records.cluster(r)];
        const float tied = records.with_civil(r) > 0 ? records.with_civil(r) : probability_by_chain;
        cluster.not_enrolled *= cluster.has_civil ? 1 - tied : 0;
        if (!cluster.has_enrolment || tied > cluster.best_enrolment) {
            cluster.enrolment = r;
            cluster.best_enrolment = tied;
        }
        cluster.has_enrolment = true;
    });
    return clusters;
}

/// A link that was not accepted, between a cluster that lacks a record and one that may be it.
struct Candidate {
    std::uint32_t cluster = 0;
    RecordRef record{};
    float probability = 0;
};

/// Of the candidates of a cluster, each record counts once, by its most probable pair.
template <class Apply>
void apply_candidates(std::vector<Candidate>& candidates, Apply apply) {
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& l, const Candidate& r) {
        return std::tie(l.cluster, l.record, r.probability) < std::tie(r.cluster, r.record, l.probability);
    });
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (i == 0 || candidates[i].cluster != candidates[i - 1].cluster ||
            candidates[i].record != candidates[i - 1].record)
            apply(candidates[i]);
}

void add_candidates(std::vector<Cluster>& clusters, const Records& records,
                    std::span<const RecordLink> pairs) {
    std::vector<Candidate> enrolments;
    std::vector<Candidate> civil_records;
    const auto consider = [&](RecordRef mine, RecordRef other, float probability) {
        const auto& cluster = clusters[records.cluster(mine)];
        const auto& others = clusters[records.cluster(other)];
        const float tied = cluster.has_civil ? records.with_civil(mine) : 1.0F;
        const float free = others.has_civil ? 1 - records.with_civil(other) : 1.0F;
        if (!cluster.has_enrolment && records.is_enrolment(other) && (cluster.has_civil || others.has_civil))
            enrolments.push_back({records.cluster(mine), other, probability * tied * free});
        if (!cluster.has_civil && records.facts(other).is_civil())
            civil_records.push_back({records.cluster(mine), other, probability});
    };
    for (const auto& pair : pairs) {
        if (pair.probability < candidate_probability_min ||
            records.cluster(pair.left) == records.cluster(pair.right))
            continue;
        consider(pair.left, pair.right, pair.probability);
        consider(pair.right, pair.left, pair.probability);
    }
    apply_candidates(enrolments, [&](const Candidate& c) {
        auto& cluster = clusters[c.cluster];
        cluster.not_enrolled *= 1 - c.probability;
        if (c.probability > cluster.best_enrolment) {
            cluster.best_enrolment = c.probability;
            cluster.enrolment = c.record;
        }
    });
    apply_candidates(civil_records, [&](const Candidate& c) {
        clusters[c.cluster].no_civil_record *= 1 - c.probability;
    });
}

/// Of what the engine made of a pair, what the pair itself says, whatever the share of matches.
double likelihood_ratio(float probability, double match_share) {
    const double p = std::min(0.999999, static_cast<double>(probability));
    return p / (1 - p) * (1 - match_share) / match_share;
}

/// Of two clusters without a civil record, what is to be taken off the count if they are one person: the
/// one in no school; of two such, the later.
struct LeftOverPair {
    std::uint32_t off = 0;
    std::uint32_t other = 0;
    friend auto operator<=>(const LeftOverPair&, const LeftOverPair&) = default;
};

/// Persons without a civil record have few numbers in common, so links among them are missed more often
/// than the engine, which learns from everybody, expects. How often is estimated among them alone
/// (ADR 0008): a cluster in no school may be one of the pupils without a civil record, or the same
/// person as another in no school.
void take_off_missed(std::vector<Cluster>& clusters, const Records& records, const LinkedRecords& linked,
                     const std::vector<bool>& is_of_age) {
    struct Kind {
        std::map<LeftOverPair, float> best; ///< By the most probable pair of their records.
        double linked = 0;
        double others = 0;
    };
    Kind pupils;
    Kind doubles;
    for (const auto& pair : linked.pairs) {
        LeftOverPair two{records.cluster(pair.left), records.cluster(pair.right)};
        if (two.off == two.other || clusters[two.off].has_civil || clusters[two.other].has_civil)
            continue;
        const bool is_pupil = clusters[two.off].has_enrolment;
        if (is_pupil || (!clusters[two.other].has_enrolment && two.off < two.other))
            std::swap(two.off, two.other);
        if (clusters[two.off].has_enrolment || !is_of_age[two.off])
            continue;
        auto& kind = clusters[two.other].has_enrolment ? pupils : doubles;
        raise(kind.best.try_emplace(two, 0.0F).first->second, pair.probability);
    }
    std::vector<std::uint32_t> left_over;
    for (std::uint32_t i = 0; i < clusters.size(); ++i) {
        const auto& cluster = clusters[i];
        if (cluster.has_civil || !is_of_age[i])
            continue;
        auto& kind = cluster.has_enrolment ? pupils : doubles;
        ++kind.others;
        if (cluster.has_civil_status)
            continue;
        kind.linked += cluster.has_enrolment ? cluster.other_file >= 0 : cluster.has_two_others;
        if (!cluster.has_enrolment)
            left_over.push_back(i);
    }
    for (const auto* kind : {&pupils, &doubles}) {
        std::vector<double> ratios(clusters.size(), 0.0);
        for (const auto& [two, probability] : kind->best)
            ratios[two.off] += likelihood_ratio(probability, linked.match_share) / std::max(1.0, kind->others);
        std::vector<double> theirs;
        for (const auto i : left_over)
            theirs.push_back(ratios[i]);
        const auto missed = p_missed(theirs, kind->linked);
        for (std::size_t i = 0; i < left_over.size(); ++i)
            clusters[left_over[i]].not_enrolled *= static_cast<float>(1 - missed[i]);
    }
}

/// What the civil record leaves open, other records of the cluster may say.
void complete(Child& child, const Records& records, RecordRef r) {
    const auto& facts = records.facts(r);
    const auto birth_date = facts.birth_date(r.row);
    if (!child.birth_date.is_complete() &&
        (child.birth_date.year_ce == 0 || birth_date.year_ce == child.birth_date.year_ce) &&
        (birth_date.is_complete() || child.birth_date.year_ce == 0))
        child.birth_date = birth_date;
    if (child.sex == 0)
        child.sex = facts.sex(r.row);
    if (child.subdistrict == 0)
        child.subdistrict = facts.subdistrict(r.row);
    if (child.citizenship == Citizenship::Unknown)
        child.citizenship = facts.citizenship(r.row);
}

/// Expected links between civil records and those of registers that `is_other` takes which no scored
/// pair holds.
template <class IsOther>
double missed_beyond(const Records& records, const LinkedRecords& linked, IsOther&& is_other) {
    std::vector<double> scored(records.facts().size() * records.facts().size(), 0.0);
    const auto at = [&](std::uint32_t left, std::uint32_t right) -> double& {
        return scored[left * records.facts().size() + right];
    };
    for (const auto& pair : linked.pairs)
        if (pair.probability < 0.5F)
            at(pair.left.file, pair.right.file) += pair.probability;
    double missed = 0;
    for (const auto& report : linked.file_pairs) {
        const auto& left = records.facts()[report.left];
        const auto& right = records.facts()[report.right];
        if ((left.is_civil() && is_other(right)) || (is_other(left) && right.is_civil()))
            missed += std::max(0.0, report.expected_missed - at(report.left, report.right));
    }
    return missed;
}

bool in_window(const Definition& rules, const PartialDate& birth, const PartialDate& as_of) {
    double share = 0;
    for (const auto& s : age_shares(birth, as_of))
        if (s.age >= rules.age_from && s.age <= rules.age_to)
            share += s.share;
    return share >= 0.5;
}

/// Distinct persons of the age window in each register.
std::vector<std::int64_t> persons_by_register(const Definition& rules, const Records& records,
                                              const PartialDate& as_of) {
    std::vector<std::int64_t> counts(records.facts().size(), 0);
    std::vector<std::uint32_t> last_seen(records.cluster_count(), 0); // register number + 1
    records.each([&](RecordRef r) {
        auto& seen = last_seen[records.cluster(r)];
        if (seen == r.file + 1 || !in_window(rules, records.facts(r).birth_date(r.row), as_of))
            return;
        seen = r.file + 1;
        ++counts[r.file];
    });
    return counts;
}

} // namespace

LinkedChildren children_of(const Definition& rules, const persons::RegisterSet& set,
                           const LinkedRecords& linked, const PartialDate& as_of,
                           std::span<const std::int64_t> person_of_cluster) {
    Records records(rules, set, linked);
    tie_to_civil(records, linked.links);
    auto clusters = clusters_of(rules, records);
    add_candidates(clusters, records, linked.pairs);

    std::vector<Child> persons(clusters.size());
    records.each([&](RecordRef r) {
        const auto& cluster = clusters[records.cluster(r)];
        if (!cluster.has_civil || cluster.civil == r)
            complete(persons[records.cluster(r)], records, r);
    });
    records.each([&](RecordRef r) { complete(persons[records.cluster(r)], records, r); });
    std::vector<bool> is_of_age;
    for (const auto& person : persons)
        is_of_age.push_back(in_window(rules, person.birth_date, as_of));
    take_off_missed(clusters, records, linked, is_of_age);

    LinkedChildren result;
    for (std::uint32_t i = 0; i < clusters.size(); ++i) {
        const auto& cluster = clusters[i];
        auto& child = persons[i];
        child.person = person_of_cluster.empty() ? i : person_of_cluster[i];
        child.reason = cluster.reason;
        child.p_enrolled = 1 - static_cast<double>(cluster.not_enrolled);
        if (cluster.best_enrolment >= 0) {
            const auto r = cluster.enrolment;
            child.enrolment = records.facts(r).enrolment(r.row);
            child.enrolled_in = static_cast<std::int16_t>(r.file);
        }
        if (cluster.has_civil) {
            result.children.push_back(child);
            result.clusters.push_back(i);
        } else if (!cluster.has_civil_status) {
            result.without_civil_status.push_back(
                {child.birth_date, cluster.no_civil_record, child.p_enrolled, cluster.has_enrolment});
            result.their_clusters.push_back(i);
        }
    }
    result.persons_by_register = persons_by_register(rules, records, as_of);
    result.missed_beyond_candidates =
        missed_beyond(records, linked, [](const auto& facts) { return facts.is_education(); });
    result.civil_missed_beyond_candidates = missed_beyond(
        records, linked, [](const auto& facts) { return !facts.is_civil() && !facts.is_education(); });
    return result;
}

} // namespace samatcha::situation
