#pragma once

// What the commands share: settings, language, how errors and results are printed.

#include "app/environment.hpp"
#include "app/settings.hpp"
#include "base/json.hpp"
#include "base/messages.hpp"
#include "base/result.hpp"
#include "modules/access/actor.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace samatcha::app {

/// The one table from ErrorCode to exit code. 0 is success, 1 something broke, 2 wrong usage.
int exit_code_of(ErrorCode);

/// Lives as long as main(). A command's callback calls run() or run_alone() once.
class CommandLine {
public:
    CommandLine();

    Settings settings;
    bool prints_json = false; ///< --json: one JSON object on standard output, for programs.

    /// Opens the installation and runs `act`; an error is printed and becomes the exit code.
    void run(const std::function<Result<void>(Environment&)>& act);
    /// For commands that work on files alone.
    void run_alone(const std::function<Result<void>()>& act);

    /// With --json the struct as JSON, else the text.
    template <class T>
    void print(const T& result, std::string_view text) const {
        if (prints_json)
            print_line(json::to_text(result));
        else
            print_line(text);
    }
    void print_line(std::string_view) const;

    const Messages& messages() const { return m_messages; }
    Language language() const { return settings.language == "en" ? Language::English : Language::Thai; }
    /// The text of a key in the command line's language.
    std::string text(std::string_view key, const Messages::Arguments& arguments = {}) const {
        return m_messages.text(key, language(), arguments);
    }
    int exit_code() const { return m_exit_code; }

    /// Prints the translated error; the exit code is its kind's.
    void report(const Error&);

private:
    Messages m_messages;
    int m_exit_code = 0;
};

/// Who runs a command: no account of a province, but the operating system's, in the access log. The key
/// file lies open to them, so every right.
access::Actor command_actor(std::string_view province);

/// On a terminal a bar that is redrawn; in a pipe a line at each tenth and each new stage. On standard
/// error, so that standard output stays a program's.
class Progress {
public:
    Progress(const CommandLine&, std::string label);
    ~Progress(); ///< Ends the line.

    /// The stage is said by the text app.stage_<stage>. total 0: not known.
    void report(std::string_view stage, std::int64_t done, std::int64_t total);

private:
    const CommandLine& m_line;
    std::string m_label;
    std::string m_stage;
    std::int64_t m_tenth = -1;
    std::int64_t m_drawn_at_ms = 0;
    bool m_is_terminal;
    bool m_has_drawn = false;
};

/// The texts of all modules, from the binary.
Messages embedded_message_texts();

} // namespace samatcha::app
