#pragma once

#include "engines/linkage/linkage_index.hpp"
#include "modules/persons/link_run.hpp"
#include "modules/persons/register_set.hpp"
#include "modules/persons/stored_run.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::persons {

/// What a link run leaves in memory for the next, so that only new records are opened and linked.
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

/// The last run of each province. Names in plain: they are in memory only and gone with the process, as
/// what a run reads is while it runs.
class KeptRuns {
public:
    /// A run of more records is not kept: it would take memory that others need.
    static constexpr std::size_t records_max = 1'500'000;

    /// What is taken is kept no longer: a run that fails leaves nothing.
    std::optional<KeptRun> take(std::string_view province);
    void keep(std::string_view province, KeptRun&&);

private:
    std::mutex m_mutex;
    std::map<std::string, KeptRun, std::less<>> m_runs;
};

} // namespace samatcha::persons
