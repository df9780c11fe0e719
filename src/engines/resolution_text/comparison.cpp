#include "engines/resolution_text/comparison.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace samatcha::resolution_text {

namespace {

std::vector<ParagraphId> order_of(const ResolutionText& text) {
    std::vector<ParagraphId> order;
    for (const auto& each : text.paragraphs)
        order.push_back(each.id);
    return order;
}

/// Of the paragraphs in both, those that did not stay in the longest run kept in order.
std::unordered_set<ParagraphId> moved_between(const ResolutionText& before,
                                              const ResolutionText& after) {
    std::unordered_map<ParagraphId, std::size_t> place;
    for (std::size_t i = 0; i < before.paragraphs.size(); ++i)
        place.emplace(before.paragraphs[i].id, i);
    std::vector<std::size_t> places;
    std::vector<ParagraphId> ids;
    for (const auto& each : after.paragraphs)
        if (const auto found = place.find(each.id); found != place.end()) {
            places.push_back(found->second);
            ids.push_back(each.id);
        }
    constexpr auto none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> ends; // Of the best ascending run of each length, its last element.
    std::vector<std::size_t> previous(places.size(), none);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto slot =
            std::lower_bound(ends.begin(), ends.end(), places[i],
                             [&](std::size_t e, std::size_t p) { return places[e] < p; });
        if (slot != ends.begin())
            previous[i] = *std::prev(slot);
        if (slot == ends.end())
            ends.push_back(i);
        else
            *slot = i;
    }
    std::unordered_set<ParagraphId> moved(ids.begin(), ids.end());
    for (auto i = ends.empty() ? none : ends.back(); i != none; i = previous[i])
        moved.erase(ids[i]);
    return moved;
}

std::vector<Run> runs_between(const WordBoundaries& boundaries, const Paragraph& before,
                              std::string_view after) {
    std::vector<Run> runs;
    std::size_t at = 0;
    const auto add = [&](RunKind kind, std::string text, std::size_t begin) {
        if (!text.empty())
            runs.push_back({kind,
                            std::move(text),
                            {},
                            kind == RunKind::Added ? ParagraphId{} : before.id,
                            begin});
    };
    for (const auto& change : word_changes(boundaries, before.text, after)) {
        add(RunKind::Kept, before.text.substr(at, change.begin - at), at);
        add(RunKind::Removed, before.text.substr(change.begin, change.end - change.begin),
            change.begin);
        add(RunKind::Added, change.words, 0);
        at = change.end;
    }
    add(RunKind::Kept, before.text.substr(at), at);
    return runs;
}

} // namespace

std::vector<TracedParagraph> compared(const WordBoundaries& boundaries,
                                      const ResolutionText& before, const ResolutionText& after) {
    const auto moved = moved_between(before, after);
    std::vector<TracedParagraph> trace;
    std::size_t at = 0; // In `before`: all up to here is in the trace, or moved.
    const auto add_gone_until = [&](std::size_t end) {
        for (; at < end; ++at) {
            const auto& old = before.paragraphs[at];
            if (!paragraph(after, old.id))
                trace.push_back({old.id,
                                 ParagraphFate::Deleted,
                                 false,
                                 {{RunKind::Removed, old.text, {}, old.id, 0}},
                                 {}});
        }
    };
    for (const auto& now : after.paragraphs) {
        const auto* const old = paragraph(before, now.id);
        if (!old) {
            trace.push_back({now.id,
                             ParagraphFate::Inserted,
                             false,
                             {{RunKind::Added, now.text, {}, {}, 0}},
                             {}});
            continue;
        }
        const bool is_moved = moved.contains(now.id);
        if (!is_moved)
            add_gone_until(static_cast<std::size_t>(old - before.paragraphs.data()));
        trace.push_back(
            {now.id, ParagraphFate::Kept, is_moved, runs_between(boundaries, *old, now.text), {}});
    }
    add_gone_until(before.paragraphs.size());
    return trace;
}

TextMerge merged_text(const WordBoundaries& boundaries, std::string_view before,
                      std::string_view theirs, std::string_view mine) {
    const auto words = boundaries.words(before);
    const auto left = word_changes(words, boundaries.words(theirs));
    const auto right = word_changes(words, boundaries.words(mine));
    TextMerge merge;
    std::size_t at = 0;
    std::size_t l = 0;
    std::size_t r = 0;
    while (l < left.size() || r < right.size()) {
        // A stretch: changes of both that overlap or touch, as far as they hang together.
        const auto first_l = l;
        const auto first_r = r;
        const bool is_left_first =
            r == right.size() || (l < left.size() && left[l].begin <= right[r].begin);
        const auto begin = is_left_first ? left[l].begin : right[r].begin;
        auto end = begin;
        for (bool is_growing = true; is_growing;) {
            is_growing = false;
            if (l < left.size() && left[l].begin <= end) {
                end = std::max(end, left[l++].end);
                is_growing = true;
            }
            if (r < right.size() && right[r].begin <= end) {
                end = std::max(end, right[r++].end);
                is_growing = true;
            }
        }
        const auto side = [&](const std::vector<WordChange>& changes, std::size_t i,
                              std::size_t last) {
            std::string out;
            auto from = begin;
            for (; i < last; ++i) {
                out += before.substr(from, changes[i].begin - from);
                out += changes[i].words;
                from = changes[i].end;
            }
            return out += before.substr(from, end - from);
        };
        merge.text += before.substr(at, begin - at);
        const auto of_theirs = side(left, first_l, l);
        const auto of_mine = side(right, first_r, r);
        if (first_r == r || of_theirs == of_mine) {
            merge.text += of_theirs;
        } else if (first_l == l) {
            merge.text += of_mine;
        } else {
            merge.is_doubtful = true;
            merge.text += of_theirs;
            if (!of_theirs.empty() && !of_mine.empty())
                merge.text += ' ';
            merge.text += of_mine;
        }
        at = end;
    }
    merge.text += before.substr(at);
    return merge;
}

