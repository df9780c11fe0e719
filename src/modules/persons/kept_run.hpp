#pragma once

#include "engines/linkage/linkage_index.hpp"
#include "modules/persons/link_run.hpp"
#include "modules/persons/register_set.hpp"
#include "modules/persons/stored_run.hpp"
#include "platform/vault/sealed_store.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::persons {

/// What a link run leaves for the next, so that only new records are opened and linked.
struct KeptRun {
    LinkRunId run;
    std::vector<LinkedSnapshot> snapshots; ///< In the order of the index's files.
    RegisterSet set;
    linkage::LinkageIndex index;
    StoredRun stored;
    /// By register and row, as identity_key_of(): which of the records people have spoken of.
    std::vector<std::vector<std::int64_t>> identity_keys;
    ReviewTeaches review_teaches = ReviewTeaches::No;
};

/// A snapshot of this run that is of the same agency's register as one of the last run that is no longer chosen: next
/// term's file. By the place of the older one among KeptRun::snapshots.
std::map<std::size_t, LinkedSnapshot> successors(const std::vector<LinkedSnapshot>& before, const LinkRun&);

/// Beyond so many records, since the model was learnt, it is learnt anew.
bool has_grown_too_much(const linkage::LinkageIndex&, std::int64_t records_with_all_that_are_gone);

/// Why this run cannot be added to what the last complete one left; nothing if it can.
std::optional<AnewReason> why_anew(const std::optional<KeptRun>&, const std::optional<LinkRun>& last, const LinkRun&,
                                   ReviewTeaches);

/// The last run of each province, on the disk beside the database: one file a province, sealed, for names stand in it.
/// No backup takes it along, as all that is in it can be made again.
class KeptRuns {
public:
    /// Told of what is not used, or not written, and why.
    using Log = std::function<void(std::string_view event, std::string_view province, std::string_view why)>;
    /// Makes the folder. The keys must outlive it.
    KeptRuns(std::filesystem::path folder, const vault::KeyRing&, Log);

    /// Nothing where there is none, or where it is of another run than `last` or another build of the program, or damaged:
    /// that the log is told.
    std::optional<KeptRun> find(std::string_view province, LinkRunId last) const;

    /// Writes it beside what is there, and says whether the disk took it; publish() then puts it in its place at once.
    bool write(std::string_view province, const KeptRun&) const;
    void publish(std::string_view province) const;

    /// What a file of the folder is sealed for, told by its name (vault::SealedStore).
    static std::optional<std::string> context_of_file(const std::string& filename);

private:
    vault::SealedStore m_files;
    Log m_log;
};

} // namespace samatcha::persons
