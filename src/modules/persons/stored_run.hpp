#pragma once

#include "engines/linkage/linkage_index.hpp"
#include "modules/persons/link_run.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace samatcha::persons {

/// What is stored of a record, beside its evidence.
struct StoredRecord {
    std::int64_t person = 0;
    std::int64_t record_no = 0;         ///< 0: not stored yet.
    std::int64_t fingerprint = 0;       ///< 0: nothing in the record to know it again by.
};

/// What is stored of a run: with it the next one, which goes on from it, writes only what is others then.
struct StoredRun {
    LinkRunId began_with;
    std::vector<std::vector<StoredRecord>> records; ///< By register and row.
    std::int64_t records_numbered = 0;
    std::vector<std::string> evidence_words;
    static auto parts(auto& own) { return std::tie(own.began_with, own.records, own.records_numbered, own.evidence_words); }
};

/// How a run came out of the one before it.
struct Succession {
    StoredRun before;
    std::vector<LinkedSnapshot> snapshots_before;
    std::vector<linkage::LinkageIndex::Replacement> replacements;
    linkage::LinkageIndex::Change change;
};

} // namespace samatcha::persons
