#include "modules/persons/run_writing.hpp"

#include "modules/persons/records_review.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace samatcha::persons {

namespace {

constexpr std::size_t rows_per_batch = 20'000;

} // namespace

RunWriting::RunWriting(jobs::JobRun& job, const vault::KeyRing& keys, const LinkRun& run, const RegisterSet& set,
                       std::optional<Succession> succession)
    : m_job(job), m_keys(keys), m_run(run), m_set(set), m_succession(std::move(succession)) {
    m_stored.began_with = run.began_with;
    for (std::size_t i = 0; i < set.registers().size(); ++i)
        m_stored.records.emplace_back(set.rows(i));
    if (m_succession)
        carry_over();
}

/// What is stored of the records that stay.
void RunWriting::carry_over() {
    auto& before = m_succession->before;
    m_stored.records_numbered = before.records_numbered;
    std::vector<const linkage::LinkageIndex::Replacement*> replacement_of(before.records.size(), nullptr);
    for (const auto& replacement : m_succession->replacements)
        replacement_of[replacement.file] = &replacement;
    for (std::size_t i = 0; i < before.records.size(); ++i) {
        if (!replacement_of[i]) {
            m_stored.records[i] = before.records[i];
            continue;
        }
        std::vector<bool> stays(before.records[i].size(), false);
        const auto& rows = replacement_of[i]->rows;
        for (std::size_t row = 0; row < rows.size(); ++row)
            if (rows[row] != linkage::LinkageIndex::Replacement::is_added) {
                m_stored.records[i][row] = before.records[i][rows[row]];
                stays[rows[row]] = true;
            }
        for (std::size_t row = 0; row < stays.size(); ++row)
            if (!stays[row])
                m_gone.push_back(before.records[i][row]);
    }
}

template <class Rows, class Write>
Result<void> RunWriting::in_batches(std::string_view stage, const Rows& rows, Write write) {
    auto connection = m_job.database().connection();
    const std::span all(rows);
    for (std::size_t at = 0; at < all.size(); at += rows_per_batch) {
        if (m_job.is_cancelled())
            return jobs::cancelled();
        write(*connection, all.subspan(at, std::min(rows_per_batch, all.size() - at)));
        m_job.report(stage, static_cast<std::int64_t>(at), static_cast<std::int64_t>(all.size()));
    }
    return {};
}

/// Gives each change its reason and writes it with the records that went.
Result<void> RunWriting::write_changes(Identities& identities, const KnownRecords& known,
                                       std::span<const DecidedRecords> decided) {
    std::set<linkage::RecordRef> spoken_of;
    for (const auto& pair : binding({decided.begin(), decided.end()}))
        spoken_of.insert({pair.left, pair.right});
    std::map<std::pair<std::int64_t, std::int64_t>, PersonChange*> change_of;
    for (auto& change : identities.changes) {
        change.reason = known.of_same_snapshots ? ChangeReason::Evidence : ChangeReason::Registers;
        change_of.emplace(std::pair(change.person, change.other), &change);
    }
    std::vector<MovedRecordRow> moved;
    for (const auto& record : known.records) {
        const auto now = identities.person_of_cluster[record.cluster];
        const auto change = change_of.find({record.person, now});
        if (change == change_of.end())
            continue;
        if (spoken_of.contains(record.record))
            change->second->reason = ChangeReason::Review;
        const auto identity = TRY(identity_of(record.record));
        if (identity.key != 0)
            moved.push_back({record.person, now, identity});
    }
    const auto order = [](const MovedRecordRow& r) { return std::tie(r.person, r.other, r.record); };
    std::sort(moved.begin(), moved.end(), [&](const auto& l, const auto& r) { return order(l) < order(r); });
    moved.erase(std::unique(moved.begin(), moved.end(),
                            [&](const auto& l, const auto& r) { return order(l) == order(r); }),
                moved.end());
    TRY(in_batches("storing", identities.changes, [&](database::Connection& connection, auto batch) {
        write_person_changes(connection, m_job.province(), m_run.id, batch);
    }));
    return in_batches("storing", moved, [&](database::Connection& connection, auto batch) {
        write_moved_records(connection, m_job.province(), m_run.id, batch);
    });
}

