#include "engines/resolution_text/consolidation.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <map>
#include <tuple>
#include <unordered_map>

namespace samatcha::resolution_text {

namespace {

using Prepared = std::vector<PreparedAmendment>;

/// Those that can be done, ordered by identity; the words of a paragraph are found once.
Prepared prepare(const WordBoundaries& boundaries, const ResolutionText& text,
                 std::vector<Amendment> amendments, std::vector<AmendmentId>& impossible) {
    std::sort(amendments.begin(), amendments.end(),
              [](const Amendment& a, const Amendment& b) { return a.id < b.id; });
    assert(std::adjacent_find(amendments.begin(), amendments.end(),
                              [](const Amendment& a, const Amendment& b) {
                                  return a.id == b.id;
                              }) == amendments.end());
    std::unordered_map<ParagraphId, std::vector<std::string_view>> words;
    Prepared prepared;
    prepared.reserve(amendments.size());
    for (auto& amendment : amendments) {
        if (!check(text, amendment.operation)) {
            impossible.push_back(amendment.id);
            continue;
        }
        std::vector<WordChange> changes;
        if (const auto* const replace = std::get_if<Replace>(&amendment.operation)) {
            auto& old = words[replace->paragraph];
            if (old.empty())
                old = boundaries.words(paragraph(text, replace->paragraph)->text);
            changes = word_changes(old, boundaries.words(replace->text));
        }
        prepared.push_back({std::move(amendment), std::move(changes)});
    }
    return prepared;
}

/// Every paragraph that two amendments must share in order to conflict.
std::vector<ParagraphId> paragraphs_of(const Operation& operation) {
    struct Visit {
        std::vector<ParagraphId> operator()(const Replace& o) const { return {o.paragraph}; }
        std::vector<ParagraphId> operator()(const Insert& o) const {
            return {o.after, o.paragraph.id};
        }
        std::vector<ParagraphId> operator()(const Delete& o) const { return {o.paragraph}; }
        std::vector<ParagraphId> operator()(const Move& o) const { return {o.paragraph, o.after}; }
        std::vector<ParagraphId> operator()(const Split& o) const {
            return {o.paragraph, o.second};
        }
        std::vector<ParagraphId> operator()(const Merge& o) const { return {o.first, o.second}; }
    };
    return std::visit(Visit{}, operation);
}

std::vector<Conflict> conflicts_among(const Prepared& amendments) {
    std::unordered_map<ParagraphId, std::vector<const PreparedAmendment*>> by_paragraph;
    for (const auto& each : amendments)
        for (const auto id : paragraphs_of(each.amendment.operation))
            if (id)
                by_paragraph[id].push_back(&each);
    std::vector<Conflict> found;
    for (const auto& [id, sharing] : by_paragraph)
        for (auto a = sharing.begin(); a != sharing.end(); ++a)
            for (auto b = std::next(a); b != sharing.end(); ++b)
                if (const auto conflict = conflict_between(**a, **b))
                    found.push_back(*conflict);
    const auto key = [](const Conflict& c) { return std::tuple(c.first, c.second); };
    std::sort(found.begin(), found.end(),
              [&](const Conflict& a, const Conflict& b) { return key(a) < key(b); });
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void add_run(std::vector<Run>& runs, Run run) {
    if (!run.text.empty())
        runs.push_back(std::move(run));
}

struct Credited {
    WordChange change;
    AmendmentId amendment;
};

/// All that is wanted of one paragraph of the old text.
struct Wanted {
    std::vector<Credited> changes;
    std::vector<AddresseeId> addressees_added;
    std::vector<AddresseeId> addressees_removed;
    std::map<std::size_t, std::pair<ParagraphId, AmendmentId>> cuts; ///< By where.
    AmendmentId deleted_by;
    const Merge* merge = nullptr; ///< As the first of it.
    AmendmentId merged_by;
    bool is_joined = false; ///< As the second of it.
    bool is_moved = false;
    std::vector<AmendmentId> amendments;
};

/// A paragraph under way: traced and, if it stays, as it will read.
struct Built {
    TracedParagraph traced;
    Paragraph paragraph;
};

class Consolidator {
public:
    Consolidator(const ResolutionText& text, const Prepared& amendments) : m_text(text) {
        for (const auto& each : amendments) {
            m_current = &each;
            std::visit([this](const auto& operation) { want(operation); },
                       each.amendment.operation);
        }
    }

    void write(Consolidation& out) {
        out.text.title = m_text.title;
        place(ParagraphId{}, out);
        for (const auto& each : m_text.paragraphs) {
            if (const auto found = m_wanted.find(each.id);
                found == m_wanted.end() || !found->second.is_moved)
                put(each, out);
            place(each.id, out);
        }
        settle_depths(out.text);
    }

private:
    AmendmentId current() const { return m_current->amendment.id; }

    Wanted& wanted(ParagraphId id) {
        auto& found = m_wanted[id];
        if (found.amendments.empty() || found.amendments.back() != current())
            found.amendments.push_back(current());
        return found;
    }

    void want(const Replace& replace) {
        auto& of = wanted(replace.paragraph);
        for (const auto& change : m_current->changes)
            of.changes.push_back({change, current()});
        const auto& old = paragraph(m_text, replace.paragraph)->addressees;
        std::set_difference(replace.addressees.begin(), replace.addressees.end(), old.begin(),
                            old.end(), std::back_inserter(of.addressees_added));
        std::set_difference(old.begin(), old.end(), replace.addressees.begin(),
                            replace.addressees.end(), std::back_inserter(of.addressees_removed));
    }
    void want(const Insert& insert) { m_placed[insert.after].push_back({&insert, {}, current()}); }
    void want(const Delete& deletion) {
        auto& of = wanted(deletion.paragraph);
        if (!of.deleted_by)
            of.deleted_by = current();
    }
    void want(const Move& move) {
        auto& of = wanted(move.paragraph);
        if (!of.is_moved)
            m_placed[move.after].push_back({nullptr, move.paragraph, current()});
        of.is_moved = true;
    }
    void want(const Split& split) {
        wanted(split.paragraph).cuts.try_emplace(split.at, split.second, current());
    }
    void want(const Merge& merge) {
        auto& of = wanted(merge.first);
        if (!of.merge) {
            of.merge = &merge;
            of.merged_by = current();
        }
        wanted(merge.second).is_joined = true;
    }

    /// What was put after a paragraph, or at the beginning, earlier amendments first.
    void place(ParagraphId after, Consolidation& out) {
        const auto found = m_placed.find(after);
        if (found == m_placed.end())
            return;
        for (const auto& [insert, moved, amendment] : found->second) {
            if (!insert) {
                put(*paragraph(m_text, moved), out);
                continue;
            }
            Built built;
            built.traced = {insert->paragraph.id,
                            ParagraphFate::Inserted,
                            false,
                            {{RunKind::Added, insert->paragraph.text, amendment, {}, 0}},
                            {amendment}};
            built.paragraph = insert->paragraph;
            finish(std::move(built), out);
        }
    }

    /// A paragraph of the old text, and what is cut off it.
    void put(const Paragraph& old, Consolidation& out) {
        const auto found = m_wanted.find(old.id);
        static const Wanted nothing;
        const auto& wanted = found == m_wanted.end() ? nothing : found->second;
        if (wanted.is_joined) {
            out.trace.push_back({old.id, ParagraphFate::Joined, false, {}, wanted.amendments});
            return;
        }
        if (wanted.deleted_by) {
            TracedParagraph traced{old.id, ParagraphFate::Deleted, false, {}, wanted.amendments};
            add_run(traced.runs, {RunKind::Removed, old.text, wanted.deleted_by, old.id, 0});
            out.trace.push_back(std::move(traced));
            return;
        }
        Built built;
        built.traced = {old.id, ParagraphFate::Kept, wanted.is_moved, {}, wanted.amendments};
        built.paragraph = old;
        built.paragraph.addressees = addressees_of(old, wanted);
        write_runs(
            old, wanted, [&](Run run) { add_run(built.traced.runs, std::move(run)); },
            [&](ParagraphId second) {
                Built rest;
                rest.traced = {
                    second, ParagraphFate::CutOff, wanted.is_moved, {}, wanted.amendments};
                rest.paragraph = built.paragraph;
                rest.paragraph.id = second;
                finish(std::exchange(built, std::move(rest)), out);
            });
        if (wanted.merge)
            join(built, wanted);
        finish(std::move(built), out);
    }

    static std::vector<AddresseeId> addressees_of(const Paragraph& old, const Wanted& wanted) {
        auto all = old.addressees;
        all.insert(all.end(), wanted.addressees_added.begin(), wanted.addressees_added.end());
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        std::erase_if(all, [&](AddresseeId id) {
            return std::find(wanted.addressees_removed.begin(), wanted.addressees_removed.end(),
                             id) != wanted.addressees_removed.end();
        });
        return all;
    }

    /// The words of an old paragraph in order, with a call where it is cut.
    template <class OnRun, class OnCut>
    static void write_runs(const Paragraph& old, const Wanted& wanted, OnRun on_run, OnCut on_cut) {
        auto changes = wanted.changes;
        std::stable_sort(changes.begin(), changes.end(), [](const Credited& a, const Credited& b) {
            return std::pair(a.change.begin, a.change.end) <
                   std::pair(b.change.begin, b.change.end);
        });
        // Two that want the same: the earlier has the credit.
        changes.erase(
            std::unique(changes.begin(), changes.end(),
                        [](const Credited& a, const Credited& b) { return a.change == b.change; }),
            changes.end());
        auto cut = wanted.cuts.begin();
        std::size_t at = 0;
        const auto keep_until = [&](std::size_t end) {
            for (; cut != wanted.cuts.end() && cut->first <= end; ++cut) {
                on_run({RunKind::Kept, old.text.substr(at, cut->first - at), {}, old.id, at});
                at = cut->first;
                on_cut(cut->second.first);
            }
            if (end > at)
                on_run({RunKind::Kept, old.text.substr(at, end - at), {}, old.id, at});
            at = std::max(at, end);
        };
        for (const auto& [change, amendment] : changes) {
            keep_until(change.begin);
            on_run({RunKind::Removed, old.text.substr(change.begin, change.end - change.begin),
                    amendment, old.id, change.begin});
            on_run({RunKind::Added, change.words, amendment, {}, 0});
            at = change.end;
        }
        keep_until(old.text.size());
    }

    void join(Built& built, const Wanted& first) {
        const auto& second = *paragraph(m_text, first.merge->second);
        const auto& wanted = m_wanted.at(second.id);
        add_run(built.traced.runs, {RunKind::Added, first.merge->joint, first.merged_by, {}, 0});
        write_runs(
            second, wanted, [&](Run run) { add_run(built.traced.runs, std::move(run)); },
            [](ParagraphId) {});
        auto& amendments = built.traced.amendments;
        amendments.insert(amendments.end(), wanted.amendments.begin(), wanted.amendments.end());
        std::sort(amendments.begin(), amendments.end());
        amendments.erase(std::unique(amendments.begin(), amendments.end()), amendments.end());
        auto& addressees = built.paragraph.addressees;
        const auto more = addressees_of(second, wanted);
        addressees.insert(addressees.end(), more.begin(), more.end());
        std::sort(addressees.begin(), addressees.end());
        addressees.erase(std::unique(addressees.begin(), addressees.end()), addressees.end());
    }

    /// Text and authorship from the runs, then into the consolidated text.
    void finish(Built built, Consolidation& out) {
        built.paragraph.text.clear();
        std::vector<Authorship> authorship;
        for (const auto& run : built.traced.runs) {
            if (run.kind == RunKind::Removed)
                continue;
            built.paragraph.text += run.text;
            if (run.kind == RunKind::Added)
                add_authorship(authorship, run.text.size(), run.amendment);
            else
                add_authorship_of(authorship, *paragraph(m_text, run.source), run.source_begin,
                                  run.text.size());
        }
        if (authorship.size() == 1 && !authorship[0].amendment)
            authorship.clear();
        built.paragraph.authorship = std::move(authorship);
        out.text.paragraphs.push_back(std::move(built.paragraph));
        out.trace.push_back(std::move(built.traced));
    }

    /// A sub-paragraph whose paragraph was deleted or moved away goes up to where it can hang.
    static void settle_depths(ResolutionText& text) {
        int depth_before = -1;
        for (auto& each : text.paragraphs) {
            if (each.kind == ParagraphKind::Operative)
                each.depth = std::min(each.depth, depth_before + 1);
            depth_before = each.kind == ParagraphKind::Preambular ? -1 : each.depth;
        }
    }

    struct Placed {
        const Insert* insert; ///< Null: a paragraph that was moved.
        ParagraphId moved;
        AmendmentId amendment;
    };

    const ResolutionText& m_text;
    const PreparedAmendment* m_current = nullptr;
    std::unordered_map<ParagraphId, Wanted> m_wanted;
    std::unordered_map<ParagraphId, std::vector<Placed>> m_placed;
};

} // namespace

Consolidation consolidate(const WordBoundaries& boundaries, const ResolutionText& text,
                          std::vector<Amendment> amendments) {
    Consolidation out;
    auto prepared = prepare(boundaries, text, std::move(amendments), out.impossible);
    out.conflicts = conflicts_among(prepared);
    std::vector<AmendmentId> in_conflict;
    for (const auto& conflict : out.conflicts)
        in_conflict.insert(in_conflict.end(), {conflict.first, conflict.second});
    std::sort(in_conflict.begin(), in_conflict.end());
    std::erase_if(prepared, [&](const PreparedAmendment& each) {
        return std::binary_search(in_conflict.begin(), in_conflict.end(), each.amendment.id);
    });
    for (const auto& each : prepared)
        out.done.push_back(each.amendment.id);
    Consolidator(text, prepared).write(out);
    return out;
}

std::vector<Conflict> conflicts(const WordBoundaries& boundaries, const ResolutionText& text,
                                std::vector<Amendment> amendments) {
    std::vector<AmendmentId> impossible;
    return conflicts_among(prepare(boundaries, text, std::move(amendments), impossible));
}

} // namespace samatcha::resolution_text
