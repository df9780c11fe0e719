#include "base/json.hpp"
#include "modules/access/access_log.hpp"
#include "modules/access/actions.hpp"
#include "modules/attachments/records.hpp"
#include "modules/care/actions.hpp"
#include "modules/care/actions_phone.hpp"
#include "modules/care/records_phone.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace samatcha::care {

namespace {

constexpr std::size_t field_bytes_max = 2000;
constexpr std::size_t visits_shown = 5;

/// Somebody was quicker: nobody's fault, and nothing to be refused. The phone sends again.
constexpr std::string_view quicker = "care.case_changed";

struct PhoneMendSaid {
    CaseChild before;
};
BOOST_DESCRIBE_STRUCT(PhoneMendSaid, (), (before))

std::string client_key_of(const Phone& phone, std::int64_t counter) {
    return "phone." + std::to_string(phone.id.value) + "." + std::to_string(counter);
}

std::int64_t photos_of(const Occasion& occasion, CareCaseId id) {
    return attachments::count_kept(occasion.db, occasion.province(), {"case", id.value});
}

/// Of a case with photos that the phone has not heard of, another.
std::string with_photos(const std::string& version, std::int64_t photos) {
    return photos == 0 ? version : version + "." + std::to_string(photos);
}

bool is_well_formed(const PhoneEdit& edit) {
    return edit.counter > 0 && edit.field.has_value() != edit.visit.has_value() &&
           (!edit.field ||
            (std::ranges::find(phone_fields(), edit.field->field) != phone_fields().end() &&
             edit.field->value.size() <= field_bytes_max));
}

struct Written {
    std::optional<field_merge::Stamp> stamp; ///< None: on a screen of the server's.
    Instant at;
    FieldWriting writing;
};

/// Writes into the record and the child what was written of one case, as one event.
Result<CareCase> mend_fields(const Occasion& occasion, CareCaseId id,
                             const std::vector<Written>& writings,
                             std::optional<std::string> client_key) {
    auto seen = TRY(seen_case(occasion, id));
    auto known = TRY(field_record(occasion.db, occasion.province(), occasion.keys, id));
    const auto before = TRY(child_of_case(occasion.db, occasion.province(), occasion.keys, id));
    tell_corrections(known.record, before, occasion.now);
    for (const auto& [own, at, writing] : writings) {
        const auto stamp = own.value_or(next_stamp_of_server(known.record));
        known.record.apply({writing.field,
                            {stamp, writing.value, std::min(at, occasion.now).unix_ms},
                            plausible_base(writing.base, known.record, writing.field, stamp)});
    }
    auto child = before;
    take_values(child, known.record);
    auto after = TRY(do_deed(occasion, std::move(seen.care_case), seen.part,
                             {CaseVerb::Mend,
                              json::to_text(PhoneMendSaid{before}),
                              writings.front().at,
                              std::move(client_key),
                              {},
                              {}}));
    if (child != before)
        update_child(occasion.db, occasion.province(), occasion.keys, id, child);
    if (!write_field_record(occasion.db, occasion.province(), occasion.keys, id, known))
        return failure(ErrorCode::Conflict, std::string(quicker));
    return after;
}

/// The key of the error that refuses it; empty: it was taken.
template <class Act>
Result<std::string> refusal_by(const Occasion& occasion, Act act) {
    auto outcome = database::transaction(occasion.db, act);
    if (outcome)
        return std::string();
    if (outcome.error().key == quicker)
        return Unexpected{std::move(outcome).error()};
    return outcome.error().key;
}

Result<std::string> refusal_of_fields(const Occasion& occasion, const Phone& phone, CareCaseId id,
                                      const std::vector<const PhoneEdit*>& edits) {
    std::vector<Written> writings;
    for (const auto* edit : edits)
        writings.push_back(
            {field_merge::Stamp{phone.id.value, edit->counter}, edit->written_at, *edit->field});
    return refusal_by(occasion, [&] {
        return mend_fields(occasion, id, writings, client_key_of(phone, edits.front()->counter));
    });
}

Result<std::string> refusal_of_visit(const Occasion& occasion, const Phone& phone,
                                     const PhoneEdit& edit) {
    auto visit = *edit.visit;
    visit.client_key = client_key_of(phone, edit.counter);
    visit.visited_at = edit.written_at;
    visit.version.reset(); // The visitor saw what was known when there last was a line.
    visit.child.reset();
    return refusal_by(occasion, [&] { return record_visit(occasion, edit.case_id, visit); });
}

} // namespace