Result<Identities> RunWriting::write_persons(const linkage::Linkage& linked,
                                             std::span<const DecidedRecords> decided) {
    const auto& clusters = linked.clusters();
    for (std::size_t i = 0; i < m_stored.records.size(); ++i)
        for (std::size_t row = 0; row < m_stored.records[i].size(); ++row)
            if (auto& record = m_stored.records[i][row]; record.record_no == 0)
                record.fingerprint = fingerprint_of(m_keys, m_job.province(), m_set, i, row);
    std::vector<std::int64_t> new_persons;
    const auto known = m_succession ? known_in_memory(*m_succession, m_set, m_stored, m_gone, clusters)
                                    : known_in_database(*m_job.database().connection(), m_job.province(), m_set, m_stored, clusters);
    auto identities = inherit_identities(linked.report().clusters, known.records, [&] {
        new_persons.push_back(new_id());
        return new_persons.back();
    });
    {
        auto connection = m_job.database().connection();
        set_beginning(*connection, m_job.province(), m_run);
    }
    TRY(in_batches("storing", new_persons, [&](database::Connection& connection, auto batch) {
        persons::write_persons(connection, m_job.province(), m_run.id, batch);
    }));
    if (m_succession)
        find_rewritten(linked, identities.person_of_cluster);
    for (std::size_t i = 0; i < clusters.size(); ++i)
        for (std::size_t row = 0; row < clusters[i].size(); ++row)
            m_stored.records[i][row].person = identities.person_of_cluster[clusters[i][row]];
    TRY(end_what_is_others());
    TRY(write_records());
    TRY(write_changes(identities, known, decided));
    return identities;
}

/// Persons who lose or gain a record or a link, or who are others than before.
void RunWriting::find_rewritten(const linkage::Linkage& linked, std::span<const std::int64_t> person_of_cluster) {
    const auto& clusters = linked.clusters();
    for (const auto& record : m_gone)
        m_rewritten.push_back(record.person);
    for (std::size_t i = 0; i < clusters.size(); ++i)
        for (std::size_t row = 0; row < clusters[i].size(); ++row) {
            const auto& record = m_stored.records[i][row];
            const auto person = person_of_cluster[clusters[i][row]];
            if (record.person == person)
                continue;
            m_rewritten.push_back(person);
            if (record.record_no != 0)
                m_rewritten.push_back(record.person);
        }
    for (const auto cluster : m_succession->change.clusters)
        m_rewritten.push_back(person_of_cluster[cluster]);
    for (const auto* links : {&m_succession->change.links_gone, &m_succession->change.links_new})
        for (const auto& link : *links)
            for (const auto side : {link.left, link.right})
                m_rewritten.push_back(person_of_cluster[clusters[side.file][side.row]]);
    std::sort(m_rewritten.begin(), m_rewritten.end());
    m_rewritten.erase(std::unique(m_rewritten.begin(), m_rewritten.end()), m_rewritten.end());
}

bool RunWriting::is_rewritten(std::int64_t person) const {
    return !m_succession || std::binary_search(m_rewritten.begin(), m_rewritten.end(), person);
}

/// Rows of persons that are written anew, and places in snapshots that newer ones have replaced.
Result<void> RunWriting::end_what_is_others() {
    if (!m_succession)
        return {};
    TRY(in_batches("storing", m_rewritten, [&](database::Connection& connection, auto batch) {
        end_rows_of_persons(connection, m_job.province(), m_run, batch);
    }));
    for (const auto& replacement : m_succession->replacements) {
        std::vector<std::int64_t> persons;
        for (const auto& record : m_stored.records[replacement.file])
            persons.push_back(record.person);
        std::sort(persons.begin(), persons.end());
        TRY(in_batches("storing", persons, [&](database::Connection& connection, auto batch) {
            end_records_of_snapshot(connection, m_job.province(), m_run,
                                    m_succession->snapshots_before[replacement.file].snapshot_id, batch);
        }));
    }
    return {};
}

Result<void> RunWriting::write_records() {
    std::vector<bool> is_replaced(m_stored.records.size(), false);
    if (m_succession)
        for (const auto& replacement : m_succession->replacements)
            is_replaced[replacement.file] = true;
    std::vector<PersonRecordRow> rows;
    for (std::size_t i = 0; i < m_stored.records.size(); ++i)
        for (std::size_t row = 0; row < m_stored.records[i].size(); ++row) {
            auto& record = m_stored.records[i][row];
            if (record.record_no == 0)
                record.record_no = ++m_stored.records_numbered;
            if (is_replaced[i] || is_rewritten(record.person))
                rows.push_back({{record.person}, record.record_no, m_set.registers()[i].snapshot,
                                m_set.registers()[i].row_numbers[row], record.fingerprint});
        }
    std::sort(rows.begin(), rows.end(), [](const PersonRecordRow& l, const PersonRecordRow& r) {
        return std::tie(l.person, l.record_no) < std::tie(r.person, r.record_no);
    });
    return in_batches("storing", rows, [&](database::Connection& connection, auto batch) {
        write_person_records(connection, m_job.province(), m_run, batch);
    });
}

