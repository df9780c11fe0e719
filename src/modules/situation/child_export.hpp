#pragma once

#include "base/messages.hpp"
#include "modules/access/actor.hpp"
#include "modules/area/gazetteer.hpp"
#include "modules/situation/records.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/vault/sealed_store.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace samatcha::situation {

using ExportId = Id<struct ExportTag>;

/// writing -> complete -> removed, or failed, cancelled. Only a complete one is a file.
BOOST_DEFINE_ENUM_CLASS(ExportState, Writing, Complete, Failed, Cancelled, Removed)
BOOST_DEFINE_ENUM_CLASS(ExportFormat, Csv, Xlsx)

/// A file of the list of children, for the account that asked for it and for nobody else.
struct ChildExport {
    ExportId id;
    SituationId situation_id;
    jobs::JobId job_id;
    ExportState state = ExportState::Writing;
    ExportFormat format = ExportFormat::Csv;
    Language language = Language::Thai;
    ListFilter filter;
    ListSort sort = ListSort::Certainty;
    access::Purpose purpose = access::Purpose::None;
    access::AccountId created_by;
    Instant created_at;
    std::optional<Instant> finished_at;
    std::int64_t children = 0; ///< How many are in it.
};

inline constexpr std::string_view export_job_kind = "export";

/// How long a file is kept: it is there to be fetched, not to be stored.
inline constexpr std::int64_t export_kept_days = 7;

/// What exports are sealed for (vault::SealedStore).
inline constexpr std::string_view export_sealed_kind = "export";

/// What exporting needs beside a database connection; all of it outlives every action and job.
struct Exporting {
    const vault::KeyRing& keys;
    const area::Gazetteer& gazetteer;
    const Messages& messages;
    const Clock& clock;
    jobs::Jobs& jobs;
    const vault::SealedStore& files;
};

} // namespace samatcha::situation
