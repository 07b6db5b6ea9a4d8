#include "daemon/metrics.h"

#include <array>
#include <charconv>
#include <cmath>

namespace ogi::daemon {

namespace {

// A label's value, or with Quotes::none a help text, as the format wants it.
enum class Quotes { escaped, none };
std::string escaped(std::string_view text, Quotes quotes) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\\\";
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '"' && quotes == Quotes::escaped) {
            out += "\\\"";
        } else {
            out += c;
        }
    }
    return out;
}

std::string figure(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    return {digits.data(), end};
}

}  // namespace

void Metrics::add(std::string name, Kind kind, std::string help, Read read) {
    const std::scoped_lock lock{mutex_};
    families_.push_back({std::move(name), kind, std::move(help), std::move(read)});
}

void Metrics::add(std::string name, Kind kind, std::string help, std::function<double()> read) {
    add(std::move(name), kind, std::move(help),
        Read{[read = std::move(read)] { return std::vector<Sample>{{.value = read()}}; }});
}

std::string Metrics::text() const {
    const std::scoped_lock lock{mutex_};
    std::string out;
    for (const auto& family : families_) {
        out += "# HELP " + family.name + " " + escaped(family.help, Quotes::none) + "\n# TYPE " +
               family.name + (family.kind == Kind::counter ? " counter\n" : " gauge\n");
        for (const auto& sample : family.read()) {
            out += family.name;
            char mark = '{';
            for (const auto& [name, value] : sample.labels) {
                out += mark + name + "=\"" + escaped(value, Quotes::escaped) + "\"";
                mark = ',';
            }
            out += (mark == ',' ? "} " : " ") + figure(sample.value) + "\n";
        }
    }
    return out;
}

}  // namespace ogi::daemon
