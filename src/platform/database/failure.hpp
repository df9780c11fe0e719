#pragma once

#include <stdexcept>
#include <string>

namespace samatcha::database {

/// What broke, the same words for SQLite and PostgreSQL.
enum class FailureKind {
    Unique,     ///< A row with this key exists.
    ForeignKey, ///< A row that is pointed to is missing, or one to delete is pointed to.
    Check,      ///< A CHECK or NOT NULL constraint, or a value of the wrong type.
    Busy,       ///< Another writer held on too long, or a deadlock; trying again may help.
    Disk,       ///< Disk full, read error, corrupt or read-only file.
    Connection, ///< The server is away or refuses us.
    Other,      ///< A mistake in our SQL.
};

/// The environment broke, or a constraint that the rules should have kept. Thrown; caught once per
/// request or command, at the edge. A caller that expects a conflict writes ON CONFLICT instead.
/// The text holds SQL and names of constraints, never a row's values.
class Failure : public std::runtime_error {
public:
    Failure(FailureKind kind, const std::string& what) : std::runtime_error(what), m_kind(kind) {}
    FailureKind kind() const { return m_kind; }

private:
    FailureKind m_kind;
};

} // namespace samatcha::database
