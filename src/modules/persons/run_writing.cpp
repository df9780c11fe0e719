#include "modules/persons/run_writing.hpp"

#include "base/identifier.hpp"
#include "modules/persons/records_review.hpp"
#include "modules/persons/search_key.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

namespace samatcha::persons {

namespace {

using registers::Field;

constexpr std::size_t rows_per_batch = 20'000;

std::int64_t digest_64(const vault::BlindIndex& index) {
    std::int64_t digest = 0;
    std::memcpy(&digest, index.data(), sizeof digest);
    return digest;
}

std::string kind_word(registers::RegisterKind kind) { return json::enum_name(kind); }

/// Sorts by fingerprint and leaves out those that two persons share: they tell nobody again.
void keep_telling(std::vector<std::pair<std::int64_t, std::int64_t>>& persons_by_fingerprint) {
    auto& list = persons_by_fingerprint;
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    std::vector<std::pair<std::int64_t, std::int64_t>> telling;
    telling.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool same_before = i > 0 && list[i - 1].first == list[i].first;
        const bool same_after = i + 1 < list.size() && list[i + 1].first == list[i].first;
        if (!same_before && !same_after && list[i].first != 0)
            telling.push_back(list[i]);
    }
    list = std::move(telling);
}

} // namespace

std::int64_t search_digest(const vault::KeyRing& keys, std::string_view province, std::string_view text) {
    return digest_64(keys.blind_index(province, "person_search", text));
}

std::string identifier_word(std::string_view normalised_identifier) {
    return "#" + std::string(normalised_identifier);
}

RunWriting::RunWriting(jobs::JobRun& job, const vault::KeyRing& keys, const LinkRun& run,
                       const RegisterSet& set)
    : m_job(job), m_keys(keys), m_run(run), m_set(set) {}

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

/// By a valid citizen number, else by name and birth date: what the next snapshot most likely repeats.
std::vector<std::int64_t> RunWriting::fingerprints_of(std::size_t register_number) const {
    const auto rows = m_set.rows(register_number);
    const auto kind = kind_word(m_set.registers()[register_number].kind);
    std::vector<std::int64_t> fingerprints(rows, 0);
    std::string text;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto value = [&](Field field) { return m_set.value(register_number, field, row); };
        const auto number = value(Field::CitizenId);
        text = kind;
        if (parse_identifier(number).kind == IdentifierKind::CitizenId) {
            text += "|#";
            text += number;
        } else if (!value(Field::GivenName).empty()) {
            for (const auto field : {Field::GivenName, Field::Surname, Field::BirthDate}) {
                text += '|';
                text += value(field);
            }
        } else {
            continue;
        }
        fingerprints[row] = digest_64(m_keys.blind_index(m_job.province(), "person_fingerprint", text));
    }
    return fingerprints;
}

RunWriting::KnownRecords
RunWriting::known_records(std::span<const std::vector<std::uint32_t>> clusters,
                          const std::vector<std::vector<std::int64_t>>& fingerprints) {
    auto connection = m_job.database().connection();
    const auto earlier = latest_complete_link_run(*connection, m_job.province());
    if (!earlier)
        return {};
    std::unordered_map<std::int64_t, std::size_t> register_of_snapshot;
    for (std::size_t i = 0; i < m_set.registers().size(); ++i)
        register_of_snapshot.emplace(m_set.registers()[i].snapshot.value, i);
    std::vector<std::uint8_t> stood_before(m_set.registers().size(), 0);
    for (const auto& snapshot : earlier->snapshots)
        if (const auto found = register_of_snapshot.find(snapshot.snapshot_id.value);
            found != register_of_snapshot.end())
            stood_before[found->second] = 1;

    KnownRecords all;
    all.of_same_snapshots =
        earlier->snapshots.size() == m_set.registers().size() &&
        std::all_of(stood_before.begin(), stood_before.end(), [](std::uint8_t stood) { return stood != 0; });
    auto& known = all.records;
    std::vector<std::pair<std::int64_t, std::int64_t>> persons_by_fingerprint;
    each_person_record(*connection, m_job.province(), earlier->id, [&](const PersonRecordRow& row) {
        const auto found = register_of_snapshot.find(row.snapshot.value);
        if (found == register_of_snapshot.end()) {
            persons_by_fingerprint.emplace_back(row.fingerprint, row.person.value);
            return;
        }
        const auto& numbers = m_set.registers()[found->second].row_numbers;
        const auto at = std::lower_bound(numbers.begin(), numbers.end(), row.row_no);
        const auto place = static_cast<std::size_t>(at - numbers.begin());
        if (at != numbers.end() && *at == row.row_no)
            known.push_back({clusters[found->second][place], row.person.value,
                             {static_cast<std::uint32_t>(found->second), static_cast<std::uint32_t>(place)}});
    });
    keep_telling(persons_by_fingerprint);
    for (std::size_t i = 0; i < fingerprints.size(); ++i) {
        for (std::size_t row = 0; !stood_before[i] && row < fingerprints[i].size(); ++row) {
            const auto found =
                std::lower_bound(persons_by_fingerprint.begin(), persons_by_fingerprint.end(),
                                 std::pair(fingerprints[i][row], std::int64_t{0}));
            if (found != persons_by_fingerprint.end() && found->first == fingerprints[i][row])
                known.push_back({clusters[i][row], found->second,
                                 {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(row)}});
        }
    }
    return all;
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
    std::vector<std::vector<std::int64_t>> fingerprints;
    for (std::size_t i = 0; i < m_set.registers().size(); ++i)
        fingerprints.push_back(fingerprints_of(i));
    std::uint32_t count = 0;
    for (const auto& file : clusters)
        for (const auto cluster : file)
            count = std::max(count, cluster + 1);
    std::vector<std::int64_t> new_persons;
    const auto known = known_records(clusters, fingerprints);
    auto identities = inherit_identities(count, known.records, [&] {
        new_persons.push_back(new_id());
        return new_persons.back();
    });

    std::vector<PersonRecordRow> rows;
    rows.reserve(m_set.rows());
    for (std::size_t i = 0; i < clusters.size(); ++i)
        for (std::size_t row = 0; row < clusters[i].size(); ++row)
            rows.push_back({{identities.person_of_cluster[clusters[i][row]]},
                            m_set.registers()[i].snapshot,
                            m_set.registers()[i].row_numbers[row],
                            fingerprints[i][row]});
    std::sort(rows.begin(), rows.end(), [](const PersonRecordRow& l, const PersonRecordRow& r) {
        return std::tie(l.person, l.snapshot, l.row_no) < std::tie(r.person, r.snapshot, r.row_no);
    });
    TRY(in_batches("storing", new_persons, [&](database::Connection& connection, auto batch) {
        persons::write_persons(connection, m_job.province(), m_run.id, batch);
    }));
    TRY(in_batches("storing", rows, [&](database::Connection& connection, auto batch) {
        write_person_records(connection, m_job.province(), m_run.id, batch);
    }));
    TRY(write_changes(identities, known, decided));
    return identities;
}

