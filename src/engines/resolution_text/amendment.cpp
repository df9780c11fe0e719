#include "engines/resolution_text/amendment.hpp"

#include <algorithm>
#include <utility>

namespace samatcha::resolution_text {

namespace {

Result<const Paragraph*> known(const ResolutionText& text, ParagraphId id) {
    const auto* const found = paragraph(text, id);
    if (!found)
        return failure(ErrorCode::NotFound, "resolution_text.paragraph_unknown");
    return found;
}

Result<void> check_place(const ResolutionText& text, ParagraphId after) {
    if (after && !paragraph(text, after))
        return failure(ErrorCode::NotFound, "resolution_text.place_wrong");
    return {};
}

Unexpected<Error> nothing_changed() {
    return failure(ErrorCode::InvalidInput, "resolution_text.nothing_changed");
}

struct Check {
    const ResolutionText& text;

    Result<void> operator()(const Replace& replace) const {
        const auto* const old = TRY(known(text, replace.paragraph));
        if (replace.text.empty())
            return failure(ErrorCode::InvalidInput, "resolution_text.paragraph_empty");
        if (replace.text == old->text && replace.addressees == old->addressees)
            return nothing_changed();
        return {};
    }
    Result<void> operator()(const Insert& insert) const {
        TRY(check_place(text, insert.after));
        const auto& added = insert.paragraph;
        if (added.text.empty())
            return failure(ErrorCode::InvalidInput, "resolution_text.paragraph_empty");
        if (!added.id || paragraph(text, added.id))
            return failure(ErrorCode::InvalidInput, "resolution_text.paragraph_twice");
        if (added.depth < 0 || added.depth > depth_max ||
            (added.kind == ParagraphKind::Preambular && added.depth != 0))
            return failure(ErrorCode::InvalidInput, "resolution_text.depth_wrong");
        return {};
    }
    Result<void> operator()(const Delete& deletion) const {
        TRY(known(text, deletion.paragraph));
        return {};
    }
    Result<void> operator()(const Move& move) const {
        const auto* const moved = TRY(known(text, move.paragraph));
        TRY(check_place(text, move.after));
        if (move.after == move.paragraph)
            return failure(ErrorCode::InvalidInput, "resolution_text.place_wrong");
        const auto place = moved - text.paragraphs.data();
        if (place == 0 ? !move.after
                       : text.paragraphs[static_cast<std::size_t>(place - 1)].id == move.after)
            return nothing_changed();
        return {};
    }
    Result<void> operator()(const Split& split) const {
        const auto* const whole = TRY(known(text, split.paragraph));
        if (split.at == 0 || split.at >= whole->text.size() || !is_cut(whole->text, split.at))
            return failure(ErrorCode::InvalidInput, "resolution_text.cut_wrong");
        if (!split.second || paragraph(text, split.second))
            return failure(ErrorCode::InvalidInput, "resolution_text.paragraph_twice");
        return {};
    }
    Result<void> operator()(const Merge& merge) const {
        TRY(known(text, merge.first));
        TRY(known(text, merge.second));
        if (merge.first == merge.second)
            return failure(ErrorCode::InvalidInput, "resolution_text.paragraph_twice");
        return {};
    }
};

/// What an operation touches, for comparing two of any kind.
struct Reach {
    ParagraphId changed;      ///< None of an Insert.
    ParagraphId also_changed; ///< Of a Merge.
    ParagraphId after;        ///< Of an Insert and a Move.
    ParagraphId made;         ///< Of an Insert and a Split.
};

Reach reach_of(const Operation& operation) {
    struct Visit {
        Reach operator()(const Replace& o) const { return {o.paragraph, {}, {}, {}}; }
        Reach operator()(const Insert& o) const { return {{}, {}, o.after, o.paragraph.id}; }
        Reach operator()(const Delete& o) const { return {o.paragraph, {}, {}, {}}; }
        Reach operator()(const Move& o) const { return {o.paragraph, {}, o.after, {}}; }
        Reach operator()(const Split& o) const { return {o.paragraph, {}, {}, o.second}; }
        Reach operator()(const Merge& o) const { return {o.first, o.second, {}, {}}; }
    };
    return std::visit(Visit{}, operation);
}

bool change_same_words_unlike(const std::vector<WordChange>& a, const std::vector<WordChange>& b) {
    for (std::size_t i = 0, k = 0; i < a.size() && k < b.size();) {
        if (a[i].begin <= b[k].end && b[k].begin <= a[i].end && a[i] != b[k])
            return true;
        if (std::pair(a[i].end, a[i].begin) <= std::pair(b[k].end, b[k].begin))
            ++i;
        else
            ++k;
    }
    return false;
}

bool cuts_through(const Split& split, const std::vector<WordChange>& changes) {
    return std::any_of(changes.begin(), changes.end(), [&](const WordChange& change) {
        return change.begin <= split.at && split.at <= change.end;
    });
}

/// Over one paragraph that both change; `a` is no later kind than `b` in the order of Operation.
std::optional<ConflictReason> reason_over_paragraph(const PreparedAmendment& a,
                                                    const PreparedAmendment& b) {
    const auto& left = a.amendment.operation;
    const auto& right = b.amendment.operation;
    const bool is_replace = std::holds_alternative<Replace>(left);
    if (is_replace && std::holds_alternative<Replace>(right)) {
        if (change_same_words_unlike(a.changes, b.changes))
            return ConflictReason::SameWords;
        return std::nullopt;
    }
    if (std::holds_alternative<Delete>(left) != std::holds_alternative<Delete>(right))
        return ConflictReason::DeletedToo;
    if (std::holds_alternative<Delete>(left))
        return std::nullopt;
    if (is_replace) {
        const auto* const split = std::get_if<Split>(&right);
        if (split && cuts_through(*split, a.changes))
            return ConflictReason::SameWords;
        return std::nullopt;
    }
    if (const auto* const move = std::get_if<Move>(&left))
        if (const auto* const other = std::get_if<Move>(&right)) {
            if (move->after != other->after)
                return ConflictReason::SamePlace;
            return std::nullopt;
        }
    if (std::holds_alternative<Merge>(right) && left != right)
        return ConflictReason::CutAndJoined;
    return std::nullopt;
}

} // namespace

Result<void> check(const ResolutionText& text, const Operation& operation) {
    return std::visit(Check{text}, operation);
}

std::optional<Conflict> conflict_between(const PreparedAmendment& one,
                                         const PreparedAmendment& other) {
    // In one order, whoever comes first: what follows need not be symmetric in itself.
    const auto order = [](const PreparedAmendment& p) {
        return std::pair(p.amendment.operation.index(), p.amendment.id);
    };
    const bool is_ordered = order(one) <= order(other);
    const auto& a = is_ordered ? one : other;
    const auto& b = is_ordered ? other : one;
    const auto found = [&](ParagraphId over, ConflictReason reason) {
        return Conflict{std::min(a.amendment.id, b.amendment.id),
                        std::max(a.amendment.id, b.amendment.id), over, reason};
    };
    const auto left = reach_of(a.amendment.operation);
    const auto right = reach_of(b.amendment.operation);

    if (left.made && left.made == right.made)
        return found(left.made, ConflictReason::SameIdentity);
    if (const auto* const move = std::get_if<Move>(&a.amendment.operation);
        move && right.after == move->paragraph)
        return found(move->paragraph, ConflictReason::MovedPlace);
    if (const auto* const move = std::get_if<Move>(&b.amendment.operation);
        move && left.after == move->paragraph)
        return found(move->paragraph, ConflictReason::MovedPlace);
    for (const auto id : {left.changed, left.also_changed})
        if (id && (id == right.changed || id == right.also_changed))
            if (const auto reason = reason_over_paragraph(a, b))
                return found(id, *reason);
    return std::nullopt;
}

} // namespace samatcha::resolution_text