Result<EvidenceWords> RunWriting::write_links(const linkage::Linkage& linked,
                                              std::span<const std::int64_t> person_of_cluster) {
    const auto& clusters = linked.clusters();
    const auto& links = linked.links();
    const auto cluster = [&](linkage::RecordRef r) { return clusters[r.file][r.row]; };
    std::vector<bool> is_written(person_of_cluster.size());
    for (std::size_t c = 0; c < person_of_cluster.size(); ++c)
        is_written[c] = is_rewritten(person_of_cluster[c]);
    const auto record_no = [&](linkage::RecordRef r) { return m_stored.records[r.file][r.row].record_no; };
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < links.size(); ++i)
        if (cluster(links[i].left) == cluster(links[i].right) && is_written[cluster(links[i].left)])
            order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::uint32_t l, std::uint32_t r) {
        const auto key = [&](std::uint32_t i) {
            const auto& link = links[i];
            return std::tuple(person_of_cluster[cluster(link.left)], record_no(link.left), record_no(link.right));
        };
        return key(l) < key(r);
    });
    EvidenceWords words(m_succession ? m_succession->before.evidence_words : std::vector<std::string>());
    std::vector<RecordLinkRow> batch_rows;
    TRY(in_batches("storing", order, [&](database::Connection& connection, auto batch) {
        batch_rows.clear();
        for (const auto i : batch) {
            const auto& link = links[i];
            batch_rows.push_back({{person_of_cluster[cluster(link.left)]}, record_no(link.left), record_no(link.right),
                                  static_cast<double>(link.weight), static_cast<double>(link.probability),
                                  words.pack(linked.evidence(link.left, link.right))});
        }
        write_record_links(connection, m_job.province(), m_run, batch_rows);
    }));
    return words;
}

StoredRun RunWriting::stored(const EvidenceWords& words) && {
    m_stored.evidence_words = words.words();
    return std::move(m_stored);
}

Result<RecordIdentity> RunWriting::identity_of(linkage::RecordRef r) const {
    const auto& source = m_set.registers()[r.file];
    auto connection = m_job.database().connection();
    const auto record = TRY(registers::person_record(*connection, m_keys, m_job.province(), source.snapshot,
                                                     source.row_numbers[r.row]));
    return persons::identity_of(m_keys, m_job.province(), source.kind, m_run.snapshots[r.file].agency_id, record);
}

Result<void> RunWriting::write_worklist(const linkage::Linkage& linked, const Worklist& list,
                                        std::span<const std::int64_t> person_of_cluster, EvidenceWords& words) {
    const auto person = [&](linkage::RecordRef r) {
        return PersonId{person_of_cluster[linked.clusters()[r.file][r.row]]};
    };
    const auto& sources = m_set.registers();
    std::vector<ReviewItem> items;
    std::vector<ReviewItemId> ids; // by number in the list; 0: a record nobody could know again
    for (const auto& one : list.items) {
        const auto left = TRY(identity_of(one.left)).key;
        const auto right = TRY(identity_of(one.right)).key;
        ids.emplace_back();
        if (left == 0 || right == 0)
            continue;
        ReviewItem item;
        item.id = {new_id()};
        item.left_snapshot = sources[one.left.file].snapshot;
        item.left_row_no = sources[one.left.file].row_numbers[one.left.row];
        item.right_snapshot = sources[one.right.file].snapshot;
        item.right_row_no = sources[one.right.file].row_numbers[one.right.row];
        item.left_person = person(one.left);
        item.right_person = person(one.right);
        item.low_key = std::min(left, right);
        item.high_key = std::max(left, right);
        item.weight = one.weight;
        item.probability = one.probability;
        item.doubtful_rank = one.doubtful_rank;
        item.suspicious_rank = one.suspicious_rank;
        item.suspicion = one.suspicion;
        item.sample_rank = one.sample_rank;
        item.stratum = one.stratum;
        auto evidence = linked.evidence(one.left, one.right);
        // What was decided is told apart, and only to those who have decided themselves.
        std::erase_if(evidence, [](const linkage::Evidence& e) { return e.field == "review"; });
        item.evidence = words.pack(evidence);
        ids.back() = item.id;
        items.push_back(std::move(item));
    }
    std::vector<ReviewNeighbour> neighbours;
    for (const auto& one : list.neighbours)
        if (ids[one.item])
            neighbours.push_back({ids[one.item], person(one.record),
                                  sources[one.record.file].snapshot,
                                  sources[one.record.file].row_numbers[one.record.row], one.relation});
    TRY(in_batches("storing", items, [&](database::Connection& connection, auto batch) {
        write_review_items(connection, m_job.province(), m_run.id, batch);
    }));
    TRY(in_batches("storing", neighbours, [&](database::Connection& connection, auto batch) {
        write_review_neighbours(connection, m_job.province(), m_run.id, batch);
    }));
    return in_batches("storing", list.strata, [&](database::Connection& connection, auto batch) {
        write_review_strata(connection, m_job.province(), m_run.id, batch);
    });
}

} // namespace samatcha::persons
