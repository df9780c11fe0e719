#pragma once

#include "base/clock.hpp"
#include "modules/area/gazetteer.hpp"
#include "modules/registers/upload_store.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/vault/key_ring.hpp"

namespace samatcha::registers {

/// What taking in a register needs beside a database connection: one for a process, made by the app.
/// All of it outlives every action and job.
struct Intake {
    const vault::KeyRing& keys;
    const area::Gazetteer& gazetteer;
    const Clock& clock;
    jobs::Jobs& jobs;
    UploadStore& uploads;
};

} // namespace samatcha::registers
