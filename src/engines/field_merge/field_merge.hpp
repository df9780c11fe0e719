#pragma once

#include <boost/describe.hpp>

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::field_merge {

/// Names one writing: the n-th of a device. A device never uses a counter twice.
struct Stamp {
    std::int64_t device = 0;
    std::int64_t counter = 0;

    auto operator<=>(const Stamp&) const = default;
};
BOOST_DESCRIBE_STRUCT(Stamp, (), (device, counter))

/// Which writings of a field are known: of each device, all up to its counter. Sorted by device.
using Seen = std::vector<Stamp>;

bool has_seen(const Seen&, Stamp);
void add_seen(Seen&, Stamp);

/// A value of a field and its writing.
struct Version {
    Stamp stamp;
    std::string value;           ///< Opaque here.
    std::int64_t written_ms = 0; ///< By the writer's clock: to be shown, and never to decide.

    bool operator==(const Version&) const = default;
};
BOOST_DESCRIBE_STRUCT(Version, (), (stamp, value, written_ms))

/// One writing of one field as it leaves a device. The writer saw what `base` covers, and replaces
/// that.
struct Edit {
    std::string field;
    Version version;
    Seen base;

    bool operator==(const Edit&) const = default;
};
BOOST_DESCRIBE_STRUCT(Edit, (), (field, version, base))

/// What is known of one field: the versions that nobody replaced, by stamp.
struct MergedField {
    std::string name;
    std::vector<Version> versions;
    Seen seen;

    /// Two wrote different values, neither knowing of the other's.
    bool has_conflict() const;
    bool operator==(const MergedField&) const = default;
};
BOOST_DESCRIBE_STRUCT(MergedField, (), (name, versions, seen))

/// Fields by name. Two records that were told the same edits, in whatever order, are equal.
class Record {
public:
    Record() = default;
    /// Sorts what comes from outside; of two fields with one name, both are merged.
    explicit Record(std::vector<MergedField>);

    const std::vector<MergedField>& fields() const { return m_fields; }
    /// Nothing, if nobody wrote it.
    const MergedField* field(std::string_view name) const;
    bool has_conflict() const;

    /// The edit of a writer who sees this record as it is.
    Edit written(std::string_view field, Version) const;

    void apply(const Edit&);
    void merge(const MergedField&);
    void merge(const Record&);

    bool operator==(const Record&) const = default;

private:
    MergedField& place_of(std::string_view name);

    std::vector<MergedField>
        m_fields; ///< Sorted by name, each once; versions and `seen` sorted too.
};

} // namespace samatcha::field_merge