HeldCases cases_for_phone(const Occasion& occasion, const Phone& phone) {
    HeldCases held;
    for (const auto& list : forms().picklists().lists)
        if (list.key == "tried")
            held.tried = list.options;
    for (const auto& one : open_cases_of(occasion.db, occasion.province(), phone.account))
        held.cases.push_back({one.id, with_photos(one.version, photos_of(occasion, one.id))});
    note_sync(occasion.db, occasion.province(), phone.id, occasion.now);
    return held;
}

Result<CasesOnPhone> read_cases_for_phone(const Occasion& occasion, const Clock& clock,
                                          const WantedCases& wanted) {
    if (wanted.case_ids.size() > cases_per_piece_max)
        return failure(ErrorCode::InvalidInput, "care.too_many_at_once",
                       {{"most", std::to_string(cases_per_piece_max)}});
    const auto& province = occasion.province();
    const auto scope = scope_of(occasion.db, occasion.actor);
    std::map<access::AccountId, std::string> names;
    const auto name_of = [&](access::AccountId account) {
        const auto found = names.find(account);
        return found != names.end()
                   ? found->second
                   : names
                         .emplace(account,
                                  account ? access::display_name(occasion.db, province, account)
                                          : "")
                         .first->second;
    };
    CasesOnPhone answer;
    for (const auto id : wanted.case_ids) {
        const auto one = find_case(occasion.db, province, id);
        if (!one || one->worker != occasion.actor.account || one->state == CaseState::Closed)
            continue; // Taken away meanwhile: the next list says so.
        auto known = TRY(field_record(occasion.db, province, occasion.keys, id));
        const auto child = TRY(child_of_case(occasion.db, province, occasion.keys, id));
        if (tell_corrections(known.record, child, occasion.now)) {
            if (!write_field_record(occasion.db, province, occasion.keys, id, known))
                return failure(ErrorCode::Conflict, std::string(quicker));
            ++known.version;
        }
        const auto photos = photos_of(occasion, id);
        CaseOnPhone shown{id,
                          with_photos(std::to_string(one->version) + "." + std::to_string(known.version), photos),
                          one->household,
                          one->subdistrict_code,
                          one->state,
                          one->due,
                          one->due_at < never ? std::optional(one->due_at) : std::nullopt,
                          one->birth_year,
                          one->sex,
                          one->is_urgent,
                          verbs_of(one->state, part_in(scope, occasion.actor.role, *one)),
                          known.record.fields(),
                          {},
                          photos};
        for (const auto& visit : visits_of_case(occasion.db, province, id, visits_shown))
            shown.visits.push_back({visit.at, name_of(visit.account), visit.verb});
        access::record_access(occasion.db, occasion.actor, clock, access::Access::CareCase,
                              one->person ? one->person->value : 0,
                              "case=" + std::to_string(id.value) + " phone");
        answer.cases.push_back(std::move(shown));
    }
    return answer;
}

