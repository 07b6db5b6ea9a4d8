#include "daemon/columns/column_makers.h"

#include "base/time.h"
#include "daemon/answers/host_line.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <charconv>

namespace ogi::daemon {

namespace {

// The shortest digits that give the same number again, without an exponent: no column holds anything so large
// or small that it wanted one.
std::string plain(double number) {
    std::array<char, 400> digits;
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed).ptr;
    return {digits.data(), end};
}

std::string text_of(const json::value& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return std::string{value.as_string().data(), value.as_string().size()};
    return value.is_double() ? plain(value.as_double()) : json::serialize(value);
}

}  // namespace

const json::object* object_in(const json::object& line, std::string_view name) {
    const auto* value = line.if_contains(name);
    return value != nullptr && value->is_object() ? &value->as_object() : nullptr;
}

const json::array* array_in(const json::object& line, std::string_view name) {
    const auto* value = line.if_contains(name);
    return value != nullptr && value->is_array() ? &value->as_array() : nullptr;
}

Column at(std::string title, std::string path) {
    return {std::move(title),
            [path = std::move(path)](const json::object& line) { return text_at(line, path); }};
}

// "2019-01-31T10:00:00.000Z" is more than a person wants to see.
Column time_at(std::string title, std::string path) {
    return {std::move(title), [path = std::move(path)](const json::object& line) {
                auto text = text_at(line, path);
                if (text.size() == 24) text = text.substr(0, 10) + " " + text.substr(11, 5);
                return text;
            }};
}

// storage::due_never.
constexpr std::string_view not_visited_any_more = "9999-";

// When a page is due, from a line that has `asked_for`.
Column due_at(std::string title, std::string path) {
    auto time = time_at(title, std::move(path));
    return {std::move(title), [time = std::move(time)](const json::object& line) {
                if (text_at(line, "asked_for") == "true") return std::string{"now"};
                auto text = time.text(line);
                return text.starts_with(not_visited_any_more) ? std::string{"never"} : text;
            }};
}

// "1000+" where they were counted no further.
std::string due_pages(const json::object& line) {
    const auto count = text_at(line, "due_pages");
    return count == std::to_string(DueCounter::a_host_max) ? count + "+" : count;
}

std::string last_outcome(const json::object& line) {
    const auto reason = text_at(line, "outcome_reason");
    return text_at(line, "outcome") + (reason.empty() ? "" : ": " + reason);
}

std::string figures(const json::object& line) {
    const auto* cells = object_in(line, "cells");
    if (cells == nullptr) return {};
    std::size_t filled = 0;
    for (const auto& [id, cell] : *cells) filled += cell.at("kind").as_string() == "number" ? 1 : 0;
    return std::to_string(filled) + "/" + std::to_string(cells->size());
}

std::string standing(const json::object& line) {
    if (!text_at(line, "withdrawn_at").empty()) return "withdrawn";
    const auto differing = text_at(line, "copies_with_other_figures");
    return differing.empty() || differing == "0" ? "online" : "online, copies differ";
}

namespace {

std::string side(const json::object& change, const std::string& name) {
    const auto kind = text_at(change, name + "_kind");
    if (kind == "number") return changed_figure(change, name);
    // A person may have put right what is printed there.
    const auto raw = text_at(change, name + "_raw");
    const bool printed_otherwise =
        kind != "text" && kind != "unreadable" && raw.find_first_of("0123456789") != std::string::npos;
    return raw.empty() || printed_otherwise ? kind : raw;
}

// "requests.new_received.total 36 → 38; …".
std::string changed_cells(const json::array& changes) {
    std::string text;
    for (const auto& value : changes) {
        const auto& change = value.as_object();
        text += (text.empty() ? "" : "; ") + text_at(change, "id") + " " + side(change, "old") + " → " +
                side(change, "new");
    }
    return text;
}

}  // namespace

std::string what_changed(const json::object& holder) {
    std::string text;
    if (const auto* cells = array_in(holder, "cells")) text = changed_cells(*cells);
    if (const auto* aspects = array_in(holder, "aspects")) {
        for (const auto& aspect : *aspects) text += (text.empty() ? "" : "; ") + text_of(aspect);
    }
    return text;
}

// "withdrawn (not_found) in 3; restored in 5": what else befell a report while a revision was the current
// one.
std::string what_befell(const json::object& holder) {
    std::string text;
    const auto* events = array_in(holder, "events");
    if (events == nullptr) return text;
    for (const auto& value : *events) {
        const auto& event = value.as_object();
        const auto reason = text_at(event, "reason");
        text += (text.empty() ? "" : "; ") + text_at(event, "type");
        if (!reason.empty()) text += " (" + reason + ")";
        text += " in " + text_at(event, "sequence");
    }
    return text;
}

// Of a withdrawal, how the page is gone.
std::string what_changed_in_feed(const json::object& line) {
    const auto* data = object_in(line, "data");
    if (data == nullptr) return {};
    const auto reason = text_at(*data, "reason");
    return reason.empty() ? what_changed(*data) : reason;
}

std::string why_no_page(const json::object& line) {
    const auto gone = text_at(line, "gone_reason");
    return gone.empty() ? text_at(line, "reason") : gone;
}

