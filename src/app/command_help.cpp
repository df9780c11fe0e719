#include "app/command_help.hpp"

#include <fmt/format.h>

namespace samatcha::app {

namespace {

constexpr std::size_t description_column = 30;

/// Columns on a terminal: Thai vowels and tone marks above and below take none.
std::size_t columns_of(std::string_view utf8) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if ((static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U)
            continue;
        const auto letter = utf8.substr(at, 3);
        const bool is_mark = letter == "\u0E31" || (letter >= "\u0E34" && letter <= "\u0E3A") ||
                             (letter >= "\u0E47" && letter <= "\u0E4E");
        columns += is_mark ? 0 : 1;
    }
    return columns;
}

/// A name on the left, what it means on the right; below it where the name is too long.
std::string entry(const std::string& name, const std::string& meaning) {
    const auto columns = columns_of(name) + 2;
    const auto gap = columns + 1 < description_column
                         ? std::string(description_column - columns, ' ')
                         : "\n" + std::string(description_column, ' ');
    return "  " + name + gap + meaning + "\n";
}

std::string before(std::string_view text, std::string_view mark) {
    return std::string(text.substr(0, text.find(mark)));
}

std::string after(std::string_view text, std::string_view mark) {
    const auto at = text.find(mark);
    return std::string(at == std::string_view::npos ? text : text.substr(at + mark.size()));
}

/// "samatcha province add", as far as the line named commands.
std::string command_of(const CLI::App& app) {
    const auto named = app.get_subcommands();
    return named.empty() ? app.get_name() : app.get_name() + " " + command_of(*named.back());
}

/// The library says these in English only; what it speaks of is cut out of its sentence.
std::string refusal(const CLI::App& app, const CLI::ParseError& wrong, const CommandLine& line) {
    const auto kind = wrong.get_name();
    const std::string_view said = wrong.what();
    const auto unknown = app.remaining(true);
    if (!unknown.empty() && (kind == "ExtrasError" || kind == "RequiredError"))
        return line.text("usage.unknown", {{"what", CLI::detail::join(unknown, " ")}});
    if (said == "A subcommand is required")
        return line.text("usage.command_missing");
    if (kind == "RequiredError")
        return line.text("usage.missing", {{"what", before(said, " is required")}});
    if (kind == "ArgumentMismatch")
        return line.text("usage.value_missing", {{"what", before(said, ":")}});
    if (kind == "ConversionError")
        return line.text("usage.value_wrong", {{"what", after(said, ": ")}});
    if (kind == "ValidationError")
        return line.text("usage.value_wrong", {{"what", before(said, " not in ")}});
    for (const auto& [verb, key] :
         {std::pair{" requires ", "usage.needs"}, std::pair{" excludes ", "usage.excludes"}})
        if (said.find(verb) != std::string_view::npos)
            return line.text(key, {{"what", before(said, verb)}, {"other", after(said, verb)}});
    return std::string(said);
}

} // namespace

std::string CommandHelp::make_help(const CLI::App* app, std::string name,
                                   CLI::AppFormatMode) const {
    const auto in_group = [&](std::string_view group) {
        return app->get_options([group](const CLI::Option* option) {
            return option->nonpositional() && option->get_group() == group;
        });
    };
    const auto arguments =
        app->get_options([](const CLI::Option* option) { return option->get_positional(); });
    return m_line.text(app->get_description()) + "\n" + usage(*app, name) +
           options("help.arguments", arguments) + options("help.options", in_group("Options")) +
           options(settings_group, in_group(settings_group)) + commands(*app);
}

std::string CommandHelp::usage(const CLI::App& app, const std::string& name) const {
    auto line = m_line.text("help.usage") + ": " + name + " " + m_line.text("help.options_place");
    for (const auto* argument :
         app.get_options([](const CLI::Option* option) { return option->get_positional(); }))
        line += argument->get_required() ? " " + argument->get_name(true)
                                         : " [" + argument->get_name(true) + "]";
    if (app.get_require_subcommand_min() > 0)
        line += " " + m_line.text("help.command_place");
    return line + "\n";
}

std::string CommandHelp::options(std::string_view heading,
                                 const std::vector<const CLI::Option*>& shown) const {
    std::string lines;
    for (const auto* option : shown)
        lines += entry(option->get_name(option->get_positional(), true) + value(*option),
                       m_line.text(option->get_description()));
    return lines.empty() ? lines : "\n" + m_line.text(heading) + ":\n" + lines;
}

std::string CommandHelp::commands(const CLI::App& app) const {
    std::string lines;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
        lines += entry(command->get_name(), m_line.text(command->get_description()));
    return lines.empty() ? lines : "\n" + m_line.text("help.commands") + ":\n" + lines;
}

/// What is to be written after the name, nothing after a flag: a choice or a range where there is one, else the kind of
/// value.
std::string CommandHelp::value(const CLI::Option& option) const {
    const auto type = option.get_type_name();
    if (type.empty())
        return {};
    const auto choice = type.find('{');
    const auto range = type.find('[');
    std::string words = " ";
    if (choice != std::string::npos)
        words += type.substr(choice);
    else if (range != std::string::npos)
        words += type.substr(range);
    else
        words += m_line.text(type.starts_with("TEXT") ? "help.text" : "help.number");
    if (!option.get_default_str().empty())
        words += "=" + option.get_default_str();
    if (option.get_expected_max() > 1)
        words += " ...";
    if (option.get_required())
        words += " " + m_line.text("help.required");
    return words;
}

std::string usage_refusal(const CLI::App& app, const CLI::ParseError& wrong,
                          const CommandLine& line) {
    return fmt::format("samatcha: {}\n{}\n", refusal(app, wrong, line),
                       line.text("usage.see_help", {{"command", command_of(app)}}));
}

} // namespace samatcha::app
