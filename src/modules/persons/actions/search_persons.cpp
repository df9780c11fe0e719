#include "modules/persons/actions.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/run_writing.hpp"
#include "modules/persons/search_key.hpp"
#include "modules/registers/snapshot_reading.hpp"

#include <algorithm>
#include <map>

namespace samatcha::persons {

namespace {

using registers::Field;

constexpr std::int64_t persons_per_word_max = 5000;
constexpr std::size_t opened_max = 150; ///< Records are opened for these only.
constexpr std::size_t shown_max = 50;

/// How near a way of writing is to the word: as written, same sound, one letter apart.
double nearness(char kind) { return kind == '=' ? 1.0 : kind == '~' ? 0.8 : 0.5; }

/// Under which stored keys a key that is asked for may stand: one letter too many in the question is
/// the whole sound of the name, one too few a shortened one.
std::vector<std::string> stored_forms(const std::string& key) {
    if (key.front() == '=')
        return {key};
    return {"~" + key.substr(1), "-" + key.substr(1)};
}

/// The words that may be meant, each with how near it is.
std::map<std::int64_t, double> words_meant(database::Connection& connection, const vault::KeyRing& keys,
                                           std::string_view province, LinkRunId run,
                                           std::string_view asked) {
    std::map<std::int64_t, double> words;
    const auto identifier = parse_identifier(asked);
    if (identifier.kind != IdentifierKind::None && identifier.value.size() >= 6) {
        words[search_digest(keys, province, identifier_word(identifier.value))] = 1;
        if (identifier.kind != IdentifierKind::Other && identifier.kind != IdentifierKind::Passport)
            return words;
    }
    for (const auto& key : search_keys(asked))
        for (const auto& form : stored_forms(key)) {
            const auto near = std::min(nearness(key.front()), nearness(form.front()));
            for (const auto word : words_of_key(connection, province, run,
                                                search_digest(keys, province, form)))
                words[word] = std::max(words[word], near);
        }
    return words;
}

/// Persons by how many of the asked words they have, and how near, the best first.
std::vector<PersonId> candidates(database::Connection& connection, const vault::KeyRing& keys,
                                 std::string_view province, LinkRunId run,
                                 const std::vector<std::string>& asked) {
    std::map<PersonId, double> scores;
    for (const auto& word : asked) {
        std::vector<std::pair<double, std::int64_t>> meant;
        for (const auto& [digest, near] : words_meant(connection, keys, province, run, word))
            meant.emplace_back(near, digest);
        std::sort(meant.rbegin(), meant.rend());
        std::map<PersonId, double> best;
        for (const auto& [near, digest] : meant) {
            if (best.size() >= static_cast<std::size_t>(persons_per_word_max) * 2)
                break;
            for (const auto person :
                 persons_of_word(connection, province, run, digest, persons_per_word_max))
                best.try_emplace(person, near); // nearest words come first
        }
        for (const auto& [person, near] : best)
            scores[person] += near;
    }
    std::vector<std::pair<double, PersonId>> order;
    for (const auto& [person, score] : scores)
        order.emplace_back(-score, person);
    std::sort(order.begin(), order.end());
    std::vector<PersonId> persons;
    for (std::size_t i = 0; i < order.size() && i < opened_max; ++i)
        persons.push_back(order[i].second);
    return persons;
}

/// Of each asked word the likeness to its likest name or number, averaged.
double likeness_to(const registers::PersonRecord& record, const std::vector<std::string>& asked) {
    double sum = 0;
    for (const auto& word : asked) {
        const auto plain = plain_name(word);
        const auto identifier = parse_identifier(word);
        double best = !identifier.value.empty() && identifier.value == record.value(Field::CitizenId) ? 1 : 0;
        for (const auto field : {Field::GivenName, Field::Surname})
            best = std::max(best, likeness(plain, plain_name(record.value(field))));
        sum += best;
    }
    return asked.empty() ? 0 : sum / static_cast<double>(asked.size());
}

} // namespace

Result<std::vector<FoundPerson>> search_persons(database::Connection& connection,
                                                const vault::KeyRing& keys, std::string_view province,
                                                std::string_view question) {
    const auto asked = search_words(question);
    if (asked.empty())
        return failure(ErrorCode::InvalidInput, "persons.question_empty");
    const auto run = latest_complete_link_run(connection, province);
    if (!run)
        return failure(ErrorCode::NotFound, "persons.no_link_run");
    std::vector<FoundPerson> found;
    for (const auto id : candidates(connection, keys, province, run->id, asked)) {
        FoundPerson person{id, 0, {}};
        for (const auto& row : records_of_person(connection, province, run->id, id)) {
            const auto snapshot =
                std::find_if(run->snapshots.begin(), run->snapshots.end(),
                             [&](const LinkedSnapshot& s) { return s.snapshot_id == row.snapshot; });
            auto record =
                TRY(registers::person_record(connection, keys, province, row.snapshot, row.row_no));
            person.likeness = std::max(person.likeness, likeness_to(record, asked));
            if (snapshot != run->snapshots.end())
                person.records.push_back({*snapshot, std::move(record)});
        }
        found.push_back(std::move(person));
    }
    std::stable_sort(found.begin(), found.end(), [](const FoundPerson& l, const FoundPerson& r) {
        return l.likeness > r.likeness;
    });
    if (found.size() > shown_max)
        found.erase(found.begin() + shown_max, found.end());
    return found;
}

} // namespace samatcha::persons