// "示例县财政局/2023", several of them with a blank between.
std::string reports_shown(const json::object& line) {
    std::string shown;
    const auto* reports = line.if_contains("reports");
    if (reports == nullptr || !reports->is_array()) return shown;
    for (const auto& key : reports->as_array()) {
        if (!key.is_object()) continue;
        if (!shown.empty()) shown += ' ';
        shown += text_at(key.as_object(), "agency") + "/" + text_at(key.as_object(), "year");
    }
    return shown;
}

namespace {

// The texts of an array in an object of the line, with a blank between.
std::string joined(const json::object& line, std::string_view object, std::string_view array) {
    const auto* holder = object_in(line, object);
    const auto* names = holder == nullptr ? nullptr : array_in(*holder, array);
    std::string text;
    if (names == nullptr) return text;
    for (const auto& name : *names) text += (text.empty() ? "" : " ") + text_of(name);
    return text;
}

}  // namespace

Column joined_at(std::string title, const char* object, const char* array) {
    return {std::move(title), [=](const json::object& line) { return joined(line, object, array); }};
}

std::string change_type(const json::object& line) {
    const auto type = text_at(line, "type");
    return type.substr(type.rfind('.') + 1);
}

std::string diff_name(const json::object& line) {
    if (const auto* path = array_in(line, "path")) {
        std::string name;
        for (const auto& step : *path) {
            const auto words = text_of(step);
            if (!words.empty()) name += (name.empty() ? "" : " / ") + words;
        }
        return name.empty() ? text_at(line, "aspect") : name;
    }
    if (const auto cell = text_at(line, "cell"); !cell.empty()) return text_at(line, "aspect") + " / " + cell;
    return line.contains("aspect") ? text_at(line, "aspect") : text_at(line, "id");
}

std::string turned_checks(const json::object& line) {
    std::string words;
    for (const auto& [verb, name] : {std::pair{"breaks", "broke"}, std::pair{"heals", "healed"}}) {
        const auto* ids = array_in(line, name);
        if (ids == nullptr) continue;
        words += (words.empty() ? "" : "; ") + std::string{verb};
        for (const auto& id : *ids) words += " " + text_of(id);
    }
    return words;
}

// "3 d 4 h", "12 min"; "not running" where no daemon says anything.
std::string running_for(const json::object& line) {
    const auto* daemon = object_in(line, "daemon");
    if (daemon == nullptr) return "not running";
    const auto* seconds = daemon->if_contains("uptime_s");
    const auto minutes = seconds == nullptr ? 0 : seconds->to_number<std::int64_t>() / 60;
    if (minutes < 60) return std::to_string(minutes) + " min";
    const auto hours = minutes / 60;
    if (hours < 24) return std::to_string(hours) + " h " + std::to_string(minutes % 60) + " min";
    return std::to_string(hours / 24) + " d " + std::to_string(hours % 24) + " h";
}

std::string mebibytes(const json::object& line) {
    const auto* daemon = object_in(line, "daemon");
    const auto* bytes = daemon == nullptr ? nullptr : daemon->if_contains("memory_bytes");
    return bytes == nullptr ? std::string{} : std::to_string(bytes->to_number<std::uint64_t>() >> 20);
}

std::string changed_figure(const json::object& change, const std::string& side) {
    const auto figure = text_at(change, side), unit = text_at(change, side + "_unit");
    const auto other = side == "old" ? "new" : "old";
    const bool both = !figure.empty() && !text_at(change, other).empty();
    return both && unit != text_at(change, std::string{other} + "_unit") ? figure + unit : figure;
}

namespace {

// "王某 2026-02-01: 已电话核实"
std::string decided_by(const json::object& side) {
    const auto at = base::parse_iso_time(text_at(side, "at"));
    const auto day = at ? " " + base::to_iso(base::shanghai_date(*at)) : std::string{};
    return text_at(side, "by") + day + ": " + text_at(side, "reason");
}

}  // namespace

std::string what_people_put_right(const json::object& holder) {
    std::string words;
    const auto* corrections = array_in(holder, "corrections");
    if (corrections == nullptr) return words;
    for (const auto& value : *corrections) {
        const auto& change = value.as_object();
        const auto* made = object_in(change, "new");
        const auto* side = made != nullptr ? made : object_in(change, "old");
        if (side == nullptr) continue;
        words += (words.empty() ? "" : "; ") + text_at(change, "cell");
        words += made != nullptr ? " put right by " : ": taken back, put right by ";
        words += decided_by(*side);
    }
    return words;
}

Column side_column(std::string title, std::string name) {
    return {std::move(title), [name = std::move(name)](const json::object& line) {
                if (const auto* decided = object_in(line, name)) return decided_by(*decided);
                return line.contains(name + "_kind") ? side(line, name) : text_at(line, name);
            }};
}

std::string text_at(const json::object& line, std::string_view path) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    if (dot != std::string_view::npos) {
        const auto* inner = object_in(line, name);
        return inner == nullptr ? std::string{} : text_at(*inner, path.substr(dot + 1));
    }
    const auto* value = line.if_contains(name);
    if (value == nullptr) return {};
    if (value->is_double()) {
        // The exact digits stand beside: "decimal" for a cell's value, "old_decimal" in a change.
        const auto exact = name == "value" ? std::string{"decimal"} : std::string{name} + "_decimal";
        if (const auto* digits = line.if_contains(exact); digits != nullptr) return text_of(*digits);
    }
    return text_of(*value);
}

}  // namespace ogi::daemon
