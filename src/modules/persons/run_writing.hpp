#pragma once

#include "engines/linkage/linkage.hpp"
#include "modules/persons/evidence.hpp"
#include "modules/persons/known_records.hpp"
#include "modules/persons/person_identity.hpp"
#include "modules/persons/records.hpp"
#include "modules/persons/register_set.hpp"
#include "modules/persons/stored_run.hpp"
#include "modules/persons/worklist.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/vault/key_ring.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace samatcha::persons {

/// Writes what a link run found, in batches of a transaction each, none of it visible before the run is
/// complete. Where it goes on from another, only what is others than in that. Between batches it looks whether the
/// job is cancelled.
class RunWriting {
public:
    RunWriting(jobs::JobRun&, const vault::KeyRing&, const LinkRun&, const RegisterSet&, std::optional<Succession>);

    /// Gives each cluster its person, with the ids of the latest complete run where they are the same
    /// persons, and writes persons, their records and their changes.
    Result<Identities> write_persons(const linkage::Linkage&, std::span<const DecidedRecords>);
    /// Writes the links within persons with their evidence; returns the words it is told in.
    Result<EvidenceWords> write_links(const linkage::Linkage&, std::span<const std::int64_t> person_of_cluster);
    /// What people are asked about; adds to the words.
    Result<void> write_worklist(const linkage::Linkage&, const Worklist&,
                                std::span<const std::int64_t> person_of_cluster, EvidenceWords&);

    /// What is stored now; nothing more is written then.
    StoredRun stored(const EvidenceWords&) &&;

private:
    Result<RecordIdentity> identity_of(linkage::RecordRef) const;
    void carry_over();
    void find_rewritten(const linkage::Linkage&, std::span<const std::int64_t> person_of_cluster);
    bool is_rewritten(std::int64_t person) const;
    Result<void> end_what_is_others();
    Result<void> write_records();
    Result<void> write_changes(Identities&, const KnownRecords&, std::span<const DecidedRecords>);
    template <class Rows, class Write>
    Result<void> in_batches(std::string_view stage, const Rows& rows, Write write);

    jobs::JobRun& m_job;
    const vault::KeyRing& m_keys;
    const LinkRun& m_run;
    const RegisterSet& m_set;
    std::optional<Succession> m_succession;
    StoredRun m_stored; ///< As it will be.
    std::vector<StoredRecord> m_gone;
    std::vector<std::int64_t> m_rewritten; ///< Persons whose rows are written anew, in order; where the run goes on from another.
};

} // namespace samatcha::persons
