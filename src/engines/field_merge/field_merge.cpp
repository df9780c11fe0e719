#include "engines/field_merge/field_merge.hpp"

#include <algorithm>

namespace samatcha::field_merge {

namespace {

auto device_at(auto& seen, std::int64_t device) {
    return std::ranges::lower_bound(seen, device, {}, &Stamp::device);
}

bool holds(const std::vector<Version>& versions, Stamp stamp) {
    return std::ranges::binary_search(versions, stamp, {}, &Version::stamp);
}

} // namespace

bool has_seen(const Seen& seen, Stamp stamp) {
    const auto found = device_at(seen, stamp.device);
    return found != seen.end() && found->device == stamp.device && found->counter >= stamp.counter;
}

void add_seen(Seen& seen, Stamp stamp) {
    const auto found = device_at(seen, stamp.device);
    if (found == seen.end() || found->device != stamp.device)
        seen.insert(found, stamp);
    else
        found->counter = std::max(found->counter, stamp.counter);
}

bool MergedField::has_conflict() const {
    return std::ranges::any_of(
        versions, [this](const Version& one) { return one.value != versions.front().value; });
}

Record::Record(std::vector<MergedField> fields) {
    for (auto& field : fields) {
        Seen seen;
        for (const auto stamp : field.seen)
            add_seen(seen, stamp);
        for (const auto& version : field.versions)
            add_seen(seen, version.stamp);
        field.seen = std::move(seen);
        std::ranges::sort(field.versions, {}, &Version::stamp);
        merge(field);
    }
}

const MergedField* Record::field(std::string_view name) const {
    const auto found = std::ranges::lower_bound(m_fields, name, {}, &MergedField::name);
    return found != m_fields.end() && found->name == name ? &*found : nullptr;
}

bool Record::has_conflict() const {
    return std::ranges::any_of(m_fields, &MergedField::has_conflict);
}

MergedField& Record::place_of(std::string_view name) {
    auto found = std::ranges::lower_bound(m_fields, name, {}, &MergedField::name);
    if (found == m_fields.end() || found->name != name)
        found = m_fields.insert(found, {std::string(name), {}, {}});
    return *found;
}

Edit Record::written(std::string_view name, Version version) const {
    const auto* known = field(name);
    return {std::string(name), std::move(version), known ? known->seen : Seen{}};
}

void Record::apply(const Edit& edit) {
    MergedField told{edit.field, {edit.version}, edit.base};
    add_seen(told.seen, edit.version.stamp);
    merge(told);
}

/// A version stays when both have it, or when the one without has never seen it: what it has seen
/// and does not have was replaced.
void Record::merge(const MergedField& other) {
    auto& own = place_of(other.name);
    std::vector<Version> kept;
    for (const auto& version : own.versions)
        if (holds(other.versions, version.stamp) || !has_seen(other.seen, version.stamp))
            kept.push_back(version);
    for (const auto& version : other.versions)
        if (!has_seen(own.seen, version.stamp))
            kept.push_back(version);
    std::ranges::sort(kept, {}, &Version::stamp);
    own.versions = std::move(kept);
    for (const auto stamp : other.seen)
        add_seen(own.seen, stamp);
}

void Record::merge(const Record& other) {
    for (const auto& field : other.m_fields)
        merge(field);
}

} // namespace samatcha::field_merge
