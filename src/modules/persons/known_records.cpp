#include "modules/persons/known_records.hpp"

#include "base/identifier.hpp"
#include "modules/persons/records.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>
#include <utility>

namespace samatcha::persons {

namespace {

using registers::Field;
using PersonsByFingerprint = std::vector<std::pair<std::int64_t, std::int64_t>>;

std::int64_t digest_64(const vault::BlindIndex& index) {
    std::int64_t digest = 0;
    std::memcpy(&digest, index.data(), sizeof digest);
    return digest;
}

/// Sorts by fingerprint and leaves out those that two persons share: they tell nobody again.
void keep_telling(PersonsByFingerprint& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    PersonsByFingerprint telling;
    telling.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool same_before = i > 0 && list[i - 1].first == list[i].first;
        const bool same_after = i + 1 < list.size() && list[i + 1].first == list[i].first;
        if (!same_before && !same_after && list[i].first != 0)
            telling.push_back(list[i]);
    }
    list = std::move(telling);
}

/// New records that are recognisably those of persons whose records are gone.
template <class IsNew>
void add_known_again(const StoredRun& now, Clusters clusters, PersonsByFingerprint gone, const IsNew& is_new,
                     std::vector<KnownRecord>& known) {
    keep_telling(gone);
    for (std::uint32_t i = 0; i < clusters.size(); ++i)
        for (std::uint32_t row = 0; row < clusters[i].size(); ++row) {
            if (!is_new(i, row))
                continue;
            const auto fingerprint = now.records[i][row].fingerprint;
            const auto found = std::lower_bound(gone.begin(), gone.end(), std::pair(fingerprint, std::int64_t{0}));
            if (found != gone.end() && found->first == fingerprint)
                known.push_back({clusters[i][row], found->second, {i, row}});
        }
}

} // namespace

std::int64_t fingerprint_of(const vault::KeyRing& keys, std::string_view province, const RegisterSet& set,
                            std::size_t register_number, std::size_t row) {
    const auto value = [&](Field field) { return set.value(register_number, field, row); };
    const auto number = value(Field::CitizenId);
    std::string text = json::enum_name(set.registers()[register_number].kind);
    if (parse_identifier(number).kind == IdentifierKind::CitizenId) {
        text += "|#";
        text += number;
    } else if (!value(Field::GivenName).empty()) {
        for (const auto field : {Field::GivenName, Field::Surname, Field::BirthDate}) {
            text += '|';
            text += value(field);
        }
    } else {
        return 0;
    }
    return digest_64(keys.blind_index(province, "person_fingerprint", text));
}

KnownRecords known_in_memory(const Succession& succession, const RegisterSet& set, const StoredRun& now,
                             std::span<const StoredRecord> gone_records, Clusters clusters) {
    KnownRecords all;
    all.of_same_snapshots =
        succession.replacements.empty() && succession.before.records.size() == set.registers().size();
    for (std::uint32_t i = 0; i < clusters.size(); ++i)
        for (std::uint32_t row = 0; row < clusters[i].size(); ++row)
            if (const auto& record = now.records[i][row]; record.record_no != 0)
                all.records.push_back({clusters[i][row], record.person, {i, row}});
    PersonsByFingerprint gone;
    for (const auto& record : gone_records)
        gone.emplace_back(record.fingerprint, record.person);
    add_known_again(now, clusters, std::move(gone),
                    [&](std::uint32_t i, std::uint32_t row) { return now.records[i][row].record_no == 0; }, all.records);
    return all;
}

KnownRecords known_in_database(database::Connection& connection, std::string_view province, const RegisterSet& set,
                               const StoredRun& now, Clusters clusters) {
    const auto earlier = latest_complete_link_run(connection, province);
    if (!earlier)
        return {};
    std::unordered_map<std::int64_t, std::size_t> register_of_snapshot;
    for (std::size_t i = 0; i < set.registers().size(); ++i)
        register_of_snapshot.emplace(set.registers()[i].snapshot.value, i);
    std::vector<std::uint8_t> stood_before(set.registers().size(), 0);
    for (const auto& snapshot : earlier->snapshots)
        if (const auto found = register_of_snapshot.find(snapshot.snapshot_id.value);
            found != register_of_snapshot.end())
            stood_before[found->second] = 1;

    KnownRecords all;
    all.of_same_snapshots =
        earlier->snapshots.size() == set.registers().size() &&
        std::all_of(stood_before.begin(), stood_before.end(), [](std::uint8_t stood) { return stood != 0; });
    PersonsByFingerprint gone;
    each_person_record(connection, province, earlier->id, [&](const PersonRecordRow& row) {
        const auto found = register_of_snapshot.find(row.snapshot.value);
        if (found == register_of_snapshot.end()) {
            gone.emplace_back(row.fingerprint, row.person.value);
            return;
        }
        const auto& numbers = set.registers()[found->second].row_numbers;
        const auto at = std::lower_bound(numbers.begin(), numbers.end(), row.row_no);
        const auto place = static_cast<std::size_t>(at - numbers.begin());
        if (at != numbers.end() && *at == row.row_no)
            all.records.push_back({clusters[found->second][place], row.person.value,
                                   {static_cast<std::uint32_t>(found->second), static_cast<std::uint32_t>(place)}});
    });
    add_known_again(now, clusters, std::move(gone), [&](std::uint32_t i, std::uint32_t) { return stood_before[i] == 0; },
                    all.records);
    return all;
}

} // namespace samatcha::persons