WholeMerge merged(const WordBoundaries& boundaries, const ResolutionText& before,
                  const ResolutionText& theirs, const ResolutionText& mine) {
    WholeMerge merge;
    merge.text.title = merged_text(boundaries, before.title, theirs.title, mine.title).text;
    const auto has_changed = [&](const ResolutionText& side, ParagraphId id) {
        const auto* const old = paragraph(before, id);
        const auto* const now = paragraph(side, id);
        return old && now && (now->text != old->text || now->addressees != old->addressees);
    };
    const auto stays = [&](ParagraphId id) {
        const bool is_old = paragraph(before, id) != nullptr;
        const bool is_theirs = paragraph(theirs, id) != nullptr;
        const bool is_mine = paragraph(mine, id) != nullptr;
        if (!is_old || (is_theirs && is_mine))
            return true;
        return (is_theirs && has_changed(theirs, id)) || (is_mine && has_changed(mine, id));
    };
    // Mine decides the order if I changed it; the other's paragraphs follow their neighbours.
    const bool is_mine_leading =
        !moved_between(before, mine).empty() || moved_between(before, theirs).empty();
    const auto& leading = is_mine_leading ? mine : theirs;
    const auto& other = is_mine_leading ? theirs : mine;
    auto order = order_of(leading);
    ParagraphId last{};
    for (const auto id : order_of(other)) {
        if (std::find(order.begin(), order.end(), id) == order.end() && stays(id)) {
            auto place = std::find(order.begin(), order.end(), last);
            order.insert(last && place != order.end() ? std::next(place) : order.begin(), id);
        }
        if (std::find(order.begin(), order.end(), id) != order.end())
            last = id;
    }
    for (const auto id : order) {
        if (!stays(id))
            continue;
        const auto* const old = paragraph(before, id);
        const auto* const left = paragraph(theirs, id);
        const auto* const right = paragraph(mine, id);
        if (!left || !right) {
            merge.text.paragraphs.push_back(left ? *left : *right);
            if (old)
                merge.doubtful.push_back(id);
            continue;
        }
        auto both = old && *right == *old ? *left : *right;
        const auto text = merged_text(boundaries, old ? std::string_view(old->text) : "",
                                      left->text, right->text);
        both.text = text.text;
        both.authorship.clear();
        if (both.text == left->text)
            both.authorship = left->authorship;
        if (old && right->addressees == old->addressees)
            both.addressees = left->addressees;
        if (old && right->depth == old->depth)
            both.depth = left->depth;
        if (text.is_doubtful)
            merge.doubtful.push_back(id);
        merge.text.paragraphs.push_back(std::move(both));
    }
    return merge;
}

std::vector<Authorship> carried_authorship(const WordBoundaries& boundaries,
                                           const Paragraph& before, std::string_view after) {
    std::vector<Authorship> authorship;
    if (before.authorship.empty())
        return authorship;
    for (const auto& run : runs_between(boundaries, before, after)) {
        if (run.kind == RunKind::Added)
            add_authorship(authorship, run.text.size(), {});
        else if (run.kind == RunKind::Kept)
            add_authorship_of(authorship, before, run.source_begin, run.text.size());
    }
    return authorship;
}

CommentAnchor carried(const CommentAnchor& anchor, const std::vector<TracedParagraph>& trace) {
    std::optional<CommentAnchor> found;
    std::optional<CommentAnchor> place; ///< Where removed words stood.
    for (const auto& traced : trace) {
        std::size_t at = 0;
        for (const auto& run : traced.runs) {
            const auto size = run.text.size();
            if (run.kind != RunKind::Added && run.source == anchor.paragraph) {
                const auto begin = std::max(run.source_begin, anchor.begin);
                const auto end = std::min(run.source_begin + size, anchor.end);
                if (run.kind == RunKind::Kept && begin < end && !anchor.is_gone) {
                    const auto first = at + begin - run.source_begin;
                    if (!found)
                        found = {traced.id, first, first, false};
                    if (found->paragraph == traced.id)
                        found->end = at + end - run.source_begin;
                }
                if (run.source_begin <= anchor.begin && anchor.begin <= run.source_begin + size)
                    place = {traced.id,
                             run.kind == RunKind::Kept ? at + anchor.begin - run.source_begin : at,
                             0, true};
            }
            if (run.kind != RunKind::Removed)
                at += size;
        }
    }
    if (found)
        return *found;
    if (!place)
        return {anchor.paragraph, 0, 0, true};
    place->end = place->begin;
    return *place;
}

} // namespace samatcha::resolution_text
