#include "modules/assembly/routes_log.hpp"

#include "modules/assembly/actions_document.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_log.hpp"
#include "modules/assembly/routes_calls.hpp"

namespace samatcha::assembly {

namespace {

using access::Call;
using access::Right;

constexpr std::int64_t lines_page = 500;
constexpr std::int64_t entries_page = 100;

Result<Assembly> assembly_of(Call& call) {
    auto found = find_assembly(call.db, call.actor.province, TRY(call.id<AssemblyId>("id")));
    if (!found)
        return failure(ErrorCode::NotFound, "assembly.unknown");
    return std::move(*found);
}

LogReader reader_of(const access::Actor& actor) {
    return actor.may(Right::ManageAssembly) ? LogReader::Secretariat : LogReader::House;
}

public_log::Entry entry_for(LogReader reader, AssemblyEvent event) {
    const bool is_told = reader == LogReader::Secretariat ||
                         (reader == LogReader::House && event.audience != Audience::Secretariat);
    return is_told ? std::move(event.entry) : public_entry(std::move(event.entry));
}

} // namespace

http::Response log_file(database::Connection& db, const std::string& province, AssemblyId id,
                        LogReader reader) {
    return http::download_response(
        "application/jsonl", "assembly-" + province + "-" + std::to_string(id.value) + ".jsonl",
        [&db, province, id, reader](http::BodyWriter& writer) -> Result<void> {
            std::int64_t after = 0;
            for (;;) {
                const auto page = events_after(db, province, id, after, lines_page);
                if (page.empty())
                    return {};
                for (const auto& event : page)
                    TRY(writer.write(public_log::line_of(entry_for(reader, event)) + "\n"));
                after = page.back().entry.sequence;
            }
        });
}

std::vector<LogEntryView> log_page(database::Connection& db, const std::string& province,
                                   const Assembly& assembly, const EntriesQuery& query,
                                   LogReader reader) {
    std::vector<LogEntryView> views;
    for (auto& event : events_before(db, province, assembly.id,
                                     query.before.value_or(assembly.events + 1), entries_page))
        views.push_back(entry_view(entry_for(reader, std::move(event))));
    return views;
}

void add_log_routes(access::Api& api, http::EventHub& hub) {
    api.get("/assemblies/{id}/log", Right::ReadAssembly,
            [](Call& call) -> Result<http::Response> {
                const auto assembly = TRY(assembly_of(call));
                return log_file(call.db, call.actor.province, assembly.id,
                                call.actor.may(Right::ManageAssembly) ? LogReader::Secretariat
                                                                      : LogReader::Public);
            },
            {.summary = "The log in its chain of hashes, for samatcha verify-log; only the "
                        "secretariat has names in it",
             .produces = "application/jsonl"});
    api.get("/assemblies/{id}/entries", Right::ReadAssembly,
            [](Call& call, EntriesQuery query) -> Result<std::vector<LogEntryView>> {
                return log_page(call.db, call.actor.province, TRY(assembly_of(call)), query,
                                reader_of(call.actor));
            },
            {.summary = "Entries of the log, the latest first"});
    api.post("/assemblies/{id}/publication", Right::ManageAssembly,
             doing(hub, "id", &publish_assembly),
             {.summary = "From now on anyone may read the document and the log"});
    api.get("/assemblies/{id}/redactions", Right::ManageAssembly,
            [](Call& call) -> Result<std::vector<LogRedaction>> {
                const auto assembly = TRY(assembly_of(call));
                return log_redactions(call.db, call.actor.province, assembly.id);
            },
            {.summary = "What was asked to be taken out of the log"});
    api.post("/assemblies/{id}/redactions/reach", Right::ManageAssembly,
             [](Call& call, RedactionSearch search) -> Result<RedactionReach> {
                 const Reading reading(call);
                 return redaction_reach(reading.occasion, TRY(call.id<AssemblyId>("id")), search);
             },
             {.summary = "Where words stand that name a person, before they are taken out"});
    api.post(
        "/assemblies/{id}/redactions", Right::ManageAssembly, doing(hub, "id", &ask_redaction),
        {.summary = "Ask that words be taken out of every entry that holds them", .success = 201});
    api.post("/redactions/{id}/answer", Right::ManageAssembly, doing(hub, "id", &answer_redaction),
             {.summary = "Another account agrees, and the words are gone, or declines"});
}

} // namespace samatcha::assembly
