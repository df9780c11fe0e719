#pragma once

// An installation, opened: what the server and the commands work with.

#include "app/settings.hpp"
#include "base/clock.hpp"
#include "base/messages.hpp"
#include "modules/area/gazetteer.hpp"
#include "modules/attachments/actions.hpp"
#include "modules/exchange/actions.hpp"
#include "modules/care/routes.hpp"
#include "modules/persons/kept_run.hpp"
#include "modules/registers/intake.hpp"
#include "modules/situation/child_export.hpp"
#include "platform/database/database.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/vault/key_ring.hpp"
#include "platform/web_call/web_address.hpp"

#include <memory>

namespace samatcha::search {
class LiveIndex;
}

namespace samatcha::forum {
class LiveForums;
}

namespace samatcha::notices {
class Postman;
class Scheduler;
struct MailPlan;
} // namespace samatcha::notices

namespace samatcha::webhooks {
class Courier;
}

namespace samatcha::app {

struct Environment {
    Settings settings;
    const Messages& messages;
    SystemClock clock{};
    area::Gazetteer gazetteer;
    vault::KeyRing keys;
    database::Database database;
    jobs::Jobs jobs; ///< With all handlers; started by `serve` only, commands use jobs.run().
    registers::UploadStore uploads;
    vault::SealedStore exports;
    vault::SealedStore sent_files; ///< Papers and attachments, among the uploads: backups and the rotation of keys take them along.
    persons::KeptRuns kept_link_runs;
    attachments::SubjectRules attachment_subjects; ///< Filled in by composition.

    std::unique_ptr<search::LiveIndex> live_search;
    std::unique_ptr<forum::LiveForums> forums;
    std::unique_ptr<notices::Scheduler> scheduler; ///< With all handlers; like the postman, started by `serve` only.
    std::unique_ptr<notices::Postman> postman;
    web_call::AllowedHosts webhook_hosts;
    std::unique_ptr<webhooks::Courier> courier;
    database::JointCommit care_writes{database};
    care::CareHouse care{{keys, clock, jobs}, care_writes};

    attachments::Keeping attachment_keeping() { return {keys, sent_files, clock, attachment_subjects}; }
    exchange::Exchanging exchanging();
    registers::Intake intake() { return {keys, gazetteer, clock, jobs, uploads}; }
    situation::Exporting exporting() { return {keys, gazetteer, messages, clock, jobs, exports}; }

    Environment(Settings, const Messages&, area::Gazetteer, vault::KeyRing, database::Database);
    Environment(Settings, const Messages&, area::Gazetteer, vault::KeyRing, database::Database,
                notices::MailPlan);
    ~Environment();
};

/// Makes the data folder, database and key file if they are not there, and migrates. A database without
/// its key file is refused: a new key could not read what the old one sealed.
Result<std::unique_ptr<Environment>> open_environment(const Settings&, const Messages&);

} // namespace samatcha::app
