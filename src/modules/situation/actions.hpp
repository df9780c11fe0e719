#pragma once

// Every verb of the situation (S18).

#include "base/clock.hpp"
#include "base/messages.hpp"
#include "base/result.hpp"
#include "modules/persons/actions.hpp"
#include "modules/situation/child_export.hpp"
#include "modules/situation/child_on_list.hpp"
#include "modules/situation/records.hpp"
#include "modules/situation/situation.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/key_ring.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samatcha::situation {

/// The tail of a link run: computes the situation of what it found and writes it, invisible; what it
/// returns publishes it. Give it to persons::handle_link_runs.
persons::AfterLinking count_after_linking(const Clock&);

/// From now on neither the number that is shown nor the next one counts the person: it leaves the list, and
/// the number and its parts are one smaller, if it stood there. In the caller's transaction.
void record_finding(database::Connection&, std::string_view province, const FieldFinding&);
/// The visit was wrong: the person stands on the list again, if that is still the latest.
void withdraw_finding(database::Connection&, std::string_view province, persons::PersonId);
/// Who was found since a count began is taken off the list that it made; before that is published.
void apply_findings(database::Connection&, std::string_view province, SituationId);

/// Fails with NotFound (situation.none, situation.unknown).
Result<Situation> latest(database::Connection&, std::string_view province);
Result<Situation> situation(database::Connection&, std::string_view province, SituationId);

/// Names the agencies whose registers the number rests on, as they are called today.
void name_agencies(database::Connection&, std::string_view province, Situation&);

/// Why it changed, in a sentence; nothing when there is no earlier situation.
std::optional<std::string> change_in_words(const Situation&, const Messages&, Language);

struct ChildPage {
    std::vector<ChildOnList> children;
    std::int64_t total = 0;
    std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ChildPage, (), (children, total, next_cursor))

inline constexpr int children_per_page = 50;

/// One page of the list of a situation. Fails with NotFound (situation.unknown) or InvalidInput
/// (situation.cursor_unreadable). Who shows it logs the reading.
Result<ChildPage> list_children(database::Connection&, const vault::KeyRing&, std::string_view province,
                                SituationId, const ListFilter&, ListSort, std::string_view cursor);

/// Asks for the list as a file: a job writes it. Fails with NotFound (situation.unknown).
Result<ChildExport> start_export(const access::Actor&, database::Connection&, const Exporting&,
                                 SituationId, const ListFilter&, ListSort, ExportFormat, Language);

/// The actor's own exports, latest first; of others it knows nothing.
std::vector<ChildExport> own_exports(const access::Actor&, database::Connection&);

/// A file of the actor's own, ready to be read; the reading is written to the access log. Fails with
/// NotFound (situation.export_unknown, situation.export_removed) or Conflict (situation.export_unfinished).
struct ExportFile {
    std::string filename;
    ExportFormat format = ExportFormat::Csv;
    vault::SealedReader bytes;
};
Result<ExportFile> open_export(const access::Actor&, database::Connection&, const Exporting&, ExportId);

/// Removes the files older than export_kept_days; returns how many.
int remove_old_exports(std::string_view province, database::Connection&, const Exporting&);

/// The job of an export: writes the access log for each child before the child is in the file, and leaves
/// a whole file or none. After a kill the file is written anew from the same list. Fails with Cancelled.
Result<json::value> write_export(const Exporting&, jobs::JobRun&);
/// What is written of an export whose job ended without a file.
void abandon_export(const Exporting&, database::Connection&, const jobs::Job&);
/// Makes Jobs run both; before Jobs::start().
void handle_exports(const Exporting&);

} // namespace samatcha::situation
