#include "base/filename.hpp"
#include "modules/assembly/actions_agenda.hpp"
#include "modules/assembly/records.hpp"
#include "modules/assembly/records_draft.hpp"
#include "modules/assembly/records_paper.hpp"
#include "platform/database/connection.hpp"
#include "platform/vault/sodium.hpp"

#include <array>

namespace samatcha::assembly {

namespace {

/// Papers come and go while the agenda is made and drafts are written.
Result<AgendaItem> item_open_to_papers(const Occasion& occasion, AgendaItemId id) {
    const auto item = find_agenda_item(occasion.db, occasion.actor.province, id);
    if (!item)
        return failure(ErrorCode::NotFound, "assembly.item_unknown");
    const auto assembly = find_assembly(occasion.db, occasion.actor.province, item->assembly_id);
    if (!check_deed(assembly->rules, assembly->phase, Deed::KeepAgenda))
        TRY(check_deed(assembly->rules, assembly->phase, Deed::WriteDraft));
    TRY(check_owner(occasion, *item));
    TRY(check_on_agenda(*item));
    return *item;
}

std::string hexadecimal(const std::array<unsigned char, crypto_hash_sha256_BYTES>& digest) {
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    return text.data();
}

/// Removes the file of a paper, unless it is kept: what was cut off or refused leaves nothing.
class PaperOnTrial {
public:
    PaperOnTrial(const vault::SealedStore& files, const std::string& province, PaperId id)
        : m_files(files), m_province(province), m_id(id) {}
    ~PaperOnTrial() {
        if (!m_is_kept)
            m_files.remove(m_province, m_id.value);
    }
    PaperOnTrial(const PaperOnTrial&) = delete;
    PaperOnTrial& operator=(const PaperOnTrial&) = delete;

    void keep() { m_is_kept = true; }

private:
    const vault::SealedStore& m_files;
    const std::string& m_province;
    PaperId m_id;
    bool m_is_kept = false;
};

/// Stores what comes and fills bytes and digest.
Result<void> receive_paper(const vault::SealedStore& files, std::string_view province,
                           BackgroundPaper& paper, const NextChunk& next_chunk) {
    vault::wake_sodium();
    auto writer = files.create(province, paper.id.value);
    PdfCheck check;
    crypto_hash_sha256_state hash;
    crypto_hash_sha256_init(&hash);
    for (;;) {
        const auto chunk = TRY(next_chunk());
        if (chunk.empty())
            break;
        check.add(chunk);
        crypto_hash_sha256_update(&hash, as_bytes(chunk).data(), chunk.size());
        writer.write({chunk.data(), chunk.size()});
    }
    if (!check.is_pdf())
        return failure(ErrorCode::InvalidInput, "assembly.paper_no_pdf");
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&hash, digest.data());
    paper.sha256 = hexadecimal(digest);
    paper.bytes = static_cast<std::int64_t>(writer.finish());
    files.publish(province, paper.id.value);
    return {};
}

} // namespace

Result<BackgroundPaper> add_paper(const Occasion& occasion, const vault::SealedStore& files,
                                  AgendaItemId id, std::string filename,
                                  const NextChunk& next_chunk) {
    const auto& province = occasion.actor.province;
    TRY(item_open_to_papers(occasion, id)); // Before it is received.
    BackgroundPaper paper{
        PaperId{new_id()}, plain_filename(filename), 0, {}, occasion.now};
    PaperOnTrial file(files, province, paper.id);
    TRY(receive_paper(files, province, paper, next_chunk));
    TRY(database::transaction(occasion.db, [&]() -> Result<void> {
        const auto item = TRY(item_open_to_papers(occasion, id));
        TRY(hold(occasion, item.assembly_id));
        insert_paper(occasion.db, province, id, paper, occasion.actor.account);
        add_event(occasion, item.assembly_id, "paper_added",
                  {{"item", id.value}, {"paper", paper.id.value}, {"sha256", paper.sha256}},
                  Audience::Everyone, personal_parts({{"filename", paper.filename}}));
        return {};
    }));
    file.keep();
    return paper;
}

Result<PaperFile> open_paper(const Occasion& occasion, const vault::SealedStore& files,
                             PaperId id) {
    auto found = find_paper(occasion.db, occasion.actor.province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "assembly.paper_unknown");
    return PaperFile{std::move(found->second), TRY(files.open(occasion.actor.province, id.value))};
}

Result<void> remove_paper(const Occasion& occasion, PaperId id) {
    const auto found = find_paper(occasion.db, occasion.actor.province, id);
    if (!found)
        return failure(ErrorCode::NotFound, "assembly.paper_unknown");
    const auto item = TRY(item_open_to_papers(occasion, found->first));
    TRY(hold(occasion, item.assembly_id));
    mark_paper_removed(occasion.db, occasion.actor.province, id, occasion.now);
    add_event(occasion, item.assembly_id, "paper_removed",
              {{"item", item.id.value}, {"paper", id.value}});
    return {};
}

} // namespace samatcha::assembly