Result<EvidenceWords> RunWriting::write_links(const linkage::Linkage& linked,
                                              std::span<const std::int64_t> person_of_cluster) {
    const auto& clusters = linked.clusters();
    const auto& links = linked.links();
    const auto cluster = [&](linkage::RecordRef r) { return clusters[r.file][r.row]; };
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < links.size(); ++i)
        if (cluster(links[i].left) == cluster(links[i].right))
            order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::uint32_t l, std::uint32_t r) {
        const auto key = [&](std::uint32_t i) {
            const auto& link = links[i];
            return std::tuple(person_of_cluster[cluster(link.left)], link.left, link.right);
        };
        return key(l) < key(r);
    });
    EvidenceWords words;
    std::vector<RecordLinkRow> batch_rows;
    TRY(in_batches("storing", order, [&](database::Connection& connection, auto batch) {
        batch_rows.clear();
        for (const auto i : batch) {
            const auto& link = links[i];
            const auto& left = m_set.registers()[link.left.file];
            const auto& right = m_set.registers()[link.right.file];
            batch_rows.push_back({{person_of_cluster[cluster(link.left)]},
                                  left.snapshot,
                                  left.row_numbers[link.left.row],
                                  right.snapshot,
                                  right.row_numbers[link.right.row],
                                  static_cast<double>(link.weight),
                                  static_cast<double>(link.probability),
                                  words.pack(linked.evidence(link.left, link.right))});
        }
        write_record_links(connection, m_job.province(), m_run.id, batch_rows);
    }));
    return words;
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

Result<void> RunWriting::write_search_keys(std::span<const std::vector<std::uint32_t>> clusters,
                                           std::span<const std::int64_t> person_of_cluster) {
    std::vector<PersonWordRow> person_words;
    std::vector<SearchKeyRow> search_keys_rows;
    const auto digest = [&](std::string_view text) {
        return search_digest(m_keys, m_job.province(), text);
    };
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        for (const auto field : {Field::GivenName, Field::Surname, Field::CitizenId}) {
            const auto* column = m_set.column(i, field);
            if (!column)
                continue;
            std::vector<std::int64_t> word_of_code(column->distinct(), 0);
            for (std::uint32_t code = 1; code < column->distinct(); ++code) {
                if (field == Field::CitizenId) {
                    word_of_code[code] = digest(identifier_word(column->text(code)));
                    continue;
                }
                const auto keys = search_keys(column->text(code));
                if (keys.empty())
                    continue;
                word_of_code[code] = digest(keys.front());
                for (const auto& key : keys)
                    search_keys_rows.push_back({digest(key), word_of_code[code]});
            }
            for (std::size_t row = 0; row < clusters[i].size(); ++row)
                if (const auto word = word_of_code[column->codes()[row]]; word != 0)
                    person_words.push_back({word, person_of_cluster[clusters[i][row]]});
        }
    }
    const auto sort_unique = [](auto& rows) {
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    };
    sort_unique(person_words);
    sort_unique(search_keys_rows);
    TRY(in_batches("indexing", search_keys_rows, [&](database::Connection& connection, auto batch) {
        persons::write_search_keys(connection, m_job.province(), m_run.id, batch);
    }));
    return in_batches("indexing", person_words, [&](database::Connection& connection, auto batch) {
        write_person_words(connection, m_job.province(), m_run.id, batch);
    });
}

} // namespace samatcha::persons