Result<std::vector<TakenEdit>> take_edits(const Occasion& occasion, const Phone& phone,
                                          const PhoneEdits& sent) {
    if (sent.edits.size() > edits_at_once_max)
        return failure(ErrorCode::InvalidInput, "care.too_many_at_once",
                       {{"most", std::to_string(edits_at_once_max)}});
    const auto& province = occasion.province();
    std::map<std::int64_t, std::string> refusals; ///< By counter.
    std::vector<const PhoneEdit*> fresh;
    for (const auto& edit : sent.edits) {
        if (refusals.contains(edit.counter))
            continue;
        auto before = refusal_of(occasion.db, province, phone.id, edit.counter);
        refusals[edit.counter] = before.value_or(is_well_formed(edit) ? "" : "care.edit_wrong");
        if (!before)
            fresh.push_back(&edit);
    }
    std::map<CareCaseId, std::vector<const PhoneEdit*>> fields;
    for (const auto* edit : fresh)
        if (edit->field && refusals[edit->counter].empty())
            fields[edit->case_id].push_back(edit);
    for (const auto& [id, edits] : fields) {
        const auto refusal = TRY(refusal_of_fields(occasion, phone, id, edits));
        for (const auto* edit : edits)
            refusals[edit->counter] = refusal;
    }
    // What was corrected at the door stands before the visit that may close the case.
    for (const auto* edit : fresh)
        if (edit->visit && refusals[edit->counter].empty())
            refusals[edit->counter] = TRY(refusal_of_visit(occasion, phone, *edit));
    for (const auto* edit : fresh)
        insert_edit(occasion.db, province, occasion.keys, phone.id, *edit, refusals[edit->counter],
                    occasion.now);
    note_sync(occasion.db, province, phone.id, occasion.now);
    std::vector<TakenEdit> taken;
    for (auto& [counter, refusal] : refusals)
        taken.push_back(
            {counter, refusal.empty() ? std::nullopt : std::optional(std::move(refusal))});
    return taken;
}

Result<CaseWritings> show_writings(const Occasion& occasion, CareCaseId id) {
    const auto& province = occasion.province();
    TRY(seen_case(occasion, id));
    const auto known = TRY(field_record(occasion.db, province, occasion.keys, id));
    CaseWritings writings;
    std::set<std::int64_t> devices;
    for (const auto& field : known.record.fields())
        if (field.has_conflict()) {
            writings.conflicts.push_back(field);
            for (const auto& version : field.versions)
                devices.insert(version.stamp.device);
        }
    for (const auto device : devices) {
        const auto phone = find_phone(occasion.db, province, PhoneId{device});
        writings.writers.push_back(
            {device, phone ? access::display_name(occasion.db, province, phone->account) : ""});
    }
    for (auto& refused : TRY(refused_edits(occasion.db, province, occasion.keys, id)))
        writings.refused.push_back({access::display_name(occasion.db, province, refused.account),
                                    refused.refusal, std::move(refused.edit)});
    return writings;
}

Result<CareCase> settle_field(const Occasion& occasion, CareCaseId id,
                              const FieldWriting& writing) {
    if (!is_well_formed({1, id, occasion.now, writing, {}}))
        return failure(ErrorCode::InvalidInput, "care.edit_wrong");
    return mend_fields(occasion, id, {{std::nullopt, occasion.now, writing}}, {});
}

Result<std::string> outlines_for_phone(const Occasion& occasion, const area::Gazetteer& gazetteer) {
    const auto codes =
        subdistricts_of_open_cases(occasion.db, occasion.province(), occasion.actor.account);
    auto outlines = boost::json::parse(TRY(gazetteer.outlines(occasion.province()))).as_object();
    boost::json::array own;
    for (auto& feature : outlines["features"].as_array()) {
        auto& properties = feature.at("properties").as_object();
        const std::string code(properties.at("code").as_string());
        const auto* subdistrict = gazetteer.subdistrict(code);
        if (!subdistrict || std::ranges::find(codes, code) == codes.end())
            continue;
        properties["name_th"] = subdistrict->name_th;
        properties["name_en"] = subdistrict->name_en;
        own.push_back(std::move(feature));
    }
    outlines["features"] = std::move(own);
    return boost::json::serialize(outlines);
}

} // namespace samatcha::care
